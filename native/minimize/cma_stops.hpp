// When one run of CMA-ES has converged, or leads nowhere.
//
// Hansen, arXiv 1604.00772v2, appendix B.3: TolX, TolFun, ConditionCov. Departures: sizes are relative, to a variable
// or where it is small to its first deviation; values to max(|f|, 1).
#pragma once

#include "minimize/distribution_size.hpp"
#include "minimize/recent_values.hpp"
#include "stochastic/cma_distribution.hpp"

namespace steepest {

class CmaStops {
  public:
    static constexpr double largest_condition = 1e14;

    bool allocate(Workspace& memory, Index n) { return recent_.allocate(memory, RecentValues::span(n, 2)); }
    void add_parts(Parts& parts) { recent_.add_parts(parts); }
    bool sound() const { return recent_.sound(); }

    void begin() { recent_.begin(); }
    // The best and the worst value of a generation.
    void take(double best, double worst, const CmaDistribution& d) { recent_.take(best, worst, span(d)); }

    bool stops(const Run& run, const CmaDistribution& d, double best, Verdict& verdict) const {
        if (is_small(run, relative_size(d), verdict)) return true;
        if (recent_.agree(run, best, span(d), verdict)) return true;
        if (!(d.numbers.condition <= largest_condition)) {
            verdict = {Status::no_further_progress, d.numbers.condition, largest_condition};
            return true;
        }
        return is_boundless(d.numbers.sigma, best, verdict);
    }

    // Where another run is to follow, this many generations are enough for one (Hansen, GECCO 2009, table 1).
    bool lasted(const CmaDistribution& d) const {
        const double n = static_cast<double>(d.n);
        return recent_.generations() >= 100 + 50 * (n + 3) * (n + 3) / std::sqrt(double(d.constants.population));
    }

  private:
    static Index span(const CmaDistribution& d) { return RecentValues::span(d.n, d.constants.population); }

    // Of the steps drawn, and of their path.
    static double relative_size(const CmaDistribution& d) {
        double largest = 0;
        for (Index i = 0; i < d.n; ++i) {
            if (d.scales[i] == 0) continue;
            const double path = d.numbers.sigma * d.scales[i] * std::fabs(d.path_c[i]);
            largest = std::fmax(largest, relative_deviation(std::fmax(d.deviation(i), path), d.mean[i], d.scales[i]));
        }
        return largest;
    }

    RecentValues recent_;
};

}  // namespace steepest
