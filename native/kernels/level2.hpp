// Matrix-vector kernels on row-major matrices.
#pragma once

#include "base/view.hpp"

namespace steepest {

template <class T>
struct Level2 {
    // y = A x, A of rows x columns with the given stride.
    void (*gemv)(Index rows, Index columns, const T* a, Index stride, const T* x, T* y);
    // y += A' x
    void (*gemv_transposed)(Index rows, Index columns, const T* a, Index stride, const T* x, T* y);
};

}  // namespace steepest
