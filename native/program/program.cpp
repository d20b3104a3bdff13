#include "program/program.hpp"

namespace steepest {
namespace {

constexpr Index most_places = 65535;

struct Assembly {
    const Graph& graph;
    Index size;  // nodes up to the last output
    bool* needed;
    bool* uniform;
    std::int32_t* last_reader;  // the last node that reads it; `size` for an output
    std::int32_t* place;
    std::int32_t* readers;
    bool* absorbed;  // into the instruction of its only reader
    Fused* fused;    // what it is made together with its operands, if anything
};

constexpr Fused alone{};

int operands(const Node& node, NodeId* out) {
    const int arity = info_of(node.op).arity;
    const NodeId all[] = {node.a, node.b, node.c};
    for (int k = 0; k < arity; ++k) out[k] = all[k];
    return arity;
}

// Of the instruction: those of its operands where these were absorbed.
int operands(const Assembly& s, Index i, NodeId* out) {
    const Node& node = s.graph[static_cast<NodeId>(i)];
    if (s.fused[i] == alone) return operands(node, out);
    const bool is_sum = s.fused[i] == Fused::sum_minus;
    const Node& inner = is_sum ? s.graph[node.a] : s.graph[s.graph[node.a].a];
    out[0] = inner.a, out[1] = inner.b, out[2] = node.b;
    return is_sum ? 3 : 2;
}

void mark(Assembly& s, Vector<const NodeId> outputs) {
    for (Index i = 0; i < s.size; ++i) {
        s.needed[i] = s.absorbed[i] = false;
        s.fused[i] = alone;
        s.last_reader[i] = -1;
        s.readers[i] = 0;
    }
    for (Index i = 0; i < outputs.size; ++i) {
        s.needed[outputs[i]] = true;
        s.last_reader[outputs[i]] = static_cast<std::int32_t>(s.size);
        ++s.readers[outputs[i]];
    }
    NodeId from[3];
    for (Index i = s.size - 1; i >= 0; --i) {
        if (!s.needed[i]) continue;
        const int arity = operands(s.graph[static_cast<NodeId>(i)], from);
        for (int k = 0; k < arity; ++k) {
            s.needed[from[k]] = true;
            ++s.readers[from[k]];
            if (s.last_reader[from[k]] < i) s.last_reader[from[k]] = static_cast<std::int32_t>(i);
        }
    }
    for (Index i = 0; i < s.size; ++i) {
        const Node& node = s.graph[static_cast<NodeId>(i)];
        const int arity = operands(node, from);
        s.uniform[i] = node.op != Op::column;
        for (int k = 0; k < arity; ++k) s.uniform[i] = s.uniform[i] && s.uniform[from[k]];
    }
}

bool is_leaf(const Node& node) {
    return info_of(node.op).arity == 0;
}

// Finds what one instruction can do with what only it reads.
void fuse(Assembly& s) {
    const auto only = [&](NodeId id, Op op) { return s.graph[id].op == op && s.readers[id] == 1 && !s.uniform[id]; };
    for (Index i = 0; i < s.size; ++i) {
        const Node& node = s.graph[static_cast<NodeId>(i)];
        if (!s.needed[i] || s.uniform[i]) continue;
        if (node.op == Op::exp && only(node.a, Op::negate) && only(s.graph[node.a].a, Op::multiply)) {
            s.fused[i] = Fused::exp_of_negated_product;
            s.absorbed[node.a] = s.absorbed[s.graph[node.a].a] = true;
        } else if (node.op == Op::subtract && node.a != node.b && only(node.a, Op::add)) {
            s.fused[i] = Fused::sum_minus;
            s.absorbed[node.a] = true;
        } else {
            continue;
        }
        NodeId from[3];
        const int arity = operands(s, i, from);
        for (int k = 0; k < arity; ++k) {
            if (s.last_reader[from[k]] < i) s.last_reader[from[k]] = static_cast<std::int32_t>(i);
        }
    }
}

}  // namespace

Program make_program(const Graph& graph, Workspace& memory, Vector<const NodeId> outputs, Index parameters,
                     Index columns) {
    Index last = -1;
    for (Index i = 0; i < outputs.size; ++i) last = outputs[i] > last ? outputs[i] : last;
    const Index size = last + 1;
    Program program;
    program.parameters = parameters;
    program.columns = columns;
    Assembly s{graph,
               size,
               memory.array<bool>(size),
               memory.array<bool>(size),
               memory.array<std::int32_t>(size),
               memory.array<std::int32_t>(size),
               memory.array<std::int32_t>(size),
               memory.array<bool>(size),
               memory.array<Fused>(size)};
    Instruction* const once = memory.array<Instruction>(size);
    Instruction* const block = memory.array<Instruction>(size);
    double* const constants = memory.array<double>(size);
    std::int32_t* const free = memory.array<std::int32_t>(size);
    std::uint16_t* const places = memory.array<std::uint16_t>(outputs.size);
    if (memory.failed()) return program;
    mark(s, outputs);
    fuse(s);

    Index constant_count = 0, uniforms = parameters;
    for (Index i = 0; i < size; ++i) {
        const Node& node = graph[static_cast<NodeId>(i)];
        if (!s.needed[i] || node.op != Op::constant) continue;
        constants[constant_count++] = node.number;
        s.place[i] = static_cast<std::int32_t>(uniforms++);
    }
    Index once_count = 0, block_count = 0, temporaries = 0, free_count = 0;
    for (Index i = 0; i < size; ++i) {
        const Node& node = graph[static_cast<NodeId>(i)];
        if (node.op == Op::parameter) s.place[i] = node.a;
        if (s.needed[i] && s.uniform[i] && !is_leaf(node)) s.place[i] = static_cast<std::int32_t>(uniforms++);
    }
    const Index first_temporary = uniforms + columns;
    NodeId from[3];
    for (Index i = 0; i < size; ++i) {
        const Node& node = graph[static_cast<NodeId>(i)];
        if (!s.needed[i]) continue;
        if (node.op == Op::column) s.place[i] = static_cast<std::int32_t>(uniforms + node.a);
        if (is_leaf(node) || s.absorbed[i]) continue;
        const int arity = operands(s, i, from);
        if (!s.uniform[i]) {
            s.place[i] =
                free_count > 0 ? free[--free_count] : static_cast<std::int32_t>(first_temporary + temporaries++);
        }
        const auto op =
            s.fused[i] == alone ? static_cast<std::uint8_t>(node.op) : static_cast<std::uint8_t>(s.fused[i]);
        Instruction instruction{op, 0, static_cast<std::uint16_t>(s.place[i]), 0, 0, 0};
        std::uint16_t* const operand_places[] = {&instruction.a, &instruction.b, &instruction.c};
        for (int k = 0; k < arity; ++k) {
            *operand_places[k] = static_cast<std::uint16_t>(s.place[from[k]]);
            if (s.uniform[from[k]] && !s.uniform[i]) instruction.uniform |= static_cast<std::uint8_t>(1 << k);
        }
        (s.uniform[i] ? once[once_count++] : block[block_count++]) = instruction;
        // Places are free for the next instruction, not for this one, which may read them twice.
        for (int k = 0; k < arity; ++k) {
            const bool again = (k > 0 && from[k] == from[0]) || (k > 1 && from[k] == from[1]);
            const Node& operand = graph[from[k]];
            if (!again && !s.uniform[from[k]] && !is_leaf(operand) && s.last_reader[from[k]] == i) {
                free[free_count++] = s.place[from[k]];
            }
        }
    }
    for (Index i = 0; i < outputs.size; ++i) places[i] = static_cast<std::uint16_t>(s.place[outputs[i]]);
    if (first_temporary + temporaries > most_places) memory.fail();
    program.once = {once, once_count};
    program.block = {block, block_count};
    program.constants = {constants, constant_count};
    program.uniforms = uniforms;
    program.temporaries = temporaries;
    program.outputs = {places, outputs.size};
    return program;
}

}  // namespace steepest
