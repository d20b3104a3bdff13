// Products of all numbers but one, for derivatives of a product: without division, as a factor may be zero.
#pragma once

#include "base/view.hpp"

namespace steepest::problems {

// Fills others[j] with the product of factor(i) over i != j, from those before and those after; returns that of all.
template <class Number, class Factor>
Number product(Index n, Factor factor, Number* others) {
    Number before = 1;
    for (Index j = 0; j < n; ++j) {
        others[j] = before;
        before *= factor(j);
    }
    Number after = 1;
    for (Index j = n - 1; j >= 0; --j) {
        others[j] *= after;
        after *= factor(j);
    }
    return before;
}

}  // namespace steepest::problems
