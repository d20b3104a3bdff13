// The eigenvalues and one rotation of a symmetric matrix of order 2.
#pragma once

#include <cmath>

namespace steepest {

// [a b; b c] = [cosine -sine; sine cosine] diag(larger, smaller) [cosine sine; -sine cosine], `larger` being the
// eigenvalue of larger modulus.
template <class T>
struct SymmetricPair {
    T larger;
    T smaller;
    T cosine;
    T sine;
};

// Jacobi's rotation (Golub & Van Loan, 4th edition, section 8.5.2). It loses no digits to cancellation: the rotation
// is by at most 45 degrees, and either eigenvalue is a diagonal element plus its correction.
template <class T>
SymmetricPair<T> symmetric_pair(T a, T b, T c) {
    T cosine = 1, sine = 0, first = a, second = c;
    if (b != 0) {
        const T tau = (c - a) / (2 * b);
        const T tangent = (tau >= 0 ? T(1) : T(-1)) / (std::abs(tau) + std::hypot(T(1), tau));
        cosine = 1 / std::hypot(T(1), tangent);
        sine = -tangent * cosine;
        first = a - tangent * b;
        second = c + tangent * b;
    }
    if (std::abs(first) >= std::abs(second)) return {first, second, cosine, sine};
    return {second, first, -sine, cosine};
}

}  // namespace steepest
