// Golden-section search. Two points divide the bracket in the ratio ρ : 1 - ρ from either end; the end beyond the worse
// one is cut off, and the other divides what is left in the same ratio:
//
//     ρ = (√5 - 1) / 2,   width after k steps: ρᵏ (b - a),   one evaluation a step
//
// Kiefer, Proc. AMS 4 (1953); Chong & Żak, An Introduction to Optimization (4th ed. 2013), section 7.2. Of several
// minima one is found.
#include "scalar/minimum.hpp"
#include "scalar/two_points.hpp"

namespace steepest {

Task<ScalarEnd> golden_section(ScalarFunction& f, Bracket given, ScalarLimits limits) {
    constexpr double ratio = 0.6180339887498949;
    TwoPoints points(given, ratio);
    points.f_left = co_await f.value_at(points.left);
    points.f_right = co_await f.value_at(points.right);
    for (double k = 1;; ++k) {
        points.cut();
        f.report(points.bracket, points.kept(), points.f_kept());
        const double x = points.kept(), width = points.bracket.width(), enough = limits.resolution(x);
        if (width <= enough) co_return ScalarEnd{Status::step_tolerance, x, width, enough};
        if (k >= limits.max_iterations) co_return ScalarEnd{Status::max_iterations, x, k, limits.max_iterations};
        // The point that stays drifts by rounding from where the ratio wants it, at last out of order.
        if (!points.put(points.place(ratio))) co_return ScalarEnd{Status::no_further_progress, x, width, enough};
        points.take(co_await f.value_at(points.fresh()));
    }
}

}  // namespace steepest
