// Factorization P A P' = U' D U of a symmetric, possibly indefinite matrix: U unit upper triangular, D block diagonal
// with blocks of order 1 and 2. (With L = U' this is the L D L' of the textbooks.)
#pragma once

#include <cstdint>

#include "linalg/operands.hpp"

namespace steepest {

template <class T>
struct Ldl {
    Matrix<T> factor;             // the upper triangle holds A, then U above the diagonal and D's diagonal on it
    Vector<T> off_diagonal;       // element k is D(k, k + 1), nonzero where a block of order 2 begins
    Vector<int32_t> permutation;  // row i of P A P' is row permutation[i] of A

    static Ldl allocate(Workspace& workspace, Index n) {
        return {workspace.matrix<T>(n, n), workspace.vector<T>(n), workspace.vector<int32_t>(n)};
    }
};

// Factors the matrix in ldl.factor. `singular` when a block of D is zero (the factorization is complete all the same);
// not_finite when A is not. The strictly lower triangle is neither read nor written.
template <class T>
Status factor_ldl(const Ldl<T>& ldl);

// b = A⁻¹ b, for a factorization that is not singular.
template <class T>
Status solve_ldl(const Ldl<T>& ldl, Vector<Scalar<T>> b, Workspace& workspace);

// D's blocks as numbers: the signs of their eigenvalues are those of A's (Sylvester).
struct Inertia {
    Index positive = 0;
    Index negative = 0;
    Index zero = 0;
};
template <class T>
Inertia inertia(const Ldl<T>& ldl);

}  // namespace steepest
