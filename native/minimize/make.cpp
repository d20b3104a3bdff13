// The only file that knows every method's name.
#include "minimize/make.hpp"

#include "direction/bfgs.hpp"
#include "direction/dfp.hpp"
#include "direction/lbfgs.hpp"
#include "minimize/descent.hpp"

namespace steepest {

std::size_t bytes_of(int, Index n, const Options& options) {
    return static_cast<std::size_t>((2 * options.memory + 16) * static_cast<double>(n) * 8) + 8192;
}

bool make_root(Run& run, int method) {
    switch (method) {
        case 0:
            run.root = descend(run, LbfgsDirection{.memory = static_cast<Index>(run.options.memory)});
            break;
        case 1:
            run.root = descend(run, BfgsDirection{});
            break;
        case 2:
            run.root = descend(run, DfpDirection{});
            break;
    }
    return run.root.allocated();
}

}  // namespace steepest
