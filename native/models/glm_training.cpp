#include "models/glm_training.hpp"

#include "models/training_iteration.hpp"

namespace steepest {
namespace {

// Multiplications between two looks at the clock: a millisecond or so, in WebAssembly a few.
constexpr double slice_work = 1e6;

Index rows_in_slice(const GlmObjective& f) {
    const double rows = slice_work / static_cast<double>((f.problem().columns + 16) * f.problem().classes);
    return rows < 1 ? 1 : static_cast<Index>(rows);
}

// The first point: the intercepts alone, or where an earlier fit ended.
Task<void> start(Run& run, TrainingIteration& it) {
    const GlmProblem& problem = it.f.problem();
    if (it.fit.warm) {
        it.f.to_variables(run.start.data, it.at.v);
    } else {
        it.f.start(it.at.v);
    }
    co_await evaluate(run, it, it.f.all(), it.at);
    it.first_value = it.at.value;
    const Index slice = 4 * rows_in_slice(it.f);
    for (Index first = 0; first < problem.rows; first += slice) {
        it.saga.measure(first, first + slice < problem.rows ? first + slice : problem.rows);
        co_await run.pause();
    }
    it.saga.start(it.at);
}

// A step on each row, then a pass.
Task<void> run_epoch(Run& run, TrainingIteration& it) {
    if (it.settings.shuffle != 0) it.order.shuffle();
    const Index slice = rows_in_slice(it.f);
    for (Index first = 0; first < it.order.count; first += slice) {
        it.saga.visit(it.order.rows + first, first + slice < it.order.count ? slice : it.order.count - first);
        co_await run.pause();
    }
    it.saga.read(it.at.v);
    co_await evaluate(run, it, it.f.all(), it.at);
}

Status good_end(const TrainingIteration& it) {
    return !it.penalized && it.fit.report.dependent > 0 ? Status::rank_deficient : Status::gap_tolerance;
}

}  // namespace

Task<Verdict> train_glm(Run& run, GlmTraining& training) {
    GlmFit& fit = training.fit;
    TrainingIteration it{{{.run = run, .fit = fit, .f = fit.objective, .n = fit.objective.dimension()}},
                         training.settings};
    const Verdict out_of_memory{};
    const double epochs = std::fmin(training.settings.epochs, run.options.max_iterations);
    bool prepared = prepare_measures(it) && it.order.prepare(it.f.problem().rows, it.settings.seed, run.memory);
    prepared = prepared && it.saga.prepare(it.f, it.settings.learning_rate, run.memory);
    if (!prepared) co_return out_of_memory;
    co_await start(run, it);

    for (;;) {
        // What the epoch before ended at stays the best.
        if (!std::isfinite(it.at.value)) co_return Verdict{Status::not_finite, -1, it.at.value};
        it.f.to_parameters(it.at.v, it.parameters);
        run.accept(it.parameters, it.at.value, nullptr, NAN);
        const bool last = static_cast<double>(run.iterations) >= epochs;
        co_await measure_training(run, it, last);
        if (run.memory.failed()) co_return out_of_memory;
        if (it.out_of_model) co_return Verdict{Status::not_finite};
        if (it.reached) co_return Verdict{good_end(it), it.fit.report.gap / std::fabs(it.at.value), fit.tolerance};
        if (last) co_return Verdict{Status::max_iterations, static_cast<double>(run.iterations), epochs};
        co_await run_epoch(run, it);
        run.count_iteration(it.saga.step_size());
    }
}

}  // namespace steepest
