// op(A) is lower triangular for an upper A transposed or a lower A as it is: the substitution then runs forwards, else
// backwards. Without the transpose a row of A meets x in a dot product; with it, an entry of x meets a row of A in an
// update of the entries still to come. Either way A is read along its rows.
//
// Several right-hand sides are solved a tile of rows at a time, by a product and a small triangle, in chunks of columns
// that stay in cache.
#include "linalg/triangular.hpp"

#include <cmath>
#include <limits>

#include "kernels/table.hpp"
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
        const Index end = triangle == Triangle::upper ? n : i;
        if (transpose == Transpose::no) {
            T sum = x[i];
            for (Index j = begin; j < end; ++j) sum -= row[j] * x[j];
            x[i] = diagonal == Diagonal::unit ? sum : sum / row[i];
        } else {
            const T value = diagonal == Diagonal::unit ? x[i] : x[i] / row[i];
            x[i] = value;
            for (Index j = begin; j < end; ++j) x[j] -= row[j] * value;
        }
    }
}

namespace {

// The bytes of B that stay in the second-level cache while all of A goes by.
constexpr Index chunk_bytes = 512 << 10;
constexpr double least_shared = 2e6;  // multiplications below which the columns of B are not shared out

// op(A), and the order in which its rows are solved.
template <class T>
struct TriangularSystem {
    Matrix<const T> a;
    bool transposed;
    bool forward;
    Diagonal diagonal;

    const T* at(Index i, Index k) const { return transposed ? a.row(k) + i : a.row(i) + k; }
    Index row() const { return transposed ? 1 : a.stride; }
    Index step() const { return transposed ? a.stride : 1; }
    T pivot(Index i) const { return diagonal == Diagonal::unit ? T(1) : a(i, i); }

    // A row after the other.
    void solve_by_rows(Matrix<T> b) const {
        for (Index done = 0; done < a.rows; ++done) {
            const Index i = forward ? done : a.rows - 1 - done;
            T* target = b.row(i);
            for (Index k = forward ? 0 : i + 1; k < (forward ? i : a.rows); ++k) {
                level1<T>().axpy(b.columns, -*at(i, k), b.row(k), target);
            }
            if (diagonal == Diagonal::unit) continue;
            for (Index j = 0; j < b.columns; ++j) target[j] /= a(i, i);
        }
    }

    // The triangles on the diagonal, in the order of their solution, for the kernel.
    bool pack_triangles(Index height, T* packed) const {
        for (Index done = 0; done < a.rows; done += height, packed += height * height) {
            for (Index r = 0; r < height && done + r < a.rows; ++r) {
                const Index i = position(done + r);
                for (Index l = 0; l < r; ++l) packed[r * height + l] = *at(i, position(done + l));
                packed[r * height + r] = 1 / pivot(i);
                if (!(std::abs(packed[r * height + r]) <= std::numeric_limits<T>::max())) return false;
            }
        }
        return true;
    }
    Index position(Index done) const { return forward ? done : a.rows - 1 - done; }

    // Tiles of rows: what the rows solved before contribute, then the triangle on the diagonal.
    void solve_by_tiles(const T* triangles, Matrix<T> b) const {
        const Gemm<T>& kernel = gemm_kernels<T>();
        for (Index done = 0; done < a.rows; done += kernel.height, triangles += kernel.height * kernel.height) {
            const Index height = done + kernel.height < a.rows ? kernel.height : a.rows - done;
            const Index first = forward ? done : a.rows - done - height, known = forward ? 0 : first + height;
            kernel.multiply({.rows = height,
                             .columns = b.columns,
                             .depth = done,
                             .alpha = -1,
                             .left = {at(first, known), row(), step(), row()},
                             .right = {b.row(known), b.stride, 1, false},
                             .beta = 1,
                             .target = b.row(first),
                             .stride = b.stride,
                             .below = height,
                             .far = false});
            T* const start = b.row(forward ? first : first + height - 1);
            substitution_kernels<T>().solve(height, b.columns, triangles, start, forward ? b.stride : -b.stride);
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
    const bool transposed = transpose == Transpose::yes;
    const TriangularSystem<T> system{a, transposed, (triangle == Triangle::lower) != transposed, diagonal};
    const Gemm<T>& kernel = gemm_kernels<T>();
    if (b.columns < kernel.lanes || a.rows <= kernel.height) {
        system.solve_by_rows(b);
        return Status::solved;
    }
    const Scope scope(workspace);
    const Index tiles = (a.rows + kernel.height - 1) / kernel.height;
    T* const triangles = workspace.array<T>(tiles * kernel.height * kernel.height);
    if (workspace.failed()) return Status::out_of_memory;
    if (!system.pack_triangles(kernel.height, triangles)) {
        system.solve_by_rows(b);  // the inverse of a pivot overflows
        return Status::solved;
    }
    const Index fit = chunk_bytes / (a.rows * static_cast<Index>(sizeof(T))) / kernel.width * kernel.width;
    const double work = static_cast<double>(a.rows) * static_cast<double>(a.rows) * static_cast<double>(b.columns) / 2;
    const Index most = work > least_shared ? (b.columns / 8 + kernel.width - 1) / kernel.width * kernel.width : fit;
    const Index chunk = most < fit ? most : fit > kernel.width ? fit : kernel.width;
    // The last chunk has what is left as well, so that none is narrower than a register.
    const Index chunks = b.columns < chunk ? 1 : b.columns / chunk;
    for_each_block(chunks, [&](Index block) {
        const Index begin = block * chunk, end = block + 1 == chunks ? b.columns : begin + chunk;
        system.solve_by_tiles(triangles, b.block(0, begin, a.rows, end - begin));
    });
    return Status::solved;
}

template void solve_triangular(Matrix<const double>, Triangle, Transpose, Diagonal, Vector<double>);
template void solve_triangular(Matrix<const float>, Triangle, Transpose, Diagonal, Vector<float>);
template Status solve_triangular(Side, Matrix<const double>, Triangle, Transpose, Diagonal, Matrix<double>, Workspace&);
template Status solve_triangular(Side, Matrix<const float>, Triangle, Transpose, Diagonal, Matrix<float>, Workspace&);

}  // namespace steepest
