// What one JavaScript environment (a main thread, a worker, a WebAssembly instance) holds in the core.
#pragma once

#include "api/handles.hpp"
#include "api/session.hpp"
#include "models/dataset.hpp"

namespace steepest {

struct Environment {
    Handles<Dataset> datasets;
    Handles<Session> runs;
};

}  // namespace steepest
