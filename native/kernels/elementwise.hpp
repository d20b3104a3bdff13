// Kernels that apply a function to every element of an array.
#pragma once

#include "base/view.hpp"

namespace steepest {

// out_i = f(x_i); out may be x. The result for an element depends on that element and the level alone, not on where it
// stands or on its neighbors.
using Map = void(Index n, const double* x, double* out);

// out_i = f(x_i, y_i), likewise; out may be x or y. A step is 1, or 0 for an operand of one register that stands for
// all.
using MapOfTwo = void(Index n, const double* x, Index x_step, const double* y, Index y_step, double* out);

struct Elementwise {
    Map* exp;
    Map* expm1;
    Map* log;
    Map* log1p;
    Map* log2;
    Map* log10;
    Map* sin;
    Map* cos;
    Map* tan;
    Map* asin;
    Map* acos;
    Map* atan;
    Map* sinh;
    Map* cosh;
    Map* tanh;
    Map* asinh;
    Map* acosh;
    Map* atanh;
    Map* erf;
    Map* cbrt;
    Map* sqrt;
    Map* sigmoid;
    Map* softplus;
    MapOfTwo* power;
    MapOfTwo* atan2;
    MapOfTwo* hypot;
};

}  // namespace steepest
