// Matrix-vector kernels on row-major matrices.
#pragma once

#include "base/view.hpp"

namespace steepest {

struct Level2 {
    // y = A x, A of rows x columns with the given stride.
    void (*gemv)(Index rows, Index columns, const double* a, Index stride, const double* x, double* y);
    // y += A' x
    void (*gemv_transposed)(Index rows, Index columns, const double* a, Index stride, const double* x, double* y);
};

}  // namespace steepest
