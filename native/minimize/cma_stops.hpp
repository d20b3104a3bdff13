// When one run of CMA-ES has converged, or leads nowhere.
//
// Hansen, arXiv 1604.00772v2, appendix B.3: TolX, TolFun over the last 10 + ⌈30 n/λ⌉ generations, ConditionCov.
// Departures: sizes are relative, to a variable or where it is small to its first deviation; values to max(|f|, 1).
#pragma once

#include <cfloat>

#include "minimize/run.hpp"
#include "stochastic/cma_distribution.hpp"

namespace steepest {

class CmaStops {
  public:
    static constexpr double largest_condition = 1e14;
    static constexpr double largest_sigma = 1e150;

    bool allocate(Workspace& memory, Index n) {
        recent_ = memory.zeros(span(n, 2));
        return !memory.failed();
    }
    void add_parts(Parts& parts) { parts.add(recent_.data, recent_.size).add(numbers_); }

    // After a snapshot was restored.
    bool sound() const { return numbers_.generations >= 0 && numbers_.generations < 0x1p53; }

    void begin() { numbers_ = {}; }
    // The best and the worst value of a generation.
    void take(double best, double worst, const CmaDistribution& d) {
        const Index length = span(d.n, d.constants.population);
        recent_[static_cast<Index>(numbers_.generations) % length] = best;
        numbers_.generations += 1;
        numbers_.worst = worst;
    }

    bool stops(const Run& run, const CmaDistribution& d, double best, Verdict& verdict) const {
        const double size = relative_size(d), smallest = std::fmax(run.options.step_tolerance, DBL_EPSILON);
        if (size <= smallest) {
            verdict = {Status::step_tolerance, size, smallest, Measure::distribution};
            return true;
        }
        const double range = range_of_values(d) / std::fmax(std::fabs(best), 1);
        if (run.options.function_tolerance > 0 && range <= run.options.function_tolerance) {
            verdict = {Status::function_tolerance, range, run.options.function_tolerance, Measure::distribution};
            return true;
        }
        if (!(d.numbers.condition <= largest_condition)) {
            verdict = {Status::no_further_progress, d.numbers.condition, largest_condition};
            return true;
        }
        if (!(d.numbers.sigma <= largest_sigma)) {
            verdict = {best < INFINITY ? Status::unbounded : Status::not_finite, best};
            return true;
        }
        return false;
    }

    // Where another run is to follow, this many generations are enough for one (Hansen, GECCO 2009, table 1).
    bool lasted(const CmaDistribution& d) const {
        const double n = static_cast<double>(d.n);
        return numbers_.generations >= 100 + 50 * (n + 3) * (n + 3) / std::sqrt(double(d.constants.population));
    }

  private:
    struct Numbers {
        double generations = 0;
        double worst = INFINITY;
    };

    static Index span(Index n, Index population) { return 10 + (30 * n + population - 1) / population; }

    static double relative_size(const CmaDistribution& d) {
        double largest = 0;
        for (Index i = 0; i < d.n; ++i) {
            const double path = d.numbers.sigma * d.scales[i] * std::fabs(d.path_c[i]);
            const double size = std::fmax(d.deviation(i), path);
            largest = std::fmax(largest, size / std::fmax(std::fabs(d.mean[i]), d.scales[i]));
        }
        return largest;
    }

    // Of the last generation, and of the best of the recent ones; not finite before there are enough.
    double range_of_values(const CmaDistribution& d) const {
        const Index length = span(d.n, d.constants.population);
        if (numbers_.generations < static_cast<double>(length)) return INFINITY;
        double least = INFINITY, most = numbers_.worst;
        for (Index i = 0; i < length; ++i) {
            least = std::fmin(least, recent_[i]);
            most = std::fmax(most, recent_[i]);
        }
        return most - least;
    }

    Vector<double> recent_;
    Numbers numbers_;
};

}  // namespace steepest
