// One thread's part of many fits. It takes chunks of fits off the common queue; within a chunk as many fits are under
// way as a register has lanes, and where one ends the next takes its lane at once. What the lanes cannot finish
// follows, one by one (batch_single.hpp).
//
// Which fits share a register depends on the chunk alone, and chunks are cut by size: results have the same bits on any
// number of threads.
#pragma once

#include "fit/batch.hpp"
#include "fit/batch_evaluation.hpp"
#include "fit/batch_single.hpp"

namespace steepest {

// What all workers share.
struct FitCommon {
    const ResidualProgram& residuals;
    const RowPrograms& programs;
    const FitBatch& batch;
    const FitPlan& plan;
    const FitResults& results;
    std::atomic<Index>& next_chunk;
    std::atomic<Index>& finished;  // fits
};

class BatchWorker {
  public:
    explicit BatchWorker(const FitCommon& common) : common_(common) {}

    bool allocate(Workspace& memory);

    // Works until nothing is left, then true; or for about so many nanoseconds, or until `*stop` is set.
    bool work(double nanoseconds, const std::atomic<int32_t>* stop);

  private:
    enum class Stage { idle, together, alone };
    // What a fit of the chunk still wants.
    enum class Rest : std::uint8_t { nothing, fit, covariance, refused };
    struct Patience {
        double nanoseconds;
        const std::atomic<int32_t>* stop;
        bool is_over() const { return nanoseconds <= 0 || (stop && stop->load(std::memory_order_relaxed)); }
    };

    Index fit_at(Index place) const { return common_.plan.order.size ? common_.plan.order[place] : place; }
    void begin_chunk(Index chunk);
    void fill(Index lane);
    void load(Index lane, Index place);
    void measure();
    double evaluate();
    void retire(Index lane);
    void retire_all(unsigned lanes);
    void refuse(Index place, Status status);
    bool has_converged(Index lane, Status status) const;
    double variance_of(Index fit) const;
    void invert();
    bool finish_alone(Index place, Patience& patience);

    FitCommon common_;
    const FitKernels& kernel_ = kernels().fit;
    const Index lanes_ = kernels().program.lanes;
    const Index p_ = common_.residuals.parameters;
    const Index size_ = gram_size(p_ + 1);
    BatchEvaluation evaluation_;
    FitLanes fits_{};
    SingleFit single_;

    // Of the chunk: fits from first_ to last_ of the order, next_ the first that has no lane yet.
    Index first_ = 0, last_ = 0, next_ = 0;
    Stage stage_ = Stage::idle;
    bool alone_ = false;   // a fit is under way by itself
    unsigned active_ = 0;  // lanes
    Index place_[16]{};    // in the order, of the fit in each lane
    double length_[16]{};  // rows
    Index longest_ = 0, shortest_ = 0;
    Rest* rest_ = nullptr;
    // For each column a register a row, of the fits in the lanes; those alike for all are filled once.
    double** interleaved_ = nullptr;
    const double** plain_ = nullptr;
    // The Gram matrix at the end of each fit of the chunk, element by element, and (J'J)⁻¹ of a register of them.
    double* ends_ = nullptr;
    double* inverse_ = nullptr;
    double* work_ = nullptr;
    Index ends_stride_ = 0;
};

}  // namespace steepest
