// Matrices of the kinds LAPACK tests with (TESTING/MATGEN, dlatb4.f), in its sizes and larger ones.
#pragma once

#include "linalg_checks.hpp"

namespace linalg_test {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr Index largest_size = 129;
#else
inline constexpr Index largest_size = 1000;
#endif
inline constexpr Index sizes[] = {0, 1, 2, 3, 5, 10, 50, 129, 500, 1000};

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

// A right-hand side made from a known solution, so that it suits the scale of A.
template <class T>
Dense<T> right_hand_side(const Dense<T>& a, Index count, Random& random) {
    Dense<double> x(a.columns, count);
    for (double& value : x.data) value = random.symmetric();
    const Dense<double> ax = product(widen(a), x);
    Dense<T> b(a.rows, count);
    for (std::size_t i = 0; i < b.data.size(); ++i) b.data[i] = static_cast<T>(ax.data[i]);
    return b;
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
