// The variance by which (JᵀWJ)⁻¹ is to be multiplied for the covariance of the parameters of a fit, from the residuals
// r = √w (f - y) at its minimum, n of m of which the parameters take up:
//
//     s² = Σ r² / (m - n),   with a robust loss   s² = K² [Σ ψ² / (m - n)] / [Σ ψ′ / m]²,   K = 1 + (n / m) var ψ′ /
//     (mean ψ′)²
//
// where ψ(r) = ρ′ r is half the derivative of C² ρ(r² / C²): P. J. Huber, Robust Statistics (1981), section 7.6, (6.5)
// and (6.6). For ρ(z) = z they are the same.
#pragma once

#include <cmath>

#include "base/view.hpp"
#include "residuals/robust_loss.hpp"

namespace steepest {

// Of `squares` = Σ r². NaN where no residual is left to tell it from.
inline double residual_variance(const ResidualLoss& loss, Vector<const double> r, double squares, Index parameters) {
    const double m = static_cast<double>(r.size), n = static_cast<double>(parameters);
    if (!(m > n)) return NAN;
    if (loss.is_squared()) return squares / (m - n);
    const auto z_of = [&](double residual) { return (residual / loss.scale) * (residual / loss.scale); };
    const auto bend_of = [&](double residual) {
        const Rho rho = rho_of(loss.kind, z_of(residual));
        return rho.first + 2 * rho.second * z_of(residual);
    };
    double psi_squares = 0, mean = 0, variance = 0;
    for (double residual : r) {
        const double psi = rho_of(loss.kind, z_of(residual)).first * residual;
        psi_squares += psi * psi;
        mean += bend_of(residual) / m;
    }
    for (double residual : r) variance += (bend_of(residual) - mean) * (bend_of(residual) - mean) / m;
    const double k = 1 + n / m * variance / (mean * mean);
    return k * k * psi_squares / (m - n) / (mean * mean);
}

}  // namespace steepest
