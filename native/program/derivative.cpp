#include "program/derivative.hpp"

#include <cmath>

namespace steepest {
namespace {

class Adjoints {
  public:
    Adjoints(Graph& graph, NodeId* adjoint, const bool* active) : g_(graph), adjoint_(adjoint), active_(active) {}

    void propagate(NodeId id);

  private:
    NodeId number(double value) { return g_.constant(value); }
    NodeId make(Op op, NodeId a, NodeId b = -1, NodeId c = -1) { return g_.make(op, a, b, c); }
    NodeId times(NodeId a, NodeId b) { return make(Op::multiply, a, b); }
    NodeId plus(NodeId a, NodeId b) { return make(Op::add, a, b); }
    NodeId over(NodeId a, NodeId b) { return make(Op::divide, a, b); }
    NodeId one_minus_square(NodeId a) { return times(make(Op::subtract, number(1), a), plus(number(1), a)); }

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
    void add_choice(NodeId operand, NodeId condition, NodeId taken, NodeId rest) {
        if (active_[operand]) add(operand, make(Op::select, condition, taken, rest));
    }
    void propagate_power(NodeId id, NodeId bar, const Node& node);

    Graph& g_;
    NodeId* adjoint_;
    const bool* active_;
};

void Adjoints::propagate_power(NodeId id, NodeId bar, const Node& node) {
    const NodeId x = node.a, y = node.b, zero = number(0);
    if (active_[x]) {
        const NodeId slope = times(y, make(Op::power, x, make(Op::subtract, y, number(1))));
        const NodeId partial = g_.is_constant(y) ? slope : make(Op::select, make(Op::equal, y, zero), zero, slope);
        add_product(x, bar, partial);
    }
    if (active_[y]) {
        const NodeId slope = times(id, make(Op::log, x));
        const bool has_logarithm = g_.is_constant(x) && g_[x].number > 0 && std::isfinite(g_[x].number);
        add_product(y, bar, has_logarithm ? slope : make(Op::select, make(Op::equal, id, zero), zero, slope));
    }
}

void Adjoints::propagate(NodeId id) {
    const NodeId bar = adjoint_[id];
    const Node node = g_[id];  // a copy: the graph grows
    const NodeId a = node.a, b = node.b, zero = number(0);
    const auto minus = [&](NodeId v) { return make(Op::negate, v); };
    switch (node.op) {
        case Op::constant:
        case Op::parameter:
        case Op::column:
        case Op::less:
        case Op::less_equal:
        case Op::equal:
        case Op::not_equal:
        case Op::invert:
        case Op::ceil:
        case Op::floor:
        case Op::round:
        case Op::sign:
        case Op::trunc:
            return;  // leaves, and what is flat wherever it has a derivative
        case Op::add:
            add(a, bar);
            add(b, bar);
            return;
        case Op::subtract:
            add(a, bar);
            add(b, within(bar, minus));
            return;
        case Op::multiply:
            add_product(a, bar, b);
            add_product(b, bar, a);
            return;
        case Op::divide:
            add_quotient(a, bar, b);
            if (active_[b]) add(b, within(bar, [&](NodeId v) { return minus(over(times(v, id), b)); }));
            return;
        case Op::power:
            propagate_power(id, bar, node);
            return;
        case Op::both:
            add_choice(b, a, bar, zero);
            add_choice(a, a, zero, bar);
            return;
        case Op::either:
            add_choice(a, a, bar, zero);
            add_choice(b, a, zero, bar);
            return;
        case Op::negate:
            add(a, within(bar, minus));
            return;
        case Op::abs:
            add_product(a, bar, make(Op::sign, a));
            return;
        case Op::acos:
            add_quotient(a, within(bar, minus), make(Op::sqrt, one_minus_square(a)));
            return;
        case Op::acosh:
            add_quotient(a, bar, make(Op::sqrt, times(make(Op::subtract, a, number(1)), plus(a, number(1)))));
            return;
        case Op::asin:
            add_quotient(a, bar, make(Op::sqrt, one_minus_square(a)));
            return;
        case Op::asinh:
            add_quotient(a, bar, make(Op::hypot, a, number(1)));
            return;
        case Op::atan:
            add_quotient(a, bar, plus(number(1), times(a, a)));
            return;
        case Op::atanh:
            add_quotient(a, bar, one_minus_square(a));
            return;
        case Op::cbrt:
            add_quotient(a, bar, times(number(3), times(id, id)));
            return;
        case Op::cos:
            add_product(a, within(bar, minus), make(Op::sin, a));
            return;
        case Op::cosh:
            add_product(a, bar, make(Op::sinh, a));
            return;
        case Op::erf:
            add_product(a, bar, times(number(2 / std::sqrt(M_PI)), make(Op::exp, minus(times(a, a)))));
            return;
        case Op::exp:
            add_product(a, bar, id);
            return;
        case Op::expm1:
            add_product(a, bar, make(Op::exp, a));
            return;
        case Op::log:
            add_quotient(a, bar, a);
            return;
        case Op::log10:
            add_quotient(a, bar, times(number(M_LN10), a));
            return;
        case Op::log1p:
            add_quotient(a, bar, plus(number(1), a));
            return;
        case Op::log2:
            add_quotient(a, bar, times(number(M_LN2), a));
            return;
        case Op::sin:
            add_product(a, bar, make(Op::cos, a));
            return;
        case Op::sinh:
            add_product(a, bar, make(Op::cosh, a));
            return;
        case Op::sqrt:
            add_quotient(a, bar, times(number(2), id));
            return;
        case Op::tan:
            add_product(a, bar, plus(number(1), times(id, id)));
            return;
        case Op::tanh:
            add_product(a, bar, one_minus_square(id));
            return;
        case Op::atan2: {
            // Divided twice: the square of the distance has half the range.
            const NodeId distance = make(Op::hypot, a, b);
            add_product(a, bar, over(over(b, distance), distance));
            add_product(b, within(bar, minus), over(over(a, distance), distance));
            return;
        }
        case Op::hypot: {
            const NodeId at_origin = make(Op::equal, id, zero);
            add_product(a, bar, make(Op::select, at_origin, zero, over(a, id)));
            add_product(b, bar, make(Op::select, at_origin, zero, over(b, id)));
            return;
        }
        case Op::max:
            add_choice(a, make(Op::less, a, b), zero, bar);
            add_choice(b, make(Op::less, a, b), bar, zero);
            return;
        case Op::min:
            add_choice(a, make(Op::less, b, a), zero, bar);
            add_choice(b, make(Op::less, b, a), bar, zero);
            return;
        case Op::select:
            add_choice(b, a, bar, zero);
            add_choice(node.c, a, zero, bar);
            return;
    }
}

}  // namespace

bool differentiate(Graph& graph, Workspace& scratch, NodeId root, Vector<const NodeId> wrt, Vector<NodeId> out) {
    const Scope scope(scratch);
    const Index count = root + 1;
    NodeId* const adjoint = scratch.array<NodeId>(count);
    bool* const active = scratch.array<bool>(count);
    if (scratch.failed()) return false;
    for (Index i = 0; i < count; ++i) adjoint[i] = -1, active[i] = false;
    for (Index k = 0; k < wrt.size; ++k) {
        if (wrt[k] <= root) active[wrt[k]] = true;
    }
    for (Index i = 0; i < count; ++i) {
        const Node& node = graph[static_cast<NodeId>(i)];
        if (info_of(node.op).arity == 0) continue;
        active[i] = active[node.a] || (node.b >= 0 && active[node.b]) || (node.c >= 0 && active[node.c]);
    }
    adjoint[root] = graph.constant(1);
    Adjoints adjoints(graph, adjoint, active);
    for (Index i = root; i >= 0 && !graph.failed(); --i) {
        if (active[i] && adjoint[i] >= 0) adjoints.propagate(static_cast<NodeId>(i));
    }
    for (Index k = 0; k < wrt.size; ++k) {
        const bool reached = wrt[k] <= root && adjoint[wrt[k]] >= 0;
        out[k] = reached ? adjoint[wrt[k]] : graph.constant(0);
    }
    return !graph.failed();
}

}  // namespace steepest
