#include "fit/batch.hpp"

#include <algorithm>
#include <new>

#include "fit/batch_worker.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

// Fits that share a register want their data side by side, in a copy that leaves the cache where they are long; and
// fewer fits than lanes leave lanes empty. Below this many fits of so many rows, rows take the lanes instead.
bool better_by_rows(Index count, Index rows) {
    constexpr Index most_rows = 1500;
    return rows > most_rows || count < std::clamp<Index>(rows / 8, 5, 64);
}

// Chunks are so many that threads share the work evenly, so large that handing one over costs nothing, and so small
// that what a chunk keeps, a Gram matrix a fit, stays in cache.
Index chunk_of(Index count, Index rows, Index order, bool by_rows) {
    constexpr Index parts = 32, least_rows = 4096, most_kept = 1 << 17, most_fits = 512, most_lanes = 8;
    const Index least = least_rows / std::max<Index>(rows, 1) + 1;
    const Index most = std::clamp(most_kept / gram_size(order), most_lanes, most_fits);
    const Index fits = std::min(std::max(count / parts, least), most);
    return by_rows ? fits : (fits + most_lanes - 1) / most_lanes * most_lanes;
}

// Longest first, those that are alike as they come: by counting.
Vector<const int32_t> sorted(Workspace& memory, const FitBatch& batch, Index longest) {
    const Vector<int32_t> order = memory.vector<int32_t>(batch.count);
    const Scope scope(memory);
    const Vector<Index> from = memory.zeros<Index>(longest + 2);
    if (memory.failed()) return {};
    for (Index i = 0; i < batch.count; ++i) ++from[longest - batch.rows_of(i) + 1];
    for (Index k = 0; k <= longest; ++k) from[k + 1] += from[k];
    for (Index i = 0; i < batch.count; ++i) order[from[longest - batch.rows_of(i)]++] = static_cast<int32_t>(i);
    return order;
}

double cost_of_row(const ResidualProgram& residuals) {
    const double lanes = static_cast<double>(kernels().program.lanes);
    const double work = static_cast<double>(residuals.program.block.size + gram_size(residuals.order()) / 4 + 1);
    return work * (lanes > 2 ? 1 : 2);
}

}  // namespace

bool FitMany::prepare(Workspace& memory, const ResidualProgram& residuals, const RowPrograms& programs,
                      const FitBatch& batch, const FitResults& results) {
    Index total = 0, longest = 0, shortest = PTRDIFF_MAX;
    for (Index i = 0; i < batch.count; ++i) {
        const Index rows = batch.rows_of(i);
        total += rows;
        longest = std::max(longest, rows);
        shortest = std::min(shortest, rows);
        results.status[i] = unfinished;
        results.converged[i] = 0;
        results.sum[i] = NAN;
    }
    const Index typical = batch.count > 0 ? total / batch.count : 0;
    plan_.longest = longest;
    plan_.by_rows = better_by_rows(batch.count, longest);
    plan_.chunk = chunk_of(batch.count, typical, residuals.order(), plan_.by_rows);
    plan_.chunks = (batch.count + plan_.chunk - 1) / plan_.chunk;
    plan_.row_cost = cost_of_row(residuals);
    if (shortest < longest) plan_.order = sorted(memory, batch, longest);
    count_ = lanes_for(plan_.chunks);
    workers_ = memory.array<BatchWorker>(count_);
    idle_ = memory.array<bool>(count_);
    if (memory.failed()) return false;
    const FitCommon common{residuals, programs, batch, plan_, results, next_, finished_};
    for (; made_ < count_; ++made_) {
        idle_[made_] = false;
        (::new (workers_ + made_) BatchWorker(common))->allocate(memory);
    }
    return !memory.failed();
}

FitMany::~FitMany() {
    for (int i = 0; i < made_; ++i) workers_[i].~BatchWorker();
}

bool FitMany::work(double nanoseconds, const std::atomic<int32_t>* stop) {
    for_each_block(count_, [&](Index i) { idle_[i] = idle_[i] || workers_[i].work(nanoseconds, stop); });
    bool done = true;
    for (int i = 0; i < count_; ++i) done = done && idle_[i];
    return done;
}

}  // namespace steepest
