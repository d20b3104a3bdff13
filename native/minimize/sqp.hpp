// Sequential quadratic programming, for objectives and constraints that are smooth and not too many:
//
//     d = argmin g'd + d'B d / 2  subject to  l ≤ c + A d ≤ u  and the bounds,     x⁺ = x + α d  with φ(x⁺) < φ(x)
//
// Powell, A fast algorithm for nonlinearly constrained optimization calculations (1978); Nocedal & Wright, Numerical
// Optimization (2006), algorithm 18.3. B is a damped BFGS approximation of the Hessian of the Lagrangian f - λ'c or,
// where the constraints are linear and the objective gives it, that Hessian itself. φ is the ℓ₁ merit function of
// merit.hpp.
//
// Departures:
// - A full step that only the violation it causes makes unacceptable is bent towards the constraints once, by a
//   second-order correction, before it is shortened (Nocedal & Wright, section 18.3): else a merit function may refuse
//   good steps near a solution (Maratos, 1978).
// - Where the linearized constraints contradict each other, or steps towards them come to nothing, the objective is put
//   aside and the violation minimized, by the same iteration on an elastic program, until it is a tenth of what it was.
//   If it is stationary before, the run ends as infeasible.
// - A trial that is not finite, in anything, shortens the step.
//
// Convergence is judged at x with the multipliers of the program there: no evaluation is spent on it.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> sqp(Run& run);

}  // namespace steepest
