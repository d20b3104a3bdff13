// The test functions that the core evaluates itself, as a list; their minima are known to src/problems/.
#pragma once

#include "base/query.hpp"
#include "base/workspace.hpp"
#include "objective/problems/shifted.hpp"

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

// The index of a name; -1 if there is none. For C++ programs of their own (docs/problems.md has one).
int find_problem(const char* name);

// An objective of n variables, in range, that lives as long as what the workspace holds; without memory
// workspace.failed() is set. The shift has n numbers, or none.
inline Objective make_problem(Workspace& workspace, int index, Index n, Vector<const double> shift = {}) {
    const Objective objective = problem(index).make(workspace, n);
    return shift.size > 0 ? make_shifted(workspace, objective, shift) : objective;
}

}  // namespace steepest
