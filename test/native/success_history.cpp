// L-SHADE's memory, against numbers by hand: (7)-(9) of Tanabe & Fukunaga with two successes of weights 1/4 and 3/4;
// and what the strategies of differential evolution draw.
#include "population/success_history.hpp"
#include <cmath>
#include <initializer_list>
#include "expect.hpp"
#include "population/strategies.hpp"

using namespace steepest;

namespace {

void near(double value, double exact, const char* what) {
    expect(std::fabs(value - exact) <= 4e-16 * std::fabs(exact), what, value);
}

void means() {
    SuccessHistory history;
    history.succeed({.f = 0.5, .cr = 0.2}, 1);
    history.succeed({.f = 1.0, .cr = 0.8}, 3);
    history.succeed({.f = 0.1, .cr = 0.1}, 0);         // no improvement has no weight
    history.succeed({.f = 0.1, .cr = 0.1}, INFINITY);  // nor one over no value at all
    history.end_generation();
    // F: (¼·0.25 + ¾·1) / (¼·0.5 + ¾·1) = 0.8125 / 0.875;  CR: (¼·0.04 + ¾·0.64) / (¼·0.2 + ¾·0.8) = 0.49 / 0.65
    near(history.f[0], 13.0 / 14.0, "Lehmer mean of F");
    near(history.cr[0], 49.0 / 65.0, "Lehmer mean of CR");
    expect(history.position == 1, "the next mean", history.position);
    for (int i = 1; i < SuccessHistory::length; ++i) {
        expect(history.f[i] == 0.5 && history.cr[i] == 0.5, "the other means", i);
    }
    history.end_generation();
    expect(history.position == 1, "a generation without success changes nothing", history.position);
}

void terminal() {
    SuccessHistory history;
    history.succeed({.f = 0.5, .cr = 0}, 2);
    history.end_generation();
    expect(history.cr[0] == SuccessHistory::none, "no CR above 0 succeeded", history.cr[0]);
    for (int k = 0; k < SuccessHistory::length; ++k) {
        history.succeed({.f = 0.5, .cr = 0.9}, 2);
        history.end_generation();
    }
    expect(history.cr[0] == SuccessHistory::none, "that stays", history.cr[0]);
    near(history.cr[1], 0.9, "the others go round");
    expect(history.position == 1, "to the first again", history.position);
}

// The means of means() again, whatever the size of improvements, and in any order: their sum overflows or underflows.
void extremes() {
    for (const double unit : {0x1p1021, 0x1p-1074, 0x1p600}) {
        for (const bool ascending : {false, true}) {
            SuccessHistory history;
            if (ascending) history.succeed({.f = 0.5, .cr = 0.2}, 0x1p-1074);
            for (int k = 0; k < 4; ++k) history.succeed({.f = 0.5, .cr = 0.2}, unit);
            for (int k = 0; k < 4; ++k) history.succeed({.f = 1.0, .cr = 0.8}, 3 * unit);
            history.end_generation();
            near(history.f[0], unit == 0x1p-1074 && ascending ? (5 * 0.25 + 12) / (5 * 0.5 + 12) : 13.0 / 14.0, "F");
            near(history.cr[0],
                 unit == 0x1p-1074 && ascending ? (5 * 0.04 + 12 * 0.64) / (5 * 0.2 + 12 * 0.8) : 49.0 / 65.0, "CR");
            expect(history.sound(), "sound", unit);
        }
    }
}

// What no run reaches is seen, and a draw from it ends.
void damage() {
    for (const double wrong : {double(NAN), double(INFINITY), -0.5, 1.5, -1e300}) {
        SuccessHistory f, cr, position;
        expect(f.sound(), "begun", wrong);
        f.f[3] = cr.cr[5] = position.position = wrong;
        expect(!f.sound() && !cr.sound() && !position.sound(), "damaged", wrong);
        for (double& mean : f.f) mean = wrong;
        Random random(5);
        for (int i = 0; i < 100; ++i) {
            const double drawn = f.draw(random).f;
            expect(drawn > 0 && drawn <= 1, "a draw from damage", drawn);
        }
    }
    SuccessHistory amid;
    amid.succeed({.f = 0.5, .cr = 0.5}, 1);
    expect(!amid.sound(), "amid a generation", 0);
}

// Means of 0.5 everywhere: the median of F is 0.5, its quartiles 0.1 off, cut at 0 and 1; CR has deviation 0.1.
void draws() {
    constexpr int count = 200000;
    const SuccessHistory history;
    Random random(3);
    double within = 0, above = 0, square = 0, ones = 0;
    for (int i = 0; i < count; ++i) {
        const auto [f, cr] = history.draw(random);
        expect(f > 0 && f <= 1 && cr >= 0 && cr <= 1, "range", f);
        within += std::fabs(f - 0.5) < 0.1;
        above += f > 0.5;
        ones += f == 1;
        square += (cr - 0.5) * (cr - 0.5);
    }
    // Of a Cauchy number, 1 - ½ - atan(5)/π is below 0 and drawn again.
    const double tail = 0.5 - std::atan(5.0) / M_PI, kept = 1 - tail, error = 5 * 0.5 / std::sqrt(double(count));
    expect(std::fabs(within / count - 0.5 / kept) < error, "quartiles of F", within / count);
    expect(std::fabs(above / count - 0.5 / kept) < error, "median of F", above / count);
    expect(std::fabs(ones / count - tail / kept) < error, "F cut at 1", ones / count);
    expect(std::fabs(std::sqrt(square / count) - 0.1) < 1e-3, "deviation of CR", std::sqrt(square / count));
}

// Every set of distinct members is as likely: over 4 members, 24 ordered triples with the first given are 6.
void distinct() {
    Random random(11);
    double counts[4][4] = {};
    constexpr int count = 60000;
    for (int i = 0; i < count; ++i) {
        Distinct others(random, 2);
        const Index first = others.draw(4), second = others.draw(4);
        expect(first != 2 && second != 2 && first != second, "distinct", double(first));
        counts[first][second] += 1;
    }
    double statistic = 0;
    for (auto& row : counts) {
        for (const double seen : row) {
            if (seen > 0) statistic += (seen - count / 6.0) * (seen - count / 6.0) / (count / 6.0);
        }
    }
    expect(statistic < 35, "pairs of others", statistic);
    expect(least_members(strategies[0]) == 4, "best1bin", double(least_members(strategies[0])));
    expect(least_members(strategies[3]) == 6, "rand2bin", double(least_members(strategies[3])));
}

}  // namespace

int main() {
    means();
    terminal();
    extremes();
    damage();
    draws();
    distinct();
    return failures != 0;
}
