#include "api/fit_operations.hpp"

#include <algorithm>
#include <cfloat>
#include <new>

#include "api/run_operations.hpp"
#include "fit/curve_fit.hpp"
#include "minimize/from_residuals.hpp"

namespace steepest {
namespace {

constexpr int32_t out_of_memory = -1, refused = -2;

struct FitGiven {
    Matrix<const double> columns;
    Vector<const double> response;
    Vector<const double> weights;
    Vector<const double> start;
    Vector<const double> lower;
    Vector<const double> upper;
};

FitSettings read_settings(Vector<const double> values) {
    FitSettings settings{};
    Index i = 0;
    for (const FitSetting& setting : fit_settings) {
        if (i < values.size) settings.*setting.field = values[i++];
    }
    return settings;
}

bool is_index(double value, double count) {
    return value >= 0 && value < count && value == static_cast<double>(static_cast<int>(value));
}

bool is_sound(const FitSettings& s, Vector<const double> start, Vector<const double> lower,
              Vector<const double> upper) {
    const bool bounded = lower.size == upper.size && (lower.size == 0 || lower.size == start.size);
    return start.size > 0 && bounded && is_index(s.method, 2) && is_index(s.loss, robust_loss_count) &&
           is_index(s.derivative, 3) && s.loss_scale > 0 && s.initial_radius > 0;
}

bool fits(const Formula& formula, const FitGiven& g) {
    const bool rows = g.columns.rows == formula.columns() && g.columns.columns == g.response.size;
    return rows && (g.weights.size == 0 || g.weights.size == g.response.size) && g.response.size > 0 &&
           g.start.size == formula.parameters();
}

Options options_of(const FitSettings& s) {
    Options options{};
    options.gradient_tolerance = s.gradient_tolerance;
    options.function_tolerance = s.function_tolerance;
    options.step_tolerance = s.step_tolerance;
    options.max_iterations = s.max_iterations;
    options.max_evaluations = s.max_evaluations;
    options.target = s.target;
    options.initial_radius = s.initial_radius;
    options.differences = s.derivative == 2 ? 1 : 0;
    return options;
}

ResidualLoss loss_of(const FitSettings& s) {
    return {static_cast<RobustLoss>(static_cast<int>(s.loss)), s.loss_scale};
}

// What the run works on; `copy`: that the caller's arrays are not kept.
bool prepare_curve(Session& session, Formula& formula, const FitGiven& g, const FitSettings& settings, bool copy) {
    Run& run = session.run;
    const auto keep = [&](Vector<const double> from) -> Vector<const double> {
        return copy ? run.memory.copy(from) : from;
    };
    run.start = run.memory.copy(g.start);
    run.lower = run.memory.copy(g.lower);
    run.upper = run.memory.copy(g.upper);
    const bool exact = settings.derivative == 0;
    if (!exact) run.derivative_error = difference_error(settings.derivative == 2);
    CurveProblem problem;
    problem.value = formula.row_program(false);
    problem.derivatives = exact ? formula.row_program(true) : nullptr;
    if (!problem.value || (exact && !problem.derivatives)) return false;
    problem.columns = make_columns(run.memory, g.columns);
    problem.response = keep(g.response);
    problem.weights = keep(g.weights);
    problem.loss = loss_of(settings);
    problem.derivative = static_cast<CurveDerivative>(static_cast<int>(settings.derivative));
    problem.start = run.start;
    problem.bounds = run.bounds();
    void* const place = run.memory.allocate(sizeof(Curve));
    if (run.memory.failed()) return false;
    session.curve = ::new (place) Curve;
    if (!session.curve->allocate(run.memory, problem)) return false;
    session.objective = session.curve->objective();
    run.provides = session.objective.provides;
    return make_residual_root(run, static_cast<ResidualMethod>(static_cast<int>(settings.method)));
}

// So that all of a small fit is in one piece of memory.
std::size_t bytes_of(Formula& formula, const FitGiven& g, const FitSettings& settings) {
    constexpr std::size_t most = std::size_t{1} << 20;
    std::size_t bytes = bytes_of_residual_run(g.start.size) + (1 << 12);
    for (const bool derivatives : {false, true}) {
        if (derivatives && settings.derivative != 0) break;
        const Program* const program = formula.row_program(derivatives);
        const Index block = FormulaRows::block_rows();
        if (program) bytes += static_cast<std::size_t>((program->temporaries + 1) * block + 9 * program->places()) * 8;
    }
    const Index numbers = g.response.size * (g.columns.rows + 1) + 256 * (g.start.size + 2);
    bytes += static_cast<std::size_t>(numbers) * 8;
    return bytes < most ? bytes : most;
}

void write_report(const FitReport& report, double* out) {
    out[0] = report.residual_sum_of_squares;
    out[1] = report.rank;
    out[2] = report.variance;
}

constexpr Index run_numbers = sizeof run_number_names / sizeof run_number_names[0];
constexpr Index fit_numbers = sizeof fit_number_names / sizeof fit_number_names[0];

bool has_room(Matrix<double> square, Index n) {
    return square.rows == 0 || (square.rows == n && square.columns == n);
}

}  // namespace

int32_t fit_solve(Environment& environment, int32_t handle, Matrix<const double> columns, Vector<const double> response,
                  Vector<const double> weights, Vector<const double> settings, Vector<const double> start,
                  Vector<const double> lower, Vector<const double> upper, Vector<double> x, Vector<double> residuals,
                  Matrix<double> covariance, Vector<double> numbers) {
    CompiledFormula* const compiled = environment.formulas.find(handle);
    const FitSettings read = read_settings(settings);
    const FitGiven given{columns, response, weights, start, lower, upper};
    if (!compiled || !is_sound(read, start, lower, upper) || !fits(*compiled->formula, given)) return refused;
    const bool room = x.size == start.size && residuals.size == response.size && has_room(covariance, start.size) &&
                      numbers.size == run_numbers + fit_numbers;
    if (!room) return refused;
    Session session(start.size, options_of(read), bytes_of(*compiled->formula, given, read));
    Run& run = session.run;
    if (!prepare_curve(session, *compiled->formula, given, read, false)) return out_of_memory;
    session.drive(read.max_time, nullptr);
    if (!run.done()) run.end({Status::max_time});
    run.best_point(x.data);
    write_run_numbers(run, run.incumbent, numbers);
    write_report(report_curve(run, *session.curve, x.data, residuals, covariance), numbers.data + run_numbers);
    return static_cast<int32_t>(run.verdict().status);
}

int32_t fit_create(Environment& environment, int32_t handle, Matrix<const double> columns,
                   Vector<const double> response, Vector<const double> weights, Vector<const double> settings,
                   Vector<const double> start, Vector<const double> lower, Vector<const double> upper) {
    CompiledFormula* const compiled = environment.formulas.find(handle);
    const FitSettings read = read_settings(settings);
    const FitGiven given{columns, response, weights, start, lower, upper};
    if (!compiled || !is_sound(read, start, lower, upper) || !fits(*compiled->formula, given)) return refused;
    Session* const session =
        make_object<Session>(start.size, options_of(read), bytes_of(*compiled->formula, given, read));
    if (!session) return out_of_memory;
    // A formula of its own: the run may be on another thread, and outlive the handle.
    Formula* const formula = make_formula(*compiled->source);
    session->held = formula;
    session->release = [](void* held) { destroy_formula(static_cast<Formula*>(held)); };
    if (formula && prepare_curve(*session, *formula, given, read, true)) return environment.runs.add(session);
    Handles<Session>::destroy(session);
    return out_of_memory;
}

int32_t run_create_residuals(Environment& environment, int32_t provides, int32_t count, Vector<const double> settings,
                             Vector<const double> start, Vector<const double> lower, Vector<const double> upper) {
    const FitSettings read = read_settings(settings);
    if (!is_sound(read, start, lower, upper) || count < 1) return refused;
    const Index n = start.size;
    const double size = static_cast<double>(n) + static_cast<double>(count) * static_cast<double>(n + 1);
    if (size >= INT32_MAX) return out_of_memory;
    Session* const session = make_object<Session>(n, options_of(read), bytes_of_residual_run(n));
    if (!session) return out_of_memory;
    Run& run = session->run;
    run.provides = (static_cast<unsigned>(provides) & needs::residual_jacobian) | needs::residuals;
    if (!(run.provides & needs::residual_jacobian)) run.derivative_error = difference_error(read.derivative == 2);
    run.start = run.memory.copy(start);
    run.lower = run.memory.copy(lower);
    run.upper = run.memory.copy(upper);
    run.residuals = {.count = count,
                     .loss = loss_of(read),
                     .last = run.memory.vector(count),
                     .accepted = run.memory.vector(count),
                     .jacobian = run.memory.matrix(count, n),
                     .asked = run.memory.matrix(count, n)};
    for (Index i = 0; run.residuals.last.data && i < count; ++i) run.residuals.last[i] = NAN;
    BoxLayout& box = session->layout;
    box = {};
    box.residuals = static_cast<int32_t>(n);
    box.residual_jacobian = static_cast<int32_t>(n + count);
    box.size = static_cast<int32_t>(size);
    const auto method = static_cast<ResidualMethod>(static_cast<int>(read.method));
    if (!run.memory.failed() && make_residual_root(run, method)) return environment.runs.add(session);
    Handles<Session>::destroy(session);
    return out_of_memory;
}

int32_t fit_report(Environment& environment, int32_t handle, Vector<double> residuals, Matrix<double> jacobian,
                   Matrix<double> covariance, Vector<double> numbers) {
    Session* const session = environment.runs.find(handle);
    if (!session || session->busy || numbers.size != fit_numbers) return -1;
    Run& run = session->run;
    if (!has_room(covariance, run.dimension)) return -1;
    if (session->curve) {
        if (residuals.size != session->curve->problem().rows()) return -1;
        const Scope scope(run.memory);
        double* const x = run.memory.array<double>(run.dimension);
        if (run.memory.failed()) return -1;
        run.best_point(x);
        write_report(report_curve(run, *session->curve, x, residuals, covariance), numbers.data);
        return 0;
    }
    const ResidualPlaces& places = run.residuals;
    if (places.count == 0 || residuals.size != places.count) return -1;
    const bool is_iterate = run.incumbent.factor && places.known;
    std::copy_n(places.at(is_iterate).data, places.count, residuals.data);
    const bool fitting = jacobian.rows == places.count && jacobian.columns == run.dimension;
    for (Index i = 0; fitting && i < jacobian.rows * jacobian.columns; ++i) {
        jacobian.data[i] = is_iterate ? places.jacobian.data[i] : NAN;
    }
    const Scope scope(run.memory);
    RowFactor plain;
    const bool known = is_iterate && plain.allocate(run.memory, run.dimension);
    if (known) factor_of(places, run.memory, {}, plain);
    Index parameters = 0;
    for (Index j = 0; j < run.dimension; ++j) parameters += run.bounds().low(j) == run.bounds().high(j) ? 0 : 1;
    write_report(report_fit(run, places.loss, residuals, parameters, known ? &plain : nullptr, covariance),
                 numbers.data);
    return 0;
}

}  // namespace steepest
