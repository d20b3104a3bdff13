// Where starts are drawn from, and what steps are measured by: the bounds, where they are finite, and a neighborhood of
// the start in variables where they are not.
#pragma once

#include "base/random.hpp"
#include "base/workspace.hpp"
#include "bounds/projection.hpp"

namespace steepest {

struct SearchBox {
    Bounds bounds;
    Vector<double> low, width;

    // So many times max(|x|, 1) to each side of the start.
    static constexpr double reach = 10;

    bool allocate(Workspace& memory, Bounds given, Vector<const double> start) {
        const Index n = start.size;
        bounds = given;
        low = memory.vector(n);
        width = memory.vector(n);
        if (memory.failed()) return false;
        for (Index i = 0; i < n; ++i) {
            const double radius = reach * std::fmax(std::fabs(start[i]), 1.0);
            low[i] = std::isfinite(bounds.low(i)) ? bounds.low(i) : std::fmin(start[i], bounds.high(i)) - radius;
            const double high =
                std::isfinite(bounds.high(i)) ? bounds.high(i) : std::fmax(start[i], bounds.low(i)) + radius;
            // Halves, lest the difference of two large numbers overflow.
            width[i] = std::fmin(2 * (high / 2 - low[i] / 2), 0x1p1000);
        }
        return true;
    }

    // At the part u of its width, within the bounds.
    double at(Index i, double u) const { return bounds.clamp(i, low[i] + u * width[i]); }

    void draw(Random& random, double* x) const {
        for (Index i = 0; i < low.size; ++i) x[i] = at(i, random.uniform());
    }

    // x reflected into the box as often as it takes. Without bounds too: steps of annealing may be of any length, and a
    // descent may still leave the box.
    double inside(Index i, double x) const {
        if (x >= low[i] && x <= low[i] + width[i]) return bounds.clamp(i, x);
        const double period = 2 * width[i];
        double turned = std::fmod(x - low[i], period);
        if (turned < 0) turned += period;
        // What is not a number, of steps or boxes that are not finite or of no width, ends at the lower end.
        return bounds.clamp(i, std::fmax(low[i] + (turned > width[i] ? period - turned : turned), low[i]));
    }
};

}  // namespace steepest
