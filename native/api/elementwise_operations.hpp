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
    {"exp", &Elementwise::exp},         {"expm1", &Elementwise::expm1},       {"log", &Elementwise::log},
    {"log1p", &Elementwise::log1p},     {"log2", &Elementwise::log2},         {"log10", &Elementwise::log10},
    {"sin", &Elementwise::sin},         {"cos", &Elementwise::cos},           {"tan", &Elementwise::tan},
    {"asin", &Elementwise::asin},       {"acos", &Elementwise::acos},         {"atan", &Elementwise::atan},
    {"sinh", &Elementwise::sinh},       {"cosh", &Elementwise::cosh},         {"tanh", &Elementwise::tanh},
    {"asinh", &Elementwise::asinh},     {"acosh", &Elementwise::acosh},       {"atanh", &Elementwise::atanh},
    {"erf", &Elementwise::erf},         {"cbrt", &Elementwise::cbrt},         {"sqrt", &Elementwise::sqrt},
    {"sigmoid", &Elementwise::sigmoid}, {"softplus", &Elementwise::softplus},
};

struct ElementwiseFunctionOfTwo {
    const char* name;
    MapOfTwo* Elementwise::*kernel;
};

inline constexpr ElementwiseFunctionOfTwo elementwise_functions_of_two[] = {
    {"power", &Elementwise::power},
    {"atan2", &Elementwise::atan2},
    {"hypot", &Elementwise::hypot},
};

// out_i = f(x_i) for each i that both have; out may be x. The function is an index into elementwise_functions.
void elementwise(int32_t function, Vector<const double> x, Vector<double> out);

// out_i = f(x_i, y_i) likewise, of elementwise_functions_of_two.
void elementwise_of_two(int32_t function, Vector<const double> x, Vector<const double> y, Vector<double> out);

}  // namespace steepest
