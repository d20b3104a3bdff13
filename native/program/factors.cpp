#include "program/factors.hpp"

namespace steepest {
namespace {

constexpr int reach = 5;

bool is_sum(const Node& node) {
    return node.op == Op::add || node.op == Op::subtract;
}

bool overflows(const Graph& graph, NodeId id, int steps) {
    const Node& node = graph[id];
    switch (node.op) {
        case Op::cosh:
        case Op::exp:
        case Op::expm1:
        case Op::power:
        case Op::sinh:
            return true;
        case Op::negate:
            return overflows(graph, node.a, steps);
        case Op::add:
        case Op::subtract:
        case Op::multiply:
            return steps > 0 && (overflows(graph, node.a, steps - 1) || overflows(graph, node.b, steps - 1));
        default:
            return false;
    }
}

// Whether `of` is computed from `id` by sums and products.
bool grows_with(const Graph& graph, NodeId of, NodeId id, int steps) {
    if (of == id) return true;
    if (of < id || steps == 0) return false;
    const Node& node = graph[of];
    if (node.op == Op::negate) return grows_with(graph, node.a, id, steps - 1);
    if (!is_sum(node) && node.op != Op::multiply) return false;
    return grows_with(graph, node.a, id, steps - 1) || grows_with(graph, node.b, id, steps - 1);
}

// Whether a factor of v, or of a term of it, is n / b, with b growing as the node does.
bool has_divisor(const Graph& graph, NodeId v, NodeId id, int steps) {
    const Node& node = graph[v];
    if (node.op == Op::divide) return grows_with(graph, node.b, id, reach);
    if (steps == 0) return false;
    if (node.op == Op::negate) return has_divisor(graph, node.a, id, steps - 1);
    if (!is_sum(node) && node.op != Op::multiply) return false;
    return has_divisor(graph, node.a, id, steps - 1) || has_divisor(graph, node.b, id, steps - 1);
}

NodeId scaled(Graph& graph, NodeId v, NodeId partial, NodeId id, int steps) {
    if (graph.failed()) return -1;
    const Node node = graph[v];  // a copy: the graph grows
    if (!has_divisor(graph, v, id, steps)) return graph.make(Op::multiply, v, partial);
    const auto further = [&](NodeId part) { return scaled(graph, part, partial, id, steps - 1); };
    if (node.op == Op::divide) return graph.make(Op::multiply, node.a, graph.make(Op::divide, partial, node.b));
    if (node.op == Op::negate) return graph.make(Op::negate, further(node.a));
    if (is_sum(node)) {
        const NodeId a = further(node.a);
        return graph.make(node.op, a, further(node.b));
    }
    const bool first = has_divisor(graph, node.a, id, steps - 1);
    return first ? graph.make(Op::multiply, further(node.a), node.b)
                 : graph.make(Op::multiply, node.a, further(node.b));
}

NodeId without(Graph& graph, NodeId v, NodeId factor, int steps) {
    if (v == factor) return graph.constant(1);
    if (steps == 0 || graph.failed()) return -1;
    const Node node = graph[v];
    const bool product = node.op == Op::multiply;
    if (!product && !is_sum(node) && node.op != Op::negate) return -1;
    const NodeId a = without(graph, node.a, factor, steps - 1);
    if (product && a >= 0) return graph.make(Op::multiply, a, node.b);
    if (!product && (a < 0 || node.op == Op::negate)) return a < 0 ? -1 : graph.make(Op::negate, a);
    const NodeId b = without(graph, node.b, factor, steps - 1);
    if (b < 0) return -1;
    return product ? graph.make(Op::multiply, node.a, b) : graph.make(node.op, a, b);
}

}  // namespace

bool overflows(const Graph& graph, NodeId id) {
    return overflows(graph, id, reach);
}

NodeId scaled(Graph& graph, NodeId v, NodeId partial, NodeId id) {
    return scaled(graph, v, partial, id, reach);
}

NodeId without(Graph& graph, NodeId v, NodeId factor) {
    return without(graph, v, factor, reach);
}

}  // namespace steepest
