// Stochastic gradients: an objective that is a sum over rows, f(x) = Σ fᵢ(x), by steps of a first-order rule along the
// gradient of a few terms at a time.
//
//     g = m/b Σ_{i ∈ B} ∇fᵢ(x),   x⁺ = P(x + step(g))          m rows, batches of b
//
// Robbins & Monro, Ann. Math. Stat. 22 (1951); Bottou, Curtis & Nocedal, SIAM Review 60 (2018), algorithm 4.1. Rows are
// drawn without replacement, in a new order each epoch, which converges faster than independent draws (Gürbüzbalaban,
// Ozdaglar & Parrilo, Math. Program. 186 (2021)). The factor is m/b for the last, shorter batch too, so that each row
// has the same weight in an epoch.
//
// An iteration is an epoch. After each the whole objective is evaluated: values, tolerances and the best point are of
// it, not of estimates. A batch of all rows is no batch: first_order does that.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

// Whether the run's options ask for batches of rows, and the objective has some.
bool takes_batches(const Run& run);

Task<Verdict> by_batches(Run& run, UpdateMethod method);

}  // namespace steepest
