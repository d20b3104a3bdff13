// The local runs of a global method: by the method, and with the options, that it was told for them.
#pragma once

#include "minimize/nested.hpp"

namespace steepest {

inline bool descends(const Options& o) {
    return o.local_method >= 0;
}

struct Descent {
    Verdict verdict;
    double value = INFINITY;  // at its best point; infinite where no value was finite
    double evaluations = 0;   // calls of the objective
    double gradient_norm = NAN;
};

// Descends from x, in whose place it leaves the best point found; `best` is offered that one too.
Task<Descent> descend_from(Run& run, double* x, BestPoint& best);

// The last descent, from the best point, until the gradient tolerance is met: its verdict is that on the run.
Task<Verdict> polish(Run& run, double* x, BestPoint& best);

// For comparisons: what is not finite is never the answer, and no reason to go there.
inline double finite_rank(double value) {
    return std::isfinite(value) ? value : INFINITY;
}

}  // namespace steepest
