// Column pivoting (Businger & Golub, Numer. Math. 7, 1965, p. 269). The norms of the remainders are carried along by
// |x'|² = |x|² - x_j², and computed anew when that has cancelled too much: the test of Drmač & Bujanović (ACM Trans.
// Math. Softw. 35, 2008, article 12), without which the pivots of nearly dependent columns can be wrong.
#include "linalg/norms.hpp"
#include "linalg/qr.hpp"
#include "linalg/reflector.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

template <class T>
struct Remainders {
    Vector<T> current;   // as carried along
    Vector<T> computed;  // when last computed

    void take_out(Index c, T element, Vector<const T> remainder) const {
        if (current[c] == 0) return;
        const T part = std::abs(element) / current[c];
        const T left = part < 1 ? (1 - part) * (1 + part) : T(0);
        const T ratio = current[c] / computed[c];
        if (left * ratio * ratio <= std::sqrt(std::numeric_limits<T>::epsilon())) {
            current[c] = computed[c] = norm2<T>(remainder);
        } else {
            current[c] *= std::sqrt(left);
        }
    }
};

}  // namespace

template <class T>
Status factor_qr_pivoted(const Qr<T>& qr, Workspace& workspace) {
    const Matrix<T> a = qr.columns;
    const Scope scope(workspace);
    const Remainders<T> remainders{workspace.vector<T>(a.rows), workspace.vector<T>(a.rows)};
    if (workspace.failed()) return Status::out_of_memory;
    for (Index j = 0; j < a.rows; ++j) {
        qr.permutation[j] = static_cast<int32_t>(j);
        remainders.current[j] = remainders.computed[j] = norm2<T>(row_of(a, j));
    }
    for (Index k = 0; k < qr.tau.size; ++k) {
        Index best = k;
        for (Index j = k + 1; j < a.rows; ++j) {
            if (remainders.current[j] > remainders.current[best]) best = j;
        }
        if (best != k) {
            swap_rows(a, k, best);
            std::swap(qr.permutation[k], qr.permutation[best]);
            remainders.current[best] = remainders.current[k];
            remainders.computed[best] = remainders.computed[k];
        }
        const Vector<T> v{a.row(k) + k, a.columns - k};
        const T tau = qr.tau[k] = make_reflector(v);
        const T diagonal = v[0];
        v[0] = 1;
        for (Index j = k + 1; j < a.rows; ++j) {
            const Vector<T> column{a.row(j) + k, v.size};
            if (tau != 0) add_multiple(-tau * dot<T>(v, column), v, column);
            remainders.take_out(j, column[0], {column.data + 1, column.size - 1});
        }
        v[0] = diagonal;
    }
    return Status::solved;
}

template Status factor_qr_pivoted(const Qr<double>&, Workspace&);
template Status factor_qr_pivoted(const Qr<float>&, Workspace&);

}  // namespace steepest
