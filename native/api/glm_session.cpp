#include "api/glm_session.hpp"

#include <cmath>
#include <new>

#include "models/centered_rows.hpp"

namespace steepest {
namespace {

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

}  // namespace

GlmSettings read_glm_settings(Vector<const double> values) {
    GlmSettings settings{};
    Index i = 0;
    for (const GlmSetting& setting : glm_settings) {
        if (i < values.size) settings.*setting.field = values[i++];
    }
    return settings;
}

bool sound_glm(const StoredRows& rows, const GlmSettings& settings, Vector<const double> y,
               Vector<const double> weights) {
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

Session* open_glm_session(const GlmGiven& g, GlmFit*& fit) {
    const StoredRows& given = g.rows;
    const GlmSettings& settings = g.settings;
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
        if (!g.copy || from.size == 0) return from;
        const Vector<double> kept = run.memory.vector(from.size);
        for (Index i = 0; kept.data && i < from.size; ++i) kept[i] = from[i];
        return kept;
    };
    const Vector<double> first = run.memory.vector(dimension);
    for (Index i = 0; first.data && i < dimension; ++i) first[i] = g.start.size == dimension ? g.start[i] : 0;
    run.start = first;
    void* const place = run.memory.allocate(sizeof(GlmFit));
    const Vector<const double> weight = keep(g.weights);
    const bool far = settings.intercept != 0 && far_from_zero(g.summary, given.columns);
    CenteredRows centered{given, {}, nullptr};
    if (far && !center_rows(given, g.summary, run.memory, centered)) {
        Handles<Session>::destroy(session);
        return nullptr;
    }
    const StoredRows& rows = centered.rows;
    const Moments moments = fitted_moments(far ? centered.summary : g.summary, rows.columns, settings, run.memory);
    const GlmProblem problem{.x = rows.data,
                             .single = rows.single,
                             .padded = g.padded || far,
                             .rows = rows.rows,
                             .columns = rows.columns,
                             .stride = rows.stride,
                             .y = keep(g.y).data,
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
        fit = ::new (place) GlmFit{.objective = {},
                                   .solver = static_cast<GlmSolver>(settings.solver),
                                   .tolerance = settings.tolerance,
                                   .warm = g.start.size == dimension,
                                   .report = {}};
        fit->objective.prepare(problem, run.memory);
        static_assert(sizeof(GlmReport) == sizeof glm_report_names / sizeof glm_report_names[0] * sizeof(double));
        session->outcome = {reinterpret_cast<double*>(&fit->report), sizeof(GlmReport) / sizeof(double)};
        // The run only ever pauses: there is nothing to answer.
        session->objective.answer = [](void*, Query&) {};
    }
    if (!run.memory.failed()) return session;
    Handles<Session>::destroy(session);
    return nullptr;
}

}  // namespace steepest
