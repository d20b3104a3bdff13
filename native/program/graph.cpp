#include "program/graph.hpp"

#include <bit>
#include <cmath>

#include "program/scalar.hpp"

namespace steepest {
namespace {

bool commutes(Op op) {
    return op == Op::add || op == Op::multiply || op == Op::equal || op == Op::not_equal || op == Op::hypot ||
           op == Op::max || op == Op::min;
}

// Alike for operands in either order, where that does not matter: which of two is kept is the one written first.
std::uint64_t hash_of(const Node& node) {
    const bool turned = commutes(node.op) && node.b < node.a;
    std::uint64_t h = static_cast<std::uint64_t>(node.op);
    const auto mix = [&h](std::uint64_t part) {
        h = (h ^ part) * 0x9E3779B97F4A7C15;
        h ^= h >> 29;
    };
    mix(static_cast<std::uint32_t>(turned ? node.b : node.a));
    mix(static_cast<std::uint32_t>(turned ? node.a : node.b));
    mix(static_cast<std::uint32_t>(node.c));
    mix(std::bit_cast<std::uint64_t>(node.number));
    return h;
}

// Numbers not by ==, which holds for zeros of either sign and not for NaN.
bool alike(const Node& x, const Node& y) {
    const bool same = x.a == y.a && x.b == y.b, turned = x.a == y.b && x.b == y.a && commutes(x.op);
    return x.op == y.op && (same || turned) && x.c == y.c &&
           std::bit_cast<std::uint64_t>(x.number) == std::bit_cast<std::uint64_t>(y.number);
}

}  // namespace

NodeId Graph::constant(double number) {
    Node node{Op::constant};
    node.number = number;
    return keep(node);
}

NodeId Graph::make(Op op, NodeId a, NodeId b, NodeId c) {
    const int arity = info_of(op).arity;
    if (failed_ || a < 0 || (arity > 1 && b < 0) || (arity > 2 && c < 0)) {
        failed_ = true;
        return -1;
    }
    const bool constants = is_constant(a) && (arity < 2 || is_constant(b)) && (arity < 3 || is_constant(c));
    if (constants) {
        const auto number = [this](NodeId id) { return id < 0 ? 0 : nodes_[id].number; };
        return constant(apply(op, number(a), number(b), number(c)));
    }
    switch (op) {
        case Op::add:
            return sum(a, b);
        case Op::subtract:
            return difference(a, b);
        case Op::multiply:
            return product(a, b);
        case Op::divide:
            return quotient(a, b);
        case Op::power:
            return raised(a, b);
        case Op::negate:
            if (is_negated(a)) return nodes_[a].a;
            break;
        case Op::select:
            if (is_constant(a)) return is_true(nodes_[a].number) ? b : c;
            if (b == c) return b;
            break;
        case Op::both:
            if (is_constant(a)) return is_true(nodes_[a].number) ? b : a;
            break;
        case Op::either:
            if (is_constant(a)) return is_true(nodes_[a].number) ? a : b;
            break;
        case Op::max:
        case Op::min:
            if (a == b) return a;
            break;
        default:
            break;
    }
    return keep({op, a, b, c});
}

NodeId Graph::sum(NodeId a, NodeId b) {
    if (is(a, 0)) return b;
    if (is(b, 0)) return a;
    if (a == b) return make(Op::multiply, constant(2), a);
    if (is_negated(b)) return difference(a, nodes_[b].a);
    if (is_negated(a)) return difference(b, nodes_[a].a);
    return keep({Op::add, a, b});
}

NodeId Graph::difference(NodeId a, NodeId b) {
    if (is(b, 0)) return a;
    if (is(a, 0)) return negated(b);
    if (is_negated(b)) return make(Op::add, a, nodes_[b].a);
    if (is_negated(a)) return negated(make(Op::add, nodes_[a].a, b));
    return keep({Op::subtract, a, b});
}

NodeId Graph::product(NodeId a, NodeId b) {
    if (is(a, 1)) return b;
    if (is(b, 1)) return a;
    if (is(a, -1)) return negated(b);
    if (is(b, -1)) return negated(a);
    if (is_negated(a) && is_negated(b)) return make(Op::multiply, nodes_[a].a, nodes_[b].a);
    if (is_negated(a)) return negated(make(Op::multiply, nodes_[a].a, b));
    if (is_negated(b)) return negated(make(Op::multiply, a, nodes_[b].a));
    return keep({Op::multiply, a, b});
}

NodeId Graph::quotient(NodeId a, NodeId b) {
    if (is(b, 1)) return a;
    if (is(b, -1)) return negated(a);
    if (is_negated(a) && is_negated(b)) return make(Op::divide, nodes_[a].a, nodes_[b].a);
    if (is_negated(a)) return negated(make(Op::divide, nodes_[a].a, b));
    if (is_negated(b)) return negated(make(Op::divide, a, nodes_[b].a));
    // By a power of two: the product is as exact, and faster.
    int exponent;
    if (is_constant(b) && std::frexp(nodes_[b].number, &exponent) == 0.5 && std::abs(exponent) < 1000) {
        return make(Op::multiply, a, constant(1 / nodes_[b].number));
    }
    return keep({Op::divide, a, b});
}

// Small powers as products and roots, which are within 2 units in the last place too: x⁴ as the square of x² is within
// 1.92. The square of 1 / x rather than 1 / x², which over- and underflows where the power does not.
NodeId Graph::raised(NodeId a, NodeId b) {
    if (!is_constant(b)) return keep({Op::power, a, b});
    const double n = nodes_[b].number;
    if (n == 0) return constant(1);
    if (n == 1) return a;
    if (n == 2) return make(Op::multiply, a, a);
    if (n == 3) return make(Op::multiply, make(Op::multiply, a, a), a);
    if (n == 4) {
        const NodeId square = make(Op::multiply, a, a);
        return make(Op::multiply, square, square);
    }
    if (n == -1) return make(Op::divide, constant(1), a);
    if (n == -2) {
        const NodeId inverse = make(Op::divide, constant(1), a);
        return make(Op::multiply, inverse, inverse);
    }
    if (n == 0.5) return make(Op::sqrt, a);
    // Not x ** 1.5 as x √x, whose derivative is NaN at 0.
    return keep({Op::power, a, b});
}

NodeId Graph::keep(const Node& node) {
    if (failed_ || (2 * (size_ + 1) > 2 * capacity_ && !grow())) {
        failed_ = true;
        return -1;
    }
    const auto mask = static_cast<std::uint64_t>(2 * capacity_ - 1);
    std::uint64_t slot = hash_of(node) & mask;
    for (; table_[slot] >= 0; slot = (slot + 1) & mask) {
        if (alike(nodes_[table_[slot]], node)) return table_[slot];
    }
    nodes_[size_] = node;
    table_[slot] = static_cast<NodeId>(size_);
    return static_cast<NodeId>(size_++);
}

// Puts a node that is there into the table.
void Graph::enter(NodeId id) {
    const auto mask = static_cast<std::uint64_t>(2 * capacity_ - 1);
    std::uint64_t slot = hash_of(nodes_[id]) & mask;
    while (table_[slot] >= 0) slot = (slot + 1) & mask;
    table_[slot] = id;
}

void Graph::take_back(Index size) {
    failed_ = false;
    size_ = size;
    for (Index i = 0; i < 2 * capacity_; ++i) table_[i] = -1;
    for (Index i = 0; i < size; ++i) enter(static_cast<NodeId>(i));
}

// Twice as large; what it leaves behind in the workspace is as much again as it has.
bool Graph::grow() {
    const Index larger = capacity_ ? 2 * capacity_ : 64;
    if (larger > most_) return false;
    Node* const nodes = memory_.array<Node>(larger);
    NodeId* const table = memory_.array<NodeId>(2 * larger);
    if (memory_.failed()) return false;
    for (Index i = 0; i < size_; ++i) nodes[i] = nodes_[i];
    nodes_ = nodes;
    table_ = table;
    capacity_ = larger;
    take_back(size_);
    return true;
}

}  // namespace steepest
