// Multi-start: descents from points all over a box, but none where it would lead to the same minimum as that of a
// better point nearby: restarts/linkage.hpp. It counts the basins that it meets.
//
// Departures from multi-level single linkage: blocks of points are Latin hypercubes (restarts/latin_hypercube.hpp); the
// start is a block of its own, where there is one; points are kept to the best thousand; a block from which no descent
// begins lets its best point begin one all the same, for from some ten dimensions on the critical distance takes in
// most of the box.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> multi_start(Run& run);

// A block, which is asked for in one batch.
inline Index multi_start_points(Index n, const Options&) {
    return n < 5 ? 10 : 2 * n;
}

}  // namespace steepest
