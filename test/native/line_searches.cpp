// Every search on the six functions of Moré & Thuente, ACM Trans. Math. Softw. 20 (1994), section 5, from first steps
// of 10⁻³ to 10³ with the constants of their tables I to VI: each must end at a step that meets the conditions it
// claims. more_thuente must also do so in the number of evaluations, and at the step, that their tables print.
#include "search/armijo.hpp"
#include "search/exact.hpp"
#include "search/hager_zhang.hpp"
#include "search/more_thuente.hpp"
#include "search/strong_wolfe.hpp"

#include <cfloat>
#include <cmath>
#include <cstdio>

using namespace steepest;

namespace {

int failures = 0;

template <class... Values>
void check(bool holds, const char* what, Values... values) {
    if (holds) return;
    ++failures;
    std::printf(what, values...);
    std::printf("\n");
}

using Phi = Trial (*)(double a);

// A line along φ, which records how it was asked.
struct TestLine : Line {
    Execution space{8192};
    Phi phi;
    double last = 0, kept = 0;
    bool with_slope = false;
    int evaluations = 0, slopes = 0;

    explicit TestLine(Phi function) : Line{space, ask_trial, read_trial, keep_trial}, phi(function) {}

  private:
    static void ask_trial(Line& line, double a, bool slope, std::coroutine_handle<> waiting) {
        TestLine& self = static_cast<TestLine&>(line);
        self.last = a;
        self.with_slope = slope;
        ++self.evaluations;
        self.slopes += slope;
        self.space.leaf = waiting;
    }
    static Trial read_trial(Line& line) {
        const TestLine& self = static_cast<TestLine&>(line);
        const Trial t = self.phi(self.last);
        return {t.value, self.with_slope ? t.slope : NAN};
    }
    static void keep_trial(Line& line) {
        TestLine& self = static_cast<TestLine&>(line);
        self.kept = self.last;
    }
};

using Search = Task<SearchResult> (*)(Line&, SearchStart);

SearchResult run(TestLine& line, Search search, SearchStart start) {
    Task<SearchResult> task = search(line, start);
    line.space.leaf = task.handle();
    while (!task.done()) line.space.resume();
    const SearchResult result = task.result();
    const bool returned = result.step == 0 || result.step == line.last || result.step == line.kept;
    check(returned, "a step of %g is neither the last trial, %g, nor the one kept, %g", result.step, line.last,
          line.kept);
    return result;
}

SearchStart from(Phi phi, double step, double decrease, double curvature) {
    return {phi(0), step, 1e20, decrease, curvature, 0, 60};
}

// (5.1)
Trial rational(double a) {
    constexpr double beta = 2;
    const double d = a * a + beta;
    return {-a / d, (a * a - beta) / (d * d)};
}
// (5.2)
Trial quintic(double a) {
    constexpr double beta = 0.004;
    const double b = a + beta;
    return {std::pow(b, 5) - 2 * std::pow(b, 4), 5 * std::pow(b, 4) - 8 * std::pow(b, 3)};
}
// (5.3)
Trial oscillating(double a) {
    constexpr double beta = 0.01, l = 39, pi = 3.14159265358979323846;
    const double value = a <= 1 - beta ? 1 - a : a >= 1 + beta ? a - 1 : (a - 1) * (a - 1) / (2 * beta) + beta / 2;
    const double slope = a <= 1 - beta ? -1 : a >= 1 + beta ? 1 : (a - 1) / beta;
    const double wave = l * pi / 2;
    return {value + 2 * (1 - beta) / (l * pi) * std::sin(wave * a), slope + (1 - beta) * std::cos(wave * a)};
}
// (5.4), of Yanai, Ozawa & Kaneko (1981)
template <int tenth_of_beta1, int tenth_of_beta2>
Trial yanai(double a) {
    constexpr double beta1 = tenth_of_beta1 * 1e-3, beta2 = tenth_of_beta2 * 1e-3;
    const auto gamma = [](double beta) { return std::sqrt(1 + beta * beta) - beta; };
    const double left = std::sqrt((1 - a) * (1 - a) + beta2 * beta2), right = std::sqrt(a * a + beta1 * beta1);
    return {gamma(beta1) * left + gamma(beta2) * right, -gamma(beta1) * (1 - a) / left + gamma(beta2) * a / right};
}

struct Row {
    double first;
    int evaluations;
    double step;  // two digits
};
struct Table {
    const char* name;
    Phi phi;
    double decrease, curvature;
    Row rows[4];
};
constexpr Table tables[] = {
    {"I", rational, 1e-3, 1e-1, {{1e-3, 6, 1.4}, {1e-1, 3, 1.4}, {1e1, 1, 10}, {1e3, 4, 37}}},
    {"II", quintic, 1e-1, 1e-1, {{1e-3, 12, 1.6}, {1e-1, 8, 1.6}, {1e1, 8, 1.6}, {1e3, 11, 1.6}}},
    {"III", oscillating, 1e-1, 1e-1, {{1e-3, 12, 1.0}, {1e-1, 12, 1.0}, {1e1, 10, 1.0}, {1e3, 13, 1.0}}},
    {"IV", yanai<1, 1>, 1e-3, 1e-3, {{1e-3, 4, 0.085}, {1e-1, 1, 0.10}, {1e1, 3, 0.35}, {1e3, 4, 0.83}}},
    {"V", yanai<10, 1>, 1e-3, 1e-3, {{1e-3, 6, 0.075}, {1e-1, 3, 0.078}, {1e1, 7, 0.073}, {1e3, 8, 0.076}}},
    {"VI", yanai<1, 10>, 1e-3, 1e-3, {{1e-3, 13, 0.93}, {1e-1, 11, 0.93}, {1e1, 8, 0.92}, {1e3, 11, 0.92}}},
};

constexpr Search with_slopes[] = {strong_wolfe, more_thuente, hager_zhang, exact};

// The conditions, written anew.
bool decreases(const SearchStart& start, const SearchResult& r) {
    return r.trial.value <= start.origin.value + start.decrease * r.step * start.origin.slope;
}
bool flat(const SearchStart& start, const SearchResult& r) {
    return std::fabs(r.trial.slope) <= start.curvature * std::fabs(start.origin.slope);
}

void published_tables() {
    for (const Table& table : tables) {
        for (const Row& row : table.rows) {
            const SearchStart start = from(table.phi, row.first, table.decrease, table.curvature);
            const auto claims = [&](const char* name, Search search, auto holds) {
                TestLine line(table.phi);
                const SearchResult r = run(line, search, start);
                check(r.end == SearchEnd::found && holds(r), "%s, table %s from %g: step %g, slope %g, end %d", name,
                      table.name, row.first, r.step, r.trial.slope, static_cast<int>(r.end));
                return line.evaluations;
            };
            const int evaluations = claims("more_thuente", more_thuente, [&](const SearchResult& r) {
                const double unit = std::pow(10, std::floor(std::log10(row.step)) - 1);
                return decreases(start, r) && flat(start, r) && std::fabs(r.step - row.step) <= 0.51 * unit;
            });
            check(evaluations == row.evaluations, "more_thuente, table %s from %g: %d evaluations, published %d",
                  table.name, row.first, evaluations, row.evaluations);
            claims("strong_wolfe", strong_wolfe,
                   [&](const SearchResult& r) { return decreases(start, r) && flat(start, r); });
            claims("hager_zhang", hager_zhang, [&](const SearchResult& r) {
                return decreases(start, r) && r.trial.slope >= start.curvature * start.origin.slope;
            });
            claims("exact", exact, [&](const SearchResult& r) {
                return r.trial.value < start.origin.value &&
                       std::fabs(r.trial.slope) <= 1e-9 * std::fabs(start.origin.slope);
            });
            const int trials = claims("armijo", armijo, [&](const SearchResult& r) { return decreases(start, r); });
            check(trials <= 16, "armijo, table %s from %g: %d evaluations", table.name, row.first, trials);
        }
    }
}

Trial parabola(double a) {
    return {(a - 3) * (a - 3), 2 * (a - 3)};
}

void parabolas() {
    for (const double first : {0.5, 5.0, 100.0}) {
        TestLine line(parabola);
        const SearchResult r = run(line, exact, from(parabola, first, 1e-4, 0.1));
        check(line.evaluations == 2 && std::fabs(r.step - 3) < 1e-9,
              "exact on a parabola from %g: %d evaluations, step %.17g", first, line.evaluations, r.step);
    }
    // Backtracking from beyond the parabola's far side interpolates its minimizer, and asks for no slope.
    TestLine line(parabola);
    const SearchResult r = run(line, armijo, from(parabola, 10, 1e-4, 0.1));
    check(line.evaluations == 2 && r.step == 3, "armijo on a parabola: %d evaluations, step %g", line.evaluations,
          r.step);
    check(line.slopes == 0, "armijo asked for %d slopes", line.slopes);
}

// Not defined from a = 1 on.
Trial barrier(double a) {
    return {-std::log(1 - a) - 2 * a, 1 / (1 - a) - 2};
}
// Defined, but with a slope that is not.
Trial without_slope(double a) {
    return {parabola(a).value, a > 4 ? NAN : parabola(a).slope};
}
// Infinite from a = 4 on.
Trial infinite(double a) {
    return a > 4 ? Trial{INFINITY, INFINITY} : parabola(a);
}

void not_finite() {
    for (const Phi phi : {barrier, without_slope, infinite}) {
        for (const double first : {0.01, 1.0, 10.0, 1e12}) {
            for (const Search search : with_slopes) {
                TestLine line(phi);
                const SearchStart start = from(phi, first, 1e-4, 0.5);
                const SearchResult r = run(line, search, start);
                check(r.end == SearchEnd::found && decreases(start, r) && flat(start, r) && line.evaluations <= 30,
                      "a φ that is not finite everywhere, from %g: end %d, step %g, %d evaluations", first,
                      static_cast<int>(r.end), r.step, line.evaluations);
            }
        }
    }
    TestLine line(barrier);
    const SearchStart start = from(barrier, 1e6, 1e-4, 0.5);
    const SearchResult r = run(line, armijo, start);
    check(r.end == SearchEnd::found && decreases(start, r), "armijo on a barrier: end %d", static_cast<int>(r.end));
}

Trial falling(double a) {
    return {-a, -1};
}
Trial abyss(double a) {
    return a > 100 ? Trial{-INFINITY, -INFINITY} : Trial{-a, -1};
}

void unbounded() {
    for (const Phi phi : {falling, abyss}) {
        for (const Search search : with_slopes) {
            TestLine line(phi);
            SearchStart start = from(phi, 1, 1e-4, 0.9);
            start.max_step = 1e6;
            const SearchResult r = run(line, search, start);
            check(r.end == SearchEnd::unbounded && line.last <= 1e6, "an unbounded φ: end %d at %g",
                  static_cast<int>(r.end), r.step);
        }
    }
}

// The slope says that φ falls, and it rises: as with a wrong gradient, or one of differences at the noise floor.
Trial wrong(double a) {
    return {a, -1};
}
// Below the rounding of its value.
Trial drowned(double a) {
    return {1e8 + 1e-12 * parabola(a).value, 1e-12 * parabola(a).slope};
}

void hopeless() {
    for (const Search search : {strong_wolfe, more_thuente, hager_zhang, exact, armijo}) {
        TestLine line(wrong);
        const SearchResult r = run(line, search, from(wrong, 1, 1e-4, 0.9));
        check(r.end == SearchEnd::failed && r.step == 0 && line.evaluations <= 60, "a wrong slope: end %d, step %g",
              static_cast<int>(r.end), r.step);
    }
    for (const Search search : with_slopes) {
        TestLine line(drowned);
        SearchStart start = from(drowned, 1, 1e-4, 0.1);
        start.noise = 10 * DBL_EPSILON * 1e8;
        run(line, search, start);
        check(line.evaluations <= 4, "a φ drowned in rounding took %d evaluations", line.evaluations);
    }
}

}  // namespace

int main() {
    published_tables();
    parabolas();
    not_finite();
    unbounded();
    hopeless();
    if (failures == 0) std::printf("ok\n");
    return failures > 0;
}
