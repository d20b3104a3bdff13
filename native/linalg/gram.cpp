// X streams by once, in blocks of rows that stay in the second-level cache, and both operands of the product are the
// block as it lies: element (i, k) of X' is in column i. With weights the left one is copied, scaled, in slivers.
//
// Work for several threads is cut by size alone: a few columns, into chunks of rows, each with a matrix of its own,
// added in order; many columns, into strips of C.
#include "linalg/gram.hpp"

#include "kernels/table.hpp"
#include "linalg/vectors.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

constexpr Index block_rows = 128;
constexpr Index most_chunked = 512;  // columns
constexpr Index strip_columns = 128;

Index smaller(Index a, Index b) {
    return a < b ? a : b;
}

// The triangle of fewer columns than a register has lanes.
template <class T>
void add_narrow(Matrix<const T> x, Vector<const T> weights, Matrix<T> c) {
    for (Index r = 0; r < x.rows; ++r) {
        const T* row = x.row(r);
        for (Index i = 0; i < x.columns; ++i) {
            const T scale = weights.size > 0 ? weights[r] * row[i] : row[i];
            for (Index j = i; j < x.columns; ++j) c(i, j) += scale * row[j];
        }
    }
}

template <class T>
struct Block {
    Matrix<const T> x;
    const T* weights;  // of its rows, or null
};

// The left operand X' of a block; `slivers`, for weights, has room for block_rows rows.
template <class T>
LeftOperand<T> left_operand(const Block<T>& block, T* slivers) {
    const Matrix<const T> x = block.x;
    if (!block.weights) return {x.data, 1, x.stride, 1};
    const Gemm<T>& kernel = gemm_kernels<T>();
    kernel.pack_left(x.columns, x.rows, x.data, 1, x.stride, block.weights, slivers);
    return {slivers, 1, kernel.height, x.rows};
}

// Adds the block's columns from `begin` to `end` of the upper triangle.
template <class T>
void add_strip(const Block<T>& block, const LeftOperand<T>& left, Index begin, Index end, Matrix<T> c) {
    const Matrix<const T> x = block.x;
    gemm_kernels<T>().multiply({.rows = end,
                                .columns = end - begin,
                                .depth = x.rows,
                                .alpha = 1,
                                .left = left,
                                .right = {x.data + begin, x.stride, 1, false},
                                .beta = 1,
                                .target = c.data + begin,
                                .stride = c.stride,
                                .below = begin,
                                .far = true});
}

template <class T>
struct Source {
    Matrix<const T> x;
    Vector<const T> weights;

    Block<T> block(Index begin, Index count) const {
        return {x.block(begin, 0, smaller(count, x.rows - begin), x.columns),
                weights.size > 0 ? weights.data + begin : nullptr};
    }
};

template <class T>
void add_rows(const Source<T>& all, Index begin, Index end, T* slivers, Matrix<T> c) {
    for (Index r = begin; r < end; r += block_rows) {
        const Block<T> block = all.block(r, smaller(block_rows, end - r));
        add_strip(block, left_operand(block, slivers), 0, c.columns, c);
    }
}

template <class T>
Index slivers_size(const Source<T>& all) {
    const Index height = gemm_kernels<T>().height;
    return all.weights.size > 0 ? (all.x.columns + height - 1) / height * height * block_rows : 0;
}

// In chunks of rows.
template <class T>
Status add_chunks(const Source<T>& all, Index chunks, Matrix<T> c, Workspace& workspace) {
    const Scope scope(workspace);
    const Index n = c.columns, rows = (all.x.rows + chunks - 1) / chunks, size = slivers_size(all);
    const int lanes = lanes_for(chunks);
    T* const slivers = workspace.array<T>(lanes * size);
    T* const own = workspace.array<T>(chunks > 1 ? chunks * n * n : 0);
    if (workspace.failed()) return Status::out_of_memory;
    for_each_block(chunks, lanes, [&](Index chunk, int lane) {
        const Matrix<T> target = chunks > 1 ? Matrix<T>{own + chunk * n * n, n, n, n} : c;
        if (chunks > 1) fill(target, 0);
        add_rows(all, chunk * rows, smaller((chunk + 1) * rows, all.x.rows), slivers + lane * size, target);
    });
    for (Index chunk = 0; chunks > 1 && chunk < chunks; ++chunk) {
        for (Index i = 0; i < n; ++i) level1<T>().axpy(n - i, 1, own + (chunk * n + i) * n + i, c.row(i) + i);
    }
    return Status::solved;
}

// In strips of columns.
template <class T>
Status add_strips(const Source<T>& all, Matrix<T> c, Workspace& workspace) {
    const Scope scope(workspace);
    T* const slivers = workspace.array<T>(slivers_size(all));
    if (workspace.failed()) return Status::out_of_memory;
    for (Index r = 0; r < all.x.rows; r += block_rows) {
        const Block<T> block = all.block(r, block_rows);
        const LeftOperand<T> left = left_operand(block, slivers);
        const Index strips = c.columns / strip_columns;  // the last one has what is left as well
        for_each_block(strips, [&](Index strip) {
            const Index begin = strip * strip_columns;
            add_strip(block, left, begin, strip + 1 == strips ? c.columns : begin + strip_columns, c);
        });
    }
    return Status::solved;
}

}  // namespace

template <class T>
Status add_gram(MatrixIn<T> x, VectorIn<T> weights, Matrix<T> c, Workspace& workspace) {
    if (x.columns < gemm_kernels<T>().lanes) {
        add_narrow<T>(x, weights, c);
        return Status::solved;
    }
    const Source<T> all{x, weights};
    if (x.columns > most_chunked) return add_strips(all, c, workspace);
    // Chunks of rows enough that their matrices cost little; an even number, for two threads.
    const Index least = x.columns * 6 > 2048 ? x.columns * 6 : 2048, most = x.rows / least;
    return add_chunks<T>(all, most < 2 ? 1 : smaller(most / 2 * 2, 16), c, workspace);
}

template <class T>
Status gram(MatrixIn<T> x, VectorIn<T> weights, Matrix<T> c, Workspace& workspace) {
    fill(c, 0);
    const Status status = add_gram(x, weights, c, workspace);
    mirror_upper(c);
    return status;
}

template <class T>
void mirror_upper(Matrix<T> a) {
    for (Index i = 0; i < a.rows; ++i) {
        for (Index j = 0; j < i; ++j) a(i, j) = a(j, i);
    }
}

template Status add_gram(Matrix<const double>, Vector<const double>, Matrix<double>, Workspace&);
template Status add_gram(Matrix<const float>, Vector<const float>, Matrix<float>, Workspace&);
template Status gram(Matrix<const double>, Vector<const double>, Matrix<double>, Workspace&);
template Status gram(Matrix<const float>, Vector<const float>, Matrix<float>, Workspace&);
template void mirror_upper(Matrix<double>);
template void mirror_upper(Matrix<float>);

}  // namespace steepest
