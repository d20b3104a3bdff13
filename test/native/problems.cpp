// Every test function against differences of itself, in several dimensions and at points off the start, and the kernels
// of the Rosenbrock family against the definition, at every level and length of tail. The published values and minima
// are checked through the API, in test/problems.test.ts.
#include <cmath>
#include <cstdio>
#include <cstring>
#include <initializer_list>

#include "kernels/table.hpp"
#include "objective/problems/problem.hpp"

using namespace steepest;

namespace {

constexpr double epsilon = 2.220446049250313e-16;
constexpr Index largest = 70;

int failures = 0;
void expect(double error, double tolerance, const char* what, const char* name, Index n, Index i) {
    if (error <= tolerance) return;
    ++failures;
    std::printf("FAIL %s: %s, n = %ld, %ld: %g > %g\n", name, what, long(n), long(i), error, tolerance);
}

struct Answer {
    double value = NAN;
    double gradient[largest];
    double hessian[largest * largest];
    double product[largest];
};

Answer evaluate(const Objective& objective, unsigned needed, const double* x, const double* direction = nullptr) {
    Answer answer;
    for (double& component : answer.gradient) component = NAN;
    Query query;
    query.needs = needed;
    query.value = NAN;
    query.x = {x, objective.dimension};
    query.direction = direction;
    query.gradient = answer.gradient;
    query.hessian = answer.hessian;
    query.product = answer.product;
    objective.answer(objective.self, query);
    answer.value = query.value;
    return answer;
}

double largest_of(const double* x, Index n) {
    double result = 0;
    for (Index i = 0; i < n; ++i) result = std::fmax(result, std::fabs(x[i]));
    return result;
}

// Central differences along x_j: of the value, and of the gradient.
struct Differences {
    double value;
    double gradient[largest];
};
Differences differences(const Objective& objective, double* x, Index j, double h) {
    const double kept = x[j];
    x[j] = kept + h;
    const double above = x[j];
    const Answer right = evaluate(objective, needs::value_and_gradient, x);
    x[j] = kept - h;
    const double width = above - x[j];
    const Answer left = evaluate(objective, needs::value_and_gradient, x);
    x[j] = kept;
    Differences result;
    result.value = (right.value - left.value) / width;
    for (Index i = 0; i < objective.dimension; ++i) result.gradient[i] = (right.gradient[i] - left.gradient[i]) / width;
    return result;
}

// Half a step leaves a quarter of the truncation: extrapolation takes out most of it, and their distance bounds the
// rest. `noise` is the rounding of what was subtracted.
void compare(double exact, double wide, double narrow, double noise, const char* what, const char* name, Index n,
             Index i) {
    const double extrapolated = narrow + (narrow - wide) / 3;
    expect(std::fabs(exact - extrapolated), 0.02 * std::fabs(narrow - wide) + noise, what, name, n, i);
}

void derivatives(const Problem& problem, const Objective& objective, double* x) {
    const Index n = objective.dimension;
    const char* name = problem.name;
    const Answer at = evaluate(objective, needs::value_and_gradient | needs::hessian, x);
    const double magnitude = std::fabs(at.value);
    expect(std::fabs(evaluate(objective, needs::value, x).value - at.value), 4 * epsilon * magnitude, "value", name, n,
           0);

    const double gradient_scale = largest_of(at.gradient, n), hessian_scale = largest_of(at.hessian, n * n);
    double column[largest] = {};
    for (Index j = 0; j < n; ++j) {
        const double h = 1e-4 * std::fmax(1, std::fabs(x[j]));
        const Differences wide = differences(objective, x, j, h), narrow = differences(objective, x, j, h / 2);
        const double rounding = (40 + double(n)) * epsilon / h;  // of sums of n numbers
        compare(at.gradient[j], wide.value, narrow.value, 1e-11 * gradient_scale + rounding * (magnitude + 1),
                "gradient", name, n, j);
        for (Index i = 0; i < n; ++i) {
            compare(at.hessian[i * n + j], wide.gradient[i], narrow.gradient[i],
                    1e-11 * hessian_scale + rounding * (gradient_scale + 1), "Hessian", name, n, i * n + j);
            expect(at.hessian[i * n + j] != at.hessian[j * n + i], 0, "symmetry", name, n, i * n + j);
        }
    }

    double direction[largest];
    for (Index j = 0; j < n; ++j) direction[j] = std::sin(1.0 + 3.0 * double(j));
    const Answer along = evaluate(objective, needs::product, x, direction);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) column[i] += at.hessian[i * n + j] * direction[j];
        expect(std::fabs(column[i] - along.product[i]), 1e-13 * double(n) * hessian_scale, "product", name, n, i);
    }
}

void every_problem() {
    for (int index = 0; index < problem_count(); ++index) {
        const Problem& problem = steepest::problem(index);
        const auto [standard, smallest, most, multiple] = problem.dimensions;
        for (Index n : {standard, smallest, Index{4}, Index{7}, Index{12}, Index{31}, largest}) {
            if (n < smallest || n > most || n % multiple != 0) continue;
            // Its valleys are narrower than the steps there.
            if (n == largest && std::strcmp(problem.name, "michalewicz") == 0) continue;
            Workspace workspace;
            const Objective objective = make_problem(workspace, index, n);
            double x[largest];
            problem.start({x, n});
            derivatives(problem, objective, x);
            for (Index j = 0; j < n; ++j) x[j] += 0.1 * std::cos(2.0 * double(j));
            derivatives(problem, objective, x);
            for (Index j = 0; j < n; ++j) x[j] = 0.3 + 0.5 * std::sin(double(j));
            derivatives(problem, objective, x);
        }
    }
}

// Every answer of a shifted problem is that of the problem at x - shift, to the bit.
void every_shift() {
    for (int index = 0; index < problem_count(); ++index) {
        const Problem& problem = steepest::problem(index);
        const Index n = problem.dimensions.standard;
        expect(find_problem(problem.name) != index, 0, "index", problem.name, n, index);
        double x[largest], shift[largest], moved[largest], direction[largest];
        problem.start({x, n});
        for (Index j = 0; j < n; ++j) {
            shift[j] = 0.3 * std::cos(double(j));
            moved[j] = x[j] - shift[j];
            direction[j] = std::sin(1.0 + double(j));
        }
        Workspace workspace;
        const Objective plain = make_problem(workspace, index, n);
        const Objective shifted = make_problem(workspace, index, n, {shift, n});
        shift[0] = NAN;  // a copy was taken
        expect(shifted.provides != plain.provides || shifted.dimension != n, 0, "shifted", problem.name, n, 0);
        const unsigned all = needs::value_and_gradient | needs::hessian | needs::product;
        const Answer there = evaluate(shifted, all, x, direction), here = evaluate(plain, all, moved, direction);
        const bool same = there.value == here.value &&
                          !std::memcmp(there.gradient, here.gradient, size_t(n) * sizeof(double)) &&
                          !std::memcmp(there.product, here.product, size_t(n) * sizeof(double)) &&
                          !std::memcmp(there.hessian, here.hessian, size_t(n * n) * sizeof(double));
        expect(!same, 0, "shifted", problem.name, n, 1);
    }
    expect(find_problem("no such problem") != -1, 0, "index", "none", 0, 0);
}

double term(double a, double b) {
    return 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a);
}

void kernel(const char* name, double (*run)(Index, const double*, double*), Index stride) {
    for (Index n = 2; n <= largest; n += stride) {
        // One number beyond each end, which must not matter and must not be written.
        double x[largest + 2], gradient[largest + 2], exact[largest + 2] = {};
        for (Index i = 0; i < n + 2; ++i) {
            x[i] = std::sin(7.0 * double(i));
            gradient[i] = 123;
        }
        x[0] = x[n + 1] = NAN;
        double value = 0;
        for (Index i = 1; i < n; i += stride) {
            const double a = x[i], r = x[i + 1] - a * a;
            value += term(a, x[i + 1]);
            exact[i] += -400 * a * r - 2 * (1 - a);
            exact[i + 1] += 200 * r;
        }
        expect(std::fabs(run(n, x + 1, gradient + 1) - value), 1e-14 * value, "kernel's value", name, n, 0);
        expect(std::fabs(run(n, x + 1, nullptr) - value), 1e-14 * value, "kernel's value alone", name, n, 0);
        for (Index i = 1; i <= n; ++i)
            expect(std::fabs(gradient[i] - exact[i]), 1e-12, "kernel's gradient", name, n, i);
        expect(gradient[0] != 123 || gradient[n + 1] != 123, 0, "kernel's bounds", name, n, 0);
    }
}

void every_level() {
    const int before = selected_level();
    for (int level = 0; level < level_count(); ++level) {
        if (!select_level(level)) continue;
        kernel(level_name(level), kernels().rosenbrock.chained, 1);
        kernel(level_name(level), kernels().rosenbrock.pairs, 2);
    }
    select_level(before);
}

// Without memory: no objective, and the workspace says so.
void out_of_memory() {
    int failed = 0;
    for (int index = 0; index < problem_count(); ++index) {
        Workspace workspace;
        const Objective objective = make_problem(workspace, index, PTRDIFF_MAX / 8);
        expect(workspace.failed() == (objective.answer != nullptr), 0, "out of memory", problem(index).name, 0, index);
        failed += workspace.failed();
    }
    expect(failed == 0, 0, "nothing", "out of memory", 0, 0);
}

}  // namespace

int main() {
    every_problem();
    every_shift();
    every_level();
    out_of_memory();
    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
