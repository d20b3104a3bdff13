// Every operation of a program against its meaning (program/scalar.hpp): at every pair of special values, in every
// shape of operands, at every level; and powers to constants, which the graph simplifies.
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <vector>

#include "kernels/table.hpp"
#include "program/evaluation.hpp"
#include "program/scalar.hpp"

using namespace steepest;

namespace {

int failures = 0;

// Of every pair of these numbers, and of a third.
constexpr double special_numbers[] = {0,   0x1p-1074, 0x1p-1022, 0x1p-300, 1e-9,      0.25,     0.5,
                                      1,   1.5,       2,         M_PI_2,   3,         20.25,    700,
                                      746, 1e9,       0x1p+52,   0x1p+300, 0x1p+1023, INFINITY, NAN};
constexpr Index number_count = 2 * sizeof special_numbers / sizeof special_numbers[0];
double number_at(Index i) {
    return i % 2 ? -special_numbers[i / 2] : special_numbers[i / 2];
}

// To 3 units in the last place: 2 of the operation's and 1 of the C library's; and the same zero.
bool alike(double got, double expected) {
    if (std::isnan(expected)) return std::isnan(got);
    if (std::isinf(expected) || expected == 0) return got == expected && std::signbit(got) == std::signbit(expected);
    const double size = std::fabs(expected), unit = std::nextafter(size, INFINITY) - size;
    return std::fabs(got - expected) <= 3 * unit;
}

// Operands are columns, or parameters where a bit of `uniform` is set.
void every_operation(Op op, int uniform) {
    constexpr Index rows = number_count * number_count, stride = (rows + 7) / 8 * 8;
    std::vector<double> data(3 * stride);
    for (Index i = 0; i < rows; ++i) {
        data[i] = number_at(i / number_count);
        data[stride + i] = number_at(i % number_count);
        data[2 * stride + i] = number_at((i / number_count + i) % number_count);
    }
    const Columns columns{data.data(), stride, 3, rows};
    Workspace graph_memory(1 << 12), memory(1 << 14);
    Graph graph(graph_memory, 1 << 10);
    NodeId operand[3];
    for (int k = 0; k < 3; ++k) operand[k] = uniform >> k & 1 ? graph.parameter(k) : graph.column(k);
    const int arity = info_of(op).arity;
    const NodeId root = graph.make(op, operand[0], arity > 1 ? operand[1] : -1, arity > 2 ? operand[2] : -1);
    const Program program = make_program(graph, memory, {&root, 1}, 3, 3);
    Evaluation evaluation;
    if (!evaluation.allocate(memory, program)) ++failures;
    const Index lanes = kernels().program.lanes, block = block_vectors * lanes;
    for (Index first = 0; first < rows; first += block) {
        const double parameters[] = {data[first], data[stride + first], data[2 * stride + first]};
        evaluation.begin(program, parameters);
        const Index count = rows - first < block ? rows - first : block;
        evaluation.run(program, columns, first, (count + lanes - 1) / lanes);
        for (Index i = 0; i < count; ++i) {
            double x[3];
            for (int k = 0; k < 3; ++k) x[k] = uniform >> k & 1 ? parameters[k] : data[k * stride + first + i];
            const double got = evaluation.output(program, 0)[program.is_uniform(program.outputs[0]) ? 0 : i];
            const double expected = apply(op, x[0], x[1], x[2]);
            if (alike(got, expected)) continue;
            if (++failures < 40)
                std::printf("FAIL %s %s(%g, %g, %g), shape %d: %.17g, not %.17g\n", kernels().name, info_of(op).name,
                            x[0], x[1], x[2], uniform, got, expected);
        }
    }
}

// Powers that the graph simplifies, and some beside them. Roots keep the sign of -0, and have none of -∞.
void constant_powers() {
    for (const double n : {0., 1., 2., 3., 4., 5., 6., -1., -2., -3., 0.5, 1.5, 2.5, -0.5, 1e-3, 300.}) {
        std::vector<double> data((number_count + 7) / 8 * 8 + 8);
        for (Index i = 0; i < number_count; ++i) data[i] = number_at(i);
        const Columns columns{data.data(), static_cast<Index>(data.size()), 1, number_count};
        Workspace graph_memory(1 << 12), memory(1 << 14);
        Graph graph(graph_memory, 1 << 10);
        const NodeId root = graph.make(Op::power, graph.column(0), graph.constant(n));
        const Program program = make_program(graph, memory, {&root, 1}, 0, 1);
        Evaluation evaluation;
        if (!evaluation.allocate(memory, program)) ++failures;
        evaluation.begin(program, nullptr);
        const Index lanes = kernels().program.lanes;
        for (Index first = 0; first < number_count; first += lanes) {
            evaluation.run(program, columns, first, 1);
            for (Index i = 0; i < lanes && first + i < number_count; ++i) {
                const double x = data[first + i], expected = apply(Op::power, x, n, 0);
                const double got = evaluation.output(program, 0)[program.is_uniform(program.outputs[0]) ? 0 : i];
                const bool rooted = (n == 0.5 || n == 1.5) && (x == 0 || x == -INFINITY);
                if (alike(got, expected) || (rooted && x == 0 && got == 0) || (rooted && std::isnan(got))) continue;
                if (++failures < 40)
                    std::printf("FAIL %s %g ** %g: %.17g, not %.17g\n", kernels().name, x, n, got, expected);
            }
        }
    }
}

}  // namespace

int main() {
    for (int level = 0; level < level_count(); ++level) {
        if (!level_supported(level)) continue;
        select_level(level);
        for (int op = static_cast<int>(Op::column) + 1; op < operation_count; ++op) {
            const int shapes = 1 << info_of(static_cast<Op>(op)).arity;
            for (int uniform = 0; uniform < shapes; ++uniform) every_operation(static_cast<Op>(op), uniform);
        }
        constant_powers();
    }
    return failures != 0;
}
