// The value of a formula at one row, an operation at a time: what programs and derivatives are tested against.
#pragma once

#include <vector>

#include "program/evaluation.hpp"
#include "program/scalar.hpp"

// Between 0 and 1.
inline double next_random(unsigned& state) {
    state = state * 1664525 + 1013904223;
    return static_cast<double>(state) / 4294967296.0;
}

inline double graph_value(const steepest::Graph& graph, steepest::NodeId root, const double* parameters,
                          const steepest::Columns& columns = {}, steepest::Index row = 0) {
    using namespace steepest;
    std::vector<double> values(static_cast<std::size_t>(root + 1));
    const auto value = [&](NodeId id) { return id < 0 ? 0 : values[static_cast<std::size_t>(id)]; };
    for (NodeId id = 0; id <= root; ++id) {
        const Node& node = graph[id];
        double& to = values[static_cast<std::size_t>(id)];
        if (node.op == Op::constant) {
            to = node.number;
        } else if (node.op == Op::parameter) {
            to = parameters[node.a];
        } else if (node.op == Op::column) {
            to = columns.data[node.a * columns.stride + row];
        } else {
            to = apply(node.op, value(node.a), value(node.b), value(node.c));
        }
    }
    return value(root);
}
