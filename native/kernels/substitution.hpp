// The small systems inside blocked substitutions and factorizations: as many rows as a tile of the product
// has (kernels/gemm.hpp), any number of right-hand sides.
#pragma once

#include "base/view.hpp"

namespace steepest {

template <class T>
struct Substitution {
    // X = T⁻¹ X for X of rows x columns, T being lower triangular and given by rows of Gemm::height elements: t_il for
    // l < i, then 1 / t_ii. A negative stride stands for rows from the last to the first.
    void (*solve)(Index rows, Index columns, const T* triangle, T* x, Index stride);
    // A = U'U of the upper triangle of a tile, and U' as `solve` takes it. Returns the row whose pivot is not positive
    // and finite, where it ends, or `rows`.
    Index (*factor)(Index rows, T* a, Index stride, T* triangle);
};

}  // namespace steepest
