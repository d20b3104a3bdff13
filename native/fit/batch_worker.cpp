#include "fit/batch_worker.hpp"

#include <cmath>

namespace steepest {
namespace {

constexpr double first_damping = 1e-3;

Status status_of(double end) {
    switch (static_cast<FitEnd>(static_cast<int>(end))) {
        case FitEnd::gradient_tolerance:
            return Status::gradient_tolerance;
        case FitEnd::step_tolerance:
            return Status::step_tolerance;
        case FitEnd::not_finite:
            return Status::not_finite;
        case FitEnd::deficient:
            return Status::rank_deficient;
        case FitEnd::evaluations:
            return Status::max_iterations;
        default:
            return Status::no_further_progress;
    }
}

}  // namespace

bool BatchWorker::allocate(Workspace& memory) {
    const FitBatch& batch = common_.batch;
    const FitPlan& plan = common_.plan;
    const ResidualProgram& residuals = common_.residuals;
    rest_ = memory.array<Rest>(plan.chunk);
    if (common_.programs.one_by_one()) return !memory.failed();
    evaluation_.allocate(memory, residuals, plan.longest);
    const auto registers = [&](Index count) { return memory.zeros(count * lanes_).data; };
    fits_ = {.x = registers(p_),
             .trial = registers(p_),
             .gram = registers(size_),
             .trial_gram = registers(size_),
             .damping = registers(1),
             .growth = registers(1),
             .predicted = registers(1),
             .fresh = registers(1),
             .evaluations = registers(1),
             .iterations = registers(1),
             .end = registers(1),
             .sum = registers(1),
             .work = registers(step_work(p_)),
             .lower = batch.lower.size ? batch.lower.data : nullptr,
             .upper = batch.upper.size ? batch.upper.data : nullptr,
             .sign = residuals.sign.data};
    interleaved_ = memory.array<double*>(residuals.columns);
    plain_ = memory.array<const double*>(residuals.columns);
    if (common_.results.wants_covariance()) {
        ends_stride_ = (plan.chunk + lanes_ - 1) / lanes_ * lanes_;
        ends_ = memory.zeros(size_ * ends_stride_).data;
        inverse_ = registers(gram_size(p_));
        work_ = registers(gram_size(p_) + p_ + 1);
    }
    for (Index j = 0; !plan.by_rows && j < residuals.columns && !memory.failed(); ++j) {
        double* const to = interleaved_[j] = registers(plan.longest);
        if (!to || batch.columns[j] >= 0) continue;
        const double* const from = batch.column(j, 0);
        for (Index i = 0; i < plan.longest; ++i) {
            for (Index lane = 0; lane < lanes_; ++lane) to[i * lanes_ + lane] = from[i];
        }
    }
    return !memory.failed();
}

void BatchWorker::begin_chunk(Index chunk) {
    const Index size = common_.plan.chunk, count = common_.batch.count;
    first_ = next_ = chunk * size;
    last_ = first_ + size < count ? first_ + size : count;
    const bool one_by_one = common_.programs.one_by_one();
    for (Index place = first_; place < last_; ++place) {
        const bool possible = common_.batch.counted_rows(fit_at(place)) >= p_;
        rest_[place - first_] = !possible ? Rest::refused : one_by_one ? Rest::fit : Rest::nothing;
        if (!possible) refuse(place, Status::rank_deficient);
    }
    for (Index lane = 0; !one_by_one && lane < lanes_; ++lane) fill(lane);
    measure();
}

// The next fit takes the lane, if there is one. Those with too few rows are passed over.
void BatchWorker::fill(Index lane) {
    while (next_ < last_) {
        const Index place = next_++;
        if (rest_[place - first_] != Rest::refused) return load(lane, place);
    }
}

// What is said of a fit that is not even begun.
void BatchWorker::refuse(Index place, Status status) {
    const Index fit = fit_at(place), column = common_.batch.start.columns > 1 ? fit : 0;
    const FitResults& results = common_.results;
    for (Index i = 0; i < p_; ++i) results.parameters(i, fit) = common_.batch.start(i, column);
    for (Index i = 0; i < results.errors.rows; ++i) results.errors(i, fit) = NAN;
    for (Index i = 0; i < results.covariance.rows; ++i) results.covariance(i, fit) = NAN;
    results.status[fit] = static_cast<std::uint8_t>(status);
    results.iterations[fit] = 0;
    common_.finished.fetch_add(1, std::memory_order_relaxed);
}

void BatchWorker::load(Index lane, Index place) {
    const FitBatch& batch = common_.batch;
    const Index fit = fit_at(place), rows = batch.rows_of(fit);
    place_[lane] = place;
    length_[lane] = static_cast<double>(rows);
    active_ |= 1u << lane;
    for (Index i = 0; i < p_; ++i) fits_.trial[i * lanes_ + lane] = batch.start(i, batch.start.columns > 1 ? fit : 0);
    fits_.damping[lane] = first_damping;
    fits_.fresh[lane] = 1;
    fits_.evaluations[lane] = fits_.iterations[lane] = 0;
    for (Index j = 0; !common_.plan.by_rows && j < common_.residuals.columns; ++j) {
        if (batch.columns[j] < 0) continue;
        const double* const from = batch.column(j, fit);
        double* const to = interleaved_[j] + lane;
        for (Index i = 0; i < rows; ++i) to[i * lanes_] = from[i];
        // The fit that takes this lane next, or another soon, is likely to come after as many.
        for (Index i = 0; i < rows; i += 8) __builtin_prefetch(from + rows * lanes_ + i);
    }
}

// The fits in the lanes.
void BatchWorker::measure() {
    longest_ = 0, shortest_ = common_.plan.longest;
    for (unsigned left = active_; left; left &= left - 1) {
        const auto rows = static_cast<Index>(length_[__builtin_ctz(left)]);
        if (rows > longest_) longest_ = rows;
        if (rows < shortest_) shortest_ = rows;
    }
}

// Returns about how many nanoseconds that took.
double BatchWorker::evaluate() {
    const FitPlan& plan = common_.plan;
    if (!plan.by_rows) {
        evaluation_.of_fits(fits_.trial, interleaved_, longest_, shortest_, length_, fits_.trial_gram);
        return plan.row_cost * static_cast<double>(longest_);
    }
    double rows = 0;
    for (unsigned left = active_; left; left &= left - 1) {
        const Index lane = __builtin_ctz(left), fit = fit_at(place_[lane]);
        for (Index j = 0; j < common_.residuals.columns; ++j) plain_[j] = common_.batch.column(j, fit);
        evaluation_.of_rows(fits_.trial + lane, plain_, static_cast<Index>(length_[lane]), fits_.trial_gram + lane);
        rows += length_[lane];
    }
    return plan.row_cost * rows / static_cast<double>(lanes_);
}

// Small steps prove nothing by themselves: the cosine has to be small too, or r beside what the parameters do to it.
// Then the curvature of r, which the step leaves out, is as small a part of J'J, and the last step leads to rounding.
bool BatchWorker::has_converged(Index lane, Status status) const {
    if (status != Status::step_tolerance) return status == Status::gradient_tolerance;
    const double sum = fits_.gram[(size_ - 1) * lanes_ + lane];
    if (std::fabs(fits_.predicted[lane]) <= converged_cosine * converged_cosine * sum) return true;
    double span = 0;
    for (Index i = 0; i < p_; ++i) {
        const double x = fits_.x[i * lanes_ + lane];
        span = std::fmax(span, x * x * fits_.gram[gram_place(p_ + 1, i, i) * lanes_ + lane]);
    }
    constexpr double small = 1e-7;
    return sum <= small * small * span;
}

// Writes out a fit that has ended.
void BatchWorker::retire(Index lane) {
    const FitResults& results = common_.results;
    const Index place = place_[lane], fit = fit_at(place);
    const Status status = status_of(fits_.end[lane]);
    const bool settled = status == Status::gradient_tolerance || status == Status::step_tolerance;
    const double* const end = settled ? fits_.trial : fits_.x;
    for (Index i = 0; i < p_; ++i) results.parameters(i, fit) = end[i * lanes_ + lane];
    results.sum[fit] = settled ? fits_.sum[lane] : fits_.gram[(size_ - 1) * lanes_ + lane];
    results.status[fit] = static_cast<std::uint8_t>(status);
    results.iterations[fit] = static_cast<int32_t>(fits_.iterations[lane]) + (settled ? 1 : 0);
    results.converged[fit] = has_converged(lane, status) ? 1 : 0;
    if (!settled) rest_[place - first_] = Rest::fit;
    for (Index i = 0; ends_ && i < size_; ++i) {
        ends_[i * ends_stride_ + place - first_] = fits_.gram[i * lanes_ + lane];
    }
    active_ &= ~(1u << lane);
    // What stays in a lane that nobody needs must not make functions slow.
    for (Index i = 0; i < p_; ++i) fits_.trial[i * lanes_ + lane] = fits_.x[i * lanes_ + lane];
}

void BatchWorker::retire_all(unsigned ended) {
    Index retired = 0;
    for (; ended; ended &= ended - 1, ++retired) {
        const Index lane = __builtin_ctz(ended);
        retire(lane);
        fill(lane);
    }
    common_.finished.fetch_add(retired, std::memory_order_relaxed);
    measure();
}

// What a fit wants beyond what lanes could do. False where there was no time to finish that.
bool BatchWorker::finish_alone(Index place, Patience& patience) {
    const Index fit = fit_at(place);
    const FitResults& results = common_.results;
    const Rest rest = rest_[place - first_];
    if (rest == Rest::nothing || rest == Rest::refused) return true;
    if (rest == Rest::covariance) {
        single_.find_covariance(common_.batch, common_.programs, fit, results);
        return true;
    }
    if (!alone_ && !single_.begin(common_.batch, common_.programs, fit)) {
        refuse(place, Status::out_of_memory);
        return true;
    }
    alone_ = true;
    while (single_.advance()) {
        patience.nanoseconds -= common_.plan.row_cost * static_cast<double>(common_.batch.rows_of(fit));
        if (patience.is_over()) return false;
    }
    alone_ = false;
    single_.finish(common_.batch, results);
    if (common_.programs.one_by_one()) common_.finished.fetch_add(1, std::memory_order_relaxed);
    return true;
}

bool BatchWorker::work(double nanoseconds, const std::atomic<int32_t>* stop) {
    Patience patience{nanoseconds, stop};
    for (;;) {
        if (stage_ == Stage::idle) {
            const Index chunk = common_.next_chunk.fetch_add(1, std::memory_order_relaxed);
            if (chunk >= common_.plan.chunks) return true;
            begin_chunk(chunk);
            stage_ = Stage::together;
        }
        while (active_) {
            if (patience.is_over()) return false;
            patience.nanoseconds -= evaluate();
            const unsigned ended = kernel_.step(p_, common_.batch.rule, fits_) & active_;
            if (ended) retire_all(ended);
        }
        if (stage_ == Stage::together) {
            if (ends_) invert();
            next_ = first_;
            stage_ = Stage::alone;
        }
        for (; next_ < last_; ++next_) {
            if (!finish_alone(next_, patience)) return false;
        }
        stage_ = Stage::idle;
    }
}

}  // namespace steepest
