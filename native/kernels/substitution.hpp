// The small triangular systems inside blocked substitutions and factorizations: as many rows as a tile of the product
// has (kernels/gemm.hpp), any number of right-hand sides.
#pragma once

#include "base/view.hpp"

namespace steepest {

template <class T>
struct Substitution {
    // X = T⁻¹ X for X of rows x columns, T being lower triangular and given by rows of Gemm::height elements: t_il for
    // l < i, then 1 / t_ii. A negative stride stands for rows from the last to the first.
    void (*solve)(Index rows, Index columns, const T* triangle, T* x, Index stride);
};

}  // namespace steepest
