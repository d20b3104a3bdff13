// Fibonacci search: golden section with a ratio of its own for each step, so that after n evaluations, settled
// beforehand, the bracket is as narrow as n values can make it:
//
//     ratio with m evaluations left: F_m / F_{m+1},   width at the end: (b - a) / F_{n+1},   F₁ = F₂ = 1
//
// Kiefer, Proc. AMS 4 (1953); Kochenderfer & Wheeler, Algorithms for Optimization (2019), section 3.3. The last two
// points would meet in the middle: the last is put beside it, by a hundredth of the bracket. n is what brings the
// width to the tolerance times the larger end, but no more than max_evaluations.
#include "scalar/minimum.hpp"
#include "scalar/two_points.hpp"

namespace steepest {
namespace {

constexpr int most = 77;  // F₇₈ is the largest below 2⁵³
constexpr double offset = 0x1p-7;

// F_m and F_{m+1}, exact.
struct Fibonacci {
    int m = 2;
    double number = 1, next = 2;

    double ratio() const { return number / next; }
    void up() {
        ++m;
        const double sum = number + next;
        number = next;
        next = sum;
    }
    void down() {
        --m;
        const double difference = next - number;
        next = number;
        number = difference;
    }
};

}  // namespace

Task<ScalarEnd> fibonacci(ScalarFunction& f, Bracket given, ScalarLimits limits) {
    const double larger = std::fmax(std::fabs(given.low), std::fabs(given.high));
    const double enough = std::fmax(limits.step_tolerance, 4 * DBL_EPSILON) * larger;
    const double half = given.high / 2 - given.low / 2;  // the width may overflow
    Fibonacci left;
    while (left.m < most && left.m < limits.max_evaluations && half / left.next * (1 + offset) > enough / 2) left.up();

    TwoPoints points(given, left.ratio());
    if (left.m == 2) points.right = between(points.left, given.high, offset);
    points.f_left = co_await f.value_at(points.left);
    points.f_right = co_await f.value_at(points.right);
    for (double k = 1;; ++k) {
        points.cut();
        f.report(points.bracket, points.kept(), points.f_kept());
        left.down();
        const double x = points.kept(), width = points.bracket.width();
        if (left.m < 2 && width <= enough) co_return ScalarEnd{Status::step_tolerance, x, width, enough};
        if (left.m < 2 && k + 1 >= limits.max_evaluations) {
            co_return ScalarEnd{Status::max_evaluations, x, k + 1, limits.max_evaluations};
        }
        if (left.m < 2) co_return ScalarEnd{Status::no_further_progress, x, width, enough};
        if (k >= limits.max_iterations) co_return ScalarEnd{Status::max_iterations, x, k, limits.max_iterations};
        const double next = left.m == 2 ? between(x, points.open_end(), offset) : points.place(left.ratio());
        if (!points.put(next)) co_return ScalarEnd{Status::no_further_progress, x, width, enough};
        points.take(co_await f.value_at(points.fresh()));
    }
}

}  // namespace steepest
