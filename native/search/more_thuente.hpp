// Line search for the strong Wolfe conditions, by Moré and Thuente: an interval of uncertainty that shrinks by a
// guaranteed factor around safeguarded cubic, quadratic and secant steps.
#pragma once

#include "search/line.hpp"

namespace steepest {

Task<SearchResult> more_thuente(Line& line, SearchStart start);

}  // namespace steepest
