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
    double x = NAN, slope = NAN;
    bool has_value = false;
    double best = NAN;

    Asked(Run& r, ScalarAim a, Bracket* b)
        : ScalarFunction{r, ask_at, read_answer, keep_bracket}, run(r), aim(a), bracket(b) {}

  private:
    static void ask_at(ScalarFunction& f, double x, bool value, bool slope, std::coroutine_handle<> waiting) {
        Asked& self = static_cast<Asked&>(f);
        self.x = x;
        self.slope = NAN;
        self.has_value = value;
        const unsigned wanted = (value ? needs::value : 0) | (slope ? needs::gradient : 0);
        self.run.pose({.needs = wanted, .x = {&self.x, 1}, .gradient = &self.slope}, waiting);
    }
    static Reading read_answer(ScalarFunction& f) {
        Asked& self = static_cast<Asked&>(f);
        const double told = self.run.conclude();
        const double value = self.has_value ? told : NAN;
        const Incumbent& incumbent = self.run.incumbent;
        const bool better =
            self.aim == ScalarAim::root ? std::fabs(value) < std::fabs(incumbent.value) : value < incumbent.value;
        if (self.has_value && (!incumbent.x || better || std::isnan(incumbent.value))) {
            self.best = self.x;
            self.run.accept(&self.best, value, nullptr, NAN);
        }
        return {value, self.slope};
    }
    static void keep_bracket(ScalarFunction& f, Bracket now) {
        Asked& self = static_cast<Asked&>(f);
        *self.bracket = now;
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
    // A method of slopes knows no values.
    if (!run.incumbent.x) co_await f.value_at(end.x);
    if (aim == ScalarAim::minimum && !std::isfinite(run.incumbent.value) && run.incumbent.value != -INFINITY) {
        co_return Verdict{Status::not_finite, end.x, run.incumbent.value};
    }
    co_return Verdict{end.status, end.measured, end.threshold};
}

}  // namespace steepest
