// Where a distribution of points begins: its middle, and its deviation in each variable.
//
// The deviation is options.sigma; or three tenths of the box, as N. Hansen advises (The CMA Evolution Strategy: A
// Tutorial, arXiv 1604.00772, appendix A); or, of a variable without a box, three tenths of what it starts at, or of 1.
// It is 0 of a variable whose bounds are one number, which takes no part in any measure of the distribution.
#pragma once

#include "base/random.hpp"
#include "bounds/box_map.hpp"
#include "minimize/run.hpp"

namespace steepest {

inline bool has_box(const Run& run, Index i) {
    return std::isfinite(run.bounds().high(i) - run.bounds().low(i));
}
inline bool has_box(const Run& run) {
    for (Index i = 0; i < run.dimension; ++i) {
        if (!has_box(run, i)) return false;
    }
    return true;
}

// The deviation that fills a box, as a part of its width.
inline constexpr double filling = 0.3;

inline double first_deviation(const Run& run, Index i) {
    const double width = run.bounds().high(i) - run.bounds().low(i);
    if (width == 0) return 0;
    if (run.options.sigma > 0) return run.options.sigma;
    return filling * (std::isfinite(width) ? width : std::fmax(std::fabs(run.start[i]), 1.0));
}

// A point of the box, each as likely.
inline void draw_from_box(const Run& run, Random& random, double* x) {
    for (Index i = 0; i < run.dimension; ++i) x[i] = random.uniform(run.bounds().low(i), run.bounds().high(i));
}

// The start, within the bounds; drawn, for want of one.
inline void first_point(const Run& run, Random& random, double* x) {
    if (run.options.random_start == 1) return draw_from_box(run, random, x);
    for (Index i = 0; i < run.dimension; ++i) x[i] = run.bounds().clamp(i, run.start[i]);
}

}  // namespace steepest
