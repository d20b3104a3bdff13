// Augmented Lagrangians: a sequence of minimizations within the bounds alone, by any method, whose penalty is shifted
// so that it need not grow without end,
//
//     x_k ≈ argmin L(x; λ, ρ),    λ ← λ⁺(x_k),    ρ ← 10 ρ where the constraints came no nearer than to a quarter
//
// with L of constraints/shifted_penalty.hpp. Conn, Gould & Toint, SIAM J. Numer. Anal. 28 (1991), on the sequence;
// Birgin & Martínez, Practical Augmented Lagrangian Methods (2014), algorithm 4.1, on what is judged and how L is
// scaled.
//
// The local method is a run of its own (nested.hpp) that is told L and ∇L in place of f and ∇f. Each minimization is
// stopped early, by a tolerance that follows the constraints down. Where the violation no longer answers to a penalty
// that grows, the run ends as infeasible. Departure: one penalty a constraint, ρ over the square of its slope at the
// start.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> augmented_lagrangian(Run& run);

}  // namespace steepest
