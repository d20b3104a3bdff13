// Adaptation by success history: F and CR are drawn around means that were successful lately,
//
//     F ~ Cauchy(M_F, 0.1), again where not positive, 1 at most;   CR ~ N(M_CR, 0.1), within 0 … 1
//     M⁺ = Σ w s² / Σ w s  over the s that led to a better member, w its improvement
//
// with (M_F, M_CR) a random one of the last H means. Where no CR above 0 succeeds, its mean stays 0 for good (⊥).
// Tanabe & Fukunaga, CEC 2014, Algorithm 1 and (7)-(9); H = 6 is theirs.
#pragma once

#include <cmath>

#include "base/random.hpp"

namespace steepest {

struct SuccessHistory {
    static constexpr int length = 6;
    static constexpr double none = -1;  // ⊥

    double f[length], cr[length];
    double position;  // of the mean that is replaced next

    // Whether one from outside holds numbers that a run can reach between two generations.
    bool sound() const {
        for (int i = 0; i < length; ++i) {
            const bool rate = cr[i] == none || (cr[i] >= 0 && cr[i] <= 1);
            if (!rate || !(f[i] >= 0 && f[i] <= 1)) return false;
        }
        const bool begun = f1_ == 0 && f2_ == 0 && cr1_ == 0 && cr2_ == 0 && exponent_ == least_exponent;
        return begun && position >= 0 && position < length && position == std::floor(position);
    }

    struct Weights {
        double f, cr;
    };

    SuccessHistory() : position(0) {
        for (int i = 0; i < length; ++i) f[i] = cr[i] = 0.5;
        begin_generation();
    }

    Weights draw(Random& random) const {
        const Index i = random.below(length);
        const double rate = cr[i] == none ? 0 : std::fmin(std::fmax(cr[i] + 0.1 * random.normal(), 0.0), 1.0);
        // Half of the numbers around a mean of 0 are positive, more of those around any other: so many tries are
        // enough.
        double factor = 0;
        for (int tries = 0; tries < 64 && !(factor > 0); ++tries) factor = f[i] + 0.1 * random.cauchy();
        return {factor > 0 ? std::fmin(factor, 1.0) : 0.5, rate};
    }

    // Weights that improved a member by so much. Where it had no finite value before, that is no measure.
    void succeed(Weights weights, double improvement) {
        if (!(improvement > 0 && improvement < INFINITY)) return;
        int exponent;
        std::frexp(improvement, &exponent);
        if (exponent > exponent_) scale_to(exponent);
        const double weight = std::ldexp(improvement, -exponent_);
        f1_ += weight * weights.f;
        f2_ += weight * weights.f * weights.f;
        cr1_ += weight * weights.cr;
        cr2_ += weight * weights.cr * weights.cr;
    }

    void end_generation() {
        if (f1_ > 0) {
            const int i = static_cast<int>(position);
            f[i] = f2_ / f1_;
            cr[i] = cr[i] == none || !(cr1_ > 0) ? none : cr2_ / cr1_;
            position = i + 1 < length ? i + 1 : 0;
        }
        begin_generation();
    }

  private:
    void begin_generation() {
        f1_ = f2_ = cr1_ = cr2_ = 0;
        exponent_ = least_exponent;
    }
    void scale_to(int exponent) {
        double* const sums[] = {&f1_, &f2_, &cr1_, &cr2_};
        for (double* const sum : sums) *sum = std::ldexp(*sum, exponent_ - exponent);
        exponent_ = exponent;
    }

    // Sums in units of 2^exponent_, just above the largest improvement: down an objective without a lower bound
    // improvements grow until their sum overflows. A power of two changes no bit of the means.
    double f1_, f2_, cr1_, cr2_;
    static constexpr int least_exponent = -1100;
    int exponent_;
    [[maybe_unused]] int unused_ = 0;  // so that no padding enters a snapshot
};

}  // namespace steepest
