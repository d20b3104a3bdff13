// Programs against the operations they are made of, one number at a time: random formulas over rows of every count
// around a block's, at every level; and their sums, gradients and Hessians as an objective.
#include <cmath>
#include <cstdio>

#include "expect.hpp"
#include "graph_value.hpp"
#include "kernels/table.hpp"
#include "objective/formula_rows.hpp"

using namespace steepest;

namespace {

double random_number() {
    static unsigned state = 5;
    return next_random(state);
}

constexpr Op smooth[] = {Op::add, Op::subtract, Op::multiply, Op::exp, Op::sin,
                         Op::cos, Op::tanh,     Op::divide,   Op::sqrt};
constexpr Op rough[] = {Op::less,  Op::less_equal, Op::equal,    Op::not_equal, Op::both, Op::either,
                        Op::max,   Op::min,        Op::invert,   Op::abs,       Op::sign, Op::floor,
                        Op::ceil,  Op::round,      Op::trunc,    Op::select,    Op::log,  Op::log1p,
                        Op::expm1, Op::negate,     Op::multiply, Op::add};

NodeId random_formula(Graph& graph, const NodeId* leaves, int leaf_count, int depth, bool is_smooth) {
    if (depth == 0) {
        const int k = static_cast<int>((leaf_count + 1) * random_number());
        return k < leaf_count ? leaves[k] : graph.constant(std::round(8 * random_number() - 4) / 2);
    }
    const auto count = is_smooth ? sizeof smooth / sizeof smooth[0] : sizeof rough / sizeof rough[0];
    const Op op = (is_smooth ? smooth : rough)[static_cast<std::size_t>(static_cast<double>(count) * random_number())];
    const auto operand = [&] { return random_formula(graph, leaves, leaf_count, depth - 1, is_smooth); };
    NodeId a = operand(), b = -1, c = -1;
    if (info_of(op).arity > 1) b = operand();
    if (info_of(op).arity > 2) c = operand();
    const auto safe = [&](NodeId id) {
        return graph.make(Op::add, graph.make(Op::multiply, id, id), graph.constant(0.5));
    };
    if (is_smooth && op == Op::divide) b = safe(b);
    if (is_smooth && op == Op::sqrt) a = safe(a);
    if (is_smooth && op == Op::exp) a = graph.make(Op::sin, a);
    return graph.make(op, a, b, c);
}

bool near(double got, double expected, double scale) {
    if (std::isnan(expected)) return std::isnan(got);
    if (std::isinf(expected)) return got == expected;
    return std::fabs(got - expected) <= 1e-12 * std::fmax(scale, std::fabs(expected));
}

// Row by row: arguments on the grid of halves, so that no rounding decides a comparison.
void rows_one_by_one() {
    for (int trial = 0; trial < 200; ++trial) {
        constexpr Index rows = 300, stride = 304;
        std::vector<double> data(2 * stride);
        for (double& v : data) v = std::round(8 * random_number() - 4) / 2;
        const Columns columns{data.data(), stride, 2, rows};
        const double parameters[] = {0.5, -1.5};
        Workspace graph_memory(1 << 14), memory(1 << 14);
        Graph graph(graph_memory, 1 << 16);
        const NodeId leaves[] = {graph.column(0), graph.column(1), graph.parameter(0), graph.parameter(1)};
        const NodeId root = random_formula(graph, leaves, 4, 1 + trial % 4, false);
        const Program program = make_program(graph, memory, {&root, 1}, 2, 2);
        Evaluation evaluation;
        if (!evaluation.allocate(memory, program)) ++failures;
        evaluation.begin(program, parameters);
        const Index block = block_vectors * kernels().program.lanes;
        for (Index first = 0; first < rows; first += block) {
            const Index count = rows - first < block ? rows - first : block;
            evaluation.run(program, columns, first, (count + kernels().program.lanes - 1) / kernels().program.lanes);
            for (Index i = 0; i < count; ++i) {
                const double got = evaluation.output(program, 0)[program.is_uniform(program.outputs[0]) ? 0 : i];
                const double expected = graph_value(graph, root, parameters, columns, first + i);
                if (near(got, expected, 1)) continue;
                if (++failures < 20)
                    std::printf("FAIL %s row %td: %.17g, not %.17g\n", kernels().name, first + i, got, expected);
            }
        }
    }
}

void sums_and_derivatives() {
    for (int trial = 0; trial < 60; ++trial) {
        const Index rows = trial < 4 ? trial : 1 + static_cast<Index>(20000 * random_number());
        std::vector<double> data(static_cast<std::size_t>(2 * (rows > 0 ? rows : 1)));
        for (double& v : data) v = 2 * random_number() - 1;
        Formula formula(5, 1 << 14);
        const int32_t column_of[] = {-1, 0, -1, 1, -1}, none[] = {-1, -1, -1, -1, -1};
        formula.classify({rows > 0 ? column_of : none, 5});
        if (rows > 0) formula.set_columns(make_columns(formula.memory(), {data.data(), 2, rows, rows}));
        NodeId leaves[5];
        for (Index i = 0; i < 5; ++i) leaves[i] = formula.input(i);
        formula.root = random_formula(formula.graph(), leaves, 5, 1 + trial % 5, true);
        const Index n = formula.parameters();
        double x[5], g[5], h[25], v[5], hv[5];
        for (Index i = 0; i < n; ++i) x[i] = 2 * random_number() - 1, v[i] = 2 * random_number() - 1;
        Query query{.needs = needs::value_and_gradient | needs::hessian | needs::product, .x = {x, n}};
        query.gradient = g, query.hessian = h, query.direction = v, query.product = hv;
        const Objective objective = formula.objective();
        objective.answer(objective.self, query);
        const double both = query.value;
        query.needs = needs::value;
        objective.answer(objective.self, query);
        const auto value_at = [&](const double* point) {
            const Columns columns{data.data(), rows, 2, rows};
            long double sum = 0;
            for (Index i = 0; i < (rows > 0 ? rows : 1); ++i)
                sum += graph_value(formula.graph(), formula.root, point, columns, i);
            return static_cast<double>(sum);
        };
        const double scale = static_cast<double>(rows > 0 ? rows : 1);
        const double exact = value_at(x);
        const auto expect = [&](double got, double expected, double tolerance, const char* what) {
            if (std::fabs(got - expected) <= tolerance * std::fmax(scale, std::fabs(expected))) return;
            if (++failures < 40)
                std::printf("FAIL %s, %td rows, %s: %.15g, not %.15g\n", kernels().name, rows, what, got, expected);
        };
        expect(query.value, exact, 1e-13, "value");
        expect(both, exact, 1e-13, "value beside the gradient");
        for (Index i = 0; i < n && rows < 3000; ++i) {
            const double kept = x[i], step = 1e-3;
            const auto central = [&](double s) {
                x[i] = kept + s;
                const double above = value_at(x);
                x[i] = kept - s;
                const double below = value_at(x);
                x[i] = kept;
                return (above - below) / (2 * s);
            };
            const double once = central(step), twice = central(step / 2);
            expect(g[i], (4 * twice - once) / 3, 1e-8, "gradient");
        }
        for (Index i = 0; i < n; ++i) {
            double product = 0;
            for (Index j = 0; j < n; ++j) product += h[i * n + j] * v[j];
            expect(hv[i], product, 1e-12, "Hessian times a vector");
            for (Index j = 0; j < n; ++j) expect(h[i * n + j], h[j * n + i], 0, "symmetry");
        }
    }
}

// Values and derivatives of each row, of columns that the formula was not made with.
void rows_at_once() {
    for (int trial = 0; trial < 40; ++trial) {
        const Index rows = trial < 4 ? trial + 1 : 1 + static_cast<Index>(20000 * random_number());
        std::vector<double> data(static_cast<std::size_t>(2 * rows));
        for (double& v : data) v = 2 * random_number() - 1;
        Formula formula(5, 1 << 14);
        const int32_t column_of[] = {-1, 0, -1, 1, -1};
        formula.classify({column_of, 5});
        formula.set_columns({nullptr, 0, 2, 0});
        NodeId leaves[5];
        for (Index i = 0; i < 5; ++i) leaves[i] = formula.input(i);
        formula.root = random_formula(formula.graph(), leaves, 5, trial % 5, true);
        double x[3];
        for (double& v : x) v = 2 * random_number() - 1;
        std::vector<double> values(static_cast<std::size_t>(rows)), jacobian(static_cast<std::size_t>(3 * rows));
        const bool able = evaluate_rows(formula, {data.data(), 2, rows, rows}, x, {values.data(), rows},
                                        {jacobian.data(), rows, 3, 3});
        if (!able) ++failures;
        const Columns columns{data.data(), rows, 2, rows};
        for (Index i = 0; i < rows; i += i % 97 + 1) {
            const auto value_at = [&] { return graph_value(formula.graph(), formula.root, x, columns, i); };
            bool right = near(values[static_cast<std::size_t>(i)], value_at(), 1);
            for (Index j = 0; j < 3; ++j) {
                const auto central = [&](double step) {
                    const double kept = x[j];
                    x[j] = kept + step;
                    const double above = value_at();
                    x[j] = kept - step;
                    const double below = value_at();
                    x[j] = kept;
                    return (above - below) / (2 * step);
                };
                const double slope = (4 * central(5e-4) - central(1e-3)) / 3;
                const double got = jacobian[static_cast<std::size_t>(3 * i + j)];
                right = right && std::fabs(got - slope) <= 1e-7 * std::fmax(1, std::fabs(slope));
            }
            if (!right && ++failures < 40) std::printf("FAIL %s row %td of %td at once\n", kernels().name, i, rows);
        }
    }
}

// The place of a batch is used again by the next, and grows by more than each asks for.
void batches_of_growing_size() {
    constexpr Index rows = 2000;
    const std::vector<double> data(rows, 1.5);
    Formula formula(2, 1 << 14);
    const int32_t column_of[] = {-1, 0};
    formula.classify({column_of, 2});
    formula.set_columns(make_columns(formula.memory(), {data.data(), 1, rows, rows}));
    formula.root = formula.graph().make(Op::multiply, formula.input(0), formula.input(1));
    const std::size_t before = formula.memory().size();
    const std::vector<int32_t> batch(rows);
    const double x = 2;
    for (Index count = 1; count <= rows; ++count) {
        Query query{.needs = needs::value | needs::rows, .x = {&x, 1}};
        query.rows = {batch.data(), count};
        formula.answer(query);
        if (query.value != 3 * static_cast<double>(count)) ++failures;
    }
    const std::size_t taken = formula.memory().size() - before;
    if (taken > 5 * rows * sizeof(double)) {
        ++failures;
        std::printf("FAIL batches of up to %td rows take %zu bytes\n", rows, taken);
    }
}

}  // namespace

int main() {
    for (int level = 0; level < level_count(); ++level) {
        if (!level_supported(level)) continue;
        select_level(level);
        rows_one_by_one();
        sums_and_derivatives();
        rows_at_once();
    }
    batches_of_growing_size();
    return failures != 0;
}
