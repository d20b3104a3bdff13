// Steihaug, The conjugate gradient method and trust regions in large scale optimization, SIAM J. Numer. Anal. 20
// (1983), as in Nocedal & Wright (2006), algorithm 7.2:
//     r = H p + g,   α = r·r / d·H d,   β = r⁺·r⁺ / r·r,   d⁺ = -r⁺ + β d
// ‖p‖ grows with each step, so that the first iterate to leave the ball is followed by none that returns. It ends at
// ‖r‖ ≤ min(1/10, (‖g‖ / ‖g₀‖)^(1/2)) ‖g‖, g₀ being the gradient at the start of the run.
#include "region/steihaug.hpp"

#include <cmath>

#include "kernels/table.hpp"

namespace steepest {
namespace {

// τ > 0 with ‖p + τ d‖ = Δ, from p·p, p·d and d·d.
double to_boundary(double pp, double pd, double dd, double delta) {
    const double room = delta * delta - pp;
    const double root = std::sqrt(pd * pd + dd * room);
    return pd > 0 ? room / (pd + root) : (root - pd) / dd;
}

}  // namespace

bool Steihaug::allocate(Workspace& memory, Index dimension) {
    n = dimension;
    residual = memory.array<double>(n);
    direction = memory.array<double>(n);
    product = memory.array<double>(n);
    return !memory.failed();
}

Task<RegionStep> steihaug(Products& products, Steihaug& work, const double* g, double delta, double* p) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = work.n;
    double* const r = work.residual;
    double* const d = work.direction;
    double* const hd = work.product;
    for (Index i = 0; i < n; ++i) {
        p[i] = 0;
        r[i] = g[i];
        d[i] = -g[i];
    }
    double rr = level1.dot(n, r, r);
    const double g_norm = std::sqrt(rr);
    if (!(work.first_gradient > 0)) work.first_gradient = g_norm;
    const double enough = std::fmin(0.01, g_norm / work.first_gradient) * rr;
    double decrease = 0;
    double pp = 0, pd = 0, dd = rr;
    for (Index iteration = 0; iteration < n; ++iteration) {
        co_await products.of(d, hd);
        const double curvature = level1.dot(n, d, hd);
        if (!std::isfinite(curvature)) co_return RegionStep{NAN, NAN, true};
        const double alpha = rr / curvature;
        const double next = pp + alpha * (2 * pd + alpha * dd);
        if (!(curvature > 0) || !(next < delta * delta)) {
            if (delta == INFINITY) co_return RegionStep{NAN, NAN, true};
            const double tau = to_boundary(pp, pd, dd, delta);
            level1.axpy(n, tau, d, p);
            co_return RegionStep{decrease + tau * rr - tau * tau * curvature / 2, delta, true};
        }
        decrease += alpha * rr / 2;
        level1.axpy(n, alpha, d, p);
        const double rr_next = level1.axpy_dot(n, alpha, hd, r, r);
        pp = next;
        if (!(rr_next > enough)) break;
        const double beta = rr_next / rr;
        level1.scale(n, beta, d);
        level1.axpy(n, -1, r, d);
        // r⁺ is orthogonal to the residuals before, of which p and d are made.
        pd = beta * (pd + alpha * dd);
        dd = rr_next + beta * beta * dd;
        rr = rr_next;
    }
    co_return RegionStep{decrease, std::sqrt(pp), false};
}

}  // namespace steepest
