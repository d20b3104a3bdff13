#include "linalg/norms.hpp"

#include <cmath>

#include "linalg/vectors.hpp"

namespace steepest {
namespace {

// The larger, and NaN if either is.
template <class T>
T larger(T a, T b) {
    return a > b || a != a ? a : b;
}

template <class T>
T largest_modulus(Vector<const T> x) {
    T largest = 0;
    for (Index i = 0; i < x.size; ++i) largest = larger(std::abs(x[i]), largest);
    return largest;
}

// Zero times an infinity or a NaN is NaN, and stays so: a loop without branches.
template <class T>
bool finite(Vector<const T> x) {
    T zero = 0;
    for (const T value : x) zero += value * 0;
    return zero == 0;
}

double frobenius(double so_far, double row) {
    if (so_far == 0 || row == 0) return larger(so_far, row);
    return std::hypot(so_far, row);
}

}  // namespace

// Where the plain sum is neither too large nor so small that squares lost digits, it is right; else scale by the
// largest.
template <class T>
T norm2(VectorIn<T> x) {
    constexpr T least =
        std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon() / std::numeric_limits<T>::epsilon();
    const T square = level1<T>().dot(x.size, x.data, x.data);
    if (square >= least && square <= std::numeric_limits<T>::max()) return std::sqrt(square);
    const T largest = largest_modulus(x);
    if (!(largest > 0 && largest <= std::numeric_limits<T>::max())) return largest;
    T sum = 0;
    for (Index i = 0; i < x.size; ++i) sum += (x[i] / largest) * (x[i] / largest);
    return largest * std::sqrt(sum);
}

template <class T>
double norm(Norm kind, MatrixIn<T> a) {
    double result = 0;
    if (kind == Norm::one) {
        for (Index j = 0; j < a.columns; ++j) {
            double sum = 0;
            for (Index i = 0; i < a.rows; ++i) sum += std::abs(static_cast<double>(a(i, j)));
            result = larger(sum, result);
        }
        return result;
    }
    for (Index i = 0; i < a.rows; ++i) {
        const Vector<const T> row = row_of(a, i);
        if (kind == Norm::infinity) {
            double sum = 0;
            for (const T value : row) sum += std::abs(static_cast<double>(value));
            result = larger(sum, result);
        } else if (kind == Norm::frobenius) {
            result = frobenius(result, static_cast<double>(norm2<T>(row)));
        } else {
            result = larger(static_cast<double>(largest_modulus(row)), result);
        }
    }
    return result;
}

template <class T>
int largest_exponent(Matrix<T> a) {
    const double largest = norm<std::remove_const_t<T>>(Norm::max, a);
    if (!(largest > 0 && largest <= std::numeric_limits<double>::max())) return 0;
    int exponent = 0;
    std::frexp(largest, &exponent);
    return exponent;
}

// In two steps, because 2^exponent itself may overflow. Neither loses anything that the result could hold.
template <class T>
void scale_by_power_of_two(Matrix<T> a, int exponent) {
    if (exponent == 0) return;
    const T first = std::ldexp(T(1), exponent / 2), second = std::ldexp(T(1), exponent - exponent / 2);
    for (Index i = 0; i < a.rows; ++i) {
        scale(first, row_of(a, i));
        scale(second, row_of(a, i));
    }
}

template <class T>
bool all_finite(MatrixIn<T> a) {
    for (Index i = 0; i < a.rows; ++i) {
        if (!finite(row_of(a, i))) return false;
    }
    return true;
}

template <class T>
bool upper_finite(MatrixIn<T> a) {
    for (Index i = 0; i < a.rows; ++i) {
        if (!finite(Vector<const T>{a.row(i) + i, a.columns - i})) return false;
    }
    return true;
}

template double norm<double>(Norm, Matrix<const double>);
template double norm<float>(Norm, Matrix<const float>);
template double norm2<double>(Vector<const double>);
template float norm2<float>(Vector<const float>);
template int largest_exponent(Matrix<double>);
template int largest_exponent(Matrix<const double>);
template int largest_exponent(Matrix<float>);
template int largest_exponent(Matrix<const float>);
template void scale_by_power_of_two(Matrix<double>, int);
template void scale_by_power_of_two(Matrix<float>, int);
template bool all_finite<double>(Matrix<const double>);
template bool all_finite<float>(Matrix<const float>);
template bool upper_finite<double>(Matrix<const double>);
template bool upper_finite<float>(Matrix<const float>);

}  // namespace steepest
