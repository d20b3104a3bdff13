// One sweep along several lines: what it moved and decreased, and whether the run ends by that.
#pragma once

#include "direct/line_minimum.hpp"
#include "minimize/searches.hpp"
#include "minimize/stopping.hpp"

namespace steepest {

// A sweep that is small is followed by one along the axes with steps of this part of the first; only if that is small
// too the run has converged: steps and curvatures that lines remember may mislead it. While searches of such a sweep
// may have missed lower values nearer by, its steps having been too long to see them, the next one's are shorter by
// this part again.
inline constexpr double renewed_step = 1e-3;

struct Sweep {
    double size = INFINITY;      // the largest relative change of a variable
    double decrease = INFINITY;  // of the value, relative
    double unsearched = 0;       // by searches that found nothing: as in LineMinimum, the largest
    double renewal = 1;          // the part of the first steps that steps along the axes last began with
    Index undefined = 0;         // lines that met a value that is infinite or NaN
    Index unbounded = 0;         // lines without an end
    Index idle = 0;              // sweeps in a row that moved, and lowered the value by no more than rounding

    void begin() {
        undefined = 0;
        unsearched = 0;
    }

    // The part of the first steps for the next sweep along the axes.
    double renew(bool renewed_before) {
        renewal = renewed_before ? renewal * renewed_step : std::fmin(renewal, renewed_step);
        return renewal;
    }

    void measure(const Run& run, const double* x0, double f0, const double* x, double f) {
        size = 0;
        for (Index i = 0; i < run.dimension; ++i) {
            size = std::fmax(size, std::fabs(x[i] - x0[i]) / std::fmax(std::fabs(x[i]), 1.0));
        }
        decrease = (f0 - f) / std::fmax(std::fabs(f), 1.0);
        if (size > 0) idle = f0 - f <= rounding_noise(f) ? idle + 1 : 0;
    }

    void note(const LineMinimum& found) {
        undefined += found.defined ? 0 : 1;
        unbounded += found.unbounded ? 1 : 0;
        unsearched = std::fmax(unsearched, found.unsearched);
    }

    bool is_small(const Options& options) const {
        return size <= options.step_tolerance && decrease <= options.function_tolerance;
    }

    // Whether the searches that found nothing looked as near as the tolerance.
    bool is_thorough(const Options& options) const {
        return unsearched <= std::fmax(options.step_tolerance, DBL_EPSILON);
    }

    // A sweep that found no way because there were no values proves nothing. And a method may go around in circles
    // forever, decreasing less and less (Powell, Math. Program. 4 (1973)), and has not converged then.
    bool ends(const Run& run, Verdict& verdict) const {
        constexpr Index patience = 10;
        const double done = static_cast<double>(run.iterations);
        if (unbounded > 0) {
            verdict = {Status::unbounded, run.incumbent.value, 0};
        } else if (idle > patience || (is_small(run.options) && is_thorough(run.options) && undefined > 0)) {
            verdict = {Status::no_further_progress, size, run.options.step_tolerance};
        } else if (done >= run.options.max_iterations) {
            verdict = {Status::max_iterations, done, run.options.max_iterations};
        } else {
            return false;
        }
        return true;
    }
};

}  // namespace steepest
