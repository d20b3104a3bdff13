// The searches by name, and how far a search may go.
#pragma once

#include <cfloat>
#include <cmath>

#include "minimize/run.hpp"
#include "search/line.hpp"

namespace steepest {

inline constexpr const char* search_names[] = {"armijo", "strong-wolfe", "more-thuente", "hager-zhang", "exact"};

// The search that the run's options name.
Task<SearchResult> search(Run& run, Line& line, SearchStart start);

// The step at which a search gives up looking for the end of a descent: some variable has changed by 1e20 times its
// size there, since with w_i = max(|x_i|, 1) the slope is at most n max |g_i| w_i max |p_i| / w_i, the first maximum
// being the scaled gradient before its division by max(|f|, 1).
inline double longest_step(const Run& run, double f, double gradient_norm, double slope) {
    const double largest = gradient_norm * std::fmax(std::fabs(f), 1.0);
    return 1e20 * static_cast<double>(run.dimension) * largest / -slope;
}

// What rounding may do to a value: below ten of its last bits a decrease cannot be told from noise.
inline double rounding_noise(double value) {
    return 10 * DBL_EPSILON * std::fabs(value);
}

}  // namespace steepest
