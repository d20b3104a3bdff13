// Runs of the methods for sums of squares: what they ask for, without memory, left at any question; and their steps
// within bounds against the model they minimize.
#include <cmath>

#include "expect.hpp"
#include "fit/curve_fit.hpp"
#include "minimize/residual_model.hpp"

using namespace steepest;

namespace {

constexpr Index n = 2, m = 3;

double random_number() {
    static unsigned state = 11;
    state = state * 1664525 + 1013904223;
    return static_cast<double>(state) / 2147483648.0 - 1;
}

Options options() {
    Options o{};
    o.gradient_tolerance = 1e-10;
    o.max_iterations = 200;
    o.max_evaluations = INFINITY;
    o.target = -INFINITY;
    o.initial_radius = 1;
    o.differences = 1;
    return o;
}

// Rosenbrock's function with a third residual.
void answer(Run& run) {
    Query& query = run.mutable_query();
    const double a = query.x[0], b = query.x[1];
    if (query.needs & needs::residuals) {
        query.residuals[0] = 10 * (b - a * a), query.residuals[1] = 1 - a, query.residuals[2] = 0.1 * a * b;
    }
    if (query.needs & needs::residual_jacobian) {
        const double rows[] = {-20 * a, 10, -1, 0, 0.1 * b, 0.1 * a};
        for (Index i = 0; i < m * n; ++i) query.residual_jacobian[i] = rows[i];
    }
}

struct Posed {
    Run run{n, options(), 1 << 12};

    Posed(ResidualMethod method, bool jacobian, std::size_t allocations = SIZE_MAX) {
        run.memory.fail_after(allocations);
        run.provides = needs::residuals | (jacobian ? needs::residual_jacobian : 0);
        run.start = run.memory.vector(n);
        run.residuals = {.count = m,
                         .last = run.memory.vector(m),
                         .accepted = run.memory.vector(m),
                         .jacobian = run.memory.matrix(m, n),
                         .asked = run.memory.matrix(m, n)};
        if (run.memory.failed()) return;
        run.start[0] = -1.2, run.start[1] = 1;
        made = make_residual_root(run, method);
    }
    // Answers at most so many questions.
    void answer_some(int most) {
        run.begin();
        for (int i = 0; i < most && !run.done(); ++i) {
            const unsigned asked = run.query().needs;
            expect((asked & ~(run.provides)) == 0, "only what is provided is asked for", asked);
            answer(run);
            run.tell(0);
        }
    }
    bool made = false;
};

void without_memory(ResidualMethod method, bool jacobian) {
    Posed all(method, jacobian);
    all.answer_some(100000);
    expect(all.run.verdict().status == Status::gradient_tolerance, "a run ends at a minimum",
           double(all.run.verdict().status));
    const double x[] = {all.run.incumbent.x[0], all.run.incumbent.x[1]};
    // Jᵀr there.
    const double r[] = {10 * (x[1] - x[0] * x[0]), 1 - x[0], 0.1 * x[0] * x[1]};
    expect(std::fabs(-20 * x[0] * r[0] - r[1] + 0.1 * x[1] * r[2]) < 1e-7, "first component of the gradient", x[0]);
    expect(std::fabs(10 * r[0] + 0.1 * x[0] * r[2]) < 1e-7, "second component of the gradient", x[1]);
    std::size_t left = 0;
    for (bool failed = true; failed; ++left) {
        Posed posed(method, jacobian, left);
        failed = !posed.made;
        if (!posed.made) continue;
        posed.answer_some(100000);
        failed = posed.run.memory.failed();
        if (failed)
            expect(posed.run.verdict().status == Status::out_of_memory, "status without memory",
                   double(posed.run.verdict().status));
        expect(left < 1000, "memory is enough at last", double(left));
    }
    for (int questions = 0; questions < 40; ++questions) Posed(method, jacobian).answer_some(questions);
}

// ½‖R p + q‖² of a random factor, its step within a random box and region.
void steps_within_bounds() {
    for (int trial = 0; trial < 400; ++trial) {
        const Index size = 1 + trial % 5;
        Run run(size, options(), 1 << 14);
        run.lower = run.memory.vector(size), run.upper = run.memory.vector(size);
        double x[5], p[5];
        for (Index j = 0; j < size; ++j) {
            run.lower[j] = random_number() - 1, run.upper[j] = random_number() + 1;
            x[j] = trial % 3 == 0 ? run.lower[j]
                                  : run.lower[j] + 0.5 * (1 + random_number()) * (run.upper[j] - run.lower[j]);
        }
        ResidualModel model{};
        model.allocate(run);
        const Matrix<double> rows = run.memory.matrix(size + 1, size + 4);
        for (Index i = 0; i < rows.rows * rows.columns; ++i) rows.data[i] = random_number();
        model.trial().clear();
        model.trial().fold(rows, size + 4);
        model.adopt(run, x, 1);
        const double radius = std::exp(3 * random_number());
        const ResidualModel::Step step = model.step_within(run, x, radius, 0, p);
        double before = 0, after = 0, product[5];
        model.factor().multiply(p, product);
        for (Index i = 0; i < size; ++i) {
            const double q = model.factor().right_side(i);
            before += q * q / 2, after += (q + product[i]) * (q + product[i]) / 2;
        }
        expect(std::fabs(step.decrease - (before - after)) <= 1e-12 * (1 + before), "decrease of the model",
               step.decrease, before - after);
        expect(step.decrease >= 0, "a step lowers the model", step.decrease);
        expect(model.free_count() == 0 || step.decrease > 0, "a step that is free lowers it", step.decrease);
        for (Index j = 0; j < size; ++j) {
            expect(x[j] + p[j] >= run.lower[j] - 1e-15 && x[j] + p[j] <= run.upper[j] + 1e-15, "within the bounds",
                   x[j] + p[j]);
        }
        // No worse than a projected step of steepest descent of a fifth of the radius.
        const double* const g = model.gradient();
        double norm = 0, cauchy[5];
        for (Index j = 0; j < size; ++j) norm = std::hypot(norm, g[j] / model.factor().column_norm(j));
        for (double t = norm > 0 ? radius / norm : 0; t > 1e-3 * radius / norm; t /= 2) {
            for (Index j = 0; j < size; ++j) {
                const double d = model.factor().column_norm(j);
                cauchy[j] = run.bounds().cut(j, x[j], -t * g[j] / (d * d));
            }
            model.factor().multiply(cauchy, product);
            double value = 0, slope = 0;
            for (Index i = 0; i < size; ++i) {
                const double q = model.factor().right_side(i);
                value += (q + product[i]) * (q + product[i]) / 2, slope += q * product[i];
            }
            if (before - value < -0.1 * slope) continue;
            expect(step.decrease >= 0.5 * (before - value), "a step is as good as one of steepest descent",
                   step.decrease, before - value);
            break;
        }
    }
}

}  // namespace

int main() {
    for (const ResidualMethod method : {ResidualMethod::levenberg_marquardt, ResidualMethod::gauss_newton}) {
        without_memory(method, true);
        without_memory(method, false);
    }
    steps_within_bounds();
    return failures != 0;
}
