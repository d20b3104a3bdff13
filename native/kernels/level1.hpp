// Vector-vector kernels: what the iterative methods spend their own time in.
#pragma once

#include "base/view.hpp"

namespace steepest {

template <class T>
struct Level1 {
    T (*dot)(Index n, const T* x, const T* y);
    // The same with products and sum in double: those of floats are exact.
    double (*dot_in_double)(Index n, const T* x, const T* y);
    T (*sum)(Index n, const T* x);
    // y += a x
    void (*axpy)(Index n, T a, const T* x, T* y);
    // out = x + a y
    void (*add_scaled)(Index n, const T* x, T a, const T* y, T* out);
    // out = x - y
    void (*subtract)(Index n, const T* x, const T* y, T* out);
    // x *= a
    void (*scale)(Index n, T a, T* x);
    // y += a x, then the dot product of y with z: one pass over memory for two steps of the two-loop recursion.
    T (*axpy_dot)(Index n, T a, const T* x, T* y, const T* z);
    // (x, y) = (c x + s y, c y - s x)
    void (*rotate)(Index n, T c, T s, T* x, T* y);
    // The largest |g_i| max(|x_i|, 1); NaN where a g_i is.
    T (*largest_scaled)(Index n, const T* g, const T* x);
};

}  // namespace steepest
