// A first-order rule with its memory and its schedule: what turns gradients into steps, for the update loops on a
// caller's arrays, for the methods of minimize, and for training.
//
//     Updater<double> adam(UpdateMethod::adam, options);
//     adam.allocate(memory, n);
//     for (…) adam.step(rate, x, gradient);
#pragma once

#include <cmath>

#include "base/workspace.hpp"
#include "update/clip.hpp"
#include "update/rule.hpp"
#include "update/schedule.hpp"

namespace steepest {

template <class T>
class Updater {
  public:
    Updater(UpdateMethod method, const UpdateOptions& options, const Schedule& schedule = {},
            double clip_norm = INFINITY)
        : rule_(method, options), schedule_(schedule), clip_norm_(clip_norm) {}

    bool allocate(Workspace& workspace, Index n);
    // As before the first step.
    void reset();

    // One step, in place. `rate` is the base rate, which the schedule makes the step's own of.
    void step(double rate, Vector<T> x, Vector<const T> gradient) {
        GradientNorm norm;
        if (clips()) norm.add(gradient);
        begin(rate, norm);
        apply(0, x, gradient);
    }

    // The same in pieces, where not all of x is at hand: begin() once, with the norm of the whole gradient if clips();
    // then each piece, which starts at parameter `first`, once.
    bool clips() const { return clip_norm_ < INFINITY; }
    void begin(double rate, const GradientNorm& norm = {});
    void apply(Index first, Vector<T> x, Vector<const T> gradient) const;

    // The rate of the step to come.
    double rate(double base) { return schedule_.rate(base, rule_.progress.steps); }

    Index size() const { return n_; }
    int memories() const { return rule_.memories(); }
    Vector<T> memory(int which) { return {memory_[which], n_}; }
    UpdateProgress& progress() { return rule_.progress; }

  private:
    UpdateRule rule_;
    Schedule schedule_;
    double clip_norm_;
    UpdateNumbers numbers_;  // of the step begun
    Index n_ = 0;
    T* memory_[UpdateRule::most_memories] = {};
};

}  // namespace steepest
