// Factors of products, as the rules for derivatives look for them: in sums and products within a few steps, so that a
// formula of any size costs little, and what is not found is treated as any other.
#pragma once

#include "program/graph.hpp"

namespace steepest {

// Whether a node may well be infinite where its operands are not: exp(x), or a product with that.
bool overflows(const Graph& graph, NodeId id);

// v · partial, where v may have a factor n / b, with b growing as the node `id` does: n (partial / b), for n / b may
// be 0 where n / b · partial is not.
NodeId scaled(Graph& graph, NodeId v, NodeId partial, NodeId id);

// v / factor, where that is a factor of the product v or of each term of a sum; -1 where it is not.
NodeId without(Graph& graph, NodeId v, NodeId factor);

}  // namespace steepest
