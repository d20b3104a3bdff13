#include "linalg/solve.hpp"

#include "linalg/cholesky.hpp"
#include "linalg/condition.hpp"
#include "linalg/gram.hpp"
#include "linalg/ldl.hpp"
#include "linalg/least_squares.hpp"
#include "linalg/lu.hpp"
#include "linalg/norms.hpp"
#include "linalg/triangular.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

// What a direct solution came to: the status of its factorization, and whether the condition leaves any digits.
struct Attempt {
    Status status;
    double reciprocal_condition = 0;

    template <class T>
    bool trusted() const {
        return status == Status::solved && reciprocal_condition >= double{std::numeric_limits<T>::epsilon()};
    }
};

template <class T>
struct System {
    Matrix<T> a;  // a full copy
    Matrix<T> x;  // B at first
    Workspace& workspace;

    Attempt general() const {
        const double size = norm<T>(Norm::one, a);
        const Vector<int32_t> pivots = workspace.vector<int32_t>(a.rows);
        if (workspace.failed()) return {Status::out_of_memory};
        const Status status = factor_lu(a, pivots, workspace);
        if (status != Status::solved) return {status};
        const double condition = reciprocal_condition_lu<T>(a, pivots, size, workspace);
        return {solve_lu<T>(a, Transpose::no, pivots, x, workspace), condition};
    }

    Attempt positive_definite() const {
        const double size = norm<T>(Norm::one, a);
        const CholeskyOutcome outcome = cholesky(a, workspace);
        if (outcome.status != Status::solved) return {outcome.status};
        const double condition = reciprocal_condition_cholesky<T>(a, size, workspace);
        return {solve_cholesky<T>(a, x, workspace), condition};
    }

    Attempt symmetric() const {
        const double size = norm<T>(Norm::one, a);
        const Ldl<T> ldl{a, workspace.vector<T>(a.rows), workspace.vector<int32_t>(a.rows)};
        const Matrix<T> columns = workspace.matrix<T>(x.columns, x.rows);
        if (workspace.failed()) return {Status::out_of_memory};
        const Status status = factor_ldl(ldl);
        if (status != Status::solved) return {status};
        const double condition = reciprocal_condition_ldl(ldl, size, workspace);
        copy_transposed<T>(x, columns);
        for (Index i = 0; i < columns.rows; ++i) solve_ldl(ldl, row_of(columns, i), workspace);
        copy_transposed<T>(columns, x);
        return {workspace.failed() ? Status::out_of_memory : Status::solved, condition};
    }

    Attempt triangular(Triangle triangle) const {
        const double size = norm<T>(Norm::one, a);
        const double condition = reciprocal_condition_triangular<T>(a, triangle, size, workspace);
        if (condition == 0) return {Status::singular};
        return {solve_triangular<T>(Side::left, a, triangle, Transpose::no, Diagonal::general, x, workspace),
                condition};
    }

    Attempt run(Assume assume) const {
        switch (assume) {
            case Assume::positive_definite:
                return positive_definite();
            case Assume::symmetric:
                return symmetric();
            case Assume::upper_triangular:
                return triangular(Triangle::upper);
            case Assume::lower_triangular:
                return triangular(Triangle::lower);
            default:
                return general();
        }
    }
};

// The matrix that was meant: the triangle not read is taken from the other, or is zero.
template <class T>
void load(Assume assume, MatrixIn<T> from, Matrix<T> to) {
    copy(from, to);
    if (assume == Assume::symmetric || assume == Assume::positive_definite) mirror_upper(to);
    for (Index i = 0; i < to.rows; ++i) {
        for (Index j = 0; j < i && assume == Assume::upper_triangular; ++j) to(i, j) = 0;
        for (Index j = i + 1; j < to.columns && assume == Assume::lower_triangular; ++j) to(i, j) = 0;
    }
}

}  // namespace

template <class T>
SolveOutcome solve(Assume assume, MatrixIn<T> a, MatrixIn<T> b, Matrix<T> x, Workspace& workspace) {
    const Scope scope(workspace);
    const System<T> system{workspace.matrix<T>(a.rows, a.columns), x, workspace};
    if (workspace.failed()) return {Status::out_of_memory};
    load(assume, a, system.a);
    if (!all_finite<T>(system.a) || !all_finite<T>(b)) return {Status::not_finite};
    copy(b, x);
    const Attempt attempt = system.run(assume);
    if (attempt.trusted<T>()) return {Status::solved, a.rows};
    if (attempt.status == Status::out_of_memory) return {attempt.status};

    load(assume, a, system.a);
    const double tolerance = default_rank_tolerance<T>(a.rows, a.columns);
    const LeastSquaresOutcome outcome = least_squares<T>(system.a, b, tolerance, x, workspace);
    if (outcome.status != Status::solved && outcome.status != Status::rank_deficient) return {outcome.status};
    if (attempt.status == Status::not_positive_definite) return {attempt.status, outcome.rank};
    return {outcome.rank == a.rows ? Status::solved : Status::singular, outcome.rank};
}

template SolveOutcome solve(Assume, Matrix<const double>, Matrix<const double>, Matrix<double>, Workspace&);
template SolveOutcome solve(Assume, Matrix<const float>, Matrix<const float>, Matrix<float>, Workspace&);

}  // namespace steepest
