// The dual active-set solver: random programs judged by their first-order conditions, which suffice as they are convex;
// programs whose solution is known; programs that have none.
#include <cmath>

#include "base/random.hpp"
#include "constraints/quadratic_program.hpp"
#include "expect.hpp"
#include "linalg/cholesky.hpp"

using namespace steepest;

namespace {

constexpr Index most = 24;

struct Program {
    Index n = 0, m = 0;
    double hessian[most * most] = {};
    double factor[most * most] = {};
    double gradient[most] = {};
    double rows[2 * most * most] = {};
    double lower[2 * most] = {}, upper[2 * most] = {}, slack[2 * most] = {};
    double low[most] = {}, high[most] = {};
    bool bounded = false;
};

Status solve(Program& p, DualActiveSet& solver, Workspace& memory) {
    for (Index i = 0; i < p.n * p.n; ++i) p.factor[i] = p.hessian[i];
    cholesky(Matrix<double>{p.factor, p.n, p.n, p.n}, memory);
    solver.allocate(memory, p.n, p.m);
    return solver.solve({.factor = {p.factor, p.n, p.n, p.n},
                         .gradient = p.gradient,
                         .rows = {p.rows, p.m, p.n, p.n},
                         .lower = p.lower,
                         .upper = p.upper,
                         .slack = p.slack,
                         .low = p.bounded ? p.low : nullptr,
                         .high = p.bounded ? p.high : nullptr},
                        memory);
}

// A multiplier is of the right sign, and zero away from its limit.
void judge(double multiplier, double value, double low, double high, double size) {
    const double tolerance = 1e-9 * size;
    expect(value >= low - tolerance && value <= high + tolerance, "within its limits", value, low);
    if (multiplier > 0) expect(value <= low + tolerance, "a positive multiplier at the lower limit", value, low);
    if (multiplier < 0) expect(value >= high - tolerance, "a negative multiplier at the upper limit", value, high);
}

void check_conditions(const Program& p, const DualActiveSet& s) {
    double size = 1;
    for (Index i = 0; i < p.n; ++i) size = std::fmax(size, std::fabs(s.d[i]));
    for (Index k = 0; k < p.m; ++k) size = std::fmax(size, std::fabs(s.multipliers[k]));
    for (Index i = 0; i < p.n; ++i) {
        double residual = p.gradient[i] - s.bound_multipliers[i];
        for (Index j = 0; j < p.n; ++j) residual += p.hessian[i * p.n + j] * s.d[j];
        for (Index k = 0; k < p.m; ++k) residual -= p.rows[k * p.n + i] * s.multipliers[k];
        expect(std::fabs(residual) <= 1e-8 * size, "stationary", residual, size);
        if (p.bounded) judge(s.bound_multipliers[i], s.d[i], p.low[i], p.high[i], size);
    }
    for (Index k = 0; k < p.m; ++k) {
        double value = 0;
        for (Index i = 0; i < p.n; ++i) value += p.rows[k * p.n + i] * s.d[i];
        judge(s.multipliers[k], value, p.lower[k], p.upper[k], size);
    }
}

// Limits around what a known point gives, so that there is a feasible one: some equal, some one-sided, some met
// exactly.
void random_program(Random& random, Program& p, double spread) {
    p.n = 1 + static_cast<Index>(random.below(most));
    p.m = static_cast<Index>(random.below(static_cast<std::uint64_t>(2 * p.n)));
    p.bounded = random.below(2) == 0;
    double root[most * most], point[most];
    for (Index i = 0; i < p.n * p.n; ++i) root[i] = random.normal();
    for (Index i = 0; i < p.n; ++i) {
        for (Index j = 0; j < p.n; ++j) {
            double sum = i == j ? std::pow(spread, -random.uniform()) : 0;
            for (Index k = 0; k < p.n; ++k) sum += root[i * p.n + k] * root[j * p.n + k];
            p.hessian[i * p.n + j] = p.hessian[j * p.n + i] = sum;
        }
        p.gradient[i] = 10 * random.normal();
        point[i] = random.normal();
        p.low[i] = random.below(2) ? -INFINITY : point[i] - random.exponential();
        p.high[i] = random.below(2) ? INFINITY : point[i] + random.exponential();
    }
    Index equalities = 0;
    for (Index k = 0; k < p.m; ++k) {
        double at = 0;
        for (Index i = 0; i < p.n; ++i) at += (p.rows[k * p.n + i] = random.normal()) * point[i];
        p.slack[k] = 1e-10;
        p.lower[k] = random.below(2) ? -INFINITY : at - (random.below(3) ? random.exponential() : 0);
        p.upper[k] = random.below(2) ? INFINITY : at + (random.below(3) ? random.exponential() : 0);
        if (random.below(4) == 0 && 3 * ++equalities < p.n) p.lower[k] = p.upper[k] = at;
    }
    // A row again.
    if (p.m > 3 && random.below(2)) {
        for (Index i = 0; i < p.n; ++i) p.rows[3 * p.n + i] = p.rows[i];
        p.lower[3] = p.lower[0];
        p.upper[3] = p.upper[0];
    }
}

// Minimize (d₁ - 1)² + (d₂ - 2.5)² where d₁ - 2 d₂ ≥ -2, -d₁ - 2 d₂ ≥ -6, -d₁ + 2 d₂ ≥ -2, d ≥ 0: (1.4, 1.7), Nocedal &
// Wright, example 16.4.
void check_textbook() {
    Workspace memory;
    DualActiveSet solver;
    Program p;
    p.n = 2;
    p.m = 3;
    p.hessian[0] = p.hessian[3] = 2;
    p.gradient[0] = -2;
    p.gradient[1] = -5;
    const double rows[] = {1, -2, -1, -2, -1, 2}, lower[] = {-2, -6, -2};
    for (int i = 0; i < 6; ++i) p.rows[i] = rows[i];
    for (int k = 0; k < 3; ++k) {
        p.lower[k] = lower[k];
        p.upper[k] = INFINITY;
    }
    p.bounded = true;
    p.high[0] = p.high[1] = INFINITY;
    expect(solve(p, solver, memory) == Status::solved, "the textbook's is solved", 0, 0);
    expect(std::fabs(solver.d[0] - 1.4) < 1e-14, "its first variable", solver.d[0], 1.4);
    expect(std::fabs(solver.d[1] - 1.7) < 1e-14, "its second", solver.d[1], 1.7);
    expect(std::fabs(solver.multipliers[0] - 0.8) < 1e-14, "its multiplier", solver.multipliers[0], 0.8);
    check_conditions(p, solver);
}

void check_contradictions() {
    Workspace memory;
    DualActiveSet solver;
    Program p;
    p.n = 2;
    p.m = 2;
    p.hessian[0] = p.hessian[3] = 1;
    p.rows[0] = p.rows[1] = 1;
    p.rows[2] = p.rows[3] = 2;
    p.lower[0] = p.upper[0] = 1;
    p.lower[1] = 3;
    p.upper[1] = 4;
    p.slack[0] = p.slack[1] = 1e-10;
    expect(solve(p, solver, memory) == Status::infeasible, "rows that contradict each other", 0, 0);
    p.lower[1] = p.upper[1] = 2;
    expect(solve(p, solver, memory) == Status::solved, "rows that say the same", 0, 0);
    p.lower[1] = p.upper[1] = 2 + 1e-12;
    expect(solve(p, solver, memory) == Status::solved, "rows that differ by less than slack", 0, 0);
    p.m = 1;
    p.bounded = true;
    p.high[0] = p.high[1] = 0.25;
    expect(solve(p, solver, memory) == Status::infeasible, "a row that contradicts the bounds", 0, 0);
    p.gradient[0] = NAN;
    p.m = 0;
    expect(solve(p, solver, memory) == Status::not_finite, "a gradient that is not finite", 0, 0);
}

}  // namespace

int main() {
    Random random(5);
    for (int i = 0; i < 3000; ++i) {
        Workspace memory;
        DualActiveSet solver;
        Program p;
        random_program(random, p, i % 2 ? 1 : 1e4);
        const Status status = solve(p, solver, memory);
        expect(status == Status::solved, "a program with a feasible point is solved", static_cast<double>(status), i);
        if (status == Status::solved) check_conditions(p, solver);
    }
    check_textbook();
    check_contradictions();
    return failures ? 1 : 0;
}
