// Reduction of a symmetric matrix to tridiagonal form, A = Q T Q'.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

template <class T>
struct Tridiagonal {
    Vector<T> diagonal;      // n
    Vector<T> off_diagonal;  // n; the last one is 0
};

// Reads the upper triangle of A and leaves in it, one a row from the second column on, the reflectors whose product is
// the lower right part of Q (the first row and column of Q are those of the identity).
template <class T>
Status reduce_to_tridiagonal(Matrix<T> a, Vector<T> tau, const Tridiagonal<T>& result, Workspace& workspace);

}  // namespace steepest
