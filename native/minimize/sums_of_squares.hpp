// The methods for F(x) = ½ Σ r_i(x)², or Σ ρ of them, which ask for its value and for the triangular factor of [J r].
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> levenberg_marquardt(Run& run);
Task<Verdict> gauss_newton(Run& run);

inline constexpr const char* residual_method_names[] = {"levenberg-marquardt", "gauss-newton"};

}  // namespace steepest
