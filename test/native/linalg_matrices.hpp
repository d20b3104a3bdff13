// Matrices of the kinds LAPACK tests with (TESTING/MATGEN, dlatb4.f), its scaled residuals, and a tally of failures.
// Everything here is written independently of the library: plain loops, in at least double precision.
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

#if defined(__SANITIZE_ADDRESS__)
inline constexpr Index largest_size = 129;
#else
inline constexpr Index largest_size = 1000;
#endif
inline constexpr Index sizes[] = {0, 1, 2, 3, 5, 10, 50, 129, 500, 1000};

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

enum class Kind {
    diagonal,
    upper_triangular,
    lower_triangular,
    well_conditioned,
    first_column_zero,
    last_column_zero,
    half_zero,
    condition_root,   // sqrt(0.1 / eps)
    condition_large,  // 0.1 / eps
    near_underflow,
    near_overflow,
    graded,
};
inline constexpr Kind kinds[] = {Kind::diagonal,         Kind::upper_triangular,  Kind::lower_triangular,
                                 Kind::well_conditioned, Kind::first_column_zero, Kind::last_column_zero,
                                 Kind::half_zero,        Kind::condition_root,    Kind::condition_large,
                                 Kind::near_underflow,   Kind::near_overflow,     Kind::graded};
inline constexpr const char* kind_names[] = {
    "diagonal", "upper triangular", "lower triangular",  "well conditioned", "first column 0", "last column 0",
    "half 0",   "condition root",   "condition 0.1/eps", "near underflow",   "near overflow",  "graded"};

inline bool singular(Kind kind, Index n) {
    return n > 0 && (kind == Kind::first_column_zero || kind == Kind::last_column_zero || kind == Kind::half_zero);
}

// A few random reflections from the left: orthogonal, dense, and cheap at n = 1000.
inline void reflect_rows(Dense<double>& a, Random& random) {
    for (int turn = 0; turn < 3; ++turn) {
        std::vector<double> v(static_cast<std::size_t>(a.rows));
        double square = 0;
        for (double& x : v) {
            x = random.symmetric();
            square += x * x;
        }
        std::vector<double> w(static_cast<std::size_t>(a.columns), 0.0);
        for (Index i = 0; i < a.rows; ++i)
            for (Index j = 0; j < a.columns; ++j)
                w[static_cast<std::size_t>(j)] += v[static_cast<std::size_t>(i)] * a(i, j);
        for (Index i = 0; i < a.rows; ++i)
            for (Index j = 0; j < a.columns; ++j)
                a(i, j) -= 2 / square * v[static_cast<std::size_t>(i)] * w[static_cast<std::size_t>(j)];
    }
}

template <class T>
double condition_of(Kind kind) {
    const double large = 0.1 / static_cast<double>(std::numeric_limits<T>::epsilon());
    if (kind == Kind::condition_root) return std::sqrt(large);
    return kind == Kind::condition_large || kind == Kind::graded ? large : 2;
}

template <class T>
double scale_of(Kind kind) {
    const double small = 0.25 * static_cast<double>(std::numeric_limits<T>::min()) /
                         static_cast<double>(std::numeric_limits<T>::epsilon());
    return kind == Kind::near_underflow ? small : kind == Kind::near_overflow ? 1 / small : 1;
}

// rows x columns, with singular values falling geometrically (or, well conditioned, linearly) from 1 to 1/condition.
template <class T>
Dense<T> general_matrix(Kind kind, Index rows, Index columns, Random& random) {
    const Index least = rows < columns ? rows : columns;
    Dense<double> a(rows, columns);
    const double condition = condition_of<T>(kind);
    for (Index i = 0; i < least; ++i) {
        const double part = least > 1 ? static_cast<double>(i) / static_cast<double>(least - 1) : 0;
        a(i, i) = condition > 2 ? std::pow(condition, -part) : 1 - part / 2;
    }
    if (kind != Kind::diagonal && least > 0) {
        reflect_rows(a, random);
        a = a.transposed();
        reflect_rows(a, random);
        a = a.transposed();
    }
    Dense<T> result(rows, columns);
    for (Index i = 0; i < rows; ++i) {
        // Graded: rows and columns scaled over the whole range of the condition number.
        for (Index j = 0; j < columns; ++j) {
            double value = a(i, j) * scale_of<T>(kind);
            const Index far = i > j ? i : j;
            if (kind == Kind::graded)
                value = random.symmetric() *
                        std::pow(condition, -static_cast<double>(far) / static_cast<double>(rows + columns));
            const bool zero = (kind == Kind::upper_triangular && i > j) || (kind == Kind::lower_triangular && i < j) ||
                              (kind == Kind::first_column_zero && j == 0) ||
                              (kind == Kind::last_column_zero && j == columns - 1) ||
                              (kind == Kind::half_zero && j >= columns / 2);
            result(i, j) = zero ? T(0) : static_cast<T>(value);
        }
    }
    return result;
}

// Symmetric with the given spectrum: positive definite, or with signs that alternate. The kinds that zero a column zero
// the row as well; the triangular ones are taken for well conditioned.
template <class T>
Dense<T> symmetric_matrix(Kind kind, Index n, bool indefinite, Random& random) {
    Dense<double> a(n, n);
    const double condition = condition_of<T>(kind);
    for (Index i = 0; i < n; ++i) {
        const double part = n > 1 ? static_cast<double>(i) / static_cast<double>(n - 1) : 0;
        a(i, i) = (condition > 2 ? std::pow(condition, -part) : 1 - part / 2) * (indefinite && i % 2 ? -1 : 1);
    }
    if (kind != Kind::diagonal && kind != Kind::graded && n > 0) {
        const std::uint64_t state = random.state;
        reflect_rows(a, random);
        a = a.transposed();
        random.state = state;
        reflect_rows(a, random);
    }
    if (kind == Kind::graded) {  // D C D with C diagonally dominant
        Dense<double> d = a;
        for (Index i = 0; i < n; ++i)
            for (Index j = i; j < n; ++j)
                a(i, j) = std::sqrt(std::abs(d(i, i) * d(j, j))) *
                          (i == j ? (d(i, i) < 0 ? -1.5 : 1.5) : random.symmetric() / static_cast<double>(n));
    }
    Dense<T> result(n, n);
    const Index half = n / 2;
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) {
            const bool zero = (kind == Kind::first_column_zero && i == 0) ||
                              (kind == Kind::last_column_zero && j == n - 1) ||
                              (kind == Kind::half_zero && (i == half || j == half));
            result(i, j) = result(j, i) = zero ? T(0) : static_cast<T>(a(i, j) * scale_of<T>(kind));
        }
    }
    return result;
}

template <class T>
constexpr const char* type_name = sizeof(T) == 8 ? "double" : "single";

// Names the case at hand for the messages.
template <class T>
void name_case(const char* function, Kind kind, Index rows, Index columns) {
    std::snprintf(tally.name, sizeof tally.name, "%s %s %s %td x %td", function, type_name<T>,
                  kind_names[static_cast<int>(kind)], rows, columns);
}

// All kinds up to 500, and at the largest size those that stress the most: the plain loops that check take long there.
template <class Body>
void for_each_case(Body body) {
    for (Index n : sizes) {
        if (n > largest_size) continue;
        for (Kind kind : kinds) {
            const bool kept = kind == Kind::condition_large || kind == Kind::near_overflow;
            if (n < 1000 || kept) body(kind, n);
        }
    }
}

}  // namespace linalg_test
