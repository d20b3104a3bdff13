// What one JavaScript environment (a main thread, a worker, a WebAssembly instance) holds in the core.
#pragma once

#include "api/handles.hpp"
#include "api/session.hpp"
#include "api/update_loop.hpp"
#include "models/dataset.hpp"
#include "objective/formula_source.hpp"

namespace steepest {

struct Environment {
    // Destroyed after what is counted in them.
    RowMemory row_memory;            // of all data sets
    std::int64_t formula_bytes = 0;  // bytes of formulas, with their columns
    Handles<Dataset> datasets;
    Handles<Session> runs;
    Handles<UpdateLoop> updates;
    Handles<CompiledFormula> formulas;
};

}  // namespace steepest
