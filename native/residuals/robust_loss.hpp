// Losses that weigh large residuals less than their squares: with z = r²/C²,
//
//     F = ½ C² Σ ρ(z_i),   squared z | Huber z ≤ 1 ? z : 2√z - 1 | soft L1 2(√(1 + z) - 1) | Cauchy ln(1 + z)
//     | arctangent atan z.
//
// Near its minimum F is a sum of squares of other residuals, whose rows and right sides are scaled so that their
// gradient is F's and their Gauss-Newton matrix F's own, but for second derivatives of r:
//
//     s² = ρ′ + 2 ρ″ z,   row ← s row,   r ← ρ′ r / s
//
// Triggs, McLauchlan, Hartley & Fitzgibbon, Bundle Adjustment: A Modern Synthesis (2000), section 4.3, (10)-(11).
// Where a residual is so large that ρ bends the other way, s² is not positive: it is kept above a tenth of ρ′, so that
// the matrix stays positive and the gradient right. A smaller part makes the first step from afar, where most residuals
// are large, so long that it may end on a plateau; all of ρ′, which is to weigh rows again each time, converges slowly.
#pragma once

#include <cmath>

namespace steepest {

enum class RobustLoss : int { squared, huber, soft_l1, cauchy, arctan };
inline constexpr const char* robust_loss_names[] = {"squared", "huber", "soft-l1", "cauchy", "arctan"};
inline constexpr int robust_loss_count = sizeof robust_loss_names / sizeof robust_loss_names[0];

struct Rho {
    double value;
    double first;
    double second;
};

inline Rho rho_of(RobustLoss loss, double z) {
    switch (loss) {
        case RobustLoss::squared:
            break;
        case RobustLoss::huber: {
            if (z <= 1) break;
            const double root = std::sqrt(z);
            return {2 * root - 1, 1 / root, -0.5 / (z * root)};
        }
        case RobustLoss::soft_l1: {
            const double root = std::sqrt(1 + z);
            return {2 * z / (root + 1), 1 / root, -0.5 / ((1 + z) * root)};
        }
        case RobustLoss::cauchy: {
            const double inverse = 1 / (1 + z);
            return {std::log1p(z), inverse, -inverse * inverse};
        }
        case RobustLoss::arctan: {
            const double inverse = 1 / (1 + z * z);
            return {std::atan(z), inverse, -2 * z * inverse * inverse};
        }
    }
    return {z, 1, 0};
}

struct ResidualLoss {
    RobustLoss kind = RobustLoss::squared;
    double scale = 1;  // C

    bool is_squared() const { return kind == RobustLoss::squared; }
    // ½ C² Σ ρ.
    double value(const double* r, long count) const {
        double sum = 0;
        for (long i = 0; i < count; ++i) sum += rho_of(kind, (r[i] / scale) * (r[i] / scale)).value;
        return 0.5 * scale * scale * sum;
    }
    // Scales a residual; returns by how much its row is to be scaled.
    double reweigh(double& r) const {
        constexpr double least_curvature = 0.1;
        const double z = (r / scale) * (r / scale);
        const Rho rho = rho_of(kind, z);
        const double row = std::sqrt(std::fmax(rho.first + 2 * rho.second * z, least_curvature * rho.first));
        r = row > 0 ? rho.first / row * r : 0;
        return row;
    }
};

}  // namespace steepest
