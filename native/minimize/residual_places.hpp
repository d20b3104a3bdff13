// Where a run whose objective is a vector of residuals keeps them.
#pragma once

#include "base/view.hpp"
#include "residuals/robust_loss.hpp"

namespace steepest {

struct ResidualPlaces {
    Index count = 0;
    ResidualLoss loss = {};
    Vector<double> last = {};      // where the value was asked last
    Vector<double> accepted = {};  // at the last iterate
    Matrix<double> jacobian = {};  // there, a residual a row
    Matrix<double> asked = {};     // where it was asked last
    bool known = false;            // whether there is an iterate

    // Those at the best point: a trial that ended the run is one that was evaluated last.
    Vector<const double> at(bool is_iterate) const { return is_iterate ? accepted : last; }
};

}  // namespace steepest
