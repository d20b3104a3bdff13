// A point and what is known of the objective there.
#pragma once

#include "base/workspace.hpp"

namespace steepest {

struct Place {
    double* x = nullptr;
    double* gradient = nullptr;
    double step = 0;  // it is x + step p of the line it was tried on
    bool has_gradient = false;

    void allocate(Workspace& memory, Index n) {
        x = memory.array<double>(n);
        gradient = memory.array<double>(n);
    }
};

}  // namespace steepest
