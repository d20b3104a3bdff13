// Line search for the Wolfe conditions, or close to the minimum for the approximate Wolfe conditions, by Hager and
// Zhang: a bracket on the slope that shrinks by double secant steps.
#pragma once

#include "search/line.hpp"

namespace steepest {

Task<SearchResult> hager_zhang(Line& line, SearchStart start);

}  // namespace steepest
