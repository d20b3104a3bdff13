// Division by what is alike in all rows, as a product with its reciprocal, which is computed once: a fifth of a
// division for each row, and wrong by one rounding more. For derivatives, and for sums of squares, that is nothing;
// where a formula's value is promised to the last bit, divisions must stay.
#pragma once

#include "base/view.hpp"
#include "program/graph.hpp"

namespace steepest {

// Replaces these nodes by such. False when the graph has no room, or the scratch memory, which must not be the graph's.
bool multiply_by_reciprocals(Graph& graph, Workspace& scratch, Vector<NodeId> nodes);

}  // namespace steepest
