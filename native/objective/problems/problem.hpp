// The test functions that the core evaluates itself, as a list; their minima are known to src/problems/.
#pragma once

#include "base/query.hpp"
#include "base/workspace.hpp"

namespace steepest {

struct Problem {
    const char* name;
    // The number of variables: the standard one, the smallest and largest that make sense, and what it must divide by.
    struct Dimensions {
        Index standard;
        Index smallest;
        Index largest;
        Index multiple;
    } dimensions;
    void (*start)(Vector<double> x);
    Objective (*make)(Workspace& workspace, Index n);
};

int problem_count();
const Problem& problem(int index);

// An objective of n variables, in range, that lives as long as what the workspace holds; without memory
// workspace.failed() is set.
inline Objective make_problem(Workspace& workspace, int index, Index n) {
    return problem(index).make(workspace, n);
}

}  // namespace steepest
