// The searches by name, and how far a search may go.
#pragma once

#include "minimize/run.hpp"
#include "search/line.hpp"

namespace steepest {

inline constexpr const char* search_names[] = {"strong-wolfe"};

// The search that the run's options name.
Task<SearchResult> search(Run& run, Line& line, SearchStart start);

// The step at which a search gives up looking for the end of a descent.
double longest_step(const Run& run, const double* x, const double* p);

}  // namespace steepest
