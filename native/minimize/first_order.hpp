// First-order methods: x⁺ = P(x + step), the step by a rule of update/, P the projection onto the bounds (of each
// variable by itself, which is the projection in any diagonal metric too: Reddi, Kale & Kumar, ICLR 2018, algorithm 1).
//
// With a learning rate the rule is left to itself: values may rise, and the run's answer is the best iterate, unless
// the last one meets a tolerance. Without one the rate is chosen: at first so that the largest relative change of a
// variable is a tenth; a step that does not raise the value is taken and the rate multiplied by 1.05; one that does is
// taken back, the rate halved, and what the rule remembers forgotten (Vogl, Mangis, Rigler, Zink & Alkon, Biological
// Cybernetics 59 (1988), 257-263; who take back steps that raise the value by more than a few percent, multiply by 0.7,
// and forget until a step succeeds).
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> first_order(Run& run, UpdateMethod method);

}  // namespace steepest
