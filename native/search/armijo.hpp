// Backtracking to sufficient decrease, φ(α) ≤ φ(0) + c₁ α φ′(0): by values alone, so that a rejected step costs no
// gradient.
#pragma once

#include "search/line.hpp"

namespace steepest {

Task<SearchResult> armijo(Line& line, SearchStart start);

}  // namespace steepest
