// Training by a first-order rule (update/rule.hpp): w ← the rule's step by the gradient of a batch of rows, in the
// caller's coefficients and intercepts. What is minimized is the objective of the fit, divided by what its losses are
// multiplied with and by the number of rows, so that a learning rate does not depend on either:
//
//     f(w) = 1/n Σ_i c_i ℓ(y_i, W x_i + b) + λ/2 ‖W‖²
//
// A batch of |B| rows has the gradient 1/|B| Σ ∇f_i, whose mean over batches is ∇f: Robbins & Monro, Ann. Math. Stat.
// 22 (1951); Bottou, Curtis & Nocedal, SIAM Review 60 (2018), (3.7). The last batch of an epoch may be smaller: its
// rows, and their share of the penalty, are divided by |B| too, so that no row counts for more than another.
//
// Where no rate is given it is 1/𝓛(|B|), with what momentum multiplies it by taken out:
//
//     𝓛(B) = n(B-1) / B(n-1) L̄ + (n-B) / B(n-1) max L_i
//
// Gower, Loizou, Qian, Sailanbayev, Shulgin & Richtárik, SGD: general analysis and improved rates, ICML 2019,
// proposition 3.8, with the mean L̄ of the rows' L_i (smoothness.hpp) in place of the smoothness of their mean, which is
// less.
//
// AdamW takes the penalty for its weight decay, of the coefficients alone: W ← (1 - α λ) W before each step.
//
// The average of the iterates: Polyak & Juditsky, SIAM J. Control Optim. 30 (1992); Ruppert (1988).
#pragma once

#include <cmath>
#include <utility>

#include "minimize/snapshot.hpp"
#include "models/batch_gradient.hpp"
#include "models/smoothness.hpp"
#include "models/training_settings.hpp"

namespace steepest {

class RuleTrainer {
  public:
    RuleTrainer(const TrainingSettings& settings, const UpdateSettings& update);

    // `rows` are those of an epoch; `gathers` unless they are visited in their own order.
    bool prepare(const GlmProblem& problem, Index rows, bool gathers, Workspace& memory);

    // What the default rate follows from: all rows at once, or those of a stream before they are visited.
    bool measures() const { return std::isnan(settings_.learning_rate); }
    void measure(Index first, Index last) { smoothness_.add(plain_, ones_, first, last); }

    const GlmProblem& problem() const { return plain_.problem(); }
    Index batch() const { return batch_; }
    BatchGradient& gradient() { return gradient_; }
    // begin, a pass of the gradient, step.
    void begin(const Index* rows, Index count, Index next);
    void step();

    // Of the latest step.
    double rate() const { return rate_; }
    // Σ c ℓ of the rows of all steps since, each before its step.
    double take_loss() { return std::exchange(loss_, 0); }

    Vector<double> parameters() const { return {w_, n_}; }
    // The average, if there is one.
    const double* result() const { return seen_.averaged > 0 ? average_ : w_; }

    // How many doubles state() is.
    static Index state_size(Index n, const TrainingSettings& settings, const UpdateSettings& update);
    // All that the next step depends on but the rows, in doubles: training goes on from it with the same bits.
    Parts state();

  private:
    double base_rate() const;
    double penalty() const;
    // Of a whole batch.
    double share(Index count) const { return static_cast<double>(count) / static_cast<double>(batch_); }
    void average();

    TrainingSettings settings_;
    UpdateSettings update_;
    UpdateMethod method_;
    Updater<double> updater_;
    GlmObjective plain_;
    BatchGradient gradient_;
    Smoothness smoothness_;
    Index n_ = 0;
    Index coefficients_ = 0;
    Index rows_ = 0;
    Index batch_ = 1;
    BatchGradient::Batch current_{};
    struct Seen {
        double rows = 0;
        double weight = 0;
        double averaged = 0;  // iterates in the average
    } seen_;
    double rate_ = 0;
    double loss_ = 0;
    double* ones_ = nullptr;
    double* w_ = nullptr;
    double* g_ = nullptr;
    double* average_ = nullptr;
    double* difference_ = nullptr;
};

}  // namespace steepest
