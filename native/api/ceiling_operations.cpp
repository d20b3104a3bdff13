#include "api/ceiling_operations.hpp"

#include <cmath>
#include <cstdlib>

#include "api/session.hpp"
#include "kernels/table.hpp"
#include "update/ranges.hpp"

namespace steepest {
namespace {

// Keeps what a measured loop computes from being optimised away.
volatile double sink;

}  // namespace

double ceiling_flops(int32_t single) {
    const Ceilings& ceilings = kernels().ceilings;
    const auto loop = single ? ceilings.multiply_add_single : ceilings.multiply_add_double;
    double best = 0;
    for (int attempt = 0; attempt < 12; ++attempt) {
        double result = 0;
        const double start = now();
        const double operations = loop(1 << 20, &result);
        best = std::fmax(best, operations / (now() - start));
        sink = result;
    }
    return best * 1e-9;
}

double ceiling_bandwidth(double bytes) {
    const Index n = static_cast<Index>(bytes / sizeof(double));
    if (n <= 0) return NAN;
    double* const x = static_cast<double*>(std::calloc(static_cast<std::size_t>(n), sizeof(double)));
    if (!x) return NAN;
    for (Index i = 0; i < n; i += 64) x[i] = 1;  // makes the pages real
    // Small arrays are read many times, so that the clock's own resolution does not matter.
    const Index passes = n < (1 << 21) ? (1 << 21) / n : 1;
    double best = 0;
    for (int attempt = 0; attempt < 8; ++attempt) {
        const double start = now();
        for (Index pass = 0; pass < passes; ++pass) sink = kernels().ceilings.read(n, x);
        best = std::fmax(best, static_cast<double>(passes * n) * sizeof(double) / (now() - start));
    }
    std::free(x);
    return best * 1e-9;
}

double ceiling_in_place(Vector<float> x, Vector<const float> g, int32_t memories) {
    constexpr int most = 3;
    Workspace memory;
    float* arrays[most + 1] = {x.data};
    if (memories < 0 || memories > most || g.size != x.size) return NAN;
    for (int k = 1; k <= memories; ++k) {
        arrays[k] = memory.array<float>(x.size);
        if (!arrays[k]) return NAN;
        for (Index i = 0; i < x.size; ++i) arrays[k][i] = 0;
    }
    double best = INFINITY;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const double start = now();
        for_each_update_range(x.size, [&](Index begin, Index end) {
            float* part[most + 1];
            for (int k = 0; k <= memories; ++k) part[k] = arrays[k] + begin;
            kernels().ceilings.add_in_place(end - begin, memories + 1, part, g.data + begin, 0);
        });
        best = std::fmin(best, now() - start);
    }
    return static_cast<double>((3 + 2 * memories) * x.size) * sizeof(float) / best * 1e-9;
}

}  // namespace steepest
