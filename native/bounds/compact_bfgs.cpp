#include "bounds/compact_bfgs.hpp"

#include "kernels/table.hpp"
#include "linalg/cholesky.hpp"

namespace steepest {

bool CompactBfgs::allocate(Workspace& space, Index dimension, Index pairs) {
    n = dimension;
    memory = pairs;
    w = space.matrix(n, width());
    products = space.matrix(width(), width());
    factor_ = space.matrix(memory, memory);
    first_ = space.array<double>(width());
    second_ = space.array<double>(width());
    if (!space.failed()) reset();
    return !space.failed();
}

void CompactBfgs::reset() {
    count = next_ = 0;
    theta = 1;
    for (Index i = 0; i < n * width(); ++i) w.data[i] = 0;
    for (Index i = 0; i < width() * width(); ++i) products.data[i] = 0;
}

void CompactBfgs::gather(const double* v, double* out) const {
    for (Index k = 0; k < width(); ++k) out[k] = 0;
    kernels().level2.gemv_transposed(n, width(), w.data, w.stride, v, out);
}

void CompactBfgs::combine(const double* v, double* out) const {
    kernels().level2.gemv(n, width(), w.data, w.stride, v, out);
}

void CompactBfgs::update(const double* s, const double* y) {
    const Index newest = next_;
    next_ = (next_ + 1) % memory;
    if (count < memory) ++count;
    for (Index i = 0; i < n; ++i) {
        w(i, newest) = y[i];
        w(i, memory + newest) = s[i];
    }
    gather(y, first_);
    gather(s, second_);
    for (Index k = 0; k < width(); ++k) {
        products(k, newest) = products(newest, k) = first_[k];
        products(k, memory + newest) = products(memory + newest, k) = second_[k];
    }
    theta = yy(newest, newest) / sy(newest, newest);
}

void CompactBfgs::factor(Workspace& space) {
    const Matrix<double> r = factor_.block(0, 0, count, count);
    for (Index i = 0; i < count; ++i) {
        for (Index j = i; j < count; ++j) {
            r(i, j) = theta * ss(i, j);
            for (Index k = 0; k < count; ++k) {
                if (newer(i, k) && newer(j, k)) r(i, j) += sy(i, k) * sy(j, k) / sy(k, k);
            }
        }
    }
    if (cholesky(r, space).status != Status::solved) reset();
}

// With M⁻¹ u = v: (θ SᵀS + L D⁻¹ Lᵀ) u_s = θ² v_s + θ L D⁻¹ v_y,  u_y = D⁻¹ (Lᵀ u_s / θ - v_y).
void CompactBfgs::middle(const double* v, double* out) const {
    double* const of_y = out;
    double* const of_s = out + memory;
    for (Index k = 0; k < width(); ++k) out[k] = 0;
    for (Index i = 0; i < count; ++i) {
        of_s[i] = theta * theta * v[memory + i];
        for (Index k = 0; k < count; ++k) {
            if (newer(i, k)) of_s[i] += theta * sy(i, k) / sy(k, k) * v[k];
        }
    }
    solve_cholesky(factor_.block(0, 0, count, count), Vector<double>{of_s, count});
    for (Index k = 0; k < count; ++k) {
        double sum = 0;
        for (Index i = 0; i < count; ++i) {
            if (newer(i, k)) sum += sy(i, k) * of_s[i];
        }
        of_y[k] = (sum / theta - v[k]) / sy(k, k);
    }
}

// The two loops of Nocedal & Wright (2006), algorithm 7.4, on coefficients: all they need are products, and they lose
// less to rounding than B itself, which is a difference of large matrices where its eigenvalues spread far.
void CompactBfgs::newton_step(const double* g, double* p) {
    gather(g, first_);
    double* const of_g = first_;
    double* const of_y = second_;  // of the combination that p is
    double* const of_s = second_ + memory;
    for (Index k = 0; k < width(); ++k) second_[k] = 0;
    for (Index a = 0; a < count; ++a) {
        const Index i = slot(a);
        double product = of_g[memory + i];
        for (Index b = 0; b < a; ++b) product -= of_y[slot(b)] * sy(i, slot(b));
        of_y[i] = product / sy(i, i);
    }
    for (Index a = count - 1; a >= 0; --a) {
        const Index i = slot(a);
        double product = of_g[i];
        for (Index b = 0; b < count; ++b) product -= of_y[slot(b)] * yy(i, slot(b));
        product /= theta;
        for (Index b = count - 1; b > a; --b) product += of_s[slot(b)] * sy(slot(b), i);
        of_s[i] = of_y[i] - product / sy(i, i);
    }
    for (Index k = 0; k < memory; ++k) {
        of_y[k] /= theta;
        of_s[k] = -of_s[k];
    }
    combine(second_, p);
    kernels().level1.axpy(n, -1 / theta, g, p);
}

}  // namespace steepest
