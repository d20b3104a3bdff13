#include "constraints/quadratic_program.hpp"

#include <cmath>

#include "kernels/table.hpp"
#include "linalg/triangular.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

constexpr double dependent = 1e-11;  // a normal with less of itself outside those held is one of theirs
constexpr double violated = 1e-11;   // relative to the numbers that the violation is the difference of

enum : uint8_t { open, held, left_out };

}  // namespace

bool DualActiveSet::allocate(Workspace& memory, Index variables, Index rows) {
    j_ = memory.matrix(variables, variables);
    r_ = memory.matrix(variables, variables);
    d = memory.array<double>(variables);
    multipliers = memory.array<double>(rows);
    bound_multipliers = memory.array<double>(variables);
    norms_ = memory.array<double>(rows);
    normal_ = memory.array<double>(variables);
    image_ = memory.array<double>(variables);
    z_ = memory.array<double>(variables);
    fall_ = memory.array<double>(variables + 1);
    held_multipliers_ = memory.array<double>(variables + 1);
    held_ = memory.array<Limit>(variables + 1);
    state_ = memory.array<uint8_t>(rows + variables);
    return !memory.failed();
}

// J = U⁻¹, nothing held, d = -H⁻¹ g.
bool DualActiveSet::begin(Workspace& memory) {
    const Level1<double>& level1 = kernels().level1;
    n_ = program_.factor.rows;
    m_ = program_.rows.rows;
    held_count_ = equalities_ = steps = 0;
    j_ = {j_.data, n_, n_, n_};
    r_ = {r_.data, n_, n_, n_};
    set_identity(j_);
    const Scope scope(memory);
    solve_triangular(Side::left, program_.factor, Triangle::upper, Transpose::yes, Diagonal::general, j_, memory);
    const Vector<double> minimizer{d, n_};
    for (Index i = 0; i < n_; ++i) d[i] = -program_.gradient[i];
    solve_triangular(program_.factor, Triangle::upper, Transpose::yes, Diagonal::general, minimizer);
    solve_triangular(program_.factor, Triangle::upper, Transpose::no, Diagonal::general, minimizer);
    length_ = std::sqrt(level1.dot(n_, d, d));
    for (Index i = 0; i < m_; ++i) {
        norms_[i] = std::sqrt(level1.dot(n_, program_.rows.row(i), program_.rows.row(i)));
    }
    for (Index i = 0; i < m_ + n_; ++i) state_[i] = open;
    return !memory.failed();
}

double DualActiveSet::along(Index row) const {
    return row < m_ ? kernels().level1.dot(n_, program_.rows.row(row), d) : d[row - m_];
}

// Of a row with equal limits, the side from which d comes.
DualActiveSet::Limit DualActiveSet::equality(Index row) const {
    const double b = lower(row), sign = along(row) > b ? -1 : 1;
    return {row, sign, sign * b};
}

// How far d is on the wrong side, negative.
double DualActiveSet::shortfall(const Limit& limit) const {
    return limit.sign * along(limit.row) - limit.b;
}

// The limit that d is furthest outside of, in its own units; false when it is outside of none.
bool DualActiveSet::most_violated(Limit& found) const {
    double most = 0;
    const Index count = bounded() ? m_ + n_ : m_;
    for (Index row = 0; row < count; ++row) {
        if (state_[row] != open) continue;
        const double value = along(row), low = lower(row), high = upper(row);
        const bool below = value < low;
        if (!below && !(value > high)) continue;
        const double b = below ? low : high, norm = row < m_ ? norms_[row] : 1;
        const double outside = below ? low - value : value - high;
        if (outside <= violated * (norm * length_ + std::fabs(b)) || outside <= most * norm) continue;
        most = outside / norm;
        found = below ? Limit{row, 1, low} : Limit{row, -1, -high};
    }
    return most > 0;
}

// normal = n, image = J'n, z = J₂ J₂'n, fall = R⁻¹ J₁'n
void DualActiveSet::set_normal(const Limit& limit) {
    const Level1<double>& level1 = kernels().level1;
    const Index q = held_count_;
    for (Index i = 0; i < n_; ++i) {
        normal_[i] = limit.row < m_ ? limit.sign * program_.rows(limit.row, i) : 0;
        z_[i] = 0;
    }
    if (limit.row >= m_) normal_[limit.row - m_] = limit.sign;
    kernels().level2.gemv(n_, n_, j_.data, n_, normal_, image_);
    kernels().level2.gemv_transposed(n_ - q, n_, j_.row(q), n_, image_ + q, z_);
    for (Index i = q - 1; i >= 0; --i) {
        fall_[i] = (image_[i] - level1.dot(q - 1 - i, r_.row(i) + i + 1, fall_ + i + 1)) / r_(i, i);
    }
}

// Goes to where the limit is met, giving up others on the way, and holds it.
Status DualActiveSet::take_up(const Limit& limit) {
    const Level1<double>& level1 = kernels().level1;
    double multiplier = 0;
    for (;;) {
        ++steps;
        set_normal(limit);
        const Index q = held_count_;
        const double free = level1.dot(n_ - q, image_ + q, image_ + q);
        const double all = level1.dot(n_, image_, image_);
        const bool depends = !(free > dependent * dependent * all);
        const double short_by = shortfall(limit);
        if (depends && limit.row < m_ && -short_by <= program_.slack[limit.row]) {
            state_[limit.row] = left_out;
            return Status::solved;
        }
        // The longest step that keeps the multipliers of those held at their signs, and the one that meets the limit.
        double dual_step = INFINITY;
        Index blocking = -1;
        double largest = 0;
        for (Index i = equalities_; i < q; ++i) largest = std::fmax(largest, std::fabs(fall_[i]));
        for (Index i = equalities_; i < q; ++i) {
            if (!(fall_[i] > 1e-14 * largest)) continue;
            const double reach = held_multipliers_[i] / fall_[i];
            if (reach < dual_step) {
                dual_step = reach;
                blocking = i;
            }
        }
        const double primal_step = depends ? INFINITY : std::fmax(-short_by / free, 0.0);
        const double step = std::fmin(dual_step, primal_step);
        if (!(step < INFINITY)) return Status::infeasible;
        if (!depends) {
            level1.axpy(n_, step, z_, d);
            length_ = std::sqrt(level1.dot(n_, d, d));
        }
        for (Index i = 0; i < q; ++i) held_multipliers_[i] -= step * fall_[i];
        multiplier += step;
        if (primal_step <= dual_step) {
            hold(limit, multiplier);
            return Status::solved;
        }
        give_up(blocking);
    }
}

// Rotates J₂ so that J'n has one component more than R has rows, and puts J'n into R as its last column.
void DualActiveSet::hold(const Limit& limit, double multiplier) {
    const Level1<double>& level1 = kernels().level1;
    const Index q = held_count_;
    for (Index i = n_ - 1; i > q; --i) {
        const double a = image_[i - 1], b = image_[i];
        if (b == 0) continue;
        const double length = std::hypot(a, b);
        level1.rotate(n_, a / length, b / length, j_.row(i - 1), j_.row(i));
        image_[i - 1] = length;
    }
    for (Index i = 0; i <= q; ++i) r_(i, q) = image_[i];
    held_[q] = limit;
    held_multipliers_[q] = multiplier;
    state_[limit.row] = held;
    ++held_count_;
}

// Takes a column out of R, and rotates what is left back to a triangle, J alike.
void DualActiveSet::give_up(Index position) {
    const Level1<double>& level1 = kernels().level1;
    state_[held_[position].row] = open;
    const Index q = --held_count_;
    for (Index k = position; k < q; ++k) {
        held_[k] = held_[k + 1];
        held_multipliers_[k] = held_multipliers_[k + 1];
        for (Index i = 0; i <= k + 1; ++i) r_(i, k) = r_(i, k + 1);
    }
    for (Index k = position; k < q; ++k) {
        const double a = r_(k, k), b = r_(k + 1, k);
        const double length = std::hypot(a, b);
        if (length == 0) continue;
        level1.rotate(q - k, a / length, b / length, r_.row(k) + k, r_.row(k + 1) + k);
        level1.rotate(n_, a / length, b / length, j_.row(k), j_.row(k + 1));
    }
}

void DualActiveSet::report() {
    for (Index i = 0; i < m_; ++i) multipliers[i] = 0;
    for (Index i = 0; i < n_; ++i) bound_multipliers[i] = 0;
    for (Index k = 0; k < held_count_; ++k) {
        const Index row = held_[k].row;
        if (row >= m_) d[row - m_] = held_[k].sign * held_[k].b;  // to the bit
        (row < m_ ? multipliers[row] : bound_multipliers[row - m_]) = held_[k].sign * held_multipliers_[k];
    }
}

Status DualActiveSet::solve(const QuadraticProgram& program, Workspace& memory) {
    program_ = program;
    if (!begin(memory)) return Status::out_of_memory;
    const Index count = bounded() ? m_ + n_ : m_;
    for (Index row = 0; row < count; ++row) {
        if (lower(row) != upper(row)) continue;
        const Status met = take_up(equality(row));
        if (met != Status::solved) return met;
        equalities_ = held_count_;
    }
    const Index most_steps = 20 * (n_ + count) + 100;
    Limit limit;
    while (most_violated(limit)) {
        if (steps > most_steps) return Status::no_further_progress;
        const Status met = take_up(limit);
        if (met != Status::solved) return met;
    }
    report();
    return std::isfinite(length_) ? Status::solved : Status::not_finite;
}

}  // namespace steepest
