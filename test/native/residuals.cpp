// What sums of squares are solved with, against what it is by definition: the triangular factor of rows that come in
// blocks against JᵀJ, the step within a region against its conditions, covariances against an inverse, losses against
// differences; at every level.
#include <cmath>
#include <cstdio>
#include <vector>

#include "kernels/table.hpp"
#include "region/levenberg_marquardt.hpp"
#include "residuals/covariance.hpp"
#include "residuals/robust_loss.hpp"
#include "residuals/row_factor.hpp"
#include "residuals/variance.hpp"

using namespace steepest;

namespace {

int failures = 0;
double random_number() {
    static unsigned state = 7;
    state = state * 1664525 + 1013904223;
    return static_cast<double>(state) / 2147483648.0 - 1;
}

void expect(bool right, const char* what) {
    if (!right && ++failures < 20) std::printf("FAIL %s: %s\n", kernels().name, what);
}
bool near(double a, double b, double tolerance) {
    return std::fabs(a - b) <= tolerance * std::fmax(1, std::fabs(b));
}

struct Rows {
    Index m, n;
    std::vector<double> values;  // rows of [J r]

    Rows(Index rows, Index columns, double unit) : m(rows), n(columns), values(std::size_t(rows * (columns + 1))) {
        for (double& v : values) v = unit * random_number();
    }
    double& at(Index i, Index j) { return values[std::size_t(i * (n + 1) + j)]; }
    // Column j times column k, divided by the square of the unit.
    double product(Index j, Index k, double unit) {
        double sum = 0;
        for (Index i = 0; i < m; ++i) sum += at(i, j) / unit * (at(i, k) / unit);
        return sum;
    }
};

void fold(Rows& rows, Index from, Index to, Index block, RowFactor& factor) {
    std::vector<double> columns(std::size_t((rows.n + 1) * block));
    for (Index first = from; first < to; first += block) {
        const Index count = to - first < block ? to - first : block;
        for (Index j = 0; j <= rows.n; ++j) {
            for (Index i = 0; i < count; ++i) columns[std::size_t(j * block + i)] = rows.at(first + i, j);
        }
        factor.fold({columns.data(), rows.n + 1, block, block}, count);
    }
}

// RᵀR = JᵀJ and Rᵀq = Jᵀr, whatever the blocks, with units whose squares overflow or vanish too.
void factors() {
    for (const double unit : {1.0, 1e-170, 1e170}) {
        for (Index m : {1, 3, 8, 57, 300}) {
            const Index n = 1 + m % 6;
            Rows rows(m, n, unit);
            Workspace memory(1 << 14);
            RowFactor whole, half, other;
            for (RowFactor* factor : {&whole, &half, &other}) factor->allocate(memory, n), factor->clear();
            fold(rows, 0, m, 1 + m / 3, whole);
            fold(rows, 0, m / 2, 7, half);
            fold(rows, m / 2, m, 16, other);
            half.fold(other, memory.matrix(n + 1, n + 1));
            for (const RowFactor* factor : {&whole, &half}) {
                for (Index j = 0; j < n; ++j) {
                    const double norm = factor->column_norm(j) / unit;
                    expect(near(norm * norm, rows.product(j, j, unit), 1e-13), "length of a column");
                    double side = 0;
                    for (Index i = 0; i <= j; ++i) {
                        side += factor->matrix()(i, j) / unit * (factor->right_side(i) / unit);
                    }
                    expect(near(side, rows.product(j, n, unit), 1e-12), "gradient");
                    for (Index k = 0; k < j; ++k) {
                        double sum = 0;
                        for (Index i = 0; i <= k; ++i) {
                            sum += factor->matrix()(i, j) / unit * (factor->matrix()(i, k) / unit);
                        }
                        expect(near(sum, rows.product(j, k, unit), 1e-12), "product of columns");
                    }
                }
            }
        }
    }
}

// What is not finite, or vanishes, is seen in the factor.
void strange_factors() {
    Workspace memory(1 << 12);
    RowFactor factor;
    factor.allocate(memory, 2);
    for (const double bad : {double(NAN), double(INFINITY), 1e300}) {
        for (Index k = 0; k < 3; ++k) {
            factor.clear();
            expect(factor.is_finite(), "a factor of nothing");
            Rows rows(5, 2, 1);
            rows.at(3, k) = bad;
            fold(rows, 0, 5, 2, factor);
            expect(factor.is_finite() == std::isfinite(bad), "a number that is not finite");
        }
    }
}

// (JᵀJ + λ D²) p = -Jᵀr of the variables that take part; ‖D p‖ ≤ Δ up to a tenth, and λ = 0 well inside.
void steps() {
    for (int trial = 0; trial < 300; ++trial) {
        const Index n = 1 + trial % 7, m = n + trial % 20;
        Rows rows(m, n, 1);
        const bool deficient = n > 1 && trial % 5 == 0;
        for (Index i = 0; deficient && i < m; ++i) rows.at(i, n - 1) = 3 * rows.at(i, 0);
        Workspace memory(1 << 14), scratch(1 << 14);
        RowFactor factor;
        factor.allocate(memory, n);
        factor.clear();
        fold(rows, 0, m, 32, factor);
        double d[7], q[7], lengths[7], p[7] = {};
        int32_t variables[7];
        for (Index j = 0; j < n; ++j) d[j] = std::exp(3 * random_number()), q[j] = factor.right_side(j);
        for (Index j = 0; j < n; ++j) lengths[j] = factor.column_norm(j);
        Index count = 0;
        for (Index j = 0; j < n; ++j) {
            if (trial % 3 > 0 || j % 2 == 0) variables[count++] = static_cast<int32_t>(j);
        }
        DampedStep step;
        step.allocate(memory, n);
        step.factor(factor.matrix(), q, lengths, d, {variables, count}, 1e-13, scratch);
        const bool all = trial % 3 > 0;
        if (all) expect(step.rank() == (deficient ? n - 1 : n), "rank");
        const double radius = std::exp(4 * random_number());
        const DampedStep::Step made = step.solve(trial % 4 == 0 ? INFINITY : radius, 0, p);
        double length = 0;
        for (Index j = 0; j < n; ++j) length += d[j] * p[j] * d[j] * p[j];
        length = std::sqrt(length);
        expect(near(length, made.length, 1e-10), "length of a step");
        if (trial % 4 != 0) expect(length <= 1.1 * radius * (1 + 1e-9), "a step within its region");
        // Without full rank a shorter one may do.
        if (made.lambda > 0 && !deficient) expect(length >= 0.9 * radius, "a damped step at the boundary");
        for (Index k = 0; k < count; ++k) {
            const Index j = variables[k];
            double left = made.lambda * d[j] * d[j] * p[j];
            for (Index i = 0; i < n; ++i) left += rows.product(j, i, 1) * p[i];
            expect(near(left, -rows.product(j, n, 1), 1e-8), "equations of a step");
        }
    }
}

void covariances() {
    for (Index n = 1; n <= 6; ++n) {
        Rows rows(40, n, 1);
        for (Index i = 0; i < 40; ++i) rows.at(i, 0) *= 1e9;  // of another unit
        Workspace memory(1 << 14);
        RowFactor factor;
        factor.allocate(memory, n);
        factor.clear();
        fold(rows, 0, 40, 64, factor);
        const Matrix<double> inverse = memory.matrix(n, n);
        expect(covariance_of(factor, 1e-13, inverse, memory) == n, "rank of a Jacobian");
        for (Index i = 0; i < n; ++i) {
            for (Index j = 0; j < n; ++j) {
                double sum = 0;
                for (Index k = 0; k < n; ++k) sum += inverse(i, k) * rows.product(k, j, 1);
                expect(near(sum * (j == 0 ? 1e-9 : 1) * (i == 0 ? 1e9 : 1), i == j ? 1 : 0, 1e-12), "inverse of JᵀJ");
            }
        }
        for (Index i = 0; n > 1 && i < 40; ++i) rows.at(i, n - 1) = 1e9 * rows.at(i, 1 % (n - 1 > 0 ? n - 1 : 1));
        if (n < 3) continue;
        factor.clear();
        fold(rows, 0, 40, 64, factor);
        expect(covariance_of(factor, 1e-13, inverse, memory) == n - 1, "rank of a deficient Jacobian");
        expect(std::isnan(inverse(0, 0)), "no inverse of it");
    }
}

// ρ′ and ρ″ by differences; rows and right sides whose products are the derivatives of C² ρ(r²/C²) / 2 by r.
void losses() {
    for (int kind = 0; kind < robust_loss_count; ++kind) {
        const ResidualLoss loss{static_cast<RobustLoss>(kind), 0.7};
        for (const double r : {1e-3, 0.3, 0.69, 0.8, 3.0, -20.0}) {
            const auto value = [&](double x) { return loss.value(&x, 1); };
            const double h = 1e-4 * std::fabs(r);
            const double slope = (8 * (value(r + h) - value(r - h)) - value(r + 2 * h) + value(r - 2 * h)) / (12 * h);
            const double bend = (value(r + h) - 2 * value(r) + value(r - h)) / (h * h);
            double weighed = r;
            const double row = loss.reweigh(weighed);
            expect(near(row * weighed, slope, 1e-9), "slope of a loss");
            expect(near(row * row, std::fmax(bend, 0.1 * slope / r), 1e-5), "bend of a loss, or a tenth of its weight");
        }
    }
    const double r[] = {0.1, -0.2, 0.3, 0.05, -0.1};
    double squares = 0;
    for (double x : r) squares += x * x;
    const double plain = residual_variance({}, {r, 5}, squares, 2);
    expect(near(plain, squares / 3, 1e-15), "variance of residuals");
    const ResidualLoss wide{RobustLoss::huber, 10};
    expect(near(residual_variance(wide, {r, 5}, squares, 2), plain, 1e-15),
           "variance of residuals that no loss weighs");
    expect(std::isnan(residual_variance({}, {r, 2}, squares, 2)), "variance of no residuals left");
}

}  // namespace

int main() {
    for (int level = 0; level < level_count(); ++level) {
        if (!level_supported(level)) continue;
        select_level(level);
        factors();
        strange_factors();
        steps();
        covariances();
    }
    losses();
    return failures != 0;
}
