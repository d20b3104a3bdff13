#include "fit/batch_single.hpp"

#include <cfloat>
#include <new>

#include "minimize/from_residuals.hpp"
#include "residuals/covariance.hpp"

namespace steepest {
namespace {

bool is_good(Status status) {
    return status == Status::gradient_tolerance || status == Status::step_tolerance ||
           status == Status::function_tolerance;
}

// As `residualVerdict` has it, which judges a single fit.
bool has_converged(const Run& run) {
    const Verdict& verdict = run.verdict();
    const Incumbent& best = run.incumbent;
    switch (verdict.status) {
        case Status::gradient_tolerance:
            return true;
        case Status::rank_deficient:
            return verdict.measure != Measure::none;
        case Status::function_tolerance:
        case Status::step_tolerance:
        case Status::no_further_progress: {
            const double promise = run.promised_decrease;
            if (verdict.measure != Measure::none || best.gradient_norm <= converged_cosine) return true;
            return promise >= 0 && promise < 10 * DBL_EPSILON * std::fabs(best.value);
        }
        default:
            return false;
    }
}

}  // namespace

// The problem of one fit, in this memory.
bool SingleFit::open(const FitBatch& batch, const RowPrograms& programs, Index fit) {
    close();
    mark_ = memory_.mark();
    fit_ = fit;
    const Index rows = batch.rows_of(fit), count = programs.value->columns;
    const double* const roots = batch.weighted ? batch.column(count + 1, fit) : nullptr;
    const Index counted = batch.counted_rows(fit);
    const Matrix<double> columns = memory_.matrix(count, counted);
    const Vector<double> weights = memory_.vector(roots ? counted : 0), response = memory_.vector(counted);
    const Vector<double> start = memory_.vector(batch.start.rows);
    if (memory_.failed()) return false;
    Index next = 0;
    for (Index i = 0; i < rows; ++i) {
        if (roots && roots[i] == 0) continue;
        for (Index j = 0; j < count; ++j) columns(j, next) = batch.column(j, fit)[i];
        if (roots) weights[next] = roots[i] * roots[i];
        response[next++] = batch.column(count, fit)[i];
    }
    for (Index i = 0; i < start.size; ++i) start[i] = batch.start(i, batch.start.columns > 1 ? fit : 0);
    CurveProblem problem;
    problem.value = programs.value;
    problem.derivatives = programs.derivatives;
    problem.columns = make_columns(memory_, columns);
    problem.response = response;
    problem.weights = weights;
    problem.loss = programs.loss;
    problem.derivative = programs.derivatives ? CurveDerivative::exact : CurveDerivative::central;
    problem.start = start;
    problem.bounds = {batch.lower, batch.upper};
    void* const place = memory_.allocate(sizeof(Curve));
    if (memory_.failed()) return false;
    curve_ = ::new (place) Curve;
    return curve_->allocate(memory_, problem);
}

bool SingleFit::begin(const FitBatch& batch, const RowPrograms& programs, Index fit) {
    if (!open(batch, programs, fit)) return false;
    const CurveProblem& problem = curve_->problem();
    const Index p = problem.parameters();
    Options options{};
    options.gradient_tolerance = programs.gradient_tolerance;
    options.max_iterations = programs.max_iterations;
    options.max_evaluations = INFINITY;
    options.target = -INFINITY;
    options.initial_radius = programs.initial_radius;
    options.differences = 1;
    void* const place = std::malloc(sizeof(Run));
    if (!place) return false;
    run_ = ::new (place) Run(p, options, bytes_of_residual_run(p));
    run_->start = run_->memory.copy(problem.start);
    run_->lower = run_->memory.copy(batch.lower);
    run_->upper = run_->memory.copy(batch.upper);
    if (!problem.derivatives) run_->derivative_error = difference_error(true);
    run_->provides = curve_->objective().provides;
    if (!make_residual_root(*run_, programs.method) || run_->memory.failed()) return false;
    run_->begin();
    return true;
}

bool SingleFit::advance() {
    if (run_->done()) return false;
    Query& query = run_->mutable_query();
    const Objective objective = curve_->objective();
    if (query.needs) objective.answer(objective.self, query);
    run_->tell(query.value);
    return !run_->done();
}

void SingleFit::write_covariance(const FitBatch& batch, const FitResults& results, const double* x,
                                 const RowFactor& plain, double variance) {
    const Index p = batch.start.rows;
    const Scope scope(memory_);
    bool* const held = memory_.array<bool>(p);
    if (memory_.failed()) return;
    Index left = 0;
    for (Index i = 0; i < p; ++i) {
        held[i] = batch.is_at_bound(i, x[i]);
        left += held[i] ? 0 : 1;
    }
    const Matrix<double> inverse = memory_.matrix(left, left);
    const Vector<double> roots = memory_.vector(left);
    RowFactor factor;
    const double tolerance = 16 * DBL_EPSILON * static_cast<double>(p);
    // Neither of parameters that the residuals do not determine, though J may have full rank but for what is rounding.
    const bool determined = static_cast<Status>(results.status[fit_]) != Status::rank_deficient;
    const bool found = determined && !memory_.failed() && left > 0 && plain.is_finite() &&
                       leave_out(plain, held, left, factor, memory_) &&
                       covariance_of(factor, tolerance, inverse, memory_, roots) == left;
    Index row = 0;
    for (Index i = 0; i < p; ++i) {
        Index column = row;
        for (Index j = i; j < p; ++j) {
            const bool known = found && !held[i] && !held[j];
            const double value = known ? variance * inverse(row, column) : NAN;
            if (results.covariance.rows > 0) results.covariance(gram_place(p, i, j), fit_) = value;
            if (i == j && results.errors.rows > 0) {
                results.errors(i, fit_) = known ? std::sqrt(variance) * roots[row] : NAN;
            }
            column += held[j] ? 0 : 1;
        }
        row += held[i] ? 0 : 1;
    }
}

void SingleFit::finish(const FitBatch& batch, const FitResults& results) {
    const Index p = batch.start.rows;
    const Vector<double> x = memory_.vector(p), residuals = memory_.vector(curve_->problem().rows());
    RowFactor plain;
    const bool able = plain.allocate(memory_, p) && !memory_.failed();
    const Status status = able ? run_->verdict().status : Status::out_of_memory;
    if (able) run_->best_point(x.data);
    const FitReport report = able ? report_curve(*run_, *curve_, x.data, residuals, {}) : FitReport{};
    const double before = results.sum[fit_], now = report.residual_sum_of_squares;
    // By more than rounding.
    const bool worse =
        !(now <= before * (1 + 1e-12)) && std::isfinite(before) && !is_good(status) && status != Status::rank_deficient;
    if (able && !worse) {
        for (Index i = 0; i < p; ++i) results.parameters(i, fit_) = x[i];
        results.sum[fit_] = now;
        results.iterations[fit_] = static_cast<int32_t>(run_->iterations);
        results.status[fit_] = static_cast<std::uint8_t>(status);
        results.converged[fit_] = has_converged(*run_) ? 1 : 0;
    }
    for (Index i = 0; i < p; ++i) x[i] = results.parameters(i, fit_);
    if (able && results.wants_covariance()) {
        curve_->factor(x.data, {}, plain);
        write_covariance(batch, results, x.data, plain, batch.absolute ? 1 : report.variance);
    }
    close();
}

void SingleFit::find_covariance(const FitBatch& batch, const RowPrograms& programs, Index fit,
                                const FitResults& results) {
    const Index p = batch.start.rows;
    const bool opened = open(batch, programs, fit);
    const Vector<double> x = memory_.vector(p);
    RowFactor plain;
    if (opened && plain.allocate(memory_, p)) {
        for (Index i = 0; i < p; ++i) x[i] = results.parameters(i, fit);
        curve_->factor(x.data, {}, plain);
        const double degrees = static_cast<double>(curve_->problem().rows() - p);
        const double variance = degrees > 0 ? results.sum[fit] / degrees : NAN;
        write_covariance(batch, results, x.data, plain, batch.absolute ? 1 : variance);
    }
    close();
}

void SingleFit::close() {
    if (run_) {
        run_->~Run();
        std::free(run_);
    }
    run_ = nullptr;
    curve_ = nullptr;
    memory_.release(mark_);
}

}  // namespace steepest
