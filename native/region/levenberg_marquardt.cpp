#include "region/levenberg_marquardt.hpp"

#include <cfloat>
#include <cmath>

namespace steepest {
namespace {

// How far ‖D p‖ may be from Δ: Moré's σ. Less costs more rotations and saves no evaluations.
constexpr double accuracy = 0.1;
constexpr int most_iterations = 10;

}  // namespace

bool DampedStep::allocate(Workspace& memory, Index n) {
    columns_ = memory.matrix(n, n);
    tau_ = memory.vector(n);
    permutation_ = memory.vector<int32_t>(n);
    side_ = memory.vector(n);
    y_ = memory.vector(n);
    e_ = memory.vector(n);
    length_ = memory.vector(n);
    work_ = memory.vector(n);
    diagonal_row_ = memory.vector(n);
    triangle_ = memory.matrix(n, n);
    return !memory.failed();
}

void DampedStep::factor(Matrix<const double> r, const double* q, const double* lengths, const double* d,
                        Vector<const int32_t> variables, double rank_tolerance, Workspace& scratch) {
    const Index n = r.columns, count = variables.size;
    variables_ = variables.data, count_ = count;
    qr_ = {{columns_.data, count, n, n}, {tau_.data, count}, {permutation_.data, count}};
    const auto length_of = [&](Index j) { return lengths[j] > 0 ? lengths[j] : 1; };
    for (Index k = 0; k < count; ++k) {
        const Index j = variables[k];
        for (Index i = 0; i < n; ++i) qr_.columns(k, i) = i <= j ? r(i, j) / length_of(j) : 0;
    }
    for (Index i = 0; i < n; ++i) side_[i] = q[i];
    rank_ = 0;
    if (count == 0) return;
    if (factor_qr_pivoted(qr_, scratch) != Status::solved) {  // without memory there is nothing to solve for
        count_ = 0;
        return;
    }
    for (Index k = 0; k < count; ++k) {  // Qᵀq, a reflector after the other
        const double* const v = qr_.columns.row(k);
        double product = side_[k];
        for (Index i = k + 1; i < n; ++i) product += v[i] * side_[i];
        product *= tau_[k];
        side_[k] -= product;
        for (Index i = k + 1; i < n; ++i) side_[i] -= product * v[i];
    }
    rank_ = qr_.columns(0, 0) == 0 ? 0 : rank_of(qr_, rank_tolerance);
    for (Index k = 0; k < count; ++k) {
        const Index j = variables[permutation_[k]];
        length_[k] = length_of(j);
        e_[k] = d[j] / length_[k];
    }
}

double DampedStep::projection() const {
    double length = 0;
    for (Index i = 0; i < rank_; ++i) length = std::hypot(length, side_[i]);
    return length;
}

// ‖E y‖ = ‖D p‖
double DampedStep::scaled_length() const {
    double sum = 0;
    for (Index i = 0; i < count_; ++i) sum += e_[i] * y_[i] * e_[i] * y_[i];
    return std::sqrt(sum);
}

// y = -R⁻¹ Qᵀq, with zeros where the rank ends: the basic solution.
double DampedStep::gauss_newton() {
    for (Index i = count_ - 1; i >= 0; --i) {
        y_[i] = 0;
        if (i >= rank_) continue;
        double sum = -side_[i];
        for (Index j = i + 1; j < rank_; ++j) sum -= qr_.columns(j, i) * y_[j];
        y_[i] = sum / qr_.columns(i, i);
    }
    return scaled_length();
}

// The same with √λ E below R, whose rows are rotated away one after the other.
double DampedStep::damped(double lambda) {
    const Index n = count_;
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) triangle_(i, j) = qr_.columns(j, i);
        work_[i] = -side_[i];
    }
    const double root = std::sqrt(lambda);
    for (Index k = 0; k < n; ++k) {
        double* const row = diagonal_row_.data;
        for (Index j = k; j < n; ++j) row[j] = 0;
        row[k] = root * e_[k];
        double side = 0;
        for (Index i = k; i < n; ++i) {
            if (row[i] == 0) continue;
            const double length = std::hypot(triangle_(i, i), row[i]);
            const double cosine = triangle_(i, i) / length, sine = row[i] / length;
            for (Index j = i; j < n; ++j) {
                const double above = triangle_(i, j);
                triangle_(i, j) = cosine * above + sine * row[j];
                row[j] = cosine * row[j] - sine * above;
            }
            const double above = work_[i];
            work_[i] = cosine * above + sine * side;
            side = cosine * side - sine * above;
        }
    }
    for (Index i = n - 1; i >= 0; --i) {
        double sum = work_[i];
        for (Index j = i + 1; j < n; ++j) sum -= triangle_(i, j) * y_[j];
        y_[i] = sum / triangle_(i, i);
    }
    return scaled_length();
}

// ‖T⁻ᵀ E² y‖² / ‖E y‖², T the triangle of the system that y solves: -φ′(λ) / ‖E y‖.
double DampedStep::steepness(double length) {
    double sum = 0;
    for (Index i = 0; i < count_; ++i) {
        double w = e_[i] * (e_[i] * y_[i] / length);
        for (Index j = 0; j < i; ++j) w -= triangle_(j, i) * work_[j];
        work_[i] = w / triangle_(i, i);
        sum += work_[i] * work_[i];
    }
    return sum;
}

// ‖D⁻¹ Jᵀr‖ / Δ
double DampedStep::largest_lambda(double radius) {
    double sum = 0;
    for (Index j = 0; j < count_; ++j) {
        double g = 0;
        for (Index i = 0; i <= j; ++i) g += qr_.columns(j, i) * side_[i];
        sum += g / e_[j] * (g / e_[j]);
    }
    return std::sqrt(sum) / radius;
}

DampedStep::Step DampedStep::solve(double radius, double lambda, double* p) {
    double length = gauss_newton();
    double off = length - radius;
    if (!(off <= accuracy * radius)) {
        double low = 0;
        if (rank_ == count_) {
            for (Index i = 0; i < count_; ++i) {
                for (Index j = i; j < count_; ++j) triangle_(i, j) = qr_.columns(j, i);
            }
            low = off / radius / steepness(length);
        }
        double high = largest_lambda(radius);
        if (high == 0) high = DBL_MIN / std::fmin(radius, accuracy);
        lambda = std::fmin(std::fmax(lambda, low), high);
        if (lambda == 0) lambda = largest_lambda(radius) * radius / length;
        for (int iteration = 1;; ++iteration) {
            if (lambda == 0) lambda = std::fmax(DBL_MIN, 1e-3 * high);
            const double before = off;
            length = damped(lambda);
            off = length - radius;
            const bool short_without_damping = low == 0 && off <= before && before < 0;
            if (std::fabs(off) <= accuracy * radius || short_without_damping || iteration == most_iterations) break;
            const double correction = off / radius / steepness(length);
            if (off > 0) low = std::fmax(low, lambda);
            if (off < 0) high = std::fmin(high, lambda);
            lambda = std::fmax(low, lambda + correction);
        }
    } else {
        lambda = 0;
    }
    for (Index k = 0; k < count_; ++k) {
        const Index j = variables_[permutation_[k]];
        p[j] = y_[k] / length_[k];
    }
    return {lambda, length};
}

}  // namespace steepest
