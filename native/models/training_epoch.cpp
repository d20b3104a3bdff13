// The steps of an epoch, in slices between which the driver may look at the clock and the abort flag.
#include "models/training_iteration.hpp"

namespace steepest {
namespace {

// Multiplications between two looks: a millisecond or so, in WebAssembly a few.
constexpr double slice_work = 1e6;
// What a step costs beside its multiplications, in these.
constexpr double step_work = 64;

double row_work(const GlmObjective& f) {
    return static_cast<double>(f.problem().columns * f.width()) + step_work;
}

Index rows_in_slice(const GlmObjective& f) {
    const double rows = slice_work / row_work(f);
    return rows < 1 ? 1 : static_cast<Index>(rows);
}

// Calls work(first, last) for slices of so many rows.
template <class Work>
Task<void> over_rows(Run& run, Index count, Index slice, Work work) {
    for (Index first = 0; first < count; first += slice) {
        work(first, first + slice < count ? first + slice : count);
        co_await run.pause();
    }
}

Task<void> step_on_batches(Run& run, TrainingIteration& it) {
    const RowOrder& order = it.order;
    const Index batch = it.rule.batch();
    BatchGradient& gradient = it.rule.gradient();
    double work = 0;
    for (Index first = 0; first < order.count; first += batch) {
        const Index count = first + batch < order.count ? batch : order.count - first;
        const Index next = first + rows_ahead < order.count ? first + rows_ahead : 0;
        it.rule.begin(order.rows + first, count, order.rows[next]);
        if (gradient.work() > slice_work) {
            co_await visit(run, gradient.objective(), gradient.objective().all(), gradient.eta());
        } else {
            gradient.visit();
        }
        it.rule.step();
        work += static_cast<double>(count) * row_work(it.f);
        if (work > slice_work) {
            work = 0;
            co_await run.pause();
        }
    }
}

}  // namespace

Task<void> begin_training(Run& run, TrainingIteration& it) {
    if (it.fit.warm) {
        it.f.to_variables(run.start.data, it.at.v);
    } else {
        it.f.start(it.at.v);
    }
    co_await evaluate(run, it, it.f.all(), it.at);
    const Index rows = it.f.problem().rows, slice = 4 * rows_in_slice(it.f);
    if (!it.by_rule) {
        co_await over_rows(run, rows, slice, [&](Index first, Index last) { it.saga.measure(first, last); });
        it.saga.start(it.at);
        co_return;
    }
    if (it.rule.measures()) {
        co_await over_rows(run, rows, slice, [&](Index first, Index last) { it.rule.measure(first, last); });
    }
    it.f.to_parameters(it.at.v, it.rule.parameters().data);
}

Task<void> run_epoch(Run& run, TrainingIteration& it) {
    const bool whole = it.by_rule && it.rule.batch() == it.order.count;
    if (it.settings.shuffle != 0 && !whole && !it.stream) it.order.shuffle();
    if (it.by_rule) {
        co_await step_on_batches(run, it);
    } else {
        co_await over_rows(run, it.order.count, rows_in_slice(it.f),
                           [&](Index first, Index last) { it.saga.visit(it.order.rows + first, last - first); });
    }
    co_await run.pause();
}

}  // namespace steepest
