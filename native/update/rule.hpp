// First-order rules: how the next step follows from the gradient and from what is remembered of those before.
//
// What happens to an element is a kernel's (kernels/update.inc). Here is what all elements have in common and what
// changes from step to step: the rate, and the corrections for averages that began at zero. The equations stand in
// rule.cpp; defaults live in the facade.
#pragma once

#include "kernels/update.hpp"

namespace steepest {

enum class UpdateMethod { sgd, adagrad, adadelta, rmsprop, adam, amsgrad, nadam, adamw };

inline constexpr const char* update_names[] = {"sgd",  "adagrad", "adadelta", "rmsprop",
                                               "adam", "amsgrad", "nadam",    "adamw"};
inline constexpr int update_count = sizeof update_names / sizeof update_names[0];

// Each rule looks at its own. Switches are 0 or 1.
struct UpdateOptions {
    double momentum = 0;             // μ
    double dampening = 0;            // τ
    double nesterov = 0;             // a switch
    double rho = 0;                  // ρ
    double centered = 0;             // a switch
    double epsilon_inside = 0;       // a switch: √(v + ε) rather than √v + ε
    double beta1 = 0;                // β₁
    double beta2 = 0;                // β₂
    double epsilon = 0;              // ε
    double weight_decay = 0;         // λ
    double rate_decay = 0;           // η of AdaGrad
    double initial_accumulator = 0;  // v before the first step, of AdaGrad
    double momentum_decay = 0;       // ψ of Nadam
};

// How far a rule has come: together with its arrays, all that the next step depends on.
struct UpdateProgress {
    double steps = 0;
    // The sum of the weights that a moving average has given out, 1 - βᵗ, of each moment.
    double weight_first = 0;
    double weight_second = 0;
    double schedule_power = 1;  // 0.96^(tψ), of Nadam
};

class UpdateRule {
  public:
    static constexpr int most_memories = 3;

    UpdateRule(UpdateMethod method, const UpdateOptions& options) : method_(method), options_(options) {}

    // How many arrays it remembers, and what is in them before the first step.
    int memories() const;
    double initial(int memory) const;

    // Goes on to the next step, whose learning rate is `rate`.
    UpdateNumbers advance(double rate);

    template <class T>
    UpdateKernel<T>* kernel() const;

    UpdateProgress progress;

  private:
    UpdateNumbers sgd(double rate) const;
    UpdateNumbers adagrad(double rate) const;
    UpdateNumbers adadelta(double rate) const;
    UpdateNumbers rmsprop(double rate) const;
    UpdateNumbers adam(double rate);
    UpdateNumbers nadam(double rate);

    UpdateMethod method_;
    UpdateOptions options_;
};

}  // namespace steepest
