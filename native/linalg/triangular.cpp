// op(A) is lower triangular for an upper A transposed or a lower A as it is: the substitution then runs forwards, else
// backwards. Without the transpose a row of A meets x in a dot product; with it, an entry of x meets a row of A in an
// update of the entries still to come. Either way A is read along its rows.
//
// Several right-hand sides are solved by halves (Gustavson, IBM J. Res. Dev. 41, 1997, p. 737), down to blocks that are
// solved a tile of rows at a time, by a product and a small triangle.
#include "linalg/triangular.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "kernels/table.hpp"
#include "linalg/gemm.hpp"
#include "parallel/pool.hpp"

namespace steepest {

template <class T>
void solve_triangular(MatrixIn<T> a, Triangle triangle, Transpose transpose, Diagonal diagonal, Vector<T> x) {
    const Index n = a.rows;
    const bool forward = (triangle == Triangle::lower) != (transpose == Transpose::yes);
    for (Index step = 0; step < n; ++step) {
        const Index i = forward ? step : n - 1 - step;
        const T* row = a.row(i);
        const Index begin = triangle == Triangle::upper ? i + 1 : 0;
        const Index count = triangle == Triangle::upper ? n - begin : i;
        if (transpose == Transpose::no) {
            const T sum = x[i] - level1<T>().dot(count, row + begin, x.data + begin);
            x[i] = diagonal == Diagonal::unit ? sum : sum / row[i];
        } else {
            const T value = diagonal == Diagonal::unit ? x[i] : x[i] / row[i];
            x[i] = value;
            level1<T>().axpy(count, -value, row + begin, x.data + begin);
        }
    }
}

namespace {

constexpr Index base_rows = 48;       // of a system that is solved by tiles; a multiple of a tile's rows and columns
constexpr Index chunk_columns = 128;  // of B that stay in a near cache meanwhile

// op(A) X = B, in place, in the order in which its rows are solved.
template <class T>
struct TriangularSystem {
    Matrix<const T> a;
    Triangle triangle;
    Transpose transpose;
    Diagonal diagonal;
    Workspace& workspace;

    bool forward() const { return (triangle == Triangle::lower) != (transpose == Transpose::yes); }
    Index position(Index done) const { return forward() ? done : a.rows - 1 - done; }
    const T* at(Index i, Index k) const { return transpose == Transpose::yes ? a.row(k) + i : a.row(i) + k; }

    TriangularSystem diagonal_block(Index begin, Index size) const {
        return {a.block(begin, begin, size, size), triangle, transpose, diagonal, workspace};
    }

    // By halves: solve the first, take its share from the second with a product, solve the second.
    Status solve(Matrix<T> b) const {
        const Index n = a.rows;
        if (n <= base_rows) return solve_base(b);
        const Index half = (n / 2 + base_rows - 1) / base_rows * base_rows, rest = n - half;
        const Matrix<T> upper = b.block(0, 0, half, b.columns), lower = b.block(half, 0, rest, b.columns);
        const Matrix<const T> between =
            triangle == Triangle::upper ? a.block(0, half, half, rest) : a.block(half, 0, rest, half);
        const auto [first, second] = forward() ? std::pair{upper, lower} : std::pair{lower, upper};
        const TriangularSystem above = diagonal_block(0, half), below = diagonal_block(half, rest);
        Status status = (forward() ? above : below).solve(first);
        if (status != Status::solved) return status;
        status = gemm<T>(-1, between, transpose, first, Transpose::no, 1, second, workspace);
        if (status != Status::solved) return status;
        return (forward() ? below : above).solve(second);
    }

    Status solve_base(Matrix<T> b) const {
        T triangles[base_rows * tallest_tile];
        if (b.columns < gemm_kernels<T>().lanes || !pack_triangles(triangles)) {
            solve_by_rows(b);
            return Status::solved;
        }
        // The last chunk has what is left as well, so that none is narrower than a register.
        const Index chunks = b.columns < chunk_columns ? 1 : b.columns / chunk_columns;
        const auto solve_chunk = [&](Index chunk) {
            const Index begin = chunk * chunk_columns, end = chunk + 1 == chunks ? b.columns : begin + chunk_columns;
            solve_by_tiles(triangles, b.block(0, begin, a.rows, end - begin));
        };
        if (chunks >= least_shared_chunks) {
            for_each_block(chunks, solve_chunk);
        } else {
            for (Index chunk = 0; chunk < chunks; ++chunk) solve_chunk(chunk);
        }
        return Status::solved;
    }
    static constexpr Index least_shared_chunks = 16;
    static constexpr Index tallest_tile = 8;

    // A row after the other.
    void solve_by_rows(Matrix<T> b) const {
        for (Index done = 0; done < a.rows; ++done) {
            const Index i = position(done);
            T* const target = b.row(i);
            for (Index before = 0; before < done; ++before) {
                const Index k = position(before);
                level1<T>().axpy(b.columns, -*at(i, k), b.row(k), target);
            }
            if (diagonal == Diagonal::unit) continue;
            for (Index j = 0; j < b.columns; ++j) target[j] /= a(i, i);
        }
    }

    // The triangles on the diagonal as the kernel wants them, unless the inverse of a pivot overflows.
    bool pack_triangles(T* packed) const {
        const Index height = gemm_kernels<T>().height;
        for (Index done = 0; done < a.rows; done += height, packed += height * height) {
            for (Index r = 0; r < height && done + r < a.rows; ++r) {
                const Index i = position(done + r);
                for (Index l = 0; l < r; ++l) packed[r * height + l] = *at(i, position(done + l));
                const T inverse = diagonal == Diagonal::unit ? T(1) : 1 / a(i, i);
                if (!(std::abs(inverse) <= std::numeric_limits<T>::max())) return false;
                packed[r * height + r] = inverse;
            }
        }
        return true;
    }

    // Tiles of rows: what the rows solved before contribute, then the triangle on the diagonal.
    void solve_by_tiles(const T* triangles, Matrix<T> b) const {
        const Gemm<T>& kernel = gemm_kernels<T>();
        const bool transposed = transpose == Transpose::yes;
        const Index row = transposed ? 1 : a.stride, step = transposed ? a.stride : 1;
        for (Index done = 0; done < a.rows; done += kernel.height, triangles += kernel.height * kernel.height) {
            const Index height = done + kernel.height < a.rows ? kernel.height : a.rows - done;
            const Index first = forward() ? done : a.rows - done - height, known = forward() ? 0 : first + height;
            if (done > 0) {
                kernel.multiply({.rows = height,
                                 .columns = b.columns,
                                 .depth = done,
                                 .alpha = -1,
                                 .left = {at(first, known), row, step, row},
                                 .right = {b.row(known), b.stride, 1, false},
                                 .beta = 1,
                                 .target = b.row(first),
                                 .stride = b.stride,
                                 .below = height,
                                 .far = false});
            }
            T* const start = b.row(position(done));
            substitution_kernels<T>().solve(height, b.columns, triangles, start, forward() ? b.stride : -b.stride);
        }
    }
};

}  // namespace

template <class T>
Status solve_triangular(Side side, MatrixIn<T> a, Triangle triangle, Transpose transpose, Diagonal diagonal,
                        Matrix<T> b, Workspace& workspace) {
    if (side == Side::right) {
        // B = X op(A) by rows: op(A)' x' = b'.
        const Transpose flipped = transpose == Transpose::yes ? Transpose::no : Transpose::yes;
        for (Index r = 0; r < b.rows; ++r) {
            solve_triangular(a, triangle, flipped, diagonal, Vector<T>{b.row(r), b.columns});
        }
        return Status::solved;
    }
    if (a.rows == 0 || b.columns == 0) return Status::solved;
    if (b.columns == 1 && b.stride == 1) {
        solve_triangular(a, triangle, transpose, diagonal, Vector<T>{b.data, b.rows});
        return Status::solved;
    }
    return TriangularSystem<T>{a, triangle, transpose, diagonal, workspace}.solve(b);
}

template void solve_triangular(Matrix<const double>, Triangle, Transpose, Diagonal, Vector<double>);
template void solve_triangular(Matrix<const float>, Triangle, Transpose, Diagonal, Vector<float>);
template Status solve_triangular(Side, Matrix<const double>, Triangle, Transpose, Diagonal, Matrix<double>, Workspace&);
template Status solve_triangular(Side, Matrix<const float>, Triangle, Transpose, Diagonal, Matrix<float>, Workspace&);

}  // namespace steepest
