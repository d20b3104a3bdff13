// Blocks of reflectors are found column by column and applied to the rest at once (compact WY, reflector.hpp).
#include "linalg/qr.hpp"

#include "linalg/reflector.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

constexpr Index block_size = 32;

Index smaller(Index a, Index b) {
    return a < b ? a : b;
}

// The part of row i that a reflector beginning at position `from` acts on.
template <class T>
Vector<T> tail(Matrix<T> a, Index i, Index from) {
    return {a.row(i) + from, a.columns - from};
}

// Finds the reflector of row j, and applies it to the rows after it up to `end`.
template <class T>
void reflect(const Qr<T>& qr, Index j, Index end) {
    const Vector<T> v = tail(qr.columns, j, j);
    qr.tau[j] = make_reflector(v);
    if (qr.tau[j] == 0) return;
    const T diagonal = v[0];
    v[0] = 1;
    for (Index c = j + 1; c < end; ++c) {
        const Vector<T> column = tail(qr.columns, c, j);
        add_multiple(-qr.tau[j] * dot<T>(v, column), v, column);
    }
    v[0] = diagonal;
}

template <class T>
BlockReflector<T> block_from(const Qr<T>& qr, Index j, Index width, Workspace& workspace) {
    return BlockReflector<T>::form(qr.columns.block(j, j, width, qr.columns.columns - j), {qr.tau.data + j, width},
                                   workspace);
}

}  // namespace

template <class T>
Status factor_qr(const Qr<T>& qr, Workspace& workspace) {
    const Index n = qr.columns.rows, m = qr.columns.columns, steps = qr.tau.size;
    for (Index j = 0; j < n; ++j) qr.permutation[j] = static_cast<int32_t>(j);
    for (Index j = 0; j < steps; j += block_size) {
        const Index width = smaller(block_size, steps - j), next = j + width;
        for (Index k = j; k < next; ++k) reflect(qr, k, next);
        if (next == n) break;
        const Scope scope(workspace);
        const BlockReflector<T> block = block_from(qr, j, width, workspace);
        if (workspace.failed()) return Status::out_of_memory;
        const Status status = block.apply(Transpose::no, qr.columns.block(next, j, n - next, m - j), workspace);
        if (status != Status::solved) return status;
    }
    return Status::solved;
}

template <class T>
Status apply_q(const Qr<T>& qr, Transpose transpose, Matrix<Scalar<T>> b, Workspace& workspace) {
    const Index steps = qr.tau.size;
    const Index blocks = (steps + block_size - 1) / block_size;
    for (Index turn = 0; turn < blocks; ++turn) {
        // Q' = … H2 H1 takes the blocks in order, Q = H1 H2 … in reverse. As rows, Q' b is b' Q.
        const Index j = (transpose == Transpose::yes ? turn : blocks - 1 - turn) * block_size;
        const Scope scope(workspace);
        const BlockReflector<T> block = block_from(qr, j, smaller(block_size, steps - j), workspace);
        if (workspace.failed()) return Status::out_of_memory;
        const Status status = block.apply(transpose == Transpose::yes ? Transpose::no : Transpose::yes,
                                          b.block(0, j, b.rows, b.columns - j), workspace);
        if (status != Status::solved) return status;
    }
    return Status::solved;
}

template <class T>
Status form_q(const Qr<T>& qr, Matrix<Scalar<T>> q, Workspace& workspace) {
    set_identity(q);
    return apply_q(qr, Transpose::no, q, workspace);
}

template <class T>
Index rank_of(const Qr<T>& qr, double tolerance) {
    Index rank = 0;
    const double largest = qr.tau.size > 0 ? std::abs(static_cast<double>(qr.columns(0, 0))) : 0;
    while (rank < qr.tau.size && std::abs(static_cast<double>(qr.columns(rank, rank))) > tolerance * largest) ++rank;
    return rank;
}

template Status factor_qr(const Qr<double>&, Workspace&);
template Status factor_qr(const Qr<float>&, Workspace&);
template Status apply_q(const Qr<double>&, Transpose, Matrix<double>, Workspace&);
template Status apply_q(const Qr<float>&, Transpose, Matrix<float>, Workspace&);
template Status form_q(const Qr<double>&, Matrix<double>, Workspace&);
template Status form_q(const Qr<float>&, Matrix<float>, Workspace&);
template Index rank_of(const Qr<double>&, double);
template Index rank_of(const Qr<float>&, double);

}  // namespace steepest
