// Rows held out of training, which say when to stop: at the epoch whose loss on them is the least, known when it has
// not been undercut for a number of epochs.
//
// Prechelt, Early stopping – but when?, in: Neural networks: tricks of the trade (1998), with the patience of epochs in
// place of its criterion UP.
#pragma once

#include "objective/glm.hpp"

namespace steepest {

class Validation {
  public:
    // Of a model whose columns are not scaled. The rows are copied.
    bool prepare(const GlmProblem& problem, const Index* rows, Index count, Workspace& memory);

    // aim, a pass of objective(), then judge, which says whether this is the best epoch so far.
    GlmObjective& objective() { return f_; }
    double* eta() const { return eta_; }
    bool judge(Index epoch, const double* parameters);

    bool used() const { return best_ != nullptr; }
    const double* best() const { return best_; }
    double best_loss() const { return best_loss_; }  // mean of a row
    Index best_epoch() const { return best_epoch_; }

  private:
    GlmObjective f_;
    double* eta_ = nullptr;
    double* gradient_ = nullptr;
    double* best_ = nullptr;
    double best_loss_ = 0;
    Index best_epoch_ = -1;
};

}  // namespace steepest
