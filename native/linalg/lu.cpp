// Toledo's recursion (SIAM J. Matrix Anal. Appl. 18, 1997, p. 1065) on the columns, [A11 A12; A21 A22] with half of the
// columns on the left: factor the left half, then A12 = L11⁻¹ A12, A22 -= L21 A12, and factor A22. Nearly all the work
// is in products of matrices, without a block size to choose. Rows are exchanged over their whole length as soon as a
// pivot is found; in row-major storage that is the cheapest moment.
#include "linalg/lu.hpp"

#include "linalg/gemm.hpp"
#include "linalg/triangular.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

constexpr Index base_columns = 8;

template <class T>
struct Elimination {
    Matrix<T> whole;
    Vector<int32_t> pivots;
    Workspace& workspace;
    Status status = Status::solved;

    void worsen(Status found) {
        if (status == Status::solved || found != Status::singular) status = found;
    }

    // A NaN counts as the largest, so that it is found.
    Index find_pivot(Index column) const {
        Index best = column;
        for (Index i = column + 1; i < whole.rows; ++i) {
            const T largest = std::abs(whole(best, column));
            if (largest != largest) break;
            if (!(std::abs(whole(i, column)) <= largest)) best = i;
        }
        return best;
    }

    // Columns k … k + width - 1 of the rows from k on, one column after the other.
    void eliminate_columns(Index k, Index width) {
        for (Index column = k; column < k + width && column < whole.rows; ++column) {
            const Index best = find_pivot(column);
            pivots[column] = static_cast<int32_t>(best);
            swap_rows(whole, column, best);
            const T pivot = whole(column, column);
            if (!(std::abs(pivot) <= std::numeric_limits<T>::max())) worsen(Status::not_finite);
            if (pivot == 0) {
                worsen(Status::singular);
                continue;
            }
            const T* source = whole.row(column);
            for (Index i = column + 1; i < whole.rows; ++i) {
                T* target = whole.row(i);
                const T multiplier = target[column] / pivot;
                target[column] = multiplier;
                for (Index j = column + 1; j < k + width; ++j) target[j] -= multiplier * source[j];
            }
        }
    }

    // The same range of columns, by halves.
    void eliminate(Index k, Index width) {
        const Index height = whole.rows - k;
        if (width <= base_columns || height <= base_columns) return eliminate_columns(k, width);
        const Index left = (width / 2 + base_columns - 1) / base_columns * base_columns;
        const Index right = width - left;
        eliminate(k, left);
        if (left >= height) {
            update_right(k, height, left, right);
            return;
        }
        update_right(k, left, left, right);
        const Status product = gemm<T>(-1, whole.block(k + left, k, height - left, left), Transpose::no,
                                       whole.block(k, k + left, left, right), Transpose::no, 1,
                                       whole.block(k + left, k + left, height - left, right), workspace);
        if (product != Status::solved) worsen(product);
        eliminate(k + left, right);
    }

    // A12 = L11⁻¹ A12, with `order` rows.
    void update_right(Index k, Index order, Index left, Index right) {
        const Status solved =
            solve_triangular(Side::left, whole.block(k, k, order, order), Triangle::lower, Transpose::no,
                             Diagonal::unit, whole.block(k, k + left, order, right), workspace);
        if (solved != Status::solved) worsen(solved);
    }
};

}  // namespace

template <class T>
Status factor_lu(Matrix<T> a, Vector<int32_t> pivots, Workspace& workspace) {
    Elimination<T> elimination{a, pivots, workspace};
    elimination.eliminate(0, a.columns);
    return elimination.status;
}

template <class T>
Status solve_lu(MatrixIn<T> lu, Transpose transpose, Vector<const int32_t> pivots, Matrix<T> b, Workspace& workspace) {
    const auto triangle = [&](Triangle which, Diagonal diagonal) {
        return solve_triangular(Side::left, lu, which, transpose, diagonal, b, workspace);
    };
    if (transpose == Transpose::no) {
        for (Index k = 0; k < pivots.size; ++k) swap_rows(b, k, pivots[k]);
        const Status first = triangle(Triangle::lower, Diagonal::unit);
        return first != Status::solved ? first : triangle(Triangle::upper, Diagonal::general);
    }
    const Status first = triangle(Triangle::upper, Diagonal::general);
    if (first != Status::solved) return first;
    const Status second = triangle(Triangle::lower, Diagonal::unit);
    for (Index k = pivots.size; k-- > 0;) swap_rows(b, k, pivots[k]);
    return second;
}

void permutation_of(Vector<const int32_t> pivots, Vector<int32_t> permutation) {
    for (Index i = 0; i < permutation.size; ++i) permutation[i] = static_cast<int32_t>(i);
    for (Index k = 0; k < pivots.size; ++k) std::swap(permutation[k], permutation[pivots[k]]);
}

template <class T>
double determinant_lu(MatrixIn<T> lu, Vector<const int32_t> pivots) {
    double mantissa = 1;
    long exponent = 0;
    for (Index k = 0; k < lu.rows; ++k) {
        int shift = 0;
        mantissa = std::frexp(mantissa * static_cast<double>(lu(k, k)), &shift);
        exponent += shift;
        if (pivots[k] != k) mantissa = -mantissa;
    }
    const long limit = 4000;  // beyond the range of a double whatever the mantissa
    const long within = exponent > limit ? limit : exponent < -limit ? -limit : exponent;
    return std::ldexp(mantissa, static_cast<int>(within)) + 0.0;  // never -0
}

template Status factor_lu(Matrix<double>, Vector<int32_t>, Workspace&);
template Status factor_lu(Matrix<float>, Vector<int32_t>, Workspace&);
template Status solve_lu(Matrix<const double>, Transpose, Vector<const int32_t>, Matrix<double>, Workspace&);
template Status solve_lu(Matrix<const float>, Transpose, Vector<const int32_t>, Matrix<float>, Workspace&);
template double determinant_lu<double>(Matrix<const double>, Vector<const int32_t>);
template double determinant_lu<float>(Matrix<const float>, Vector<const int32_t>);

}  // namespace steepest
