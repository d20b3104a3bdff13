// A run of one variable: a minimum or a root in a bracket, by the methods of native/scalar.
#pragma once

#include "minimize/run.hpp"
#include "scalar/function.hpp"

namespace steepest {

inline constexpr const char* scalar_minimizer_names[] = {"brent", "golden-section", "fibonacci", "bisection"};
inline constexpr const char* root_finder_names[] = {"bisection", "secant", "newton", "brent"};

enum class ScalarAim { minimum, root };

bool known_scalar_method(ScalarAim aim, int method);

// `bracket` holds the two ends, and is kept up to date: after each iteration the solution is between them. The run's
// incumbent is the point with the least value, or with the value nearest to zero; run.last_step_size is the width.
Task<Verdict> scalar_root(Run& run, ScalarAim aim, int method, Bracket* bracket);

}  // namespace steepest
