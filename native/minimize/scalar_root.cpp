#include "minimize/scalar_root.hpp"

#include "scalar/minimum.hpp"
#include "scalar/root.hpp"

namespace steepest {
namespace {

using Method = Task<ScalarEnd> (*)(ScalarFunction&, Bracket, ScalarLimits);
constexpr Method minimizers[] = {brent_minimum, golden_section, fibonacci, bisection_of_slope};
constexpr Method root_finders[] = {bisection, secant, newton, brent_root};
static_assert(sizeof minimizers / sizeof minimizers[0] ==
              sizeof scalar_minimizer_names / sizeof scalar_minimizer_names[0]);
static_assert(sizeof root_finders / sizeof root_finders[0] == sizeof root_finder_names / sizeof root_finder_names[0]);

// The objective of a run as a function of one variable.
struct Asked : ScalarFunction {
    Run& run;
    ScalarAim aim;
    Bracket* bracket;
    bool by_slopes = false;

    Asked(Run& r, ScalarAim a, Bracket* b)
        : ScalarFunction{r, ask_at, read_answer, keep_bracket}, run(r), aim(a), bracket(b) {}

    // Makes it the run's incumbent.
    void keep(double point, double value) {
        best_ = point;
        run.accept(&best_, value, nullptr, NAN);
    }
    bool has_best() const { return run.incumbent.x == &best_; }

  private:
    double x_ = NAN, slope_ = NAN;
    bool has_value_ = false, reported_ = false;
    double best_ = NAN;

    static void ask_at(ScalarFunction& f, double x, bool value, bool slope, std::coroutine_handle<> waiting) {
        Asked& self = static_cast<Asked&>(f);
        self.x_ = x;
        self.slope_ = NAN;
        // Differences take the value too.
        self.has_value_ = value || !(self.run.provides & needs::gradient);
        self.by_slopes |= slope && !value;
        const unsigned wanted = (value ? needs::value : 0) | (slope ? needs::gradient : 0);
        self.run.pose({.needs = wanted, .x = {&self.x_, 1}, .gradient = &self.slope_}, waiting);
    }
    static Reading read_answer(ScalarFunction& f) {
        Asked& self = static_cast<Asked&>(f);
        const double told = self.run.conclude();
        const double value = self.has_value_ ? told : NAN;
        if (!self.reported_ && !(self.has_best() && rank(self.distance(value)) >= rank(self.distance()))) {
            self.keep(self.x_, value);
        }
        return {value, self.slope_};
    }
    // What the aim is to make small.
    double distance(double value) const { return aim == ScalarAim::root ? std::fabs(value) : value; }
    double distance() const { return distance(run.incumbent.value); }

    static void keep_bracket(ScalarFunction& f, Bracket now, double x, double value) {
        Asked& self = static_cast<Asked&>(f);
        *self.bracket = now;
        self.reported_ = true;
        self.keep(x, value);
        self.run.count_iteration(now.width());
    }
};

}  // namespace

bool known_scalar_method(ScalarAim aim, int method) {
    const auto count = aim == ScalarAim::root ? sizeof root_finders : sizeof minimizers;
    return method >= 0 && method < static_cast<int>(count / sizeof(Method));
}

Task<Verdict> scalar_root(Run& run, ScalarAim aim, int method, Bracket* bracket) {
    const Options& options = run.options;
    Asked f(run, aim, bracket);
    const ScalarLimits limits{.step_tolerance = options.step_tolerance,
                              .value_tolerance = aim == ScalarAim::root ? options.function_tolerance : 0,
                              .max_iterations = options.max_iterations,
                              .max_evaluations = options.max_evaluations,
                              .scale = scale_of(*bracket)};
    const Method by_name = (aim == ScalarAim::root ? root_finders : minimizers)[method];
    const ScalarEnd end = co_await by_name(f, *bracket, limits);
    // A method of slopes knows no value, or none that is as good as its slopes.
    if (aim == ScalarAim::minimum && f.by_slopes) {
        const double value = co_await f.value_at(end.x);
        f.keep(end.x, value);
    }
    const double value = run.incumbent.value;
    if (aim == ScalarAim::minimum && value == -INFINITY) co_return Verdict{Status::unbounded, value, 0};
    if (aim == ScalarAim::minimum && !std::isfinite(value)) co_return Verdict{Status::not_finite, end.x, value};
    co_return Verdict{end.status, end.measured, end.threshold};
}

}  // namespace steepest
