// Vector-vector kernels: what the iterative methods spend their own time in.
#pragma once

#include "base/view.hpp"

namespace steepest {

struct Level1 {
    double (*dot)(Index n, const double* x, const double* y);
    // y += a x
    void (*axpy)(Index n, double a, const double* x, double* y);
    // out = x + a y
    void (*add_scaled)(Index n, const double* x, double a, const double* y, double* out);
    // out = x - y
    void (*subtract)(Index n, const double* x, const double* y, double* out);
    // x *= a
    void (*scale)(Index n, double a, double* x);
    // y += a x, then the dot product of y with z: one pass over memory for two steps of the two-loop recursion.
    double (*axpy_dot)(Index n, double a, const double* x, double* y, const double* z);
};

}  // namespace steepest
