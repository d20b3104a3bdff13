#include "fit/residuals.hpp"

#include "program/reciprocals.hpp"

namespace steepest {

bool make_residuals(Formula& formula, bool weighted, ResidualProgram& made) {
    Graph& graph = formula.graph();
    Workspace& memory = formula.memory();
    Workspace scratch(1 << 14);
    const Index p = formula.parameters();
    const auto y = static_cast<int32_t>(formula.columns());
    made.parameters = p;
    made.weighted = weighted;
    made.columns = y + (weighted ? 2 : 1);
    made.sign = memory.vector(p);
    const Vector<NodeId> outputs = memory.vector<NodeId>(p + 1), wrt = memory.vector<NodeId>(p);
    if (memory.failed()) return false;
    for (Index i = 0; i < p; ++i) wrt[i] = graph.parameter(static_cast<int32_t>(i));
    const NodeId residual = graph.make(Op::subtract, formula.root, graph.column(y));
    if (graph.failed() || !differentiate(graph, scratch, residual, wrt, {outputs.data, p})) return false;
    outputs[p] = residual;
    if (!multiply_by_reciprocals(graph, scratch, outputs)) return false;
    for (Index i = 0; i <= p; ++i) {
        const Node node = graph[outputs[i]];
        const bool negated = node.op == Op::negate && i < p;
        if (i < p) made.sign[i] = negated ? -1 : 1;
        if (negated) outputs[i] = node.a;
        if (weighted) outputs[i] = graph.make(Op::multiply, outputs[i], graph.column(y + 1));
    }
    if (graph.failed()) return false;
    made.program = make_program(graph, memory, outputs, p, made.columns);
    return !memory.failed();
}

}  // namespace steepest
