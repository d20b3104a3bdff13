// Clipping by norm: g ← g min(1, c / (‖g‖₂ + 1e-6)), so that one gradient far out of the usual cannot undo what was
// learned (Pascanu, Mikolov & Bengio, On the difficulty of training recurrent neural networks, ICML 2013, algorithm 1;
// the 1e-6 is PyTorch's, and keeps the clipped norm below c in spite of rounding).
//
// The norm is built block by block, in their order: the same bits on any number of threads, and for a gradient that
// comes in pieces, if each but the last is whole blocks.
#pragma once

#include "base/view.hpp"

namespace steepest {

inline constexpr Index update_block = Index(1) << 14;

class GradientNorm {
  public:
    template <class T>
    void add(Vector<const T> gradient);
    double value() const { return norm_; }

  private:
    double norm_ = 0;
};

inline double clipping_scale(double norm, double most) {
    const double scale = most / (norm + 1e-6);
    return scale < 1 ? scale : (norm == norm ? 1 : norm);
}

}  // namespace steepest
