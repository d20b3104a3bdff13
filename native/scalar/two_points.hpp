// Two points inside a bracket, which tell the end that the minimum is not at: the step that golden section and
// Fibonacci search share.
#pragma once

#include "scalar/function.hpp"

namespace steepest {

struct TwoPoints {
    Bracket bracket;
    double left, right;
    double f_left = NAN, f_right = NAN;
    bool fresh_left = false;  // which of the two is to be evaluated

    // Points that leave `ratio` of the bracket, whichever end is cut off.
    TwoPoints(Bracket b, double ratio)
        : bracket(b), left(between(b.high, b.low, ratio)), right(between(b.low, b.high, ratio)) {}

    // Cuts off the end beyond the worse point.
    void cut() {
        fresh_left = rank(f_left) <= rank(f_right);
        if (fresh_left) {
            bracket.high = right;
            right = left, f_right = f_left;
            left = f_left = NAN;
        } else {
            bracket.low = left;
            left = right, f_left = f_right;
            right = f_right = NAN;
        }
    }

    // The point that stayed, and the end that the next point lies towards.
    double kept() const { return fresh_left ? right : left; }
    double f_kept() const { return fresh_left ? f_right : f_left; }
    double open_end() const { return fresh_left ? bracket.low : bracket.high; }

    // Puts the next point. False when rounding leaves no room for it between the end and the point that stayed.
    bool put(double x) {
        (fresh_left ? left : right) = x;
        return bracket.low < left && left < right && right < bracket.high;
    }
    // Where it leaves `ratio` of the bracket.
    double place(double ratio) const {
        return fresh_left ? between(bracket.high, bracket.low, ratio) : between(bracket.low, bracket.high, ratio);
    }
    double fresh() const { return fresh_left ? left : right; }
    void take(double value) { (fresh_left ? f_left : f_right) = value; }
};

}  // namespace steepest
