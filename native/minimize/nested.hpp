// A run inside a run: a method that lets another do part of its work owns that one's questions, and passes them on to
// whoever answers its own. So a local method within a global one is written once, and can be any.
#pragma once

#include "minimize/best_point.hpp"

namespace steepest {

// A run of this method from `start`, on the objective and within the bounds of `run`, which owns it: until the next is
// made, or its own end. Null when memory ran out; then run.memory says so too. Where its questions are not passed on as
// they are, `provides` says what they may ask for.
Run* nest(Run& run, int method, const Options& options, const double* start, unsigned provides);
inline Run* nest(Run& run, int method, const Options& options, const double* start) {
    return nest(run, method, options, start, run.provides);
}

// Lets it run to its end, or the outer's; `best` is offered every point that it holds for the best.
Task<Verdict> follow(Run& run, Run& inner, BestPoint& best);

}  // namespace steepest
