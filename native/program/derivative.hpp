// Derivatives of a formula as formulas of the same graph, by adjoints: with v̄ = ∂root/∂v,
//
//     v̄(root) = 1,   v̄(operand) += v̄(node) ∂node/∂operand   for every node, last to first
//
// so that all first derivatives cost a few times the value: Griewank & Walther, Evaluating Derivatives (2008), section
// 3.2. Emitted as nodes, they are simplified and shared like any others, and a derivative of a derivative is another
// call.
//
// Where a branch is not taken, or a limit is met, the rules are such that no 0 · ∞ arises: an adjoint that is zero
// under a condition stays outermost, select(c, v̄ ∂, 0) and not select(c, v̄, 0) ∂; x ** 0 has the derivative 0
// everywhere, and 0 ** y for y > 0; |x|, max, min and hypot have a subgradient where they have no derivative. What
// reads an infinite exp, or power, and is finite, as 1 / (1 + exp(x)), is flat there. √x meets its own factors, as of x
// √x.
#pragma once

#include "base/view.hpp"
#include "program/graph.hpp"

namespace steepest {

// out[i] = ∂root/∂wrt[i], each a leaf. False when the graph has no room, or the scratch memory, which is given back and
// must not be the graph's own.
bool differentiate(Graph& graph, Workspace& scratch, NodeId root, Vector<const NodeId> wrt, Vector<NodeId> out);

}  // namespace steepest
