// Variation of the genetic algorithm: simulated binary crossover and polynomial mutation against the distributions that
// define them, order crossover against a worked example.
#include <cmath>

#include "expect.hpp"
#include "population/permutation_variation.hpp"
#include "population/real_variation.hpp"

using namespace steepest;

namespace {

constexpr int draws = 200000;
const double error = 5 * 0.5 / std::sqrt(double(draws));  // five standard errors of a frequency

// Far from bounds β has the density (η+1)/2 β^η below 1, (η+1)/2 β^-(η+2) above: P(β ≤ b) = b^(η+1)/2, or
// 1 - b^-(η+1)/2.
void crossover() {
    const RealVariation variation;
    Random random(5);
    double below = 0, nearest = 0, farthest = 0, swapped = 0;
    for (int i = 0; i < draws; ++i) {
        double a = 2, b = 3;
        variation.cross(random, -1e9, 1e9, a, b);
        expect(std::fabs(a + b - 5) < 1e-13, "the mean is kept", a + b);
        swapped += a > b;
        const double beta = std::fabs(b - a);
        below += beta <= 1;
        nearest += beta <= 0.95;
        farthest += beta <= 1.1;
    }
    expect(std::fabs(below / draws - 0.5) < error, "P(beta <= 1)", below / draws);
    expect(std::fabs(nearest / draws - std::pow(0.95, 16) / 2) < error, "P(beta <= 0.95)", nearest / draws);
    expect(std::fabs(farthest / draws - (1 - std::pow(1.1, -16) / 2)) < error, "P(beta <= 1.1)", farthest / draws);
    expect(std::fabs(swapped / draws - 0.5) < error, "which child is which", swapped / draws);
}

void within_bounds() {
    const RealVariation variation;
    Random random(6);
    for (int i = 0; i < draws; ++i) {
        double a = 0.1 + 0.2, b = 0.7;
        variation.cross(random, 0.1 + 0.2, 0.7, a, b);
        expect(a >= 0.1 + 0.2 && a <= 0.7 && b >= 0.1 + 0.2 && b <= 0.7, "crossover within bounds", a);
        const double x = variation.mutate(random, 0.1 + 0.2, 0.7, 0.4, a);
        expect(x >= 0.1 + 0.2 && x <= 0.7, "mutation within bounds", x);
    }
    double same = 0.5, too = 0.5;
    variation.cross(random, 0, 1, same, too);
    expect(same == 0.5 && too == 0.5, "twins have twins", same);
}

// In the middle of a wide box |δ| = 1 - (2u)^(1/(η+1)): P(|δ| ≤ d) = 1 - (1 - d)^(η+1).
void mutation() {
    const RealVariation variation;
    Random random(7);
    double small = 0, down = 0;
    for (int i = 0; i < draws; ++i) {
        const double change = variation.mutate(random, -INFINITY, INFINITY, 10, 4) - 4;
        small += std::fabs(change) <= 10 * 0.03;
        down += change < 0;
    }
    expect(std::fabs(small / draws - (1 - std::pow(0.97, 21))) < error, "P(change <= 0.03)", small / draws);
    expect(std::fabs(down / draws - 0.5) < error, "either way", down / draws);
}

// Z. Michalewicz, Genetic Algorithms + Data Structures = Evolution Programs (1992), section 10.2, less 1.
void order() {
    const double first[] = {0, 1, 2, 3, 4, 5, 6, 7, 8}, second[] = {3, 4, 1, 0, 7, 6, 5, 8, 2};
    const double expected[2][9] = {{1, 0, 7, 3, 4, 5, 6, 8, 2}, {2, 3, 4, 0, 7, 6, 5, 8, 1}};
    double children[2][9], room[9];
    Random random(8);
    Segment segment(random, 9);
    segment.first = 3;
    segment.last = 6;
    order_crossover(segment, 9, first, second, children[0], room);
    order_crossover(segment, 9, second, first, children[1], room);
    for (int i = 0; i < 9; ++i) {
        expect(children[0][i] == expected[0][i], "first child", i);
        expect(children[1][i] == expected[1][i], "second child", i);
    }
    invert(segment, children[0]);
    expect(children[0][3] == 6 && children[0][6] == 3 && children[0][2] == 7 && children[0][7] == 8, "inversion", 0);
    double keys[] = {0.5, -2, 7, 0.5, -2};
    take_order(5, keys, room);
    const double ranks[] = {2, 0, 4, 3, 1};
    for (int i = 0; i < 5; ++i) expect(keys[i] == ranks[i], "rank", i);
}

void segments() {
    Random random(9);
    double whole = 0, single = 0;
    for (int i = 0; i < draws; ++i) {
        const Segment segment(random, 4);
        expect(segment.first >= 0 && segment.first <= segment.last && segment.last < 4, "a segment", 0);
        whole += segment.first == 0 && segment.last == 3;
        single += segment.first == segment.last;
    }
    expect(std::fabs(whole / draws - 2.0 / 16) < error, "the whole", whole / draws);
    expect(std::fabs(single / draws - 4.0 / 16) < error, "one item", single / draws);
}

}  // namespace

int main() {
    crossover();
    within_bounds();
    mutation();
    order();
    segments();
    return failures != 0;
}
