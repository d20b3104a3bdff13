// φ(0) is known; φ at the first step and, if the curvature along the line is known from an earlier search, at the
// minimum of the parabola that the three make: on a quadratic two evaluations end there. Else the second trial is twice
// as far, or on the other side, and further ones go on downhill until one is higher; the minimum of the parabola
// follows, and Brent's method (scalar/brent_minimum.cpp) until it promises little. Powell (1964), section 5, keeps
// second derivatives alike.
#include "direct/line_minimum.hpp"

#include <utility>

#include "minimize/searches.hpp"
#include "scalar/brent_minimum.hpp"

namespace steepest {
namespace {

constexpr double growth = 2;        // of trials downhill
constexpr double most_growth = 10;  // of one that a parabola wants
constexpr double most_trials = 60;  // downhill, and of Brent's method

struct Sample {
    double a;
    double value;
};

struct ValuesAlong : ScalarFunction {
    Run& run;
    BestPoint& best;
    AxisLine line;
    double* trial;
    bool defined = true;

    ValuesAlong(Run& r, BestPoint& b, AxisLine l, double* t)
        : ScalarFunction{r, ask_at, read_answer, [](ScalarFunction&, Bracket, double, double) {}},
          run(r),
          best(b),
          line(l),
          trial(t) {}

  private:
    static void ask_at(ScalarFunction& f, double a, bool, bool, std::coroutine_handle<> waiting) {
        ValuesAlong& self = static_cast<ValuesAlong&>(f);
        self.run.point_along(self.line.x, a, self.line.d, self.trial);
        self.run.pose({.needs = needs::value, .x = {self.trial, self.run.dimension}}, waiting);
    }
    static Reading read_answer(ScalarFunction& f) {
        ValuesAlong& self = static_cast<ValuesAlong&>(f);
        const double value = self.run.conclude();
        self.best.offer(self.run, self.trial, value);
        self.defined = self.defined && std::isfinite(value);
        return {rank(value), NAN};
    }
};

// Half the second derivative of the parabola through three points.
double half_curvature(Sample p, Sample q, Sample r) {
    return ((q.value - p.value) / (q.a - p.a) - (r.value - p.value) / (r.a - p.a)) / (q.a - r.a);
}

// Where the parabola through three points has its minimum; NaN if it has none.
double vertex(Sample p, Sample q, Sample r) {
    const double half = half_curvature(p, q, r);
    const double slope = (q.value - p.value) / (q.a - p.a) - half * (q.a - p.a);
    return half > 0 ? p.a - slope / (2 * half) : NAN;
}

// How far the bounds let go along d and against it, or `farthest`.
Bracket reach(const Run& run, const AxisLine& line, double farthest, double* backward) {
    const Index n = run.dimension;
    if (!run.bounds().any()) return {-farthest, farthest};
    for (Index i = 0; i < n; ++i) backward[i] = -line.d[i];
    return {-std::fmin(farthest, room_along(run.bounds(), line.x, {backward, n})),
            std::fmin(farthest, room_along(run.bounds(), line.x, {line.d, n}))};
}

// The largest relative change of a variable, by a step of 1.
double relative_speed(const Run& run, const AxisLine& line) {
    double speed = 0;
    for (Index i = 0; i < run.dimension; ++i) {
        speed = std::fmax(speed, std::fabs(line.d[i]) / std::fmax(std::fabs(line.x[i]), 1.0));
    }
    return speed;
}

double clamp(Bracket reach, double a) {
    return std::fmin(std::fmax(a, reach.low), reach.high);
}

// Three trials in the order of a.
struct Triple {
    Sample low, mid, high;

    Triple(Sample p, Sample q, Sample r) : low(p), mid(q), high(r) {
        if (low.a > mid.a) std::swap(low, mid);
        if (mid.a > high.a) std::swap(mid, high);
        if (low.a > mid.a) std::swap(low, mid);
    }
    bool encloses() const { return mid.value <= low.value && mid.value <= high.value; }
    Sample least() const {
        const Sample end = high.value < low.value ? high : low;
        return mid.value <= end.value ? mid : end;
    }
};

// Where the parabola through φ(0), the first trial and the known curvature has its minimum; else farther downhill.
double second_trial(const AxisLine& line, Sample first) {
    const double slope = (first.value - line.value) / first.a - line.curvature * first.a / 2;
    const double wanted = -slope / line.curvature, most = most_growth * std::fabs(first.a);
    if (line.curvature > 0 && std::isfinite(wanted)) return std::fmin(std::fmax(wanted, -most), most);
    return first.value < line.value ? growth * first.a : -first.a;
}

// How far beyond the lower end the next trial is: half as far again as a parabola wants, if it wants anything.
double stride(Sample other, Sample mid, Sample end) {
    const double width = std::fabs(end.a - mid.a), towards = std::copysign(1.0, end.a - mid.a);
    const double beyond = towards * (vertex(mid, other, end) - end.a);
    if (!(beyond > 0)) return growth * width;
    return std::fmin(std::fmax(1.5 * beyond, width), growth * most_growth * width);
}

// Goes on downhill until the middle of the three is no higher than the ends, or there is no room.
Task<void> enclose(ValuesAlong& f, Bracket room, Triple& at) {
    for (double k = 0; !at.encloses() && k < most_trials; ++k) {
        const bool upward = at.high.value < at.low.value;
        const Sample end = upward ? at.high : at.low, other = upward ? at.low : at.high;
        if (end.a == (upward ? room.high : room.low) || end.value == -INFINITY) co_return;
        const double step = stride(other, at.mid, end);
        const double a = clamp(room, upward ? end.a + step : end.a - step);
        const Sample next{a, co_await f.value_at(a)};
        at = upward ? Triple(at.mid, end, next) : Triple(next, end, at.mid);
    }
}

struct Refined {
    Sample least;
    double curvature;   // of the last parabola
    double unsearched;  // the longer side of the last bracket; 0 where the parabola promised no more
};

// Brent's method between the ends.
Task<Refined> refine(ValuesAlong& f, const AxisLine& line, double scale, Triple at) {
    Sample w = at.low, v = at.high;
    if (v.value < w.value) std::swap(w, v);
    BrentPoints points{at.mid.a, at.mid.value, w.a, w.value, v.a, v.value};
    Bracket bracket{at.low.a, at.high.a};
    ScalarLimits limits{.step_tolerance = 1e-4,
                        .value_tolerance = rounding_noise(line.value),
                        .max_iterations = 1,
                        .max_evaluations = INFINITY,
                        .scale = scale};
    // Without a curvature no trial was at the minimum of a parabola yet.
    if (!(line.curvature > 0)) co_await brent_from(f, bracket, limits, points, bracket.width());
    limits.value_tolerance = std::fmax(line_precision * (line.value - points.f_x), limits.value_tolerance);
    limits.max_iterations = most_trials;
    const ScalarEnd end = co_await brent_from(f, bracket, limits, points, bracket.width());
    const Sample least{points.x, points.f_x};
    const double curvature = 2 * half_curvature(least, {points.w, points.f_w}, {points.v, points.f_v});
    const double longer = std::fmax(points.x - bracket.low, bracket.high - points.x);
    co_return Refined{least, curvature, end.status == Status::function_tolerance ? 0 : longer};
}

}  // namespace

Task<LineMinimum> line_minimum(Run& run, BestPoint& best, AxisLine line, double* trial) {
    const double speed = relative_speed(run, line);
    if (speed == 0) co_return LineMinimum{0, line.value};
    // Where some variable has changed by 1e20 times its size, a descent is taken to have no end.
    const double farthest = 1e20 / speed;
    const Bracket room = reach(run, line, farthest, trial);
    ValuesAlong f(run, best, line, trial);
    Sample first{clamp(room, line.step), line.first_value};
    if (std::fabs(first.a) < std::fabs(line.step) / 2) first.a = clamp(room, -line.step);
    if (first.a == 0) co_return LineMinimum{0, line.value, line.curvature};
    if (first.a != line.step || std::isnan(first.value)) first.value = co_await f.value_at(first.a);
    double a = clamp(room, second_trial(line, first));
    if (a == first.a || a == 0) a = first.a / 2;
    const Sample second{a, co_await f.value_at(a)};

    Triple at({0, line.value}, first, second);
    co_await enclose(f, room, at);
    Sample least = at.least();
    double curvature = 2 * half_curvature(at.mid, at.low, at.high);
    double unsearched = std::fmin(std::fabs(first.a), std::fabs(second.a));
    if (at.encloses()) {
        const Refined refined = co_await refine(f, line, std::fabs(first.a), at);
        least = refined.least;
        if (std::isfinite(refined.curvature)) curvature = refined.curvature;
        if (refined.unsearched > 0 || speed * std::fabs(first.a) <= near_step) unsearched = refined.unsearched;
    }
    if (std::fabs(least.a) == farthest) co_return LineMinimum{least.a, least.value, NAN, f.defined, true};
    if (!(least.value < line.value)) {
        co_return LineMinimum{0, line.value, curvature, f.defined, false, speed * unsearched};
    }
    co_return LineMinimum{least.a, least.value, curvature, f.defined};
}

}  // namespace steepest
