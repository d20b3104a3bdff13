// QR with column pivoting of A D, where D scales the columns to norms between 1/2 and 1 by powers of two, which round
// nothing. The scaling makes the rank a property of the directions of the columns and not of the units they came in:
// the NIST problem Filip has rank 10 of 11 by its raw columns, and 11 by its scaled ones.
//
// With full rank R y = Q'b and x = D y. Otherwise the rows of R that count, in the units of x, are an underdetermined
// system W'x = c, and x = Q₂ S⁻ᵀ c with W = Q₂ S is its shortest solution (Golub & Van Loan, 4th edition, section 5.5).
#include "linalg/least_squares.hpp"

#include "linalg/norms.hpp"
#include "linalg/qr.hpp"
#include "linalg/triangular.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

// Scales the columns of A, here rows, and returns the exponents: column j was multiplied by 2^-exponents[j].
template <class T>
void scale_columns(Matrix<T> columns, Vector<int32_t> exponents) {
    for (Index j = 0; j < columns.rows; ++j) {
        int exponent = 0;
        const T size = norm2<T>(row_of(columns, j));
        if (size > 0) std::frexp(size, &exponent);
        exponents[j] = exponent;
        scale_by_power_of_two(columns.block(j, 0, 1, columns.columns), -exponent);
    }
}

// Each row of C is a right-hand side c = Q'b, replaced in its first n places by y.
template <class T>
void solve_full_rank(const Qr<T>& qr, Matrix<T> c) {
    const Index n = qr.columns.rows;
    for (Index i = 0; i < c.rows; ++i) {
        solve_triangular<T>(qr.columns.block(0, 0, n, n), Triangle::lower, Transpose::yes, Diagonal::general,
                            Vector<T>{c.row(i), n});
    }
}

template <class T>
struct Problem {
    const Qr<T>& qr;
    Vector<const int32_t> exponents;
    Matrix<T> sides;  // Q'b, one a row
    Matrix<T> x;
    Workspace& workspace;

    void full_rank() const {
        solve_full_rank(qr, sides);
        for (Index j = 0; j < x.rows; ++j) {
            const Index column = qr.permutation[j];
            for (Index i = 0; i < x.columns; ++i) x(column, i) = std::ldexp(sides(i, j), -exponents[column]);
        }
    }

    Status shortest(Index rank) const {
        const Index n = x.rows;
        const Qr<T> second = Qr<T>::allocate(workspace, n, rank);
        const Matrix<T> solutions = workspace.matrix<T>(x.columns, n);
        if (workspace.failed()) return Status::out_of_memory;
        // W has row k of R, taken back to the columns and units of A, for its column k. All of it is scaled by one
        // power of two, so that the units cannot take it out of range.
        for (Index k = 0; k < rank; ++k) {
            for (Index j = 0; j < n; ++j) {
                const Index column = qr.permutation[j];
                second.columns(k, column) = j < k ? T(0) : std::ldexp(qr.columns(j, k), exponents[column] - largest());
            }
        }
        Status status = factor_qr(second, workspace);
        if (status != Status::solved) return status;
        fill(solutions, 0);
        for (Index i = 0; i < x.columns; ++i) {
            const Vector<T> z{solutions.row(i), rank};
            for (Index k = 0; k < rank; ++k) z[k] = sides(i, k);
            // S' z = c, and S' is the lower triangle of second.columns.
            solve_triangular<T>(second.columns.block(0, 0, rank, rank), Triangle::lower, Transpose::no,
                                Diagonal::general, z);
        }
        status = apply_q(second, Transpose::no, solutions, workspace);
        for (Index j = 0; j < n; ++j) {
            for (Index i = 0; i < x.columns; ++i) x(j, i) = std::ldexp(solutions(i, j), -largest());
        }
        return status;
    }

    int largest() const {
        int32_t largest = exponents.size > 0 ? exponents[0] : 0;
        for (const int32_t exponent : exponents) largest = exponent > largest ? exponent : largest;
        return largest;
    }
};

}  // namespace

template <class T>
double default_rank_tolerance(Index rows, Index columns) {
    const double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
    return static_cast<double>(rows > columns ? rows : columns) * epsilon;
}

template <class T>
LeastSquaresOutcome least_squares(MatrixIn<T> a, MatrixIn<T> b, double tolerance, Matrix<T> x, Workspace& workspace) {
    const Index m = a.rows, n = a.columns;
    const Scope scope(workspace);
    if (!all_finite<T>(a) || !all_finite<T>(b)) return {Status::not_finite, 0};
    const Qr<T> qr = Qr<T>::allocate(workspace, m, n);
    const Vector<int32_t> exponents = workspace.vector<int32_t>(n);
    const Matrix<T> sides = workspace.matrix<T>(b.columns, m);
    if (workspace.failed()) return {Status::out_of_memory, 0};
    copy_transposed(a, qr.columns);
    copy_transposed(b, sides);
    scale_columns(qr.columns, exponents);
    Status status = factor_qr_pivoted(qr, workspace);
    if (status == Status::solved) status = apply_q(qr, Transpose::yes, sides, workspace);
    if (status != Status::solved) return {status, 0};
    const Index rank = rank_of(qr, tolerance);
    const Problem<T> problem{qr, exponents, sides, x, workspace};
    if (rank == n) {
        problem.full_rank();
        return {Status::solved, rank};
    }
    status = problem.shortest(rank);
    return {status == Status::solved ? Status::rank_deficient : status, rank};
}

template LeastSquaresOutcome least_squares(Matrix<const double>, Matrix<const double>, double, Matrix<double>,
                                           Workspace&);
template LeastSquaresOutcome least_squares(Matrix<const float>, Matrix<const float>, double, Matrix<float>, Workspace&);
template double default_rank_tolerance<double>(Index, Index);
template double default_rank_tolerance<float>(Index, Index);

}  // namespace steepest
