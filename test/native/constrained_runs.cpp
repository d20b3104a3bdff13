// Runs with constraints in C++: stopped anywhere, the best point; without memory, its status; with any of the
// derivatives missing, the same minimum.
#include <cmath>
#include <cstring>

#include "expect.hpp"
#include "minimize/make.hpp"

using namespace steepest;

namespace {

constexpr Index n = 3;

int method_called(const char* name) {
    for (int i = 0; i < method_count(); ++i) {
        if (!std::strcmp(method_name(i), name)) return i;
    }
    return -1;
}

// Minimize x₀ + x₁ x₂ on the sphere x'x = 3, x₀ - x₁ ≥ -1, x₀ + x₂ ≤ 2, |x| ≤ 1.5: -2 at (-1, -1, 1), since on the
// sphere x₁ x₂ ≥ -(3 - x₀²) / 2.
void answer_point(const double* x, double& f, double* g, double* c, double* jacobian) {
    f = x[0] + x[1] * x[2];
    c[0] = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] - 3;
    c[1] = x[0] - x[1] + 1;
    const double gradient[] = {1, x[2], x[1]}, rows[] = {2 * x[0], 2 * x[1], 2 * x[2], 1, -1, 0};
    for (int i = 0; i < 3 && g; ++i) g[i] = gradient[i];
    for (int i = 0; i < 6 && jacobian; ++i) jacobian[i] = rows[i];
}

struct Problem {
    double start[n] = {0.5, -1.4, 0.2};
    double lower[n] = {-1.5, -1.5, -1.5}, upper[n] = {1.5, 1.5, 1.5};
    double row[n] = {1, 0, 1}, row_lower[1] = {-INFINITY}, row_upper[1] = {2};
    Options options = {};

    Problem() {
        options.gradient_tolerance = 1e-8;
        options.max_iterations = options.local_max_iterations = 500;
        options.max_evaluations = options.local_max_evaluations = INFINITY;
        options.target = -INFINITY;
        options.line_search = 2;
        options.sufficient_decrease = 1e-4;
        options.curvature = 0.9;
        options.step_size = options.local_step_size = NAN;
        options.memory = 10;
        options.differences = 1;
        options.constraint_tolerance = 1e-8;
        options.local_method = method_called("lbfgsb");
    }

    void set(Run& run, unsigned provides) {
        run.provides = provides;
        run.start = {start, n};
        run.lower = {lower, n};
        run.upper = {upper, n};
        run.constraints = {.equalities = 1,
                           .inequalities = 1,
                           .rows = {row, 1, n, n},
                           .row_lower = {row_lower, 1},
                           .row_upper = {row_upper, 1}};
    }
};

void answer(Run& run, unsigned provides) {
    Query& query = run.mutable_query();
    expect((query.needs & ~(provides | needs::constraints | needs::at_points)) == 0, "asks for what is provided",
           query.needs, provides);
    double f, c[2], jacobian[2 * n];
    if (query.needs & needs::at_points) {
        for (Index k = 0; k < query.points.rows; ++k) {
            answer_point(query.points.row(k), f, nullptr, c, nullptr);
            if (query.needs & needs::batch) query.values[k] = f;
            for (int i = 0; i < 2 && (query.needs & needs::constraint_batch); ++i)
                query.point_constraints[2 * k + i] = c[i];
        }
        run.tell(0);
        return;
    }
    answer_point(query.x.data, f, query.needs & needs::gradient ? query.gradient : nullptr, c, jacobian);
    for (int i = 0; i < 2 && (query.needs & needs::constraints); ++i) query.constraints[i] = c[i];
    for (Index i = 0; i < n && (query.needs & needs::equality_jacobian); ++i) query.jacobian[i] = jacobian[i];
    for (Index i = n; i < 2 * n && (query.needs & needs::inequality_jacobian); ++i) query.jacobian[i] = jacobian[i];
    run.tell(f);
}

constexpr unsigned all = needs::value_and_gradient | needs::jacobian;

double minimum(int method, unsigned provides) {
    Problem problem;
    Run run(n, problem.options, 8192);
    problem.set(run, provides);
    make_root(run, method);
    for (run.begin(); !run.done();) answer(run, provides);
    const Status status = run.verdict().status;
    expect(status == Status::gradient_tolerance || status == Status::no_further_progress, "ends at a minimum",
           static_cast<double>(status), provides);
    expect(run.incumbent.violation <= 1e-8, "where the constraints are met", run.incumbent.violation, provides);
    return run.incumbent.value;
}

// The best of the points told: the lowest of those that satisfy the constraints, else the one that violates them least.
void stopped(int method) {
    for (int limit = 1; limit < 30; ++limit) {
        Problem problem;
        Run run(n, problem.options, 8192);
        problem.set(run, all);
        make_root(run, method);
        double lowest = INFINITY, nearest = INFINITY;
        run.begin();
        for (int i = 0; i < limit && !run.done(); ++i) {
            const Query& query = run.query();
            double f, c[2];
            answer_point(query.x.data, f, nullptr, c, nullptr);
            const double row = query.x[0] + query.x[2] - 2;
            const double violation = std::fmax(std::fmax(std::fabs(c[0]), -c[1]), std::fmax(row, 0));
            nearest = std::fmin(nearest, violation);
            if ((query.needs & needs::value) && violation <= 1e-8) lowest = std::fmin(lowest, f);
            answer(run, all);
        }
        if (run.done()) return;
        run.end({Status::aborted});
        expect(run.incumbent.x != nullptr, "a best point", limit, method);
        if (lowest < INFINITY) expect(run.incumbent.value == lowest, "the lowest value", run.incumbent.value, lowest);
        // Violations are compared by the slopes at the start, which are not all the same.
        expect(run.incumbent.violation <= std::fmax(4 * nearest, 1e-8), "a small violation", run.incumbent.violation,
               nearest);
    }
}

void without_memory(int method) {
    bool ended_well = false;
    for (std::size_t left = 0; left < 400 && !ended_well; ++left) {
        Problem problem;
        Run run(n, problem.options, 8192);
        problem.set(run, needs::value);
        run.memory.fail_after(left);
        make_root(run, method);
        for (run.begin(); !run.done();) answer(run, needs::value);
        const Status status = run.verdict().status;
        ended_well = status == Status::gradient_tolerance || status == Status::no_further_progress;
        expect(ended_well || status == Status::out_of_memory, "a status", static_cast<double>(status), double(left));
    }
}

}  // namespace

int main() {
    for (const char* name : {"sqp", "augmented-lagrangian"}) {
        const int method = method_called(name);
        const double exact = minimum(method, all);
        expect(std::fabs(exact + 2) < 1e-8, "the minimum in closed form", exact, -2);
        const unsigned some[] = {needs::value, needs::value_and_gradient, needs::value | needs::jacobian,
                                 needs::value_and_gradient | needs::equality_jacobian,
                                 needs::value_and_gradient | needs::inequality_jacobian};
        for (const unsigned provides : some) {
            const double value = minimum(method, provides);
            expect(std::fabs(value - exact) < 1e-6, "the same minimum by differences", value, exact);
        }
        stopped(method);
        without_memory(method);
    }
    return failures != 0;
}
