// Byrd, Lu, Nocedal & Zhu (1995), section 5.1, the direct primal method. Over the free variables F,
//     r = g + θ (x_c - x) - W M c,    d = -(r + W_F K⁻¹ W_Fᵀ r) / θ,    K = θ M⁻¹ - W_Fᵀ W_F
// With A the variables at a bound, and L_A, R_F the parts of SᵀY over A below, and over F on and above the diagonal,
//     K = [ -P  Cᵀ ]      P = θ D + Y_FᵀY_F,   C = L_A - R_F,   Q = S_AᵀS_A,
//         [  C  Q  ]
// P and the Schur complement Q + C P⁻¹ Cᵀ being positive definite: two Cholesky factorizations (Zhu, Byrd, Lu &
// Nocedal, ACM Trans. Math. Softw. 23 (1997)).
//
// x_c + d is projected into the bounds; only where that leads up along g is d cut at the first bound, as the paper of
// 1995 always does: Morales & Nocedal, ACM Trans. Math. Softw. 38 (2011).
#include "bounds/subspace.hpp"

#include "linalg/cholesky.hpp"
#include "linalg/gram.hpp"
#include "linalg/triangular.hpp"

namespace steepest {
namespace {

constexpr Index rows_at_once = 128;

// The upper triangle of WᵀW over the variables that are free, or that are not.
void products_over(bool free, const CompactBfgs& model, const Bounds& bounds, const double* x, const double* z,
                   Subspace& work, Workspace& space) {
    const Index width = model.width();
    for (Index i = 0; i < width * width; ++i) work.products.data[i] = 0;
    Index packed = 0;
    for (Index i = 0; i < model.n; ++i) {
        if (bounds.leaves_free(i, x[i], z[i]) == free) {
            for (Index k = 0; k < width; ++k) work.rows(packed, k) = model.w(i, k);
            ++packed;
        }
        if (packed == rows_at_once || (i + 1 == model.n && packed > 0)) {
            add_gram(work.rows.block(0, 0, packed, width), {}, work.products, space);
            packed = 0;
        }
    }
}

// U, U⁻ᵀ Cᵀ and the factor of the Schur complement; false where one is not definite.
bool factor(const CompactBfgs& model, bool over_free, Subspace& work, Workspace& space) {
    const Index count = model.count, m = model.memory;
    const Matrix<double> part = work.products;
    const Matrix<double> u = work.upper.block(0, 0, count, count);
    const Matrix<double> v = work.coupling.block(0, 0, count, count);
    const Matrix<double> t = work.schur.block(0, 0, count, count);
    for (Index i = 0; i < count; ++i) {
        for (Index j = i; j < count; ++j) {
            u(i, j) = over_free ? part(i, j) : model.yy(i, j) - part(i, j);
            t(i, j) = over_free ? model.ss(i, j) - part(m + i, m + j) : part(m + i, m + j);
        }
        u(i, i) += model.theta * model.sy(i, i);
        for (Index j = 0; j < count; ++j) {
            const double rest = model.sy(i, j) - part(j, m + i);
            const double at_bounds = over_free ? rest : part(j, m + i);
            const double free = over_free ? part(j, m + i) : rest;
            v(j, i) = model.newer(i, j) ? at_bounds : -free;
        }
    }
    if (cholesky(u, space).status != Status::solved) return false;
    solve_triangular(Side::left, u, Triangle::upper, Transpose::yes, Diagonal::general, v, space);
    for (Index i = 0; i < count; ++i) {
        for (Index j = i; j < count; ++j) {
            for (Index k = 0; k < count; ++k) t(i, j) += v(k, i) * v(k, j);
        }
    }
    return cholesky(t, space).status == Status::solved;
}

// image = K⁻¹ image.
void solve(const CompactBfgs& model, const Subspace& work) {
    const Index count = model.count;
    const Matrix<const double> u = work.upper.block(0, 0, count, count);
    const Matrix<const double> v = work.coupling.block(0, 0, count, count);
    const Vector<double> of_y{work.image, count};
    const Vector<double> of_s{work.image + model.memory, count};
    solve_triangular(u, Triangle::upper, Transpose::yes, Diagonal::general, of_y);
    for (Index i = 0; i < count; ++i) {
        for (Index k = 0; k < count; ++k) of_s[i] += v(k, i) * of_y[k];
    }
    solve_cholesky(work.schur.block(0, 0, count, count), of_s);
    for (Index k = 0; k < count; ++k) {
        of_y[k] = -of_y[k];
        for (Index i = 0; i < count; ++i) of_y[k] += v(k, i) * of_s[i];
    }
    solve_triangular(u, Triangle::upper, Transpose::no, Diagonal::general, of_y);
}

}  // namespace

bool Subspace::allocate(Workspace& space, const CompactBfgs& model) {
    step = space.array<double>(model.n);
    combined = space.array<double>(model.n);
    image = space.array<double>(model.width());
    rows = space.matrix(rows_at_once, model.width());
    products = space.matrix(model.width(), model.width());
    upper = space.matrix(model.memory, model.memory);
    coupling = space.matrix(model.memory, model.memory);
    schur = space.matrix(model.memory, model.memory);
    return !space.failed();
}

void minimize_in_subspace(const CompactBfgs& model, const Bounds& bounds, const double* x, const double* g,
                          CauchyPath& path, Subspace& work, Workspace& space) {
    const Index n = model.n;
    double* const z = path.step;
    const auto is_free = [&](Index i) { return bounds.leaves_free(i, x[i], z[i]); };
    Index free = 0;
    for (Index i = 0; i < n; ++i) free += is_free(i);
    if (free == 0 || model.count == 0) return;
    const bool over_free = free <= n - free;
    products_over(over_free, model, bounds, x, z, work, space);
    if (!factor(model, over_free, work, space)) return;

    model.middle(path.within, work.image);
    model.combine(work.image, work.combined);
    for (Index i = 0; i < n; ++i) work.step[i] = is_free(i) ? g[i] + model.theta * z[i] - work.combined[i] : 0;
    model.gather(work.step, work.image);
    solve(model, work);
    model.combine(work.image, work.combined);
    double slope = 0;  // along g, of where x_c + d projects
    for (Index i = 0; i < n; ++i) {
        if (is_free(i)) work.step[i] = -(work.step[i] + work.combined[i]) / model.theta;
        slope += g[i] * bounds.cut(i, x[i], z[i] + work.step[i]);
    }
    double size = 1;
    for (Index i = 0; i < n && !(slope < 0); ++i) {
        const double room = work.step[i] < 0 ? bounds.low(i) - x[i] - z[i] : bounds.high(i) - x[i] - z[i];
        if (work.step[i] != 0) size = std::fmin(size, room / work.step[i]);
    }
    for (Index i = 0; i < n; ++i) z[i] = bounds.cut(i, x[i], z[i] + size * work.step[i]);
}

}  // namespace steepest
