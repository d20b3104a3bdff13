// Derivatives of formulas against differences in extended precision's stead: Richardson's extrapolation of central
// differences, at random points, for every operation and for random formulas; and the points where a naive rule gives
// NaN, against limits known in closed form.
#include <cmath>
#include <cstdio>

#include "expect.hpp"
#include "graph_value.hpp"
#include "program/derivative.hpp"

using namespace steepest;

namespace {

double random_number() {
    static unsigned state = 3;
    return next_random(state);
}

struct Formula {
    Workspace memory{1 << 14}, scratch{1 << 14};
    Graph graph{memory, 1 << 16};
    NodeId x = graph.parameter(0), y = graph.parameter(1), z = graph.parameter(2);

    NodeId constant(double value) { return graph.constant(value); }
    void gradient(NodeId root, NodeId* out) {
        const NodeId wrt[] = {x, y, z};
        if (!differentiate(graph, scratch, root, {wrt, 3}, {out, 3})) {
            ++failures;
            std::printf("FAIL no room\n");
        }
    }
};

double by_differences(const Formula& formula, NodeId root, const double* at, int k, double h) {
    const auto central = [&](double step) {
        double there[3] = {at[0], at[1], at[2]};
        there[k] = at[k] + step;
        const double above = graph_value(formula.graph, root, there);
        there[k] = at[k] - step;
        return (above - graph_value(formula.graph, root, there)) / (2 * step);
    };
    const double d1 = central(h), d2 = central(h / 2), d3 = central(h / 4);
    const double e1 = (4 * d2 - d1) / 3, e2 = (4 * d3 - d2) / 3;
    return (16 * e2 - e1) / 15;
}

void compare(Formula& formula, NodeId root, const double* at, const char* name) {
    NodeId gradient[3];
    formula.gradient(root, gradient);
    for (int k = 0; k < 3; ++k) {
        const double exact = graph_value(formula.graph, gradient[k], at);
        const double near = by_differences(formula, root, at, k, 1e-3);
        const double size = std::fmax(1, std::fabs(exact));
        if (std::fabs(exact - near) <= 1e-8 * size) continue;
        ++failures;
        std::printf("FAIL ∂/∂%d of %s at %g %g %g: %.12g, by differences %.12g\n", k, name, at[0], at[1], at[2], exact,
                    near);
    }
}

// Each operation, of arguments within its domain.
void every_operation() {
    for (int op = static_cast<int>(Op::add); op < operation_count; ++op) {
        const OperationInfo& info = operation_infos[op];
        for (int trial = 0; trial < 20; ++trial) {
            Formula f;
            const double at[] = {0.2 + 0.6 * random_number(), 0.2 + 0.6 * random_number(), random_number()};
            // acosh wants more than 1; flat operations want no jump within reach.
            const bool above = static_cast<Op>(op) == Op::acosh;
            const NodeId a = above ? f.graph.make(Op::add, f.x, f.constant(1.5)) : f.graph.make(Op::multiply, f.x, f.x);
            const NodeId b = f.graph.make(Op::add, f.y, f.constant(1.3));
            const NodeId root =
                f.graph.make(static_cast<Op>(op), a, info.arity > 1 ? b : -1, info.arity > 2 ? f.z : -1);
            compare(f, root, at, info.name);
        }
    }
}

NodeId random_formula(Formula& f, int depth) {
    if (depth == 0) {
        const NodeId leaves[] = {f.x, f.y, f.z, f.constant(2 * random_number())};
        return leaves[static_cast<int>(4 * random_number())];
    }
    const Op ops[] = {Op::add,  Op::subtract, Op::multiply, Op::divide, Op::exp,    Op::sin,   Op::tanh,
                      Op::atan, Op::erf,      Op::log1p,    Op::sqrt,   Op::select, Op::hypot, Op::cos};
    const Op op = ops[static_cast<int>(14 * random_number())];
    NodeId a = random_formula(f, depth - 1);
    if (op == Op::log1p || op == Op::sqrt) a = f.graph.make(Op::add, f.graph.make(Op::multiply, a, a), f.constant(0.5));
    if (op == Op::exp) a = f.graph.make(Op::sin, a);
    if (info_of(op).arity == 1) return f.graph.make(op, a);
    NodeId b = random_formula(f, depth - 1);
    if (op == Op::divide) b = f.graph.make(Op::add, f.graph.make(Op::multiply, b, b), f.constant(0.5));
    if (op == Op::select) {
        const NodeId condition = f.graph.make(Op::less, f.x, f.constant(0.5));
        return f.graph.make(op, condition, a, b);
    }
    return f.graph.make(op, a, b);
}

void random_formulas() {
    for (int trial = 0; trial < 300; ++trial) {
        Formula f;
        const NodeId root = random_formula(f, 1 + trial % 6);
        double at[3];
        for (double& v : at) v = 0.1 + 0.35 * random_number();
        NodeId first[3];
        f.gradient(root, first);
        for (int k = 0; k < 3; ++k) {
            const double exact = graph_value(f.graph, first[k], at);
            const double near = by_differences(f, root, at, k, 1e-3);
            // Formulas that bend much within the reach of the differences are no oracle for them.
            if (std::fabs(near - by_differences(f, root, at, k, 5e-4)) > 1e-9 * std::fmax(1, std::fabs(near))) continue;
            if (std::fabs(exact - near) <= 1e-7 * std::fmax(1, std::fabs(exact))) continue;
            ++failures;
            std::printf("FAIL random formula %d: %.12g, by differences %.12g\n", trial, exact, near);
        }
        compare(f, first[0], at, "a derivative");
    }
}

void expect(Formula& f, NodeId root, int k, double at, double expected, const char* name) {
    NodeId gradient[3];
    f.gradient(root, gradient);
    const double point[] = {at, 2, 0};
    const double got = graph_value(f.graph, gradient[k], point);
    if (got == expected) return;
    ++failures;
    std::printf("FAIL derivative of %s: %g, not %g\n", name, got, expected);
}

void limits() {
    Formula f;
    const auto make = [&](Op op, NodeId a, NodeId b = -1, NodeId c = -1) { return f.graph.make(op, a, b, c); };
    const NodeId zero = f.constant(0), positive = make(Op::less, zero, f.x);
    expect(f, make(Op::power, f.x, zero), 0, 0, 0, "x ** 0 at 0");
    expect(f, make(Op::power, f.x, f.z), 0, 0, 0, "x ** z at 0, z = 0");
    expect(f, make(Op::power, f.x, f.y), 1, 0, 0, "0 ** y, y > 0");
    expect(f, make(Op::power, f.x, f.y), 0, 0, 0, "x ** 2 at 0");
    expect(f, make(Op::sqrt, f.x), 0, 0, INFINITY, "sqrt at 0");
    expect(f, make(Op::select, positive, make(Op::sqrt, f.x), zero), 0, 0, 0, "x > 0 ? sqrt(x) : 0 at 0");
    expect(f, make(Op::select, positive, make(Op::log, f.x), f.x), 0, -1, 1, "x > 0 ? log(x) : x at -1");
    expect(f, make(Op::abs, f.x), 0, 0, 0, "abs at 0");
    expect(f, make(Op::hypot, f.x, f.z), 0, 0, 0, "hypot at 0");
    expect(f, make(Op::exp, make(Op::negate, make(Op::multiply, f.x, f.x))), 0, 1e200, 0, "exp(-x²) far out");
    // Infinity on the way to a finite value.
    const NodeId one = f.constant(1), growth = make(Op::exp, f.x);
    const NodeId logistic = make(Op::divide, f.y, make(Op::add, one, make(Op::multiply, f.y, growth)));
    expect(f, logistic, 0, 800, 0, "y / (1 + y exp(x)) far out");
    expect(f, logistic, 1, 800, 0, "y / (1 + y exp(x)) far out, by y");
    expect(f, make(Op::exp, make(Op::negate, growth)), 0, 800, 0, "exp(-exp(x)) far out");
    expect(f, make(Op::tanh, f.x), 0, 800, 0, "tanh far out");
    expect(f, make(Op::divide, one, make(Op::cosh, f.x)), 0, -800, 0, "1 / cosh far out");
    const NodeId hill = make(Op::divide, one, make(Op::add, one, make(Op::power, f.x, f.y)));
    expect(f, hill, 0, 1e200, 0, "1 / (1 + x ** y) far out");
    expect(f, hill, 1, 1e200, 0, "1 / (1 + x ** y) far out, by y");
    const NodeId root = make(Op::sqrt, f.x);
    expect(f, make(Op::multiply, f.x, root), 0, 0, 0, "x sqrt(x) at 0");
    expect(f, make(Op::multiply, root, root), 0, 0, 1, "sqrt(x)² at 0");
    // Two levels of conditions, both not taken.
    const NodeId inner = make(Op::select, positive, make(Op::divide, f.constant(1), f.x), zero);
    expect(f, make(Op::sqrt, make(Op::add, inner, f.constant(1))), 0, 0, 0, "sqrt(1 + (x > 0 ? 1 / x : 0)) at 0");
}

}  // namespace

int main() {
    every_operation();
    random_formulas();
    limits();
    return failures != 0;
}
