// The one list of operations: both bindings and the TypeScript interface are made from it.
// To add one, declare a function in a header here, and give it a line.
#pragma once

#include "api/ceiling_operations.hpp"
#include "api/operation.hpp"
#include "api/problem_operations.hpp"
#include "api/run_operations.hpp"
#include "api/system_operations.hpp"

namespace steepest {

// clang-format off
using Operations = OperationList<
    Operation<"ceilingFlops", ceiling_flops>,
    Operation<"ceilingBandwidth", ceiling_bandwidth>,
    Operation<"systemLevel", system_level>,
    Operation<"systemSelectLevel", system_select_level>,
    Operation<"systemLevelSupported", system_level_supported>,
    Operation<"systemThreads", system_threads>,
    Operation<"systemSetThreads", system_set_threads>,
    Operation<"runCreate", run_create>,
    Operation<"runCreateProblem", run_create_problem>,
    Operation<"runBegin", run_begin>,
    Operation<"runTell", run_tell>,
    Operation<"runBatch", run_batch>,
    Operation<"runLayout", run_layout>,
    Operation<"runEnd", run_end>,
    Operation<"runDrive", run_drive>,
    Operation<"runResult", run_result>,
    Operation<"runFree", run_free>,
    Operation<"problemDimensions", problem_dimensions>,
    Operation<"problemStart", problem_start>,
    Operation<"problemEvaluate", problem_evaluate>>;
// clang-format on

}  // namespace steepest
