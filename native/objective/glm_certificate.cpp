// A bound on how far a point is from the minimum, and a proof that there is no minimum.
//
// Gap. F is λ-strongly convex in W, and its Fenchel dual at α_i = -c_i ℓ′(η_i), feasible when the intercepts are the
// best ones for the predictor (Σ α_i = 0), gives F(W, b) - min F <= ‖∂F/∂W‖² / 2λ (for the logistic loss: Yu, Huang &
// Lin, Machine Learning 85 (2011), the dual with α_i = C σ(-m_i)). So the intercepts are solved for on the kept
// predictor, in O(n), and the change that this makes to ∂F/∂W is bounded without another pass, by Cauchy and Schwarz
// over centered columns: ‖Σ_i (Δℓ′_i) (x_i - μ)‖ <= √(Σ_i |Δℓ′_i|²) √n ‖σ‖, with
//     |Δℓ′| <= c |δ|                 squared
//     |Δℓ′| <= c ℓ″ (e^|δ| - 1)      logistic, Poisson: |ℓ‴| <= ℓ″
//     |Δℓ′| <= c ‖δ‖ / 2             multinomial: the Hessian of log Σ exp has norm 1/2 at most
#include <cmath>

#include "objective/glm.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

constexpr int most_shifts = 30;

// Solves A x = b for a symmetric positive definite A of order n in place, b becoming x.
void solve_small(double* a, double* b, Index n) {
    for (Index k = 0; k < n; ++k) {
        for (Index i = k + 1; i < n; ++i) {
            const double factor = a[i * n + k] / a[k * n + k];
            for (Index j = k; j < n; ++j) a[i * n + j] -= factor * a[k * n + j];
            b[i] -= factor * b[k];
        }
    }
    for (Index k = n - 1; k >= 0; --k) {
        for (Index j = k + 1; j < n; ++j) b[k] -= a[k * n + j] * b[j];
        b[k] /= a[k * n + k];
    }
}

}  // namespace

// Σ (c ℓ″)², of a single predictor.
double GlmObjective::curvature_squares(const RowSet& rows, const double* eta) const {
    for_each_piece(rows, 0, pieces(rows), 1, [&](double* part, int lane, Index i, Index count, Index at) {
        double* const r = scratch(lane);
        double* const h = r + block_rows_;
        kernels().glm.losses[static_cast<int>(p_.loss)].evaluate(count, eta + at, p_.y + i, weight(i),
                                                                 p_.scale * rows.factor, r, h);
        part[0] += kernels().level1.dot(count, h, h);
    });
    add_partials(pieces(rows), 1);
    return sums_[0];
}

// At η + δ, the same δ for all rows: Σ c ℓ, Σ c (p - e_y), Σ c p, and the upper triangle of Σ c p p'. δ is in small_.
void GlmObjective::visit_shifted_classes(const Shift& s, Index first, Index last) const {
    const Index padded = padded_classes_;
    const RowSet& rows = s.rows;
    for_each_piece(rows, first, last, shifted_size(), [&](double* part, int lane, Index i, Index count, Index at) {
        double* const moved = scratch(lane);
        double* const r = moved + block_rows_ * padded;
        double* const p = r + block_rows_ * padded;
        for (Index row = 0; row < count; ++row) {
            for (Index k = 0; k < padded; ++k) moved[row * padded + k] = s.eta[at + row * padded + k] + small_[k];
        }
        part[0] +=
            kernels().glm.softmax.evaluate(count, padded, moved, p_.y + i, weight(i), p_.scale * rows.factor, r, p);
        for (Index row = 0; row < count; ++row) {
            const double c = weight_of(rows, i + row), root = std::sqrt(c);
            for (Index k = 0; k < padded; ++k) {
                part[1 + k] += r[row * padded + k];
                part[1 + padded + k] += c * p[row * padded + k];
                moved[row * padded + k] = root * p[row * padded + k];
            }
        }
        kernels().glm.gram(count, 0, padded, moved, padded, part + 1 + 2 * padded, padded);
    });
}

// Newton's method on the intercepts alone, the first Hessian kept: the shift is small wherever it matters.
bool GlmObjective::next_of_classes(Shift& s) const {
    const Index K = p_.classes, padded = padded_classes_;
    double* const delta = small_;
    double* const step = delta + padded;
    double* const a = step + padded;
    double* const kept = a + K * K;
    add_partials(pieces(s.rows), shifted_size());
    s.value = sums_[0];
    double largest = 0, mass = 0;
    for (Index k = 0; k < K; ++k) {
        const double elsewhere = s.outside ? s.outside[k] : 0;
        s.value += elsewhere * delta[k];
        step[k] = -(sums_[1 + k] + elsewhere);
        largest = std::fmax(largest, std::fabs(step[k]));
        mass += sums_[1 + padded + k];
        s.shift[k] = delta[k];
    }
    // A chord step that does not help is not repeated; rounding is where it ends.
    if (largest <= 1e-14 * mass || (s.turn > 0 && largest > s.slope / 2)) return false;
    s.slope = largest;
    for (Index k = 0; s.turn == 0 && k < K; ++k) {
        for (Index l = 0; l < K; ++l) {
            const double product = sums_[1 + 2 * padded + (k < l ? k * padded + l : l * padded + k)];
            kept[k * K + l] = (k == l ? sums_[1 + padded + k] : 0) - product + mass / static_cast<double>(K * K);
        }
    }
    for (Index k = 0; k < K * K; ++k) a[k] = kept[k];
    solve_small(a, step, K);
    for (Index k = 0; k < K; ++k) delta[k] += step[k];
    return ++s.turn < most_shifts;
}

bool GlmObjective::next_of_one(Shift& s) const {
    const PointSums there = collect_along(s.rows);
    const double outside = s.outside ? *s.outside : 0, slope = there.first + outside;
    if (s.turn > 0 && !(std::fabs(slope) < std::fabs(s.slope))) return false;
    *s.shift = s.trial;
    s.value = there.value + outside * s.trial;
    s.slope = slope;
    const double step = -slope / there.second;
    if (!(there.second > 0) || std::fabs(step) <= 1e-15 * (1 + std::fabs(s.trial))) return false;
    s.trial += step;
    return ++s.turn < most_shifts;
}

void GlmObjective::visit_shift(const Shift& s, Index first, Index last) const {
    if (p_.loss != Loss::multinomial) return visit_along(s.rows, first, last, s.eta, nullptr, s.trial);
    for (Index k = 0; s.turn == 0 && k < padded_classes_; ++k) small_[k] = 0;
    visit_shifted_classes(s, first, last);
}

bool GlmObjective::next_shift(Shift& s) const {
    return p_.loss == Loss::multinomial ? next_of_classes(s) : next_of_one(s);
}

double GlmObjective::norm_by_coefficients(const double* g) const {
    double squares = 0;
    for (Index k = 0; k < p_.classes; ++k) {
        for (Index j = 0; j < p_.columns; ++j) {
            const double scale = inverse_scale_[j];
            const double by_parameter = scale > 0 ? g[k * p_.columns + j] / scale : 0;
            squares += by_parameter * by_parameter;
        }
    }
    return std::sqrt(squares);
}

GlmObjective::Certificate GlmObjective::certify(const Shift& s, double value, double penalty, double norm) const {
    Certificate certificate{norm * norm / (2 * p_.penalty), value};
    if (!p_.intercept) return certificate;
    certificate.value = penalty + s.value;
    double spread = 0;  // √n ‖σ‖
    for (Index j = 0; j < p_.columns; ++j) spread += p_.deviation[j] * p_.deviation[j];
    spread = std::sqrt(spread * static_cast<double>(p_.rows));
    double squares = 0, change = 0;  // √Σ |Δℓ′|²
    for (Index k = 0; k < p_.classes; ++k) squares += s.shift[k] * s.shift[k];
    const double size = std::sqrt(squares);
    if (p_.loss == Loss::multinomial) {
        change = size * p_.scale * std::sqrt(weight_squares_) / 2;
    } else if (p_.loss == Loss::squared) {
        change = size * p_.scale * std::sqrt(weight_squares_);
    } else {
        change = std::expm1(size) * std::sqrt(curvature_squares(s.rows, s.eta));
    }
    const double bound = norm + change * spread;
    certificate.gap = bound * bound / (2 * p_.penalty);
    return certificate;
}

double GlmObjective::against_recession(const RowSet& rows, const double* eta, const double* eta_next) const {
    if (p_.loss == Loss::squared) return INFINITY;
    const Index padded = padded_classes_, K = p_.classes;
    for_each_piece(rows, 0, pieces(rows), 2, [&](double* part, int, Index i, Index count, Index at) {
        for (Index s = 0; s < count; ++s) {
            if (p_.weight && p_.weight[i + s] == 0) continue;
            const double y = p_.y[i + s];
            const auto change = [&](Index k) {
                const Index place = at + s * padded + k;
                return eta_next[place] - (eta ? eta[place] : 0);
            };
            const Index own = p_.loss == Loss::multinomial ? static_cast<Index>(y) : 0;
            for (Index k = 0; k < K; ++k) {
                if (p_.loss == Loss::multinomial && k == own) continue;
                const double d = p_.loss == Loss::multinomial ? change(k) - change(own) : change(0);
                const double rise = p_.loss == Loss::logistic             ? (1 - 2 * y) * d
                                    : (p_.loss == Loss::poisson && y > 0) ? std::fabs(d)
                                                                          : d;
                if (!(rise <= part[0])) part[0] = rise;
                if (!(std::fabs(d) <= part[1])) part[1] = std::fabs(d);
            }
        }
    });
    double rise = 0, size = 0;
    for (Index piece = 0; piece < pieces(rows); ++piece) {
        if (!(partial(piece)[0] <= rise)) rise = partial(piece)[0];
        if (!(partial(piece)[1] <= size)) size = partial(piece)[1];
    }
    return size > 0 && std::isfinite(rise) ? rise / size : INFINITY;
}

}  // namespace steepest
