// Small: both operands as they lie in memory. Otherwise B is packed, in blocks that stay in the outer cache (Goto & van
// de Geijn, ACM Trans. Math. Softw. 34, 2008, article 12). A is packed only where its transpose is meant: a tile's few
// rows are as many streams that the processor follows by itself, and copying them first gains nothing. Where A or B is
// a vector the product is gemv's.
//
// Every element of C is one sum over the depth in the same order, however the rest is cut: into tiles, blocks, threads.
#include "linalg/gemm.hpp"

#include "kernels/table.hpp"
#include "linalg/gemv.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

// Multiplications below which the work is not shared out: about 30 microseconds.
constexpr double least_shared = 2e6;
// B, in bytes, up to which it pays to leave both operands as they lie.
constexpr Index most_direct = 768 << 10;

Index smaller(Index a, Index b) {
    return a < b ? a : b;
}
Index round_up(Index n, Index multiple) {
    return (n + multiple - 1) / multiple * multiple;
}
// The size of the blocks of at most `most` into which n is cut evenly; a multiple of `multiple`.
Index even_block(Index n, Index most, Index multiple) {
    const Index count = (n + most - 1) / most;
    return round_up((n + count - 1) / count, multiple);
}

// An operand with its transpose as two strides.
template <class T>
struct Strided {
    const T* data;
    Index row;
    Index column;

    Strided(Matrix<const T> a, Transpose transpose)
        : data(a.data),
          row(transpose == Transpose::yes ? 1 : a.stride),
          column(transpose == Transpose::yes ? a.stride : 1) {}
    const T* at(Index i, Index j) const { return data + i * row + j * column; }
};

template <class T>
struct Multiplication {
    T alpha;
    Strided<T> a;
    Strided<T> b;
    T beta;
    Matrix<T> c;
    Index depth;
    Index below;  // as of Product
    Workspace& workspace;
    const Gemm<T>& kernel = gemm_kernels<T>();

    bool worth_sharing() const {
        return static_cast<double>(c.rows) * static_cast<double>(c.columns) * static_cast<double>(depth) > least_shared;
    }
    // Rows of a block that one thread takes: eight blocks, for two to eight threads to share evenly.
    Index shared_rows(Index most) const {
        const Index eighth = round_up((c.rows + 7) / 8, kernel.height);
        return worth_sharing() ? smaller(eighth, most) : most;
    }

    Status direct() const {
        for_each_range(c.rows, shared_rows(c.rows), [this](Index begin, Index end) {
            for (Index k = 0; k < depth; k += kernel.depth) {
                kernel.multiply({.rows = end - begin,
                                 .columns = c.columns,
                                 .depth = smaller(kernel.depth, depth - k),
                                 .alpha = alpha,
                                 .left = {a.at(begin, k), a.row, a.column, a.row},
                                 .right = {b.at(k, 0), b.row, 1, false},
                                 .beta = k == 0 ? beta : T(1),
                                 .target = c.row(begin),
                                 .stride = c.stride,
                                 .below = below - begin,
                                 .far = false});
            }
        });
        return Status::solved;
    }

    // One block of B against all of A.
    void multiply_block(Index j, Index columns, Index k, Index deep, T* right, T* left, int lanes, Index rows) const {
        const Index strips = (columns + kernel.width - 1) / kernel.width;
        for_each_range(strips, worth_sharing() ? 4 : strips, [&](Index begin, Index end) {
            kernel.pack_right(deep, columns, b.at(k, j), b.row, b.column, begin, end, right);
        });
        for_each_block((c.rows + rows - 1) / rows, lanes, [&](Index block, int lane) {
            const Index i = block * rows, height = smaller(rows, c.rows - i);
            if (i >= j + columns + below) return;
            LeftOperand<T> operand{a.at(i, k), a.row, a.column, a.row};
            if (left) {
                T* own = left + lane * rows * deep;
                kernel.pack_left(height, deep, a.at(i, k), a.row, a.column, nullptr, own);
                operand = {own, 1, kernel.height, deep};
            }
            kernel.multiply({.rows = height,
                             .columns = columns,
                             .depth = deep,
                             .alpha = alpha,
                             .left = operand,
                             .right = {right, 0, deep, true},
                             .beta = k == 0 ? beta : T(1),
                             .target = c.row(i) + j,
                             .stride = c.stride,
                             .below = below + j - i,
                             .far = true});
        });
    }

    Status in_blocks() const {
        const Scope scope(workspace);
        const Index deep = even_block(depth, kernel.depth, 4);
        const Index wide = even_block(c.columns, kernel.columns, kernel.width);
        const Index rows = even_block(c.rows, shared_rows(kernel.rows), kernel.height);
        const int lanes = lanes_for((c.rows + rows - 1) / rows);
        T* right = workspace.array<T>(deep * wide);
        T* left = a.column == 1 ? nullptr : workspace.array<T>(lanes * rows * deep);
        if (workspace.failed()) return Status::out_of_memory;
        for (Index j = 0; j < c.columns; j += wide) {
            for (Index k = 0; k < depth; k += deep) {
                multiply_block(j, smaller(wide, c.columns - j), k, smaller(deep, depth - k), right, left, lanes, rows);
            }
        }
        return Status::solved;
    }
};

template <class T>
void scale_matrix(T beta, Matrix<T> c) {
    for (Index i = 0; i < c.rows; ++i) {
        T* row = c.row(i);
        for (Index j = 0; j < c.columns; ++j) row[j] = beta == 0 ? T(0) : beta * row[j];
    }
}

Transpose flipped(Transpose transpose) {
    return transpose == Transpose::yes ? Transpose::no : Transpose::yes;
}
// Whether op(A), a column, lies in memory without gaps.
template <class T>
bool is_contiguous_column(Matrix<T> a, Transpose transpose) {
    return transpose == Transpose::yes || a.stride == 1;
}

template <class T>
Status multiply(const Multiplication<T>& task, bool plain_b) {
    const Matrix<T> c = task.c;
    if (c.rows == 0 || c.columns == 0) return Status::solved;
    if (task.depth == 0 || task.alpha == 0) {
        scale_matrix(task.beta, c);
        return Status::solved;
    }
    const bool whole_registers = plain_b && c.columns >= task.kernel.lanes;
    const Index bytes = task.depth * c.columns * static_cast<Index>(sizeof(T));
    return whole_registers && bytes <= most_direct ? task.direct() : task.in_blocks();
}

}  // namespace

template <class T>
Status gemm(Scalar<T> alpha, MatrixIn<T> a, Transpose transpose_a, MatrixIn<T> b, Transpose transpose_b, Scalar<T> beta,
            Matrix<T> c, Workspace& workspace) {
    const Index depth = columns_of(a, transpose_a);
    if (alpha != 0 && c.columns == 1 && c.stride == 1 && is_contiguous_column(b, transpose_b)) {
        gemv<T>(alpha, a, transpose_a, {b.data, depth}, beta, {c.data, c.rows});
        return Status::solved;
    }
    if (alpha != 0 && c.rows == 1 && is_contiguous_column(a, flipped(transpose_a))) {
        gemv<T>(alpha, b, flipped(transpose_b), {a.data, depth}, beta, {c.data, c.columns});
        return Status::solved;
    }
    return multiply<T>({alpha, {a, transpose_a}, {b, transpose_b}, beta, c, depth, c.rows, workspace},
                       transpose_b == Transpose::no);
}

template <class T>
Status gemm_upper(Scalar<T> alpha, MatrixIn<T> a, Transpose transpose_a, MatrixIn<T> b, Transpose transpose_b,
                  Scalar<T> beta, Matrix<T> c, Workspace& workspace) {
    return multiply<T>({alpha, {a, transpose_a}, {b, transpose_b}, beta, c, columns_of(a, transpose_a), 0, workspace},
                       transpose_b == Transpose::no);
}

template Status gemm(double, Matrix<const double>, Transpose, Matrix<const double>, Transpose, double, Matrix<double>,
                     Workspace&);
template Status gemm(float, Matrix<const float>, Transpose, Matrix<const float>, Transpose, float, Matrix<float>,
                     Workspace&);
template Status gemm_upper(double, Matrix<const double>, Transpose, Matrix<const double>, Transpose, double,
                           Matrix<double>, Workspace&);
template Status gemm_upper(float, Matrix<const float>, Transpose, Matrix<const float>, Transpose, float, Matrix<float>,
                           Workspace&);

}  // namespace steepest
