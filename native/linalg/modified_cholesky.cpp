// Cheng & Higham, SIAM J. Matrix Anal. Appl. 19 (1998), p. 1097: factor P A P' = U'DU with bounded pivoting and change
// the eigenvalues of D's small blocks only. Because U is bounded, A + E is as well conditioned as the changed D up to a
// modest factor, and the whole costs one symmetric factorization; the inertia comes with it. Two departures, for
// Newton:
//
// - A negative eigenvalue λ becomes |λ| rather than a small δ (Gill, Murray, Ponceleón & Saunders, SIAM J. Matrix Anal.
//   Appl. 13, 1992, section 4): the step along negative curvature then has the length its curvature suggests.
// - Eigenvalues above n ε ‖A‖ are left alone, only what is negative or zero to rounding is raised to δ = √ε ‖A‖: a
// badly
//   scaled convex problem keeps its true Newton step.
#include "linalg/modified_cholesky.hpp"

#include <limits>

#include "linalg/symmetric2.hpp"

namespace steepest {
namespace {

template <class T>
struct Correction {
    T negligible;  // eigenvalues up to here count as zero
    T least;       // what a corrected one is at least
    ModifiedCholesky outcome;

    T operator()(T eigenvalue) {
        if (eigenvalue > negligible) return eigenvalue;
        const T modulus = std::abs(eigenvalue);
        const T raised = modulus > least ? modulus : least;
        const double change = static_cast<double>(raised) - static_cast<double>(eigenvalue);
        ++outcome.corrected;
        if (change > outcome.correction) outcome.correction = change;
        return raised;
    }
};

template <class T>
T largest_element(Matrix<T> a) {
    T largest = 0;
    for (Index i = 0; i < a.rows; ++i) {
        for (Index j = i; j < a.columns; ++j) largest = std::abs(a(i, j)) > largest ? std::abs(a(i, j)) : largest;
    }
    return largest;
}

}  // namespace

template <class T>
ModifiedCholesky modified_cholesky(const Ldl<T>& ldl) {
    const Matrix<T> a = ldl.factor;
    const Index n = a.rows;
    const T size = largest_element(a);
    const Status status = factor_ldl(ldl);
    if (status == Status::not_finite) return {.status = status};
    const T epsilon = std::numeric_limits<T>::epsilon();
    Correction<T> corrected{static_cast<T>(n) * epsilon * size, size > 0 ? std::sqrt(epsilon) * size : T(1), {}};
    for (Index k = 0; k < n; ++k) {
        if (ldl.off_diagonal[k] == 0) {
            a(k, k) = corrected(a(k, k));
            continue;
        }
        const auto pair = symmetric_pair(a(k, k), ldl.off_diagonal[k], a(k + 1, k + 1));
        const T larger = corrected(pair.larger), smaller = corrected(pair.smaller);
        const T c = pair.cosine, s = pair.sine;
        a(k, k) = c * c * larger + s * s * smaller;
        a(k + 1, k + 1) = s * s * larger + c * c * smaller;
        ldl.off_diagonal[k] = c * s * (larger - smaller);
        ++k;
    }
    return corrected.outcome;
}

template ModifiedCholesky modified_cholesky(const Ldl<double>&);
template ModifiedCholesky modified_cholesky(const Ldl<float>&);

}  // namespace steepest
