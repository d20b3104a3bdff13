// The kernels of many fits against plain sums, at every level: Gram matrices of every order around the tiles', their
// inverses, a step against the normal equations solved by elimination; and instructions that do the work of several
// against the operations themselves.
#include <cmath>
#include <cstdio>
#include <vector>

#include "kernels/table.hpp"
#include "objective/formula.hpp"
#include "program/reciprocals.hpp"

using namespace steepest;

namespace {

int failures = 0;
double random_number() {
    static unsigned state = 5;
    state = state * 1664525 + 1013904223;
    return static_cast<double>(state) / 4294967296.0 - 0.5;
}

void expect(bool good, const char* what, Index order) {
    if (good) return;
    ++failures;
    std::printf("FAIL %s: %s, order %td\n", kernels().name, what, order);
}

bool near(double a, double b, double scale = 1) {
    return std::fabs(a - b) <= 1e-12 * (std::fabs(b) + scale);
}

struct Columns {
    std::vector<double> data;
    std::vector<const double*> at;

    Columns(Index order, Index numbers) : data(static_cast<std::size_t>(order * numbers)) {
        for (double& v : data) v = random_number();
        for (Index i = 0; i < order; ++i) at.push_back(data.data() + i * numbers);
    }
};

void gram_matrices() {
    const FitKernels& kernel = kernels().fit;
    const Index lanes = kernels().program.lanes;
    for (Index order = 1; order <= 17; ++order) {
        for (const Index vectors : {1, 2, 7, 50}) {
            const Columns columns(order, vectors * lanes);
            std::vector<double> gram(static_cast<std::size_t>(gram_size(order) * lanes), 0.25);
            kernel.add_gram(order, columns.at.data(), vectors, gram.data());
            bool good = true;
            for (Index i = 0; i < order; ++i) {
                for (Index j = i; j < order; ++j) {
                    for (Index lane = 0; lane < lanes; ++lane) {
                        double sum = 0.25;
                        for (Index k = lane; k < vectors * lanes; k += lanes) {
                            sum +=
                                columns.at[static_cast<std::size_t>(i)][k] * columns.at[static_cast<std::size_t>(j)][k];
                        }
                        const Index place = gram_place(order, i, j) * lanes + lane;
                        good = good && near(gram[static_cast<std::size_t>(place)], sum);
                    }
                }
            }
            expect(good, "Gram matrix", order);
        }
    }
}

void masks() {
    const Index lanes = kernels().program.lanes, vectors = 5;
    const Columns columns(2, vectors * lanes);
    std::vector<double> limits(static_cast<std::size_t>(lanes)), out(static_cast<std::size_t>(2 * vectors * lanes));
    for (Index lane = 0; lane < lanes; ++lane) limits[static_cast<std::size_t>(lane)] = static_cast<double>(lane - 1);
    kernels().fit.mask(2, columns.at.data(), vectors, limits.data(), out.data());
    bool good = true;
    for (Index i = 0; i < 2 * vectors * lanes; ++i) {
        const Index k = i % (vectors * lanes) / lanes, lane = i % lanes;
        good =
            good && out[static_cast<std::size_t>(i)] == (k < lane - 1 ? columns.data[static_cast<std::size_t>(i)] : 0);
    }
    expect(good, "mask", 2);
}

// A Gram matrix of random columns, in every lane another.
std::vector<double> random_gram(Index order) {
    const Index lanes = kernels().program.lanes, vectors = 3 * order;
    const Columns columns(order, vectors * lanes);
    std::vector<double> gram(static_cast<std::size_t>(gram_size(order) * lanes), 0.0);
    kernels().fit.add_gram(order, columns.at.data(), vectors, gram.data());
    return gram;
}

double element(const std::vector<double>& gram, Index order, Index i, Index j, Index lane) {
    const Index place = i < j ? gram_place(order, i, j) : gram_place(order, j, i);
    return gram[static_cast<std::size_t>(place * kernels().program.lanes + lane)];
}

void inverses() {
    const Index lanes = kernels().program.lanes;
    for (Index p = 1; p <= 12; ++p) {
        const std::vector<double> gram = random_gram(p + 1);
        std::vector<double> work(static_cast<std::size_t>((gram_size(p) + p) * lanes)), smallest(8);
        std::vector<double> inverse(static_cast<std::size_t>(gram_size(p) * lanes));
        kernels().fit.invert(p, gram.data(), lanes, work.data(), inverse.data(), smallest.data());
        bool good = true;
        for (Index lane = 0; lane < lanes; ++lane) {
            for (Index i = 0; i < p; ++i) {
                for (Index j = 0; j < p; ++j) {
                    double sum = 0;
                    for (Index k = 0; k < p; ++k) {
                        sum += element(gram, p + 1, i, k, lane) * element(inverse, p, k, j, lane);
                    }
                    good = good && std::fabs(sum - (i == j)) < 1e-10;
                }
            }
            good =
                good && smallest[static_cast<std::size_t>(lane)] > 0 && smallest[static_cast<std::size_t>(lane)] <= 1;
        }
        expect(good, "inverse", p);
    }
}

struct Lanes {
    std::vector<double> memory;
    FitLanes fits{};

    Lanes(Index p, const double* sign) {
        const Index lanes = kernels().program.lanes;
        const Index sizes[] = {p, p, gram_size(p + 1), gram_size(p + 1), 1, 1, 1, 1, 1, 1, 1, 1, step_work(p)};
        double** const places[] = {&fits.x,      &fits.trial,     &fits.gram,  &fits.trial_gram,  &fits.damping,
                                   &fits.growth, &fits.predicted, &fits.fresh, &fits.evaluations, &fits.iterations,
                                   &fits.end,    &fits.sum,       &fits.work};
        Index total = 0;
        for (const Index size : sizes) total += size * lanes;
        memory.assign(static_cast<std::size_t>(total), 0.0);
        double* next = memory.data();
        for (std::size_t k = 0; k < sizeof sizes / sizeof sizes[0]; ++k) {
            *places[k] = next;
            next += sizes[k] * lanes;
        }
        fits.sign = sign;
    }
};

// The step d from the trial: (J'J + μ diag J'J) d = -J'r, with the signs taken back.
void steps() {
    const Index lanes = kernels().program.lanes;
    for (Index p = 1; p <= 9; ++p) {
        for (const bool bounded : {false, true}) {
            const std::vector<double> gram = random_gram(p + 1);
            std::vector<double> sign(static_cast<std::size_t>(p)), lower(sign), upper(sign);
            for (Index i = 0; i < p; ++i) {
                sign[static_cast<std::size_t>(i)] = i % 3 == 1 ? -1 : 1;
                lower[static_cast<std::size_t>(i)] = -1e3;
                upper[static_cast<std::size_t>(i)] = 1e3;
            }
            Lanes state(p, sign.data());
            FitLanes& fits = state.fits;
            if (bounded) fits.lower = lower.data(), fits.upper = upper.data();
            for (Index i = 0; i < gram_size(p + 1) * lanes; ++i) fits.trial_gram[i] = gram[static_cast<std::size_t>(i)];
            for (Index i = 0; i < lanes; ++i) fits.fresh[i] = 1, fits.damping[i] = 0.125;
            for (Index i = 0; i < p * lanes; ++i) fits.trial[i] = random_number();
            const std::vector<double> from(fits.trial, fits.trial + p * lanes);
            const unsigned ended = kernels().fit.step(p, {1e-10, 1e-12, 100}, fits);
            bool good = ended == 0;
            for (Index lane = 0; lane < lanes; ++lane) {
                double predicted = 0;
                for (Index i = 0; i < p; ++i) {
                    double sum = element(gram, p + 1, i, p, lane);
                    for (Index j = 0; j < p; ++j) {
                        const Index at = j * lanes + lane;
                        const double d =
                            (fits.trial[at] - from[static_cast<std::size_t>(at)]) * sign[static_cast<std::size_t>(j)];
                        sum += element(gram, p + 1, i, j, lane) * d * (i == j ? 1.125 : 1);
                        if (i == j)
                            predicted -=
                                d * element(gram, p + 1, i, p, lane) - 0.125 * d * d * element(gram, p + 1, i, i, lane);
                    }
                    good = good && std::fabs(sum) < 1e-10;
                }
                good = good && near(fits.predicted[lane], predicted, 1e-3);
            }
            expect(good, bounded ? "step within bounds" : "step", p);
        }
    }
}

// exp(-(u v)) and (u + v) - w, with every operand a column or alike in all rows, extreme arguments among ordinary ones;
// and a quotient by what is alike in all rows.
void fused() {
    constexpr Index rows = 37, stride = 40;
    std::vector<double> data(2 * stride);
    for (double& v : data) v = 8 * random_number();
    data[5] = 300, data[11] = -400;
    for (int shape = 0; shape < 8; ++shape) {
        Formula formula(5, 1 << 14);
        const int32_t column_of[] = {-1, -1, -1, 0, 1};
        formula.classify({column_of, 5});
        Graph& graph = formula.graph();
        const NodeId u = formula.input(shape & 1 ? 3 : 0), v = formula.input(shape & 2 ? 4 : 1);
        const NodeId w = formula.input(shape & 4 ? 4 : 2);
        const NodeId product = graph.make(Op::negate, graph.make(Op::multiply, u, v));
        NodeId outputs[] = {graph.make(Op::exp, product), graph.make(Op::subtract, graph.make(Op::add, u, v), w),
                            graph.make(Op::divide, formula.input(3), formula.input(1))};
        Workspace scratch, memory;
        expect(multiply_by_reciprocals(graph, scratch, {outputs, 3}), "reciprocals", shape);
        const Program program = make_program(graph, memory, {outputs, 3}, 3, 2);
        Evaluation evaluation;
        evaluation.allocate(memory, program);
        const double parameters[] = {1.5, 0.75, -2.25};
        evaluation.begin(program, parameters);
        const steepest::Columns columns{data.data(), stride, 2, rows};
        const Index lanes = kernels().program.lanes, vectors = (rows + lanes - 1) / lanes;
        evaluation.run(program, columns, 0, vectors);
        bool good = true;
        for (Index i = 0; i < rows; ++i) {
            const auto value = [&](int input, int bit, int column) {
                return shape & bit ? data[static_cast<std::size_t>(column * stride + i)] : parameters[input];
            };
            const double a = value(0, 1, 0), b = value(1, 2, 1), c = value(2, 4, 1);
            const double expected[] = {std::exp(-(a * b)), a + b - c,
                                       data[static_cast<std::size_t>(i)] / parameters[1]};
            for (Index k = 0; k < 3; ++k) {
                const double* const out = evaluation.output(program, k);
                const double got = out[program.is_uniform(program.outputs[k]) ? 0 : i];
                good = good && (std::isinf(expected[k]) ? got == expected[k] : near(got, expected[k], 0));
            }
        }
        expect(good, "fused instructions", shape);
    }
}

}  // namespace

int main() {
    for (int level = 0; level < level_count(); ++level) {
        if (!select_level(level)) continue;
        gram_matrices();
        masks();
        inverses();
        steps();
        fused();
    }
    if (failures == 0) std::printf("ok\n");
    return failures > 0;
}
