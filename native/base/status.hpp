// Why a computation ended. The order is the public one: a status crosses to JavaScript as its index in this list.
#pragma once

#include <cstdint>

namespace steepest {

enum class Status : int32_t {
    solved,
    gradient_tolerance,
    function_tolerance,
    step_tolerance,
    gap_tolerance,
    target,
    max_iterations,
    max_evaluations,
    max_time,
    no_further_progress,
    not_finite,
    unbounded,
    separable,
    infeasible,
    rank_deficient,
    not_positive_definite,
    singular,
    no_bracket,
    out_of_memory,
    stopped,
    aborted,
};

inline constexpr const char* status_names[] = {
    "solved",
    "gradient-tolerance",
    "function-tolerance",
    "step-tolerance",
    "gap-tolerance",
    "target",
    "max-iterations",
    "max-evaluations",
    "max-time",
    "no-further-progress",
    "not-finite",
    "unbounded",
    "separable",
    "infeasible",
    "rank-deficient",
    "not-positive-definite",
    "singular",
    "no-bracket",
    "out-of-memory",
    "stopped",
    "aborted",
};

}  // namespace steepest
