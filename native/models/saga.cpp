#include "models/saga.hpp"

#include <cmath>

#include "models/row_order.hpp"

namespace steepest {

bool Saga::prepare(const GlmObjective& f, double rate, Workspace& memory) {
    const GlmProblem& problem = f.problem();
    f_ = &f;
    kernel_ = problem.single ? &kernels().glm.row_of_single : &kernels().glm.row_of_double;
    rate_ = rate;
    width_ = f.padded_columns();
    size_ = memory.zeros<double>(width_).data;
    keep_ = memory.zeros<double>(width_).data;
    w_ = memory.zeros<double>(width_ * problem.classes).data;
    g_ = memory.zeros<double>(width_ * problem.classes).data;
    beta_ = memory.zeros<double>(problem.classes).data;
    g_beta_ = memory.zeros<double>(problem.classes).data;
    table_ = memory.array<double>(problem.rows * f.width());
    eta_ = memory.array<double>(f.width());
    residual_ = memory.array<double>(f.width());
    curvature_ = memory.array<double>(f.block_rows());
    if (memory.failed()) return false;
    for (Index j = 0; j < problem.columns; ++j) size_[j] = f.inverse_scale()[j] * f.inverse_scale()[j];
    for (Index k = 0; k < f.width(); ++k) eta_[k] = -1e300;  // keeps the padding out of the softmax
    return true;
}

// μ is that of the column on which the penalty weighs least.
double Saga::choose_step() const {
    const double n = static_cast<double>(f_->problem().rows), L = smoothness_.largest;
    double least = INFINITY;
    for (Index j = 0; j < f_->problem().columns; ++j) {
        if (size_[j] > 0) least = std::fmin(least, size_[j]);
    }
    const double penalty = f_->problem().penalty / (f_->problem().scale * n);
    const double mu = least < INFINITY ? penalty * least : 0;
    return L > 0 ? std::fmax(1 / (3 * L), mu > 0 ? 1 / (2 * (mu * n + L)) : 0) : 1;
}

void Saga::start(const GlmPoint& at) {
    const GlmProblem& problem = f_->problem();
    const Index d = problem.columns;
    const double n = static_cast<double>(problem.rows), each = 1 / (problem.scale * n);
    step_size_ = std::isnan(rate_) ? choose_step() : rate_;
    for (Index k = 0; k < problem.classes; ++k) {
        for (Index j = 0; j < d; ++j) {
            const double scale = f_->inverse_scale()[j];
            const double w = at.v[k * d + j] * scale;
            w_[k * width_ + j] = w;
            g_[k * width_ + j] = scale > 0 ? (at.g[k * d + j] / scale - problem.penalty * w) * each : 0;
        }
        if (!problem.intercept) continue;
        beta_[k] = at.v[problem.classes * d + k];
        g_beta_[k] = at.g[problem.classes * d + k] * each;
    }
    for (Index j = 0; j < d; ++j) {
        size_[j] *= step_size_;
        keep_[j] = 1 / (1 + size_[j] * problem.penalty * each);
    }
    remember_residuals(at.eta);
}

void Saga::remember_residuals(const double* eta) {
    const GlmProblem& problem = f_->problem();
    const Glm& glm = kernels().glm;
    const Index width = f_->width(), height = f_->block_rows();
    for (Index first = 0; first < problem.rows; first += height) {
        const Index count = first + height < problem.rows ? height : problem.rows - first;
        const double* const weight = problem.weight ? problem.weight + first : nullptr;
        double* const to = table_ + first * width;
        if (problem.loss == Loss::multinomial) {
            glm.softmax.evaluate(count, width, eta + first * width, problem.y + first, weight, 1, to, nullptr);
        } else {
            glm.losses[static_cast<int>(problem.loss)].evaluate(count, eta + first, problem.y + first, weight, 1, to,
                                                                curvature_);
        }
    }
}

// η and c ℓ′ of a row.
void Saga::evaluate_row(Index i) {
    const GlmProblem& problem = f_->problem();
    const Glm& glm = kernels().glm;
    const double* const weight = problem.weight ? problem.weight + i : nullptr;
    for (Index k = 0; k < problem.classes; ++k) {
        eta_[k] = beta_[k] + kernel_->dot(problem.columns, f_->row(i), f_->center(), w_ + k * width_);
    }
    if (problem.loss == Loss::multinomial) {
        glm.softmax.evaluate(1, f_->width(), eta_, problem.y + i, weight, 1, residual_, nullptr);
    } else {
        glm.losses[static_cast<int>(problem.loss)].evaluate(1, eta_, problem.y + i, weight, 1, residual_, curvature_);
    }
}

void Saga::visit_row(Index i, const void* next) {
    const GlmProblem& problem = f_->problem();
    const SagaStep step{f_->center(), size_, keep_, 1 / static_cast<double>(problem.rows)};
    double* const remembered = table_ + i * f_->width();
    evaluate_row(i);
    for (Index k = 0; k < problem.classes; ++k) {
        const double change = residual_[k] - remembered[k];
        remembered[k] = residual_[k];
        kernel_->saga(problem.columns, f_->row(i), step, change, w_ + k * width_, g_ + k * width_, next);
        if (!problem.intercept) continue;
        beta_[k] -= step_size_ * (change + g_beta_[k]);
        g_beta_[k] += step.share * change;
    }
}

void Saga::visit(const Index* rows, Index count) {
    for (Index t = 0; t < count; ++t) visit_row(rows[t], f_->row(rows[t + rows_ahead < count ? t + rows_ahead : t]));
}

void Saga::read(double* v) const {
    const GlmProblem& problem = f_->problem();
    const Index d = problem.columns;
    for (Index k = 0; k < problem.classes; ++k) {
        for (Index j = 0; j < d; ++j) {
            const double scale = f_->inverse_scale()[j];
            v[k * d + j] = scale > 0 ? w_[k * width_ + j] / scale : 0;
        }
        if (problem.intercept) v[problem.classes * d + k] = beta_[k];
    }
}

}  // namespace steepest
