// The operation that applies a vector function to an array.
#pragma once

#include "base/view.hpp"
#include "kernels/elementwise.hpp"

namespace steepest {

struct ElementwiseFunction {
    const char* name;
    Map* Elementwise::*kernel;
};

inline constexpr ElementwiseFunction elementwise_functions[] = {
    {"exp", &Elementwise::exp},           {"expm1", &Elementwise::expm1}, {"log", &Elementwise::log},
    {"log1p", &Elementwise::log1p},       {"sin", &Elementwise::sin},     {"cos", &Elementwise::cos},
    {"tanh", &Elementwise::tanh},         {"sqrt", &Elementwise::sqrt},   {"sigmoid", &Elementwise::sigmoid},
    {"softplus", &Elementwise::softplus},
};

// out_i = f(x_i) for each i that both have; out may be x. The function is an index into elementwise_functions.
void elementwise(int32_t function, Vector<const double> x, Vector<double> out);

}  // namespace steepest
