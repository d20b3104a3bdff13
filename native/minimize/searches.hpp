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

// The step at which a search gives up looking for the end of a descent.
double longest_step(const Run& run, const double* x, const double* p);

// What rounding may do to a value: below ten of its last bits a decrease cannot be told from noise.
inline double rounding_noise(double value) {
    return 10 * DBL_EPSILON * std::fabs(value);
}

}  // namespace steepest
