// A bracket over which a function changes its sign, with the values at its ends.
#pragma once

#include <utility>

#include "scalar/function.hpp"

namespace steepest {

class SignChange {
  public:
    SignChange(Bracket bracket, double y_low, double y_high)
        : bracket_(bracket), y_low_(y_low), y_high_(y_high), largest_(std::fmax(std::fabs(y_low), std::fabs(y_high))) {
        if (std::isnan(y_high)) lost_ = bracket.high;
        if (std::isnan(y_low)) lost_ = bracket.low;
    }

    Bracket bracket() const { return bracket_; }
    double middle() const { return between(bracket_.low, bracket_.high, 0.5); }
    bool contains(double x) const { return x > bracket_.low && x < bracket_.high; }
    bool rises() const { return y_low_ < y_high_; }
    // The end with the smaller value.
    double best() const { return low_is_best() ? bracket_.low : bracket_.high; }
    double value() const { return low_is_best() ? y_low_ : y_high_; }

    // A value inside, which becomes that of the end on its side.
    void take(double x, double y) {
        if (std::isnan(y)) lost_ = x;
        const bool left = std::signbit(y) == std::signbit(y_low_);
        (left ? bracket_.low : bracket_.high) = x;
        (left ? y_low_ : y_high_) = y;
    }

    // Whether a search for the zero ends after k steps.
    bool over(const ScalarLimits& limits, double k, ScalarEnd& end) const {
        const double x = best(), y = std::fabs(value()), width = bracket_.width(), enough = limits.resolution(x);
        if (!std::isnan(lost_)) {
            end = {Status::not_finite, x, lost_, NAN};
        } else if (y <= limits.value_tolerance) {
            end = {y == 0 ? Status::solved : Status::function_tolerance, x, y, limits.value_tolerance};
        } else if (std::signbit(y_low_) == std::signbit(y_high_)) {
            end = {Status::no_bracket, x, y_low_, y_high_};
        } else if (width <= enough || !contains(middle())) {
            const Status narrow = width <= enough ? Status::step_tolerance : Status::no_further_progress;
            end = {is_pole() ? Status::unbounded : narrow, x, width, enough};
        } else if (k >= limits.max_iterations) {
            end = {Status::max_iterations, x, k, limits.max_iterations};
        } else {
            return false;
        }
        return true;
    }

  private:
    bool low_is_best() const { return std::fabs(y_low_) <= std::fabs(y_high_) || std::isnan(y_high_); }
    // Values that grew while the bracket shrank.
    bool is_pole() const { return std::fabs(value()) > largest_; }

    Bracket bracket_;
    double y_low_, y_high_;
    double largest_;     // of the values at the first ends
    double lost_ = NAN;  // where the function is not a number
};

}  // namespace steepest
