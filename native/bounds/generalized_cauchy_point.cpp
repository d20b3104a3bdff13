// Byrd, Lu, Nocedal & Zhu, SIAM J. Sci. Comput. 16 (1995), algorithm CP. With z = x(t) - x, c = Wᵀ z and p = Wᵀ d,
//     φ′ = g·d + d·B z,    φ″ = d·B d = θ d·d - p·M p,
// and where variable b meets its bound, so that d_b = -g_b becomes 0 (w its row of W):
//     φ′ += Δt φ″ + g_b² + θ g_b z_b - g_b w·M c,    φ″ -= θ g_b² + 2 g_b w·M p + g_b² w·M w,    p += g_b w
// Bounds are taken in order of t from a heap: only those up to the minimizer are ever sorted.
#include "bounds/generalized_cauchy_point.hpp"

#include <algorithm>

#include "kernels/table.hpp"

namespace steepest {

bool CauchyPath::allocate(Workspace& space, const CompactBfgs& model) {
    step = space.array<double>(model.n);
    direction = space.array<double>(model.n);
    end = space.array<double>(model.n);
    queue = space.array<Index>(model.n);
    within = space.array<double>(model.width());
    p = space.array<double>(model.width());
    row = space.array<double>(model.width());
    return !space.failed();
}

void generalized_cauchy_point(const CompactBfgs& model, const Bounds& bounds, const double* x, const double* g,
                              CauchyPath& path) {
    const Level1<double>& level1 = kernels().level1;
    const auto [z, c, d, end, queue, p, row] = path;
    const Index n = model.n, width = model.width();
    const double theta = model.theta;

    Index queued = 0;
    for (Index i = 0; i < n; ++i) {
        const double bound = g[i] > 0 ? bounds.low(i) : bounds.high(i);
        end[i] = g[i] == 0 ? INFINITY : (x[i] - bound) / g[i];
        d[i] = end[i] > 0 ? -g[i] : 0;
        z[i] = 0;
        if (end[i] > 0 && end[i] < INFINITY) queue[queued++] = i;
    }
    model.gather(d, p);
    for (Index k = 0; k < width; ++k) c[k] = 0;
    double slope = -level1.dot(n, d, d);
    if (slope == 0) return;
    model.middle(p, row);
    double bend = -theta * slope - level1.dot(width, p, row);
    // Rounding must not let φ″ vanish, which for a definite B it never does.
    const double least_bend = DBL_EPSILON * -theta * slope;
    bend = std::fmax(bend, least_bend);

    const auto later = [end = path.end](Index a, Index b) { return end[a] > end[b]; };
    std::make_heap(queue, queue + queued, later);
    double t = 0;
    while (queued > 0 && end[queue[0]] - t <= -slope / bend) {
        const Index b = queue[0];
        std::pop_heap(queue, queue + queued--, later);
        const double step = end[b] - t;
        t = end[b];
        const double gb = g[b];
        z[b] = (gb > 0 ? bounds.low(b) : bounds.high(b)) - x[b];
        for (Index k = 0; k < width; ++k) c[k] += step * p[k];
        const double* const w = model.w.row(b);
        model.middle(w, row);
        const double wc = level1.dot(width, row, c), wp = level1.dot(width, row, p), ww = level1.dot(width, row, w);
        slope += step * bend + gb * (gb + theta * z[b] - wc);
        bend = std::fmax(bend - gb * (theta * gb + 2 * wp + gb * ww), least_bend);
        for (Index k = 0; k < width; ++k) p[k] += gb * w[k];
        d[b] = 0;
    }
    const double step = std::fmax(0.0, -slope / bend);
    t += step;
    for (Index k = 0; k < width; ++k) c[k] += step * p[k];
    for (Index i = 0; i < n; ++i) {
        if (d[i] != 0) z[i] = bounds.cut(i, x[i], t * d[i]);
    }
}

}  // namespace steepest
