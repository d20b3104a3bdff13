#include "models/glm_training.hpp"

#include "models/training_iteration.hpp"

namespace steepest {
namespace {

bool prepare_training(TrainingIteration& it) {
    const TrainingSettings& settings = it.settings;
    const GlmProblem& problem = it.f.problem();
    Workspace& memory = it.run.memory;
    if (!it.order.prepare(problem.rows, settings.seed, it.stream ? 0 : settings.validation, memory)) return false;
    if (!it.by_rule) return prepare_measures(it) && it.saga.prepare(it.f, settings.learning_rate, memory);
    const Index rows = it.order.count;
    const bool scattered = it.order.held > 0 || (settings.shuffle != 0 && settings.batch < static_cast<double>(rows));
    if (!it.rule.prepare(plain_problem(it), rows, scattered && !it.stream, memory)) return false;
    const Parts state = it.rule.state();
    it.training.after = memory.vector(static_cast<Index>(state.bytes() / sizeof(double)));
    if (memory.failed() || it.stream) return !memory.failed();
    const bool validated =
        it.order.held == 0 || it.validation.prepare(it.rule.problem(), it.order.rows + rows, it.order.held, memory);
    return validated && prepare_measures(it);
}

bool finite(const double* x, Index n) {
    for (Index i = 0; i < n; ++i) {
        if (!std::isfinite(x[i])) return false;
    }
    return true;
}

void keep_state(TrainingIteration& it) {
    double* to = it.training.after.data;
    for (const Part& part : it.rule.state()) {
        std::memcpy(to, part.data, part.bytes);
        to += part.bytes / sizeof(double);
    }
}

// Whoever gave the state has seen to it that it is of this shape.
void take_state(TrainingIteration& it) {
    const double* from = it.training.before.data;
    for (const Part& part : it.rule.state()) {
        std::memcpy(part.data, from, part.bytes);
        from += part.bytes / sizeof(double);
    }
}

// To the point that the epoch ended at, with a pass there.
Task<void> arrive(Run& run, TrainingIteration& it, const double* parameters) {
    if (it.by_rule) {
        it.f.to_variables(parameters, it.at.v);
    } else {
        it.saga.read(it.at.v);
    }
    co_await evaluate(run, it, it.f.all(), it.at);
}

Status good_end(const TrainingIteration& it) {
    return !it.penalized && it.fit.report.dependent > 0 ? Status::rank_deficient : Status::gap_tolerance;
}

// Whether the rows held out have had enough of it; the last epoch counts, too.
Task<bool> overfits(Run& run, TrainingIteration& it) {
    Validation& validation = it.validation;
    if (!validation.used()) co_return false;
    validation.objective().aim(it.rule.result());
    co_await visit(run, validation.objective(), validation.objective().all(), validation.eta());
    if (validation.judge(run.iterations, it.rule.result())) co_return false;
    co_return static_cast<double>(run.iterations - validation.best_epoch()) >= it.settings.patience;
}

// One time through the rows, from a state or from zero.
Task<Verdict> train_on_stream(Run& run, TrainingIteration& it) {
    const GlmProblem& problem = it.f.problem();
    const Vector<double> w = it.rule.parameters();
    if (it.training.before.size > 0) {
        take_state(it);
    } else {
        for (Index i = 0; i < it.n; ++i) w[i] = run.start[i];  // zeros, or an earlier fit's
    }
    co_await run_epoch(run, it);
    const double* const end = it.rule.result();
    if (!finite(w.data, it.n) || !finite(end, it.n)) co_return Verdict{Status::not_finite, -1, NAN};
    double squares = 0;
    for (Index i = 0; i < problem.classes * problem.columns; ++i) squares += end[i] * end[i];
    keep_state(it);
    run.accept(end, problem.scale * it.rule.take_loss() + problem.penalty / 2 * squares, nullptr, NAN);
    run.count_iteration(it.rule.rate());
    it.fit.report.gap = NAN;
    co_return Verdict{Status::max_iterations, 1, 1};
}

}  // namespace

GlmProblem plain_problem(const TrainingIteration& it) {
    GlmProblem problem = it.f.problem();
    problem.x = it.training.x;
    problem.stride = it.training.stride;
    problem.single = it.training.single;
    problem.padded = true;
    return problem;
}

Task<Verdict> train_glm(Run& run, GlmTraining& training) {
    GlmFit& fit = training.fit;
    TrainingIteration it{{{.run = run, .fit = fit, .f = fit.objective, .n = fit.objective.dimension()}}, training};
    const Verdict out_of_memory{};
    if (!prepare_training(it)) co_return out_of_memory;
    if (it.stream) co_return co_await train_on_stream(run, it);
    const double epochs = std::fmin(training.settings.epochs, run.options.max_iterations);
    co_await begin_training(run, it);
    if (it.by_rule) keep_state(it);

    for (;;) {
        // Where the epoch before ended stays the best.
        if (!std::isfinite(it.at.value)) co_return Verdict{Status::not_finite, -1, it.at.value};
        it.f.to_parameters(it.at.v, it.parameters);
        run.accept(it.parameters, it.at.value, nullptr, NAN);
        const bool enough = co_await overfits(run, it);
        const bool last = enough || static_cast<double>(run.iterations) >= epochs;
        if (last && it.validation.used()) {
            co_await arrive(run, it, it.validation.best());
            it.f.to_parameters(it.at.v, it.parameters);
            run.accept(it.parameters, it.at.value, nullptr, NAN);
        }
        co_await measure_training(run, it, last);
        if (run.memory.failed()) co_return out_of_memory;
        if (it.out_of_model) co_return Verdict{Status::not_finite};
        if (it.reached && !it.validation.used()) {
            co_return Verdict{good_end(it), it.fit.report.gap / std::fabs(it.at.value), fit.tolerance};
        }
        if (enough) {
            const double best = static_cast<double>(it.validation.best_epoch());
            co_return Verdict{Status::no_further_progress, it.validation.best_loss(), best, Measure::validation};
        }
        if (last) co_return Verdict{Status::max_iterations, static_cast<double>(run.iterations), epochs};
        co_await run_epoch(run, it);
        co_await arrive(run, it, it.rule.result());
        if (it.by_rule && std::isfinite(it.at.value)) keep_state(it);
        run.count_iteration(it.by_rule ? it.rule.rate() : it.saga.step_size());
    }
}

}  // namespace steepest
