// Golub & Van Loan, 4th edition, algorithm 5.1.1 (with the sign that cancels nothing) and, for blocks, the compact WY
// form of Schreiber & Van Loan (SIAM J. Sci. Stat. Comput. 10, 1989, p. 53):
// T(j, j) = tau_j, T(0:j, j) = -tau_j T(0:j, 0:j) V(:, 0:j)' v_j.
#include "linalg/reflector.hpp"

#include "linalg/gemm.hpp"
#include "linalg/gram.hpp"
#include "linalg/norms.hpp"
#include "linalg/vectors.hpp"

namespace steepest {

template <class T>
T make_reflector(Vector<T> x) {
    const Vector<T> rest{x.data + 1, x.size - 1};
    const T length = x.size > 1 ? norm2<T>(rest) : T(0);
    if (length == 0) return 0;
    const T alpha = x[0];
    const T beta = alpha > 0 ? -std::hypot(alpha, length) : std::hypot(alpha, length);
    for (T& value : rest) value /= alpha - beta;
    x[0] = beta;
    return (beta - alpha) / beta;
}

template <class T>
BlockReflector<T> BlockReflector<T>::form(MatrixIn<T> reflectors, VectorIn<T> tau, Workspace& workspace) {
    const Index k = reflectors.rows, m = reflectors.columns;
    const BlockReflector block{workspace.matrix<T>(k, m), workspace.matrix<T>(k, k)};
    if (workspace.failed()) return block;
    for (Index i = 0; i < k; ++i) {
        T* row = block.v_transposed.row(i);
        const T* source = reflectors.row(i);
        for (Index j = 0; j < i; ++j) row[j] = 0;
        row[i] = 1;
        for (Index j = i + 1; j < m; ++j) row[j] = source[j];
    }
    for (Index j = 0; j < k; ++j) {
        for (Index i = 0; i < k; ++i) block.t(i, j) = 0;
        for (Index i = 0; i < j; ++i) {
            block.t(i, j) = -tau[j] * dot<T>({block.v_transposed.row(i) + j, m - j},
                                             Vector<T>{block.v_transposed.row(j) + j, m - j});
        }
        // T(0:j, j) = T(0:j, 0:j) times what stands there; T is upper triangular, so row i needs rows from i on only.
        for (Index i = 0; i < j; ++i) {
            T sum = 0;
            for (Index l = i; l < j; ++l) sum += block.t(i, l) * block.t(l, j);
            block.t(i, j) = sum;
        }
        block.t(j, j) = tau[j];
    }
    return block;
}

template <class T>
Status BlockReflector<T>::apply(Transpose transpose, Matrix<T> b, Workspace& workspace) const {
    const Scope scope(workspace);
    const Matrix<T> bv = workspace.matrix<T>(b.rows, t.rows), bvt = workspace.matrix<T>(b.rows, t.rows);
    if (workspace.failed()) return Status::out_of_memory;
    gemm<T>(1, b, Transpose::no, v_transposed, Transpose::yes, 0, bv, workspace);
    gemm<T>(1, bv, Transpose::no, t, transpose, 0, bvt, workspace);
    gemm<T>(-1, bvt, Transpose::no, v_transposed, Transpose::no, 1, b, workspace);
    return workspace.failed() ? Status::out_of_memory : Status::solved;
}

template double make_reflector(Vector<double>);
template float make_reflector(Vector<float>);
template struct BlockReflector<double>;
template struct BlockReflector<float>;

}  // namespace steepest
