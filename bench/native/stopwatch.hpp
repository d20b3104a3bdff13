// Timing two programs for the same work in turns, and what the machine could do at best.
#pragma once

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "kernels/table.hpp"

namespace bench {

// With one thread, the time this process had a processor, which other programs disturb least.
inline bool one_thread = true;
inline double seconds() {
    timespec now;
    clock_gettime(one_thread ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// Seconds a call of each, in turns: the medians, and that of the ratios of neighbors.
struct Pair {
    double ours;
    double peer;
    double ratio;  // peer / ours
};

template <class Body>
double once(Body& body, int repeats) {
    const double start = seconds();
    for (int i = 0; i < repeats; ++i) body();
    return (seconds() - start) / repeats;
}

template <class Ours, class Peer>
Pair in_turns(Ours ours, Peer peer, double budget = 0.6) {
    ours();
    peer();
    const double first = std::max(once(ours, 1), once(peer, 1));
    const int repeats = std::max(1, static_cast<int>(2e-3 / first));
    const int turns = std::clamp(static_cast<int>(budget / (2 * first * repeats)), 7, 101);
    std::vector<double> a, b, ratios;
    for (int turn = 0; turn < turns; ++turn) {
        a.push_back(once(ours, repeats));
        b.push_back(once(peer, repeats));
        ratios.push_back(b.back() / a.back());
    }
    return {median(a), median(b), median(ratios)};
}

// Operations a second of one core in registers, the best of several short runs.
inline double peak(bool single) {
    const auto& ceilings = steepest::kernels().ceilings;
    double best = 0, result = 0;
    for (int turn = 0; turn < 20; ++turn) {
        const double start = seconds();
        const double flops = (single ? ceilings.multiply_add_single : ceilings.multiply_add_double)(200000, &result);
        best = std::max(best, flops / (seconds() - start));
    }
    return best;
}

}  // namespace bench
