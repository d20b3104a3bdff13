// The direction of L-BFGS against its definition: -H g, H being γ I updated by the last pairs, formed as a matrix by
// the BFGS formula. Steps are at random on a convex quadratic, so that no search takes part; the ring of slots is gone
// around several times, with pairs refused on the way.
#include <cmath>
#include <cstdio>
#include <vector>

#include "direction/lbfgs.hpp"

using namespace steepest;

namespace {

using Numbers = std::vector<double>;

int failures = 0;
double random_number() {
    static unsigned state = 7;
    state = state * 1664525 + 1013904223;
    return static_cast<int>(state) / 2147483648.0;
}

double dot(const Numbers& a, const Numbers& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

struct Curvature {
    Numbers s, y;
};

// -H g by Nocedal & Wright (6.17): H⁺ = (I - ρ s y') H (I - ρ y s') + ρ s s'.
Numbers direction_by_matrix(const std::vector<Curvature>& pairs, std::size_t memory, const Numbers& g) {
    const std::size_t n = g.size();
    std::vector<Numbers> h(n, Numbers(n));
    const double gamma = pairs.empty() ? 1 : dot(pairs.back().s, pairs.back().y) / dot(pairs.back().y, pairs.back().y);
    for (std::size_t i = 0; i < n; ++i) h[i][i] = gamma;
    for (std::size_t k = pairs.size() > memory ? pairs.size() - memory : 0; k < pairs.size(); ++k) {
        const auto& [s, y] = pairs[k];
        const double rho = 1 / dot(s, y);
        Numbers hy(n);
        for (std::size_t i = 0; i < n; ++i) hy[i] = dot(h[i], y);
        const double yhy = dot(y, hy);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                h[i][j] += rho * ((1 + rho * yhy) * s[i] * s[j] - s[i] * hy[j] - hy[i] * s[j]);
            }
        }
    }
    Numbers p(n);
    for (std::size_t i = 0; i < n; ++i) p[i] = -dot(h[i], g);
    return p;
}

void compare(Index memory, std::size_t n, int iteration, const LbfgsDirection& direction, const double* got,
             const Numbers& expected, const Numbers& g) {
    double difference = 0, size = 0, slope = 0;
    for (std::size_t i = 0; i < n; ++i) {
        difference = std::fmax(difference, std::fabs(got[i] - expected[i]));
        size = std::fmax(size, std::fabs(expected[i]));
        slope += got[i] * g[i];
    }
    if (difference <= 1e-9 * size && std::fabs(direction.slope - slope) <= 1e-12 * std::fabs(slope)) return;
    ++failures;
    std::printf("FAIL %s memory %ld, n = %zu, iteration %d: off by %.2e of %.2e; slope %.17g, expected %.17g\n",
                kernels().name, long(memory), n, iteration, difference, size, direction.slope, slope);
}

void follow(Index memory, std::size_t n) {
    Workspace space;
    LbfgsDirection direction{.memory = memory};
    direction.allocate(space, Index(n));
    Numbers scale(n), x(n), g(n), g_next(n);
    for (std::size_t i = 0; i < n; ++i) {
        scale[i] = 1 + 9 * std::fabs(random_number());
        x[i] = random_number();
        g[i] = scale[i] * x[i];
    }
    std::vector<Curvature> pairs;
    for (int iteration = 0; iteration < 40; ++iteration) {
        const double* const p = direction.compute(x.data(), g.data());
        compare(memory, n, iteration, direction, p, direction_by_matrix(pairs, std::size_t(memory), g), g);
        // Every seventh step is said to have lowered the slope: its pair must not be kept.
        const bool refused = iteration % 7 == 5;
        const double step = 0.1 + 0.2 * std::fabs(random_number());
        Curvature pair{Numbers(n), Numbers(n)};
        double slope_next = 0;
        for (std::size_t i = 0; i < n; ++i) {
            // Some noise, or the pairs would soon depend on each other.
            g_next[i] = scale[i] * (x[i] + step * p[i]) + 0.01 * random_number();
            pair.s[i] = p[i];
            pair.y[i] = (g_next[i] - g[i]) / step;
            slope_next += g_next[i] * p[i];
        }
        const double slope = direction.slope;
        // No decrease is told, which is a curvature that values do not correct: their noise is too large.
        direction.update({.size = step,
                          .slope = slope,
                          .slope_next = refused ? slope : slope_next,
                          .decrease = 0,
                          .noise = 1e300,
                          .g = g.data(),
                          .g_next = g_next.data()});
        if (!refused && slope_next - slope > -1e-8 * slope) pairs.push_back(pair);
        if (iteration == 25) {
            direction.reset();
            pairs.clear();
        }
        g = g_next;
    }
}

}  // namespace

int main() {
    for (int level = 0; level < level_count(); ++level) {
        if (!select_level(level)) continue;
        for (Index memory : {1, 2, 3, 7, 8, 10}) {
            for (std::size_t n : {12, 17, 33}) follow(memory, n);
        }
    }
    return failures != 0;
}
