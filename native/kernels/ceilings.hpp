// Loops that do nothing but reach a limit of the machine, so that other kernels can be held against it.
#pragma once

#include "base/view.hpp"

namespace steepest {

struct Ceilings {
    // `count` rounds of multiply-adds that do not wait for each other; returns how many additions and multiplications
    // were done, and writes a result that keeps them from being optimised away.
    double (*multiply_add_double)(Index count, double* result);
    double (*multiply_add_single)(Index count, double* result);
    // Reads n numbers once, from memory as far away as they are.
    double (*read)(Index n, const double* x);
    // x_k += factor g for each of 1 to 4 arrays: reads them and g, writes them.
    void (*add_in_place)(Index n, int arrays, float* const* x, const float* g, float factor);
};

}  // namespace steepest
