// Kernels that apply a function to every element of an array.
#pragma once

#include "base/view.hpp"

namespace steepest {

// out_i = f(x_i); out may be x. The result for an element depends on that element and the level alone, not on where it
// stands or on its neighbors.
using Map = void(Index n, const double* x, double* out);

struct Elementwise {
    Map* exp;
    Map* expm1;
    Map* log;
    Map* log1p;
    Map* sin;
    Map* cos;
    Map* tanh;
    Map* sqrt;
    Map* sigmoid;
    Map* softplus;
};

}  // namespace steepest
