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

    bool sound() const { return position >= 0 && position < length && position == std::floor(position); }

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
        double factor = 0;
        while (!(factor > 0)) factor = f[i] + 0.1 * random.cauchy();
        return {std::fmin(factor, 1.0), rate};
    }

    // Weights that improved a member by so much. Where it had no finite value before, that is no measure.
    void succeed(Weights weights, double improvement) {
        if (!(improvement > 0 && improvement < INFINITY)) return;
        f1_ += improvement * weights.f;
        f2_ += improvement * weights.f * weights.f;
        cr1_ += improvement * weights.cr;
        cr2_ += improvement * weights.cr * weights.cr;
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
    void begin_generation() { f1_ = f2_ = cr1_ = cr2_ = 0; }

    double f1_, f2_, cr1_, cr2_;
};

}  // namespace steepest
