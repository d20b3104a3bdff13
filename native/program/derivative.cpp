#include "program/derivative.hpp"

#include <cmath>

#include "program/adjoints.hpp"

namespace steepest {
namespace {

class Rules : private Adjoints {
  public:
    using Adjoints::Adjoints;

    void propagate(NodeId id);

  private:
    void pass_on_bounded(NodeId id);
    void propagate_power(NodeId id, NodeId bar, const Node& node);
};

void Rules::propagate_power(NodeId id, NodeId bar, const Node& node) {
    const NodeId x = node.a, y = node.b, zero = number(0);
    if (active_[x]) {
        const NodeId slope = times(y, make(Op::power, x, make(Op::subtract, y, number(1))));
        const NodeId partial = g_.is_constant(y) ? slope : make(Op::select, make(Op::equal, y, zero), zero, slope);
        add_growing(x, bar, partial, id);
    }
    if (active_[y]) {
        const NodeId slope = times(id, make(Op::log, x));
        const bool has_logarithm = g_.is_constant(x) && g_[x].number > 0 && std::isfinite(g_[x].number);
        add_growing(y, bar, has_logarithm ? slope : make(Op::select, make(Op::equal, id, zero), zero, slope), id);
    }
}

// 1 / v, exp(v) and the like are finite where v is infinite, and so is what reads them.
void Rules::pass_on_bounded(NodeId id) {
    const Node& node = g_[id];
    bool first = bounded_[id], second = bounded_[id];
    switch (node.op) {
        case Op::atan:
        case Op::erf:
        case Op::exp:
        case Op::expm1:
        case Op::tanh:
            first = true;
            break;
        case Op::power:
        case Op::atan2:
            first = second = true;
            break;
        case Op::divide:
            second = true;
            break;
        default:
            break;
    }
    const bool bounds[] = {first, second, second};
    const NodeId operands[] = {node.a, node.b, node.c};
    for (int k = 0; k < info_of(node.op).arity; ++k) bounded_[operands[k]] = bounded_[operands[k]] || bounds[k];
}

void Rules::propagate(NodeId id) {
    const NodeId bar = adjoint_[id];
    const Node node = g_[id];  // a copy: the graph grows
    const NodeId a = node.a, b = node.b, zero = number(0);
    pass_on_bounded(id);
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
            add_factor(a, bar, b);
            add_factor(b, bar, a);
            return;
        case Op::divide:
            // By a column, which may be 0: exp(-k / x).
            if (active_[a] && bounded_[id] && !active_[b] && !g_.is_constant(b)) {
                add(a, within(bar, [&](NodeId v) {
                        const NodeId quotient = over(v, b);
                        return make(Op::select, is_infinite(id), zero, quotient);
                    }));
            } else {
                add_quotient(a, bar, b);
            }
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
            add_growing(a, bar, make(Op::sinh, a), id);
            return;
        case Op::erf:
            add_product(a, bar, times(number(2 / std::sqrt(M_PI)), make(Op::exp, minus(times(a, a)))));
            return;
        case Op::exp:
            add_growing(a, bar, id, id);
            return;
        case Op::expm1:
            add_growing(a, bar, make(Op::exp, a), id);
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
            add_growing(a, bar, make(Op::cosh, a), id);
            return;
        case Op::sqrt:
            if (active_[a]) add(a, within(bar, [&](NodeId v) { return over_root(v, a, id); }));
            return;
        case Op::tan:
            add_product(a, bar, plus(number(1), times(id, id)));
            return;
        case Op::tanh: {
            // Not 1 - tanh², of which nothing is left where tanh is 1.
            const NodeId inverse = over(number(1), make(Op::cosh, a));
            add_product(a, bar, times(inverse, inverse));
            return;
        }
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
    bool* const bounded = scratch.array<bool>(count);
    if (scratch.failed()) return false;
    for (Index i = 0; i < count; ++i) adjoint[i] = -1, active[i] = bounded[i] = false;
    for (Index k = 0; k < wrt.size; ++k) {
        if (wrt[k] <= root) active[wrt[k]] = true;
    }
    for (Index i = 0; i < count; ++i) {
        const Node& node = graph[static_cast<NodeId>(i)];
        if (info_of(node.op).arity == 0) continue;
        active[i] = active[node.a] || (node.b >= 0 && active[node.b]) || (node.c >= 0 && active[node.c]);
    }
    adjoint[root] = graph.constant(1);
    Rules rules(graph, adjoint, active, bounded);
    for (Index i = root; i >= 0 && !graph.failed(); --i) {
        if (active[i] && adjoint[i] >= 0) rules.propagate(static_cast<NodeId>(i));
    }
    for (Index k = 0; k < wrt.size; ++k) {
        const bool reached = wrt[k] <= root && adjoint[wrt[k]] >= 0;
        out[k] = reached ? adjoint[wrt[k]] : graph.constant(0);
    }
    return !graph.failed();
}

}  // namespace steepest
