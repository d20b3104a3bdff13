// When CMA-ES begins again, and with how many points.
//
// IPOP doubles the population each time (Auger & Hansen, CEC 2005). BIPOP has a second regime beside that, and lets the
// one begin that has used fewer evaluations:
//
//     large:  λ_l = 2^k λ,  σ = σ_0
//     small:  λ_s = ⌊λ (λ_l / 2λ)^(U²)⌋,  σ = σ_0 10^(-2 U'),  for at most half of what the last large run took
//
// Hansen, Benchmarking a BI-population CMA-ES on the BBOB-2009 function testbed, GECCO 2009, section 2. U, U' are
// uniform.
#pragma once

#include <cmath>

#include "base/random.hpp"

namespace steepest {

enum class RestartKind { none, ipop, bipop };
inline constexpr const char* restart_names[] = {"none", "ipop", "bipop"};

// Plain numbers, for a snapshot.
class Restarts {
  public:
    // How often the population doubles at most; less often where it would have so many numbers.
    static constexpr int doublings = 9;
    static constexpr double most_numbers = 1 << 20;
    static Index largest(Index population, Index n) {
        Index largest = population;
        for (int k = 0; k < doublings; ++k) {
            if (2 * static_cast<double>(largest) * static_cast<double>(n) > most_numbers) break;
            largest *= 2;
        }
        return largest;
    }

    Restarts() = default;
    Restarts(Index population, Index n) : first_(population), large_(population), largest_(largest(population, n)) {}

    Index population() const { return static_cast<Index>(population_); }
    // σ, as a part of σ_0.
    double sigma() const { return sigma_; }
    // Whether a run that has used so many evaluations is to end for that.
    bool exhausted(double evaluations) const { return small_ == 1 && evaluations >= last_large_ / 2; }
    // After a snapshot was restored: whether these numbers can have come from `next`, so that no population exceeds
    // what there is room for.
    bool sound(RestartKind kind, Index population, Index n) const {
        const auto counts = [](double value) { return value >= 0 && value < 0x1p53 && value == std::floor(value); };
        const bool constants =
            first_ == static_cast<double>(population) && largest_ == static_cast<double>(largest(population, n));
        const double most = kind == RestartKind::none ? first_ : largest_;
        const bool sizes =
            counts(large_) && large_ >= first_ && large_ <= most && counts(population_) && population_ <= large_;
        // The second regime waits for a large run.
        const bool regimes = (small_ == 0 || (small_ == 1 && kind == RestartKind::bipop)) && counts(of_small_) &&
                             counts(of_large_) && counts(last_large_) && (large_ > first_ || of_large_ == 0);
        return constants && sizes && population_ >= 2 && regimes && sigma_ > 0 && sigma_ <= 1;
    }

    // Accounts for the run that has ended, and sets up the next; false when the largest population has been had.
    bool next(RestartKind kind, double evaluations, Random& random) {
        if (kind == RestartKind::none) return false;
        if (small_ == 1) {
            of_small_ += evaluations;
        } else {
            last_large_ = evaluations;
            if (large_ > first_) of_large_ += evaluations;  // the first run is of neither regime
        }
        small_ = kind == RestartKind::bipop && of_small_ < of_large_;
        if (small_ == 1) {
            const double u = random.uniform();
            population_ = std::floor(first_ * std::pow(large_ / (2 * first_), u * u));
            sigma_ = std::pow(10, -2 * random.uniform());
            return true;
        }
        if (2 * large_ > largest_) return false;
        population_ = large_ = 2 * large_;
        sigma_ = 1;
        return true;
    }

  private:
    double first_ = 0, large_ = 0, largest_ = 0;
    double population_ = first_, sigma_ = 1, small_ = 0;
    double of_small_ = 0, of_large_ = 0, last_large_ = 0;  // evaluations
};

}  // namespace steepest
