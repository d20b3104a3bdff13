// The gradient of some rows of a generalized linear model, in the caller's coefficients and intercepts:
//
//     g = Σ_i scale c_i ∇ℓ(y_i, W x_i + b) + penalty W
//
// Batches pass through the kernels of all passes (objective/glm.hpp): rows that follow each other where they are,
// others gathered. A batch of all rows is therefore the full gradient, to the bit. A single row with one predictor
// takes a shorter way.
#pragma once

#include "objective/glm.hpp"

namespace steepest {

class BatchGradient {
  public:
    // Of a model whose columns are not scaled, and so many rows at once; `gathers` unless all batches are consecutive.
    bool prepare(const GlmObjective& plain, Index rows, bool gathers, Workspace& memory);

    // aim, then visit (or the pass over objective() in slices), then collect, which returns Σ c ℓ. `next` may be
    // fetched meanwhile.
    struct Batch {
        const Index* rows;
        Index count;
        Index next;
        double scale;
        double penalty;
    };
    void aim(const Batch& batch, const double* parameters);
    void visit() {
        if (!single_) f_.visit(f_.all(), 0, f_.pieces(f_.all()), eta_);
    }
    double collect(const double* parameters, double* g);

    GlmObjective& objective() { return f_; }
    double* eta() const { return eta_; }
    double work() const { return single_ ? 0 : f_.work_of_piece() * static_cast<double>(f_.pieces(f_.all())); }

  private:
    void gather(const Batch& batch);
    double step_on_row(const double* parameters, double* g);

    GlmProblem all_;  // where rows are gathered from
    GlmObjective f_;  // of the batch
    const GlmRow* row_ = nullptr;
    bool single_ = false;
    Batch batch_{};
    char* x_ = nullptr;
    double* y_ = nullptr;
    double* weight_ = nullptr;
    double* eta_ = nullptr;
};

}  // namespace steepest
