// Random numbers: Philox's published blocks, the logarithm beneath the others, and that what is drawn is distributed as
// it says, by tests that a right generator fails once in 1e6 seeds; the seed is fixed.
#include <cmath>

#include "base/random.hpp"
#include "expect.hpp"

using namespace steepest;

namespace {

// Known answers of the authors' library: key and counter 0.
void blocks() {
    Random zero(0);
    expect(zero.bits() == 0x6627e8d5e169c58d, "first half of block 0", 0);
    expect(zero.bits() == 0xbc57ac4c9b00dbd8, "second half of block 0", 0);
    Random one(1), other(1, 1);
    expect(one.bits() != other.bits(), "streams differ", 0);
}

void logarithm() {
    double worst = 0;
    for (double x = 1e-300; x < 1e300; x *= 1.37) {
        const double exact = std::log(x);
        worst = std::fmax(worst, std::fabs(portable_logarithm(x) - exact) / std::fmax(std::fabs(exact), 1e-300));
    }
    for (int k = -1000; k <= 1000; ++k) {
        const double x = 1 + k / 3000.0, exact = std::log(x);
        if (k) worst = std::fmax(worst, std::fabs(portable_logarithm(x) - exact) / std::fabs(exact));
    }
    expect(worst < 3 * 0x1p-52, "logarithm", worst);
    expect(portable_logarithm(1) == 0, "logarithm of 1", portable_logarithm(1));
}

constexpr int draws = 1000000;
// Five standard errors of a mean over the draws.
double near(double deviation) {
    return 5 * deviation / std::sqrt(static_cast<double>(draws));
}

void moments() {
    Random random(12345);
    double uniform = 0, first = 0, second = 0, fourth = 0, waiting = 0, within = 0;
    for (int i = 0; i < draws; ++i) {
        uniform += random.uniform(-1, 3);
        const double z = random.normal();
        first += z;
        second += z * z;
        fourth += z * z * z * z;
        waiting += random.exponential();
        within += std::fabs(random.cauchy()) < 1;
    }
    const double n = draws;
    expect(std::fabs(uniform / n - 1) < near(4 / std::sqrt(12)), "mean of uniform", uniform / n);
    expect(std::fabs(first / n) < near(1), "mean of normal", first / n);
    expect(std::fabs(second / n - 1) < near(std::sqrt(2)), "variance of normal", second / n);
    expect(std::fabs(fourth / n - 3) < near(std::sqrt(96)), "fourth moment of normal", fourth / n);
    expect(std::fabs(waiting / n - 1) < near(1), "mean of exponential", waiting / n);
    expect(std::fabs(within / n - 0.5) < near(0.5), "quartiles of Cauchy", within / n);
}

// Pearson's χ² over the outcomes; its mean is their number less one.
void integers() {
    Random random(7);
    double counts[6] = {};
    for (int i = 0; i < draws; ++i) counts[random.below(6)] += 1;
    double statistic = 0;
    for (const double count : counts) statistic += (count - draws / 6.0) * (count - draws / 6.0) / (draws / 6.0);
    expect(statistic < 35, "integers below 6", statistic);

    double orders[6] = {};
    for (int i = 0; i < draws; ++i) {
        int items[] = {0, 1, 2};
        random.shuffle(items, 3);
        orders[items[0] * 2 + (items[1] > items[2])] += 1;
    }
    statistic = 0;
    for (const double count : orders) statistic += (count - draws / 6.0) * (count - draws / 6.0) / (draws / 6.0);
    expect(statistic < 35, "orders of three", statistic);
}

}  // namespace

int main() {
    blocks();
    logarithm();
    moments();
    integers();
    return failures != 0;
}
