// Householder QR factorization A = Q R, or A P = Q R with column pivoting, of an m x n matrix.
//
// Everything works on columns, so A is held by columns: row j of `columns` is column j of A, a vector is one row, and
// several right-hand sides are as many rows.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

template <class T>
struct Qr {
    Matrix<T> columns;            // n x m: A by columns, then R(i, j) at (j, i) for i <= j and the reflectors beyond
    Vector<T> tau;                // min(m, n)
    Vector<int32_t> permutation;  // column j of A P is column permutation[j] of A

    static Qr allocate(Workspace& workspace, Index m, Index n) {
        return {workspace.matrix<T>(n, m), workspace.vector<T>(m < n ? m : n), workspace.vector<int32_t>(n)};
    }
};

// Both factor the matrix in qr.columns and set the permutation (the first, to the identity).
template <class T>
Status factor_qr(const Qr<T>& qr, Workspace& workspace);
// At each step the column with the largest remainder comes first, so that |R(0, 0)| >= |R(1, 1)| >= …
template <class T>
Status factor_qr_pivoted(const Qr<T>& qr, Workspace& workspace);

// Each row b of B becomes Q b, or with transpose Q' b.
template <class T>
Status apply_q(const Qr<T>& qr, Transpose transpose, Matrix<Scalar<T>> b, Workspace& workspace);

// The first q.rows columns of Q, as rows of `q`.
template <class T>
Status form_q(const Qr<T>& qr, Matrix<Scalar<T>> q, Workspace& workspace);

// How many leading elements of R's diagonal exceed tolerance |R(0, 0)|.
template <class T>
Index rank_of(const Qr<T>& qr, double tolerance);

}  // namespace steepest
