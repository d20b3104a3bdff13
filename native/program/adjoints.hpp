// The adjoints v̄ of a formula's nodes while they are added up (program/derivative.hpp), and the ways in which a
// contribution is added to one.
#pragma once

#include <cmath>

#include "program/factors.hpp"

namespace steepest {

class Adjoints {
  public:
    Adjoints(Graph& graph, NodeId* adjoint, const bool* active, bool* bounded)
        : g_(graph), adjoint_(adjoint), active_(active), bounded_(bounded) {}

  protected:
    NodeId number(double value) { return g_.constant(value); }
    NodeId make(Op op, NodeId a, NodeId b = -1, NodeId c = -1) { return g_.make(op, a, b, c); }
    NodeId times(NodeId a, NodeId b) { return make(Op::multiply, a, b); }
    NodeId plus(NodeId a, NodeId b) { return make(Op::add, a, b); }
    NodeId over(NodeId a, NodeId b) { return make(Op::divide, a, b); }
    NodeId one_minus_square(NodeId a) { return times(make(Op::subtract, number(1), a), plus(number(1), a)); }

    NodeId is_infinite(NodeId a) {
        const Op op = g_[a].op;
        const bool above_zero = op == Op::exp || op == Op::cosh;
        return make(Op::equal, above_zero ? a : make(Op::abs, a), number(INFINITY));
    }

    bool has_condition(NodeId id) const {
        const Node& node = g_[id];
        return node.op == Op::select && (g_.is(node.b, 0) || g_.is(node.c, 0));
    }

    // f(v̄), with the conditions under which v̄ is zero around it.
    template <class F>
    NodeId within(NodeId bar, const F& f) {
        if (g_.failed() || g_.is(bar, 0)) return bar;
        if (!has_condition(bar)) return f(bar);
        const Node node = g_[bar];
        const NodeId b = within(node.b, f), c = within(node.c, f);
        return make(Op::select, node.a, b, c);
    }

    NodeId sum(NodeId one, NodeId other) {
        if (one < 0) return other;
        const Node a = g_[one], b = g_[other];
        if (a.op == Op::select && b.op == Op::select && a.a == b.a) {
            const NodeId taken = plus(a.b, b.b), rest = plus(a.c, b.c);
            return make(Op::select, a.a, taken, rest);
        }
        return plus(one, other);
    }

    void add(NodeId operand, NodeId contribution) {
        if (!active_[operand] || g_.failed() || g_.is(contribution, 0)) return;
        adjoint_[operand] = sum(adjoint_[operand], contribution);
    }
    // v̄ · partial.
    void add_product(NodeId operand, NodeId bar, NodeId partial) {
        if (!active_[operand]) return;
        add(operand, within(bar, [&](NodeId v) { return times(v, partial); }));
    }
    // v̄ / divisor.
    void add_quotient(NodeId operand, NodeId bar, NodeId divisor) {
        if (!active_[operand]) return;
        add(operand, within(bar, [&](NodeId v) { return over(v, divisor); }));
    }
    // v̄ · partial, of a function that overflows: 0 where it has, if what reads it is bounded, as 1 / (1 + exp(x)), and
    // v̄ · partial is 0 · ∞.
    void add_growing(NodeId operand, NodeId bar, NodeId partial, NodeId id) {
        if (!active_[operand] || g_.failed()) return;
        if (!bounded_[id]) return add_product(operand, bar, partial);
        const NodeId one = is_infinite(id), other = is_infinite(partial);
        const NodeId overflown = one == other ? one : make(Op::either, one, other);
        add(operand, within(bar, [&](NodeId v) {
                const NodeId contribution = scaled(g_, v, partial, id);
                return make(Op::select, overflown, number(0), contribution);
            }));
    }
    // v̄ · the other factor.
    void add_factor(NodeId operand, NodeId bar, NodeId other) {
        if (!active_[operand]) return;
        if (!bounded_[other] || !overflows(g_, other)) return add_product(operand, bar, other);
        add_growing(operand, bar, other, other);
    }

    // v / (2 √a); of √a and of a as factors of v there is 0 / 0 at 0, and the quotient that it has.
    NodeId over_root(NodeId v, NodeId a, NodeId root) {
        const NodeId half = number(0.5);
        if (const NodeId rest = without(g_, v, root); rest >= 0) return times(half, rest);
        if (const NodeId rest = without(g_, v, a); rest >= 0) return times(half, times(rest, root));
        return over(v, times(number(2), root));
    }
    void add_choice(NodeId operand, NodeId condition, NodeId taken, NodeId rest) {
        if (active_[operand]) add(operand, make(Op::select, condition, taken, rest));
    }

    Graph& g_;
    NodeId* adjoint_;
    const bool* active_;
    bool* bounded_;  // read by a function that stays finite where its operand does not
};

}  // namespace steepest
