// Kernels on a few long rows, each of which is read once however many results it takes part in: what quasi-Newton
// methods do with their vectors.
#pragma once

#include "base/view.hpp"

namespace steepest {

// Rows have zeros behind their n numbers, up to a multiple of this.
inline constexpr Index row_multiple = 8;
inline Index padded(Index n) {
    return (n + row_multiple - 1) / row_multiple * row_multiple;
}

struct Rows {
    // difference = factor (after - before), which may be among the rows; then for each of `count` rows a:
    // with_difference = a · difference and with_after = a · after.
    void (*learn)(Index count, const double* const* rows, Index n, double factor, const double* after,
                  const double* before, double* difference, double* with_difference, double* with_after);
    // out = b base + the sum of c_i rows_i, and the result is base · out. `out` is such a row as well, none of these.
    double (*combine)(Index count, const double* const* rows, const double* c, Index n, double b, const double* base,
                      double* out);
    // out += the sum of c_i rows_i, for a few rows of few numbers, n being a multiple already.
    void (*add_short)(Index count, const double* const* rows, const double* c, Index n, double* out);
    // A = b A + u s' + v t', A being n x n; then ax = A x and ay = A y. s, t and y are such rows, and those of A.
    void (*update_products)(Index n, double* a, Index stride, double b, const double* u, const double* s,
                            const double* v, const double* t, const double* x, const double* y, double* ax, double* ay);
};

}  // namespace steepest
