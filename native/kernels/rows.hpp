// Kernels on a few long rows, each of which is read once however many results it takes part in: what quasi-Newton
// methods do with their vectors.
#pragma once

#include "base/view.hpp"

namespace steepest {

struct Rows {
    // For each of `count` rows a of n numbers: ax = a · x and ay = a · y.
    void (*products)(Index count, const double* const* rows, Index n, const double* x, const double* y, double* ax,
                     double* ay);
    // out = b base + the sum of c_i rows_i. `out` is none of the rows.
    void (*combine)(Index count, const double* const* rows, const double* c, Index n, double b, const double* base,
                    double* out);
    // A = b A + u s' + v t', A being n x n; then ax = A x and ay = A y.
    void (*update_products)(Index n, double* a, double b, const double* u, const double* s, const double* v,
                            const double* t, const double* x, const double* y, double* ax, double* ay);
};

}  // namespace steepest
