// Line search to the first local minimizer of φ, as exactly as doubles tell: for quadratics, and where theory wants it.
#pragma once

#include "search/line.hpp"

namespace steepest {

Task<SearchResult> exact(Line& line, SearchStart start);

}  // namespace steepest
