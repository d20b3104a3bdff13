// A positive definite matrix near a symmetric one, factored: what Newton's method solves with where the Hessian is
// indefinite.
#pragma once

#include "linalg/ldl.hpp"

namespace steepest {

struct ModifiedCholesky {
    Status status = Status::solved;  // else not_finite
    Index corrected = 0;             // how many eigenvalues of D were changed
    double correction = 0;           // by how much at most; zero when A was positive definite
};

// Factors A + E, positive definite, over the A in ldl.factor; E is zero when A is positive definite to working
// precision. solve_ldl solves with the result.
template <class T>
ModifiedCholesky modified_cholesky(const Ldl<T>& ldl);

}  // namespace steepest
