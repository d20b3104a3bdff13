// Moré & Sorensen (1983), algorithm 3.14. With RᵀR = H + λI, RᵀR p = -g and Rᵀq = p, Newton's method for
//     1/Δ - 1/‖p(λ)‖ = 0   is   λ⁺ = λ + (‖p‖ / ‖q‖)² (‖p‖ - Δ) / Δ,
// safeguarded by an interval (λ_L, λ_U) that holds the multiplier, and by λ_S, below which H + λI is indefinite.
//
// The hard case, where g is nearly orthogonal to the eigenvectors of the smallest eigenvalue and ‖p‖ < Δ for all λ
// allowed, ends with p + τz on the boundary, z of length 1 and ‖R z‖ small: by the estimator of Cline, Moler, Stewart &
// Wilkinson, SIAM J. Numer. Anal. 16 (1979), with one look ahead.
//
// The first interval is that of Conn, Gould & Toint, Trust-Region Methods (2000), algorithm 7.3.4, by Gershgorin's
// circles and norms.
#include "region/more_sorensen.hpp"

#include <cfloat>
#include <cmath>

#include "linalg/cholesky.hpp"
#include "linalg/triangular.hpp"

namespace steepest {
namespace {

// How far ‖p‖ may be from Δ, and how much of the best decrease may be missing: less costs more factorizations and saves
// no evaluations.
constexpr double accuracy = 0.1;
constexpr int most_factorizations = 50;

double norm(Vector<const double> v) {
    double sum = 0;
    for (double value : v) sum += value * value;
    return std::sqrt(sum);
}

struct Interval {
    double low;       // λ_L
    double high;      // λ_U
    double singular;  // λ_S
};

// `reach` is ‖g‖ / Δ.
Interval first_interval(Matrix<const double> h, double reach) {
    const Index n = h.rows;
    double least = INFINITY;                          // of the diagonal
    double smallest = INFINITY, largest = -INFINITY;  // ends of Gershgorin's circles
    double row_sum = 0, squares = 0;
    for (Index i = 0; i < n; ++i) {
        double around = 0;
        for (Index j = 0; j < n; ++j) {
            const double value = i <= j ? h(i, j) : h(j, i);
            squares += value * value;
            if (i != j) around += std::fabs(value);
        }
        const double diagonal = h(i, i);
        least = std::fmin(least, diagonal);
        smallest = std::fmin(smallest, diagonal - around);
        largest = std::fmax(largest, diagonal + around);
        row_sum = std::fmax(row_sum, std::fabs(diagonal) + around);
    }
    const double size = std::fmin(std::sqrt(squares), row_sum);
    return {std::fmax(0.0, std::fmax(-least, reach - std::fmin(largest, size))),
            std::fmax(0.0, reach + std::fmin(-smallest, size)), -least};
}

// z of length 1 with ‖R z‖ small: R z = w where Rᵀ w = ±1, each sign chosen for w to grow. Returns ‖R z‖.
double near_null_vector(Matrix<const double> r, Vector<double> w, Vector<double> z) {
    const Index n = r.rows;
    for (double& sum : z) sum = 0;  // sums of Rᵀ w so far
    for (Index k = 0; k < n; ++k) {
        const double* row = r.row(k);
        const double plus = (1 - z[k]) / row[k], minus = (-1 - z[k]) / row[k];
        double grow_plus = std::fabs(plus), grow_minus = std::fabs(minus);
        for (Index j = k + 1; j < n; ++j) {
            grow_plus += std::fabs(z[j] + row[j] * plus);
            grow_minus += std::fabs(z[j] + row[j] * minus);
        }
        w[k] = grow_plus >= grow_minus ? plus : minus;
        for (Index j = k + 1; j < n; ++j) z[j] += row[j] * w[k];
    }
    const double w_norm = norm(w);
    for (Index k = 0; k < n; ++k) z[k] = w[k];
    solve_triangular(r, Triangle::upper, Transpose::no, Diagonal::general, z);
    const double z_norm = norm(z);
    for (double& value : z) value /= z_norm;
    return w_norm / z_norm;
}

// H + λI is indefinite: its factorization ended at this pivot, and the direction of negative curvature met there says
// by how much λ must grow at least.
double beyond_indefinite(Matrix<const double> h, Matrix<const double> r, double lambda, Index pivot, Vector<double> u) {
    const Vector<double> head{u.data, pivot};
    double missing = -(h(pivot, pivot) + lambda);
    for (Index i = 0; i < pivot; ++i) {
        missing += r(i, pivot) * r(i, pivot);
        head[i] = r(i, pivot);
    }
    solve_triangular(r.block(0, 0, pivot, pivot), Triangle::upper, Transpose::no, Diagonal::general, head);
    const double length = norm(head);
    return lambda + std::fmax(0.0, missing) / (1 + length * length);
}

// τ of the two with ‖p + τz‖ = Δ that is smaller, which lowers the model more.
double to_boundary(Vector<const double> p, Vector<const double> z, double p_norm, double delta) {
    double pz = 0;
    for (Index i = 0; i < p.size; ++i) pz += p[i] * z[i];
    const double room = (delta - p_norm) * (delta + p_norm);
    return room / (pz + std::copysign(std::sqrt(pz * pz + room), pz));
}

}  // namespace

bool MoreSorensen::allocate(Workspace& memory, Index n) {
    factor = memory.matrix(n, n);
    q = memory.vector(n);
    z = memory.vector(n);
    return !memory.failed();
}

RegionStep MoreSorensen::minimize(Matrix<const double> h, const double* g, double delta, bool smaller, Vector<double> p,
                                  Workspace& memory) {
    const Index n = h.rows;
    const Matrix<const double> r = factor;
    const double reach = norm({g, n}) / delta;
    Interval in = first_interval(h, reach);
    const RegionStep none{NAN, NAN, true};
    if (!(in.high < INFINITY) || (delta == INFINITY && in.low > 0)) return none;
    if (smaller) in.low = std::fmax(in.low, multiplier);
    const auto guess = [&] { return std::fmax(std::sqrt(in.low * in.high), in.low + 0.01 * (in.high - in.low)); };
    // Zero, where that is allowed, for the minimizer of the model alone.
    double lambda = in.low == 0 ? 0 : smaller ? in.low : guess();
    double slack = 4 * DBL_EPSILON;
    RegionStep best = none;
    double best_norm = 0;  // of the p that best was made from
    for (int count = 0; count < most_factorizations; ++count) {
        for (Index i = 0; i < n; ++i) {
            for (Index j = i; j < n; ++j) factor(i, j) = h(i, j);
            factor(i, i) += lambda;
        }
        const CholeskyOutcome outcome = cholesky(factor, memory);
        if (outcome.status == Status::not_positive_definite) {
            if (delta == INFINITY) return none;
            in.singular = std::fmax(in.singular, beyond_indefinite(h, r, lambda, outcome.pivot, q));
            in.low = std::fmax(in.low, std::fmax(in.singular, lambda));
            if (!(in.high > in.low)) {  // by rounding
                in.high = in.low + slack * std::fmax(in.low, reach);
                slack *= 10;
            }
            lambda = guess();
            continue;
        }
        if (outcome.status != Status::solved) break;

        for (Index i = 0; i < n; ++i) p[i] = -g[i];
        solve_cholesky(r, p);
        const double p_norm = norm(p);
        double curvature = 0;  // p·(H + λI) p = -g·p
        for (Index i = 0; i < n; ++i) curvature -= g[i] * p[i];
        if (!std::isfinite(p_norm) || !std::isfinite(curvature)) {
            if (delta == INFINITY) return none;
            best_norm = 0;
            in.low = std::fmax(in.low, lambda);
            lambda = guess();
            continue;
        }
        multiplier = lambda;
        if (lambda == 0 && p_norm <= delta) return {curvature / 2, p_norm, false};

        // p, drawn back to the boundary where it lies beyond.
        const double t = p_norm > delta ? delta / p_norm : 1;
        best = {t * curvature - t * t * (curvature - lambda * p_norm * p_norm) / 2, t * p_norm, true};
        best_norm = p_norm;
        if (std::fabs(p_norm - delta) <= accuracy * delta) break;
        if (p_norm < delta) {
            in.high = std::fmin(in.high, lambda);
            const double small = near_null_vector(r, q, z);
            const double tau = to_boundary(p, z, p_norm, delta);
            const double lost = tau * small * (tau * small);
            const double reached = curvature + lambda * delta * delta;
            in.singular = std::fmax(in.singular, lambda - small * small);
            if (lost <= accuracy * (2 - accuracy) * reached || in.high <= in.low) {
                for (Index i = 0; i < n; ++i) p[i] += tau * z[i];
                return {(reached - lost) / 2, delta, true};
            }
        } else {
            in.low = std::fmax(in.low, lambda);
        }
        in.low = std::fmax(in.low, in.singular);

        for (Index i = 0; i < n; ++i) q[i] = p[i];
        solve_triangular(r, Triangle::upper, Transpose::yes, Diagonal::general, q);
        const double growth = p_norm / norm(q);
        const double next = lambda + growth * growth * ((p_norm - delta) / delta);
        lambda = next > in.low && next < in.high ? next : next <= 0 && in.low == 0 ? 0 : guess();
    }
    if (best_norm == 0) return none;
    for (double& value : p) value *= best.length / best_norm;
    return best;
}

}  // namespace steepest
