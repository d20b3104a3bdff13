// Line search for the strong Wolfe conditions
//     φ(α) ≤ φ(0) + c₁ α φ′(0)     and     |φ′(α)| ≤ c₂ |φ′(0)|.
#pragma once

#include "search/line.hpp"

namespace steepest {

Task<SearchResult> strong_wolfe(Line& line, SearchStart start);

}  // namespace steepest
