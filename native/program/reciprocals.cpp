#include "program/reciprocals.hpp"

namespace steepest {

bool multiply_by_reciprocals(Graph& graph, Workspace& scratch, Vector<NodeId> nodes) {
    const Scope scope(scratch);
    NodeId last = -1;
    for (const NodeId id : nodes) last = id > last ? id : last;
    const Index count = last + 1;
    NodeId* const replaced = scratch.array<NodeId>(count);
    bool* const uniform = scratch.array<bool>(count);
    if (scratch.failed() || graph.failed()) return false;
    for (NodeId i = 0; i < count; ++i) {
        const Node node = graph[i];  // a copy: the graph grows
        const int arity = info_of(node.op).arity;
        const auto of = [&](NodeId id, int k) { return k < arity ? replaced[id] : -1; };
        uniform[i] = node.op != Op::column;
        if (arity > 0) uniform[i] = uniform[node.a];
        if (arity > 1) uniform[i] = uniform[i] && uniform[node.b];
        if (arity > 2) uniform[i] = uniform[i] && uniform[node.c];
        if (arity == 0 || uniform[i]) {
            replaced[i] = i;
        } else if (node.op == Op::divide && uniform[node.b]) {
            const NodeId reciprocal = graph.make(Op::divide, graph.constant(1), node.b);
            replaced[i] = graph.make(Op::multiply, replaced[node.a], reciprocal);
        } else {
            replaced[i] = graph.make(node.op, of(node.a, 0), of(node.b, 1), of(node.c, 2));
        }
    }
    for (NodeId& id : nodes) id = replaced[id];
    return !graph.failed();
}

}  // namespace steepest
