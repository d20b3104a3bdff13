#include "api/glm_operations.hpp"

#include <cmath>
#include <new>

#include "api/run_operations.hpp"
#include "models/centered_rows.hpp"

namespace steepest {
namespace {

GlmSettings read_settings(Vector<const double> values) {
    GlmSettings settings{};
    Index i = 0;
    for (const GlmSetting& setting : glm_settings) {
        if (i < values.size) settings.*setting.field = values[i++];
    }
    return settings;
}

constexpr int32_t no_memory = -2, inconsistent = -3;

// What indices are made of must be right, whoever calls.
bool sound(const StoredRows& rows, const GlmSettings& settings, Vector<const double> y, Vector<const double> weights) {
    const double classes = settings.classes;
    if (y.size != rows.rows || (weights.size != 0 && weights.size != y.size)) return false;
    if (settings.loss != static_cast<int>(Loss::multinomial)) {
        return (settings.loss == 0 || settings.loss == 1 || settings.loss == 2) && classes == 1;
    }
    if (!(classes >= 2 && classes <= 1e6 && classes == std::floor(classes))) return false;
    for (Index i = 0; i < y.size; ++i) {
        if (!(y[i] >= 0 && y[i] < classes)) return false;
    }
    return true;
}

// Where the penalty on the coefficient of a standardized column would overflow, the coefficient is 0 to all digits: the
// column is taken for a constant one.
struct Moments {
    const double* mean;
    const double* deviation;
};
Moments fitted_moments(const ColumnSummary& summary, Index columns, const GlmSettings& settings, Workspace& memory) {
    const double* const mean = summary.means();
    const double* const deviation = summary.deviations();
    const auto overflows = [&](Index j) {
        const double scale = settings.intercept != 0 ? deviation[j] : std::hypot(mean[j], deviation[j]);
        return scale > 0 && !std::isfinite(settings.penalty / scale / scale);
    };
    bool any = false;
    for (Index j = 0; j < columns; ++j) any = any || overflows(j);
    if (!any) return {mean, deviation};
    double* const means = memory.array<double>(columns);
    double* const deviations = memory.array<double>(columns);
    for (Index j = 0; means && deviations && j < columns; ++j) {
        means[j] = overflows(j) ? 0 : mean[j];
        deviations[j] = overflows(j) ? 0 : deviation[j];
    }
    return {means, deviations};
}

// Everything that the run needs lies in its own memory. Vectors given are copied if they are to outlive the call.
Session* make_session(const StoredRows& given, bool padded, const ColumnSummary& summary, const GlmSettings& settings,
                      Vector<const double> y, Vector<const double> weights, Vector<const double> start, bool copy) {
    const Index classes = static_cast<Index>(settings.classes);
    const Index dimension = classes * (given.columns + (settings.intercept != 0 ? 1 : 0));
    Options options{};
    options.max_iterations = settings.max_iterations;
    options.max_evaluations = INFINITY;
    options.target = -INFINITY;
    Session* const session = make_object<Session>(dimension, options, std::size_t{1} << 16);
    if (!session) return nullptr;
    Run& run = session->run;
    const auto keep = [&](Vector<const double> from) -> Vector<const double> {
        if (!copy || from.size == 0) return from;
        const Vector<double> kept = run.memory.vector(from.size);
        for (Index i = 0; kept.data && i < from.size; ++i) kept[i] = from[i];
        return kept;
    };
    const Vector<double> first = run.memory.vector(dimension);
    for (Index i = 0; first.data && i < dimension; ++i) first[i] = start.size == dimension ? start[i] : 0;
    run.start = first;
    void* const place = run.memory.allocate(sizeof(GlmFit));
    const Vector<const double> weight = keep(weights);
    const bool far = settings.intercept != 0 && far_from_zero(summary, given.columns);
    CenteredRows centered{given, {}, nullptr};
    if (far && !center_rows(given, summary, run.memory, centered)) {
        Handles<Session>::destroy(session);
        return nullptr;
    }
    const StoredRows& rows = centered.rows;
    const Moments moments = fitted_moments(far ? centered.summary : summary, rows.columns, settings, run.memory);
    const GlmProblem problem{.x = rows.data,
                             .single = rows.single,
                             .padded = padded || far,
                             .rows = rows.rows,
                             .columns = rows.columns,
                             .stride = rows.stride,
                             .y = keep(y).data,
                             .weight = weight.size ? weight.data : nullptr,
                             .mean = moments.mean,
                             .deviation = moments.deviation,
                             .origin = centered.origin,
                             .loss = static_cast<Loss>(settings.loss),
                             .classes = classes,
                             .intercept = settings.intercept != 0,
                             .scale = settings.scale,
                             .penalty = settings.penalty};
    if (!run.memory.failed()) {
        GlmFit* const fit = ::new (place) GlmFit{.objective = {},
                                                 .solver = static_cast<GlmSolver>(settings.solver),
                                                 .tolerance = settings.tolerance,
                                                 .warm = start.size == dimension,
                                                 .report = {}};
        fit->objective.prepare(problem, run.memory);
        static_assert(sizeof(GlmReport) == sizeof glm_report_names / sizeof glm_report_names[0] * sizeof(double));
        session->outcome = {reinterpret_cast<double*>(&fit->report), sizeof(GlmReport) / sizeof(double)};
        // The run only ever pauses: there is nothing to answer.
        session->objective.answer = [](void*, Query&) {};
        if (!run.memory.failed()) run.root = fit_glm(run, *fit);
    }
    if (!run.memory.failed()) return session;
    Handles<Session>::destroy(session);
    return nullptr;
}

void copy_report(const Session& session, Vector<double> report) {
    for (Index i = 0; i < report.size && i < session.outcome.size; ++i) report[i] = session.outcome[i];
}

int32_t solve(const StoredRows& rows, Vector<const double> settings, Vector<const double> y,
              Vector<const double> weights, Vector<const double> start, Vector<double> parameters,
              Vector<double> numbers, Vector<double> report, Vector<double> place) {
    if (rows.columns < 1 || !sound(rows, read_settings(settings), y, weights)) return inconsistent;
    Workspace memory;
    ColumnSummary summary;
    const int32_t summarized = summarize(rows, summary, memory, place);
    if (summarized != 0) return summarized;
    Session* const session = make_session(rows, false, summary, read_settings(settings), y, weights, start, false);
    if (!session) return no_memory;
    session->begin();
    session->drive(INFINITY, nullptr);
    if (parameters.size == session->run.dimension) session->run.best_point(parameters.data);
    write_run_numbers(session->run, numbers);
    copy_report(*session, report);
    const Status status = session->run.verdict().status;
    Handles<Session>::destroy(session);
    return status == Status::out_of_memory ? no_memory : static_cast<int32_t>(status);
}

int32_t predict(const StoredRows& rows, Vector<const double> parameters, int32_t classes, int32_t means,
                Vector<double> out) {
    const bool logistic = means == static_cast<int32_t>(Loss::logistic);
    const bool alone = means != static_cast<int32_t>(Loss::multinomial) && means != static_cast<int32_t>(Loss::squared);
    if (classes < 1 || means < 0 || means > 3 || (alone && classes != 1)) return -1;
    if (parameters.size != classes * (rows.columns + 1) || out.size != rows.rows * (logistic ? 2 : classes)) return -1;
    if (rows.rows == 0 || rows.columns == 0) return 0;
    return predict_glm(rows, parameters, classes, static_cast<Loss>(means), out.data) ? 0 : -1;
}

}  // namespace

int32_t glm_create(Environment& environment, int32_t dataset, Vector<const double> settings, Vector<const double> y,
                   Vector<const double> weights, Vector<const double> start) {
    Dataset* const data = environment.datasets.find(dataset);
    if (!data || !data->complete() || !sound(data->rows(), read_settings(settings), y, weights)) return inconsistent;
    Session* const session =
        make_session(data->rows(), true, data->summary(), read_settings(settings), y, weights, start, true);
    if (!session) return no_memory;
    ++data->holds;
    session->held = data;
    session->release = drop_dataset;
    return environment.runs.add(session);
}

int32_t glm_report(Environment& environment, int32_t run, Vector<double> report) {
    const Session* const session = environment.runs.find(run);
    if (!session || session->busy) return -1;
    copy_report(*session, report);
    return 0;
}

int32_t glm_solve(Matrix<const double> x, Vector<const double> settings, Vector<const double> y,
                  Vector<const double> weights, Vector<const double> start, Vector<double> parameters,
                  Vector<double> numbers, Vector<double> report, Vector<double> place) {
    return solve(stored(x), settings, y, weights, start, parameters, numbers, report, place);
}

int32_t glm_solve_single(Matrix<const float> x, Vector<const double> settings, Vector<const double> y,
                         Vector<const double> weights, Vector<const double> start, Vector<double> parameters,
                         Vector<double> numbers, Vector<double> report, Vector<double> place) {
    return solve(stored(x), settings, y, weights, start, parameters, numbers, report, place);
}

int32_t glm_predict(Matrix<const double> x, Vector<const double> parameters, int32_t classes, int32_t means,
                    Vector<double> out) {
    return predict(stored(x), parameters, classes, means, out);
}

int32_t glm_predict_single(Matrix<const float> x, Vector<const double> parameters, int32_t classes, int32_t means,
                           Vector<double> out) {
    return predict(stored(x), parameters, classes, means, out);
}

int32_t glm_predict_dataset(Environment& environment, int32_t dataset, Vector<const double> parameters, int32_t classes,
                            int32_t means, Vector<double> out) {
    const Dataset* const data = environment.datasets.find(dataset);
    return data && data->complete() ? predict(data->rows(), parameters, classes, means, out) : -1;
}

}  // namespace steepest
