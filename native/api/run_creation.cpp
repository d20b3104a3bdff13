// The making of runs.
#include "api/run_operations.hpp"

#include "direction/conjugate_gradient.hpp"
#include "minimize/encoding.hpp"
#include "minimize/make.hpp"
#include "minimize/scalar_root.hpp"
#include "minimize/search_root.hpp"
#include "minimize/searches.hpp"
#include "objective/problems/problem.hpp"
#include "stochastic/generation.hpp"
#include "stochastic/restarts.hpp"

namespace steepest {
namespace {

// What no facade asks for.
constexpr int32_t refused = -2;
constexpr int32_t too_large = -3;

Options read_options(Vector<const double> values) {
    Options options{};
    for (int i = 0; i < option_count && i < values.size; ++i) option(options, i) = values[i];
    return options;
}

bool is_index(double value, int count) {
    return value >= 0 && value < count && value == std::floor(value);
}

bool searches(const Options& o) {
    return is_index(o.line_search, sizeof search_names / sizeof search_names[0]);
}

// Whether it is left to be chosen, or a number that makes sense.
bool is_unset_or(double value, double least, double most) {
    return std::isnan(value) || (value >= least && value <= most);
}

// Whether a method may be told these: a saved run is read from wherever it was kept.
bool sound(const Options& o) {
    return searches(o) && is_index(o.differences, 2) && is_index(o.beta, sizeof beta_names / sizeof beta_names[0]) &&
           is_index(o.restarts, sizeof restart_names / sizeof restart_names[0]) &&
           is_index(o.selection, sizeof selection_names / sizeof selection_names[0]) &&
           is_index(o.recombination, sizeof recombination_names / sizeof recombination_names[0]) &&
           is_index(o.encoding, sizeof encoding_names / sizeof encoding_names[0]) &&
           is_unset_or(o.parents, 1, 0x1p24) && is_unset_or(o.population_size, 1, 0x1p24) &&
           is_unset_or(o.sigma, DBL_MIN, DBL_MAX) && o.memory >= 1 && o.memory <= 1000 &&
           !std::isnan(o.max_iterations) && !std::isnan(o.max_evaluations);
}

// Whether it has what a random method draws its numbers from.
bool has_seed(const Options& o) {
    return o.seed >= 0 && o.seed < 0x1p53 && o.seed == std::floor(o.seed);
}

// False when the box has more numbers than an offset can tell. `points` is the most that one batch asks for,
// `functions` the number of constraints that are answered.
bool lay_out(BoxLayout& box, Index dimension, unsigned asks, Index points, Index functions = 0) {
    // In doubles, which do not wrap.
    const double n = static_cast<double>(dimension);
    double next = n;
    const auto part = [&](bool used, double size) {
        const double offset = next;
        if (used) next += size;
        return static_cast<int32_t>(std::fmin(offset, INT32_MAX));
    };
    box.gradient = part(asks & needs::gradient, n);
    box.hessian = part(asks & needs::hessian, n * n);
    box.direction = part(asks & needs::product, n);
    box.product = part(asks & needs::product, n);
    const double height = static_cast<double>(points);
    box.points = part(true, height * n);
    box.values = part(true, height);
    const double m = static_cast<double>(functions);
    box.constraints = part(true, m);
    box.jacobian = part(asks & needs::jacobian, m * n);
    box.point_constraints = part(true, height * m);
    box.size = part(false, 0);
    return next < INT32_MAX;
}

// A run whose root is not yet made; null when memory ran out.
Session* open_session(const Options& options, std::size_t bytes, unsigned provides, Vector<const double> start) {
    Session* session = make_object<Session>(start.size, options, bytes);
    if (!session) return nullptr;
    Run& run = session->run;
    run.provides = provides | needs::value;
    run.start = run.memory.copy(start);
    return session;
}
Session* open_session(int32_t method, unsigned provides, Vector<const double> values, Vector<const double> start,
                      Vector<const double> lower, Vector<const double> upper) {
    const Options options = read_options(values);
    Session* session = open_session(options, bytes_of(method, start.size, options), provides, start);
    if (!session) return nullptr;
    session->run.lower = session->run.memory.copy(lower);
    session->run.upper = session->run.memory.copy(upper);
    return session;
}

// Gives JavaScript the number of a run whose root was made, if there was memory for it.
int32_t enter(Environment& environment, Session* session, bool made) {
    if (made && !session->run.memory.failed()) return environment.runs.add(session);
    Handles<Session>::destroy(session);
    return -1;
}
bool bound(Vector<const double> start, Vector<const double> lower, Vector<const double> upper) {
    return start.size > 0 && lower.size == upper.size && (lower.size == 0 || lower.size == start.size);
}
bool told(int32_t method, const Options& o) {
    const bool draws = o.shuffle == 1 && o.batch_size < o.rows;
    return sound(o) && takes_local(method, o) && (has_seed(o) || !draws) &&
           (has_seed(o) || !(method_traits(method) & traits::random));
}
bool known(int32_t index, int count) {
    return index >= 0 && index < count;
}

}  // namespace

int32_t run_create(Environment& environment, int32_t method, int32_t provides, Vector<const double> options,
                   Vector<const double> start, Vector<const double> lower, Vector<const double> upper) {
    if (!known(method, method_count()) || !told(method, read_options(options))) return refused;
    if (!bound(start, lower, upper)) return refused;
    Session* session = open_session(method, static_cast<unsigned>(provides), options, start, lower, upper);
    if (!session) return -1;
    Run& run = session->run;
    const bool fits = lay_out(session->layout, start.size, asks_of(method, start.size, run.provides, run.options),
                              points_of(method, start.size, run.options));
    return enter(environment, session, fits && make_root(run, method));
}

int32_t run_create_constrained(Environment& environment, int32_t method, int32_t provides, Vector<const double> options,
                               Vector<const double> start, Vector<const double> lower, Vector<const double> upper,
                               int32_t equalities, int32_t inequalities, Matrix<const double> rows,
                               Vector<const double> row_lower, Vector<const double> row_upper) {
    if (!known(method, method_count()) || !told(method, read_options(options))) return refused;
    if (!bound(start, lower, upper) || equalities < 0 || inequalities < 0) return refused;
    if (!(method_traits(method) & traits::takes_constraints)) return refused;
    const bool fitting =
        row_lower.size == rows.rows && row_upper.size == rows.rows && (rows.rows == 0 || rows.columns == start.size);
    if (!fitting) return refused;
    Session* session = open_session(method, static_cast<unsigned>(provides), options, start, lower, upper);
    if (!session) return -1;
    Run& run = session->run;
    const Vector<double> matrix = run.memory.copy(Vector<const double>{rows.data, rows.rows * rows.columns});
    run.constraints = {.equalities = equalities,
                       .inequalities = inequalities,
                       .rows = {matrix.data, rows.rows, start.size, start.size},
                       .row_lower = run.memory.copy(row_lower),
                       .row_upper = run.memory.copy(row_upper)};
    const unsigned asks =
        asks_of(method, start.size, run.provides, run.options) | (run.provides & (needs::gradient | needs::jacobian));
    const bool fits = lay_out(session->layout, start.size, asks, points_of(method, start.size, run.options),
                              run.constraints.functions());
    return enter(environment, session, fits && make_root(run, method));
}

int32_t run_create_problem(Environment& environment, int32_t method, int32_t index, Vector<const double> options,
                           Vector<const double> start, Vector<const double> lower, Vector<const double> upper,
                           Vector<const double> shift) {
    if (!known(method, method_count()) || !known(index, problem_count())) return refused;
    if (!told(method, read_options(options)) || !bound(start, lower, upper)) return refused;
    if (shift.size > 0 && shift.size != start.size) return refused;
    Session* session = open_session(method, 0, options, start, lower, upper);
    if (!session) return -1;
    session->objective = make_problem(session->run.memory, index, start.size, shift);
    session->run.provides = session->objective.provides;
    return enter(environment, session, make_root(session->run, method));
}

int32_t run_create_formula(Environment& environment, int32_t method, int32_t formula, Vector<const double> options,
                           Vector<const double> start, Vector<const double> lower, Vector<const double> upper,
                           Vector<const double> fixed) {
    const CompiledFormula* const given = environment.formulas.find(formula);
    if (!given || !known(method, method_count()) || !told(method, read_options(options))) return refused;
    if (!bound(start, lower, upper)) return refused;
    if (fixed.size > 0 && fixed.size != given->formula->parameters()) return refused;
    // Another formula, for the one given may be asked meanwhile, and may go.
    CompiledFormula* const own = make_object<CompiledFormula>(hold_source(given->source), fixed);
    if (!own) drop_source(given->source);
    const bool made = own && own->formula;
    const bool fits = made && own->formula->parameters() == start.size;
    Session* const session = fits ? open_session(method, 0, options, start, lower, upper) : nullptr;
    if (!session) {
        Handles<CompiledFormula>::destroy(own);
        return made && !fits ? refused : -1;
    }
    session->held = own;
    session->release = [](void* held) { Handles<CompiledFormula>::destroy(static_cast<CompiledFormula*>(held)); };
    session->objective = own->formula->objective();
    const unsigned asks = asks_of(method, start.size, session->objective.provides, session->run.options);
    const unsigned lacking = own->formula->lacking(asks);
    if (lacking & needs::value_and_gradient) {
        Handles<Session>::destroy(session);
        return too_large;
    }
    session->run.provides = session->objective.provides & ~lacking;
    return enter(environment, session, make_root(session->run, method));
}

int32_t run_create_search(Environment& environment, int32_t provides, Vector<const double> options,
                          Vector<const double> start, Vector<const double> direction) {
    if (direction.size != start.size || !searches(read_options(options))) return refused;
    const std::size_t bytes = bytes_of_search(start.size);
    Session* session = open_session(read_options(options), bytes, static_cast<unsigned>(provides), start);
    if (!session) return -1;
    Run& run = session->run;
    const bool fits =
        lay_out(session->layout, start.size, run.provides & needs::value_and_gradient, Run::batch_height(start.size));
    run.root = search_root(run, run.memory.copy(direction));
    return enter(environment, session, fits && run.root.allocated());
}

int32_t run_create_scalar(Environment& environment, int32_t aim, int32_t method, int32_t provides,
                          Vector<const double> options, Vector<const double> interval) {
    if (!known(aim, 2) || !known_scalar_method(static_cast<ScalarAim>(aim), method)) return refused;
    if (interval.size != 2 || !(interval[0] <= interval[1])) return refused;
    const Vector<const double> low{interval.data, 1}, high{interval.data + 1, 1};
    const std::size_t bytes = 4096;
    Session* session = open_session(read_options(options), bytes, static_cast<unsigned>(provides), low);
    if (!session) return -1;
    Run& run = session->run;
    run.lower = run.memory.copy(low);
    run.upper = run.memory.copy(high);
    session->outcome = run.memory.copy(interval);
    if (run.memory.failed()) return enter(environment, session, false);
    const bool fits = lay_out(session->layout, 1, run.provides & needs::value_and_gradient, Run::batch_height(1));
    Bracket* const bracket = ::new (session->outcome.data) Bracket{interval[0], interval[1]};
    run.root = scalar_root(run, static_cast<ScalarAim>(aim), method, bracket);
    return enter(environment, session, fits && run.root.allocated());
}

}  // namespace steepest
