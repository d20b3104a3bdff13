// LAPACK's scaled residuals, and a tally of failures. Everything here is written independently of the library: plain
// loops, in at least double precision.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <vector>

#include "base/view.hpp"

namespace linalg_test {

using steepest::Index;
using steepest::Matrix;
using steepest::Vector;

inline constexpr double threshold = 30;  // LAPACK's

struct Tally {
    long checks = 0;
    int failures = 0;
    double worst = 0;
    char name[160] = "";

    // False, also for NaN, is a failure.
    void expect(bool condition, const char* what, double value) {
        ++checks;
        if (condition) return;
        if (++failures <= 40) std::printf("FAIL %s: %s (%g)\n", name, what, value);
    }
    void ratio(double value, const char* what) {
        expect(value < threshold, what, value);
        if (value > worst) worst = value;
    }
    int finish() const {
        std::printf("%ld checks, %d failures, worst ratio %.2f\n", checks, failures, worst);
        return failures != 0;
    }
};
inline Tally tally;

// SplitMix64 (Steele, Lea & Flood 2014).
struct Random {
    std::uint64_t state;
    explicit Random(std::uint64_t seed) : state(seed) {}
    std::uint64_t bits() {
        std::uint64_t z = state += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    double symmetric() { return 2 * uniform() - 1; }
};

template <class T>
struct Dense {
    Index rows, columns;
    std::vector<T> data;

    Dense(Index r, Index c) : rows(r), columns(c), data(static_cast<std::size_t>(r * c), T(0)) {}
    T& operator()(Index i, Index j) { return data[static_cast<std::size_t>(i * columns + j)]; }
    const T& operator()(Index i, Index j) const { return data[static_cast<std::size_t>(i * columns + j)]; }
    Matrix<T> view() { return {data.data(), rows, columns, columns}; }
    Matrix<const T> view() const { return {data.data(), rows, columns, columns}; }

    static Dense from(Matrix<const T> view) {
        Dense copy(view.rows, view.columns);
        for (Index i = 0; i < view.rows; ++i)
            for (Index j = 0; j < view.columns; ++j) copy(i, j) = view(i, j);
        return copy;
    }
    Dense transposed() const {
        Dense t(columns, rows);
        for (Index i = 0; i < rows; ++i)
            for (Index j = 0; j < columns; ++j) t(j, i) = (*this)(i, j);
        return t;
    }
    // The upper (or unit lower) triangle alone.
    Dense upper() const {
        Dense u(rows, columns);
        for (Index i = 0; i < rows; ++i)
            for (Index j = i; j < columns; ++j) u(i, j) = (*this)(i, j);
        return u;
    }
};

template <class T>
Dense<double> widen(const Dense<T>& a) {
    Dense<double> wide(a.rows, a.columns);
    for (std::size_t i = 0; i < a.data.size(); ++i) wide.data[i] = static_cast<double>(a.data[i]);
    return wide;
}

inline Dense<double> product(const Dense<double>& a, const Dense<double>& b) {
    Dense<double> c(a.rows, b.columns);
    for (Index i = 0; i < a.rows; ++i)
        for (Index k = 0; k < a.columns; ++k)
            for (Index j = 0; j < b.columns; ++j) c(i, j) += a(i, k) * b(k, j);
    return c;
}

// The largest sum of moduli in a column. Infinite or NaN elements make it so.
template <class T>
double norm1(const Dense<T>& a) {
    std::vector<double> sums(static_cast<std::size_t>(a.columns), 0.0);
    for (Index i = 0; i < a.rows; ++i)
        for (Index j = 0; j < a.columns; ++j)
            sums[static_cast<std::size_t>(j)] += std::abs(static_cast<double>(a(i, j)));
    double largest = 0;
    for (double sum : sums) {
        if (!(sum <= largest)) largest = sum;
    }
    return largest;
}

inline double norm1_difference(const Dense<double>& a, const Dense<double>& b) {
    Dense<double> d(a.rows, a.columns);
    for (std::size_t i = 0; i < d.data.size(); ++i) d.data[i] = a.data[i] - b.data[i];
    return norm1(d);
}

// |A - B| / (n |A| eps): what a factorization is judged by. Zero over zero is zero.
template <class T>
double factor_ratio(const Dense<double>& a, const Dense<double>& rebuilt) {
    const double error = norm1_difference(a, rebuilt), size = norm1(a);
    if (error == 0) return 0;
    return error / size / static_cast<double>(a.columns) / static_cast<double>(std::numeric_limits<T>::epsilon());
}

// |I - Q'Q| / (n eps) for orthonormal columns.
template <class T>
double orthogonality_ratio(const Dense<double>& q) {
    Dense<double> identity(q.columns, q.columns);
    for (Index i = 0; i < q.columns; ++i) identity(i, i) = 1;
    const double error = norm1_difference(identity, product(q.transposed(), q));
    return error == 0 ? 0
                      : error / static_cast<double>(q.rows) / static_cast<double>(std::numeric_limits<T>::epsilon());
}

// |B - A X| / (|A| |X| eps), the largest over columns (dget02.f).
template <class T>
double solve_ratio(const Dense<double>& a, const Dense<double>& x, const Dense<double>& b) {
    const Dense<double> ax = product(a, x);
    const double size = norm1(a);
    double worst = 0;
    for (Index j = 0; j < b.columns; ++j) {
        double error = 0, norm = 0;
        for (Index i = 0; i < b.rows; ++i) error += std::abs(b(i, j) - ax(i, j));
        for (Index i = 0; i < x.rows; ++i) norm += std::abs(x(i, j));
        if (error == 0) continue;
        const double ratio = error / size / norm / static_cast<double>(std::numeric_limits<T>::epsilon());
        if (!(ratio <= worst)) worst = ratio;
    }
    return worst;
}

}  // namespace linalg_test
