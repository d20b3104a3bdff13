// The best values of the last generations, and the worst of the last one: when they agree, a run has converged.
//
// Hansen, arXiv 1604.00772v2, appendix B.3, TolFun: over 10 + ⌈30 n/λ⌉ generations of λ points.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

class RecentValues {
  public:
    static Index span(Index n, Index population) { return 10 + (30 * n + population - 1) / population; }

    // Room for as many generations as a span has at most.
    bool allocate(Workspace& memory, Index most) {
        best_ = memory.zeros(most);
        return !memory.failed();
    }
    void add_parts(Parts& parts) { parts.add(best_.data, best_.size).add(numbers_); }
    // After a snapshot was restored.
    bool sound() const { return numbers_.generations >= 0 && numbers_.generations < 0x1p53; }

    void begin() { numbers_ = {}; }
    void take(double best, double worst, Index span) {
        best_[static_cast<Index>(numbers_.generations) % span] = best;
        numbers_.generations += 1;
        numbers_.worst = worst;
    }
    double generations() const { return numbers_.generations; }

    // Whether the values agree within the tolerance, which is off at 0; `f` is the least of all.
    bool agree(const Run& run, double f, Index span, Verdict& verdict) const {
        const double tolerance = run.options.function_tolerance;
        if (!(tolerance > 0) || numbers_.generations < static_cast<double>(span)) return false;
        double least = INFINITY, most = numbers_.worst;
        for (Index i = 0; i < span; ++i) {
            least = std::fmin(least, best_[i]);
            most = std::fmax(most, best_[i]);
        }
        const double range = (most - least) / std::fmax(std::fabs(f), 1);
        if (!(range <= tolerance)) return false;
        verdict = {Status::function_tolerance, range, tolerance, Measure::distribution};
        return true;
    }

  private:
    struct {
        double generations = 0;
        double worst = INFINITY;
    } numbers_;
    Vector<double> best_;
};

}  // namespace steepest
