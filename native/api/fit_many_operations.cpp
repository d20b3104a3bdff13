#include "api/fit_many_operations.hpp"

#include "fit/batch_run.hpp"

namespace steepest {
namespace {

// Iterations in the lanes of registers, after which a fit goes on by itself, in another way.
constexpr double most_together = 60;
// The tolerance is of the point before the last step; where none follows, it is so much less.
constexpr double last_step = 1 / 300.0;

constexpr int32_t no_formula = -1, no_memory = -2, inconsistent = -3;

void destroy(FitManyCall* call) {
    if (!call) return;
    call->~FitManyCall();
    std::free(call);
}

void release_call(void* held) {
    destroy(static_cast<FitManyCall*>(held));
}

FitManySettings read_settings(Vector<const double> values) {
    FitManySettings settings{};
    Index i = 0;
    for (const FitManySetting& setting : fit_many_settings) {
        if (i < values.size) settings.*setting.field = values[i++];
    }
    return settings;
}

bool is_sound(const FitManySettings& s) {
    const auto is_index = [](double value, double count) { return value >= 0 && value < count; };
    return is_index(s.method, 2) && is_index(s.loss, robust_loss_count) && s.loss_scale > 0;
}

// Makes a call of what is given, or says why not.
int32_t open_call(Environment& environment, int32_t formula, const FitManySettings& settings, const FitBatch& batch,
                  FitManyCall*& opened) {
    const CompiledFormula* const given = environment.formulas.find(formula);
    if (!given) return no_formula;
    FitManyCall* const call = make_object<FitManyCall>(given->source);
    if (!call) return no_memory;
    const double cosine = settings.gradient_tolerance, iterations = settings.max_iterations;
    call->batch = batch;
    call->batch.rule = {cosine * cosine, settings.step_tolerance, std::fmin(iterations, most_together) + 1};
    call->batch.weighted = settings.weighted != 0;
    call->batch.absolute = settings.absolute != 0;
    if (call->batch.offsets.size == 0 && batch.count > 0) call->batch.rows = batch.each.columns / batch.count;
    call->programs.method = static_cast<ResidualMethod>(static_cast<int>(settings.method));
    call->programs.loss = {static_cast<RobustLoss>(static_cast<int>(settings.loss)), settings.loss_scale};
    call->programs.gradient_tolerance = cosine * last_step;
    call->programs.max_iterations = iterations;
    if (!call->compile(settings.exact != 0)) {
        destroy(call);
        return no_memory;
    }
    if (!call->is_sound()) {
        destroy(call);
        return inconsistent;
    }
    opened = call;
    return 0;
}

bool fits(const FitResults& results, Index parameters, Index count) {
    const auto is_of = [&](const Matrix<double>& m, Index rows) {
        return m.rows == 0 || (m.rows == rows && m.columns == count);
    };
    return results.parameters.rows == parameters && results.parameters.columns == count &&
           is_of(results.errors, parameters) && is_of(results.covariance, gram_size(parameters)) &&
           results.sum.size == count && results.status.size == count && results.iterations.size == count &&
           results.converged.size == count;
}

template <class T>
void copy(Matrix<const T> from, Matrix<T> to) {
    for (Index i = 0; i < to.rows * to.columns; ++i) to.data[i] = from.data[i];
}

}  // namespace

int32_t fit_many_solve(Environment& environment, int32_t formula, Vector<const double> settings, int32_t count,
                       Vector<const int32_t> columns, Matrix<const double> shared, Matrix<const double> each,
                       Vector<const int32_t> offsets, Matrix<const double> start, Vector<const double> lower,
                       Vector<const double> upper, Matrix<double> parameters, Matrix<double> errors,
                       Matrix<double> covariance, Vector<double> sum, Vector<uint8_t> status,
                       Vector<int32_t> iterations, Vector<uint8_t> converged) {
    if (!is_sound(read_settings(settings))) return inconsistent;
    FitManyCall* call = nullptr;
    const FitBatch batch{.count = count,
                         .shared = shared,
                         .each = each,
                         .columns = columns,
                         .offsets = offsets,
                         .start = start,
                         .lower = lower,
                         .upper = upper};
    const int32_t code = open_call(environment, formula, read_settings(settings), batch, call);
    if (code != 0) return code;
    call->results = {parameters, errors, covariance, sum, status, iterations, converged};
    int32_t answer = fits(call->results, call->residuals.parameters, count) ? 0 : inconsistent;
    if (answer == 0 && !call->prepare()) answer = no_memory;
    if (answer == 0) call->fits.work(INFINITY, nullptr);
    destroy(call);
    return answer;
}

int32_t fit_many_create(Environment& environment, int32_t formula, Vector<const double> settings, int32_t count,
                        Vector<const int32_t> columns, Matrix<const double> shared, Matrix<const double> each,
                        Vector<const int32_t> offsets, Matrix<const double> start, Vector<const double> lower,
                        Vector<const double> upper) {
    FitManyCall* call = nullptr;
    const FitManySettings read = read_settings(settings);
    if (!is_sound(read)) return inconsistent;
    const FitBatch batch{.count = count,
                         .shared = shared,
                         .each = each,
                         .columns = columns,
                         .offsets = offsets,
                         .start = start,
                         .lower = lower,
                         .upper = upper};
    const int32_t code = open_call(environment, formula, read, batch, call);
    if (code != 0) return code;
    Options options{};
    options.max_evaluations = INFINITY;
    options.target = -INFINITY;
    const bool kept = call->keep(read.errors != 0, read.covariance != 0) && call->prepare();
    Session* const session = kept ? make_object<Session>(Index(0), options, std::size_t{1} << 13) : nullptr;
    if (!session) {
        destroy(call);
        return no_memory;
    }
    session->held = call;
    session->release = release_call;
    // The run only ever pauses: there is nothing to answer.
    session->objective.answer = [](void*, Query&) {};
    session->run.root = fit_many(session->run, *call);
    if (session->run.memory.failed()) {
        Handles<Session>::destroy(session);
        return no_memory;
    }
    return environment.runs.add(session);
}

int32_t fit_many_result(Environment& environment, int32_t run, Matrix<double> parameters, Matrix<double> errors,
                        Matrix<double> covariance, Vector<double> sum, Vector<uint8_t> status,
                        Vector<int32_t> iterations, Vector<uint8_t> converged) {
    Session* const session = environment.runs.find(run);
    if (!session || session->busy || session->release != release_call) return no_formula;
    FitManyCall& call = *static_cast<FitManyCall*>(session->held);
    const FitResults out{parameters, errors, covariance, sum, status, iterations, converged};
    const FitResults& own = call.results;
    if (!fits(out, call.residuals.parameters, call.batch.count)) return inconsistent;
    if (errors.rows > own.errors.rows || covariance.rows > own.covariance.rows) return inconsistent;
    call.fill_unfinished(session->run.done() ? session->run.verdict().status : Status::aborted);
    copy(Matrix<const double>(own.parameters), parameters);
    copy(Matrix<const double>(own.errors), errors);
    copy(Matrix<const double>(own.covariance), covariance);
    for (Index i = 0; i < sum.size; ++i) {
        sum[i] = own.sum[i];
        status[i] = own.status[i];
        iterations[i] = own.iterations[i];
        converged[i] = own.converged[i];
    }
    return 0;
}

}  // namespace steepest
