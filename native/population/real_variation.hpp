// Variation of real vectors, as NSGA-II's authors do it. Simulated binary crossover: children lie about the parents as
// those of one-point crossover of bit strings do,
//
//     c = (y₁ + y₂) / 2 ∓ β (y₂ - y₁) / 2,    β = (u α)^(1/(η+1))  if u ≤ 1/α,  (1/(2 - u α))^(1/(η+1))  else
//     α = 2 - (1 + 2 d / (y₂ - y₁))^-(η+1)    with d the distance of the parents' nearer one from its bound
//
// Deb & Agrawal, Complex Systems 9 (1995), (9)-(13), with α, which leaves no child outside the bounds, from Deb &
// Agrawal, Genetic algorithms II (1999). Polynomial mutation: Deb & Goyal, Computer Science and Informatics 26 (1996).
#pragma once

#include <cfloat>
#include <cmath>

#include "base/random.hpp"

namespace steepest {

struct RealVariation {
    double crossover_index = 15;  // η: the larger, the nearer children are
    double mutation_index = 20;

    // One variable of two parents becomes that of two children.
    void cross(Random& random, double low, double high, double& a, double& b) const {
        const double y1 = std::fmin(a, b), y2 = std::fmax(a, b), gap = y2 - y1;
        const double u = random.uniform();
        const bool swapped = random.uniform() < 0.5;
        if (!(gap > 1e-14 * std::fmax(std::fabs(y1), std::fabs(y2)))) return;
        const double below = (y1 + y2) / 2 - spread(u, y1 - low, gap) * gap / 2;
        const double above = (y1 + y2) / 2 + spread(u, high - y2, gap) * gap / 2;
        a = clamp(swapped ? above : below, low, high);
        b = clamp(swapped ? below : above, low, high);
    }

    // `width` is the size of a large change; a bound that is near makes those towards it smaller.
    double mutate(Random& random, double low, double high, double width, double x) const {
        const double u = random.uniform(), power = mutation_index + 1;
        const bool down = u < 0.5;
        const double room = std::fmin((down ? x - low : high - x) / width, 1.0);
        const double tail = down ? 2 * u : 2 * (1 - u);
        const double change = 1 - std::pow(tail + (1 - tail) * std::pow(1 - room, power), 1 / power);
        return clamp(down ? x - change * width : x + change * width, low, high);
    }

  private:
    // Within the bounds and finite: far out the parents' sum, or a step, may overflow.
    static double clamp(double x, double low, double high) {
        return std::fmin(std::fmax(x, std::fmax(low, -DBL_MAX)), std::fmin(high, DBL_MAX));
    }

    double spread(double u, double room, double gap) const {
        const double power = crossover_index + 1;
        const double alpha = 2 - std::pow(1 + 2 * room / gap, -power);
        return std::pow(u * alpha <= 1 ? u * alpha : 1 / (2 - u * alpha), 1 / power);
    }
};

}  // namespace steepest
