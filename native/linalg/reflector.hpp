// Householder reflections H = I - tau v v' with v = (1, …), singly and in blocks.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// Finds H with H x = (beta, 0, …, 0)', writes beta over x[0] and the rest of v over x[1], …, and returns tau.
template <class T>
T make_reflector(Vector<T> x);

// H1 H2 … Hk = I - V T V', with V' stored by rows, its ones and zeros written out.
template <class T>
struct BlockReflector {
    Matrix<T> v_transposed;  // k x m
    Matrix<T> t;             // k x k, upper triangular

    // From reflectors stored one a row, row i beginning (with its implicit one) at column i.
    static BlockReflector form(MatrixIn<T> reflectors, VectorIn<T> tau, Workspace& workspace);

    // Each row b' of B becomes b' Q, or with transpose b' Q'.
    Status apply(Transpose transpose, Matrix<T> b, Workspace& workspace) const;
};

}  // namespace steepest
