// Norms of matrices and vectors. Sums of squares are scaled where they would overflow or underflow; a NaN or an
// infinity among the elements makes the norm NaN or infinite.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

enum class Norm : int32_t { one, infinity, frobenius, max };

template <class T>
double norm(Norm kind, MatrixIn<T> a);

// The Euclidean norm of a vector.
template <class T>
T norm2(VectorIn<T> x);

// The exponent e for which the largest modulus among the elements is in [2^(e-1), 2^e); 0 for a matrix of zeros or one
// that is not finite. Multiplying by 2^-e then loses nothing and makes squares safe.
template <class T>
int largest_exponent(Matrix<T> a);
template <class T>
void scale_by_power_of_two(Matrix<T> a, int exponent);

template <class T>
bool all_finite(MatrixIn<T> a);
// The same for the upper triangle alone.
template <class T>
bool upper_finite(MatrixIn<T> a);

}  // namespace steepest
