// Least squares where columns nearly depend on each other, and a penalty, if there is one, is small beside the
// Hessian's rounding: by orthogonal factors of the rows, whose condition is the root of the Hessian's. A penalty is a
// row √λ e_j for each coefficient. A second solution, for the residuals, corrects the first, and says what its rounding
// left of the decrease.
#include <utility>

#include "linalg/least_squares.hpp"
#include "models/glm_iteration.hpp"

namespace steepest {
namespace {

// Share of a column that the others do not explain, below which the Hessian has lost digits.
constexpr double dependent_share = 1e-4;
// Multiplications of a factorization, which nothing interrupts, and numbers.
constexpr double most_work = 3e8;
constexpr double most_numbers = 4e6;

struct Orthogonal {
    Matrix<double> a;  // √weight (x, 1); √(λ / scale) e_j
    Matrix<double> b;
    Matrix<double> x;
};

double root_weight(const GlmProblem& problem, Index i) {
    return problem.weight ? std::sqrt(problem.weight[i]) : 1;
}

void fill(const GlmProblem& problem, const Orthogonal& system) {
    const Index d = problem.columns;
    for (Index i = 0; i < problem.rows; ++i) {
        const double root = root_weight(problem, i);
        const Index at = i * problem.stride;
        for (Index j = 0; j < d; ++j) {
            const double value = problem.single ? static_cast<const float*>(problem.x)[at + j]
                                                : static_cast<const double*>(problem.x)[at + j];
            system.a(i, j) = root * value;
        }
        if (problem.intercept) system.a(i, d) = root;
        system.b(i, 0) = root * problem.y[i];
    }
    const double root = std::sqrt(problem.penalty / problem.scale);
    for (Index i = problem.rows; i < system.a.rows; ++i) {
        for (Index j = 0; j < system.a.columns; ++j) system.a(i, j) = i - problem.rows == j ? root : 0;
        system.b(i, 0) = 0;
    }
}

bool solve(const Orthogonal& system, Workspace& memory) {
    const double tolerance = default_rank_tolerance<double>(system.a.rows, system.a.columns);
    return least_squares<double>(system.a, system.b, tolerance, system.x, memory).status == Status::solved;
}

}  // namespace

bool wants_orthogonal(const GlmIteration& it) {
    const GlmProblem& problem = it.f.problem();
    const double numbers = static_cast<double>(problem.rows) * static_cast<double>(it.n);
    return it.squared && it.metric.least_share < dependent_share && problem.rows >= it.n && !problem.origin &&
           numbers <= most_numbers && numbers * static_cast<double>(it.n) <= most_work;
}

Task<bool> solve_orthogonally(Run& run, GlmIteration& it) {
    const GlmProblem& problem = it.f.problem();
    Workspace& memory = run.memory;
    const Index rows = problem.rows + (it.penalized ? problem.columns : 0);
    const Orthogonal system{memory.matrix(rows, it.n), memory.matrix(rows, 1), memory.matrix(it.n, 1)};
    if (memory.failed()) co_return false;
    fill(problem, system);
    if (!solve(system, memory)) co_return false;
    for (Index i = 0; i < it.n; ++i) it.parameters[i] = system.x(i, 0);
    double decrease = 0;
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < it.n; ++j) system.b(i, 0) -= system.a(i, j) * it.parameters[j];
    }
    if (!solve(system, memory)) co_return false;
    for (Index i = 0; i < rows; ++i) {
        double change = 0;
        for (Index j = 0; j < it.n; ++j) change += system.a(i, j) * system.x(j, 0);
        decrease += problem.scale / 2 * change * change;
    }
    for (Index j = 0; j < it.n; ++j) it.parameters[j] += system.x(j, 0);
    it.f.to_variables(it.parameters, it.next.v);
    co_await evaluate(run, it, it.f.all(), it.next);
    if (!(it.next.value <= it.at.value)) co_return false;
    std::swap(it.at, it.next);
    run.count_iteration(1);
    run.promised_decrease = it.fit.report.gap = decrease;
    it.fit.report.dependent = 0;
    run.accept(it.parameters, it.at.value, nullptr, NAN);
    it.reached = false;
    co_await certify_end(run, it);
    co_return true;
}

}  // namespace steepest
