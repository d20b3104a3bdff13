#include "api/glm_operations.hpp"

#include "api/glm_session.hpp"
#include "api/run_operations.hpp"

namespace steepest {
namespace {

constexpr int32_t no_memory = -2, inconsistent = -3;

Session* make_session(const GlmGiven& given) {
    GlmFit* fit = nullptr;
    Session* const session = open_glm_session(given, fit);
    if (!session) return nullptr;
    session->run.root = fit_glm(session->run, *fit);
    if (!session->run.memory.failed()) return session;
    Handles<Session>::destroy(session);
    return nullptr;
}

void copy_report(const Session& session, Vector<double> report) {
    for (Index i = 0; i < report.size && i < session.outcome.size; ++i) report[i] = session.outcome[i];
}

int32_t solve(const StoredRows& rows, Vector<const double> settings, Vector<const double> y,
              Vector<const double> weights, Vector<const double> start, Vector<double> parameters,
              Vector<double> numbers, Vector<double> report, Vector<double> place) {
    if (rows.columns < 1 || !sound_glm(rows, read_glm_settings(settings), y, weights)) return inconsistent;
    Workspace memory;
    ColumnSummary summary;
    const int32_t summarized = summarize(rows, summary, memory, place);
    if (summarized != 0) return summarized;
    Session* const session =
        make_session({rows, false, summary, read_glm_settings(settings), y, weights, start, false});
    if (!session) return no_memory;
    session->begin();
    session->drive(INFINITY, nullptr);
    if (parameters.size == session->run.dimension) session->run.best_point(parameters.data);
    write_run_numbers(session->run, session->run.incumbent, numbers);
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
    if (!data || !data->complete() || !sound_glm(data->rows(), read_glm_settings(settings), y, weights))
        return inconsistent;
    Session* const session =
        make_session({data->rows(), true, data->summary(), read_glm_settings(settings), y, weights, start, true});
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
