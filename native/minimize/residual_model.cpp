// Under bounds a variable that is at one and would leave by it is held: it counts neither in the step nor in the
// measure. A step that leaves the box is cut there; the variables that reached their bound then stay on it, and the
// rest solve for a step again, which takes into account where those have gone. Should that promise less than a
// projected step of steepest descent, scaled by D⁻², it is that one which is taken: so every accumulation point is
// stationary, as in Kanzow, Yamashita & Fukushima, J. Comput. Appl. Math. 172 (2004), whose trial is cut only.
#include "minimize/residual_model.hpp"

#include <algorithm>
#include <cfloat>

#include "minimize/vectors.hpp"

namespace steepest {
bool ResidualModel::allocate(Run& run) {
    n_ = run.dimension;
    factors_[0].allocate(run.memory, n_);
    factors_[1].allocate(run.memory, n_);
    step_.allocate(run.memory, n_);
    for (double** vector : {&length_, &scale_, &first_, &gradient_, &side_, &product_, &steepest_}) {
        *vector = run.memory.array<double>(n_);
    }
    free_ = run.memory.array<int32_t>(n_);
    moving_ = run.memory.array<int32_t>(n_);
    return !run.memory.failed();
}

// The system of these variables, with the right side in side_.
void ResidualModel::factor(Run& run, Vector<const int32_t> variables) {
    const Scope scope(run.memory);
    step_.factor(current_->matrix(), side_, length_, scale_, variables, rank_tolerance(run), run.memory);
    whole_ = variables.data == free_;
}

void ResidualModel::adopt(Run& run, const double* x, double f) {
    std::swap(current_, other_);
    f_ = f;
    span_ = 0;
    length_of_r_ = current_->column_norm(n_);
    for (Index j = 0; j < n_; ++j) {
        const double norm = length_[j] = current_->column_norm(j);
        if (!begun_) {
            // A start of zero tells no size: then it is what would change r by as much as r is.
            first_[j] = x[j] != 0 ? std::fabs(x[j]) : norm > 0 ? length_of_r_ / norm : 0;
            scale_[j] = norm > 0 ? norm : 1;
        }
        scale_[j] = std::fmax(scale_[j], norm);
        span_ = std::fmax(span_, size_of(x, j) * norm);
    }
    begun_ = true;
    current_->gradient(gradient_);
    const Bounds bounds = run.bounds();
    free_count_ = 0;
    for (Index j = 0; j < n_; ++j) {
        const bool held = (x[j] <= bounds.low(j) && gradient_[j] > 0) || (x[j] >= bounds.high(j) && gradient_[j] < 0) ||
                          bounds.low(j) == bounds.high(j);
        if (!held) free_[free_count_++] = static_cast<int32_t>(j);
        side_[j] = current_->right_side(j);
    }
    factor(run, {free_, free_count_});
    projection_ = step_.projection();
    cosine_ = projection_ == 0 ? 0 : projection_ / length_of_r_;
    is_exhausted_ = relative_step() <= rounding_ && is_below_rounding(x);
}

// What a variable's last digit is a part of.
double ResidualModel::size_of(const double* x, Index j) const {
    return std::fmax(std::fabs(x[j]), std::sqrt(DBL_EPSILON) * first_[j]);
}

// The same for each column by itself: along it, r is rounded by variables only whose columns are not at right angles to
// it. One that is large, and has nothing to do with the others, says nothing of how well those are known.
bool ResidualModel::is_below_rounding(const double* x) const {
    const Matrix<const double> r = current_->matrix();
    for (Index k = 0; k < free_count_; ++k) {
        const Index j = free_[k];
        double rounded = 0;
        for (Index l = 0; l < n_; ++l) {
            double product = 0;
            for (Index i = 0; i <= std::min(j, l); ++i) product += r(i, j) * r(i, l);
            rounded = std::fmax(rounded, size_of(x, l) * std::fabs(product));
        }
        if (!(std::fabs(gradient_[j]) <= rounding_ * rounded)) return false;
    }
    return true;
}

double ResidualModel::scaled_length(const double* x) const {
    double sum = 0;
    for (Index j = 0; j < n_; ++j) sum += scale_[j] * x[j] * scale_[j] * x[j];
    return std::sqrt(sum);
}

// ½‖q‖² - ½‖q + R p‖² = -uᵀ(q + ½ u) with u = R p; of a solution for λ, ½‖u‖² + λ ‖D p‖², which cancels nothing.
ResidualModel::Step ResidualModel::measure(const double* p, double lambda, bool is_solution) {
    double bend = 0, slope = 0;
    current_->multiply(p, product_);
    for (Index i = 0; i < n_; ++i) {
        slope += product_[i] * current_->right_side(i);
        bend += product_[i] * product_[i];
    }
    const double length = scaled_length(p), damping = lambda * length * length;
    if (is_solution) return {lambda, length, 0.5 * bend + damping, -(bend + damping)};
    return {lambda, length, -(slope + 0.5 * bend), slope};
}

// Cuts the step at the bounds; whether it had to. The variables that move on stay among the `count` that do.
bool ResidualModel::cut(const Bounds& bounds, const double* x, double* p, Index& count) {
    Index left = 0;
    for (Index k = 0; k < count; ++k) {
        const int32_t j = moving_[k];
        const double within = bounds.cut(j, x[j], p[j]);
        if (within == p[j]) moving_[left++] = j;
        p[j] = within;
    }
    const bool cut = left < count;
    count = left;
    return cut;
}

// From a first step p, for all free variables.
ResidualModel::Step ResidualModel::step_to_bounds(Run& run, const double* x, double radius, double lambda, double* p) {
    const Bounds bounds = run.bounds();
    Index count = free_count_;
    for (Index k = 0; k < count; ++k) moving_[k] = free_[k];
    if (!cut(bounds, x, p, count)) return measure(p, lambda, true);
    while (count > 0) {
        for (Index k = 0; k < count; ++k) p[moving_[k]] = 0;
        current_->multiply(p, product_);
        for (Index i = 0; i < n_; ++i) side_[i] = current_->right_side(i) + product_[i];
        factor(run, {moving_, count});
        step_.solve(radius, lambda, p);
        if (!cut(bounds, x, p, count)) break;
    }
    const Step step = measure(p, lambda, false);
    const Step steepest = steepest_step(run, x, radius, steepest_);
    if (step.decrease >= steepest.decrease) return step;
    copy(steepest_, n_, p);
    return steepest;
}

// From where the model is least along the ray, or the radius, backtracks until it falls by a part of what its slope
// says.
ResidualModel::Step ResidualModel::steepest_step(const Run& run, const double* x, double radius, double* p) {
    constexpr double sufficient = 0.1;
    constexpr int most_halvings = 60;
    const Bounds bounds = run.bounds();
    double norm = 0, bend = 0;
    for (Index j = 0; j < n_; ++j) p[j] = 0;
    for (Index k = 0; k < free_count_; ++k) {
        const Index j = free_[k];
        norm = std::hypot(norm, gradient_[j] / scale_[j]);
        p[j] = gradient_[j] / (scale_[j] * scale_[j]);
    }
    current_->multiply(p, product_);
    for (Index i = 0; i < n_; ++i) bend = std::hypot(bend, product_[i]);
    double t = norm > 0 ? std::fmin(radius / norm, norm / bend * (norm / bend)) : 0;
    Step step{};
    for (int halving = 0; halving < most_halvings; ++halving, t /= 2) {
        for (Index j = 0; j < n_; ++j) p[j] = 0;
        for (Index k = 0; k < free_count_; ++k) {
            const Index j = free_[k];
            p[j] = bounds.cut(j, x[j], -t * gradient_[j] / (scale_[j] * scale_[j]));
        }
        step = measure(p, 0, false);
        if (step.decrease >= -sufficient * step.slope) break;
    }
    return step;
}

ResidualModel::Step ResidualModel::step_within(Run& run, const double* x, double radius, double lambda, double* p) {
    for (Index j = 0; j < n_; ++j) p[j] = 0, side_[j] = current_->right_side(j);
    if (!whole_) factor(run, {free_, free_count_});
    const double solved = step_.solve(radius, lambda, p).lambda;
    return run.bounds().any() ? step_to_bounds(run, x, radius, solved, p) : measure(p, solved, true);
}

}  // namespace steepest
