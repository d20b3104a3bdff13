// The laws that annealing draws by: visits against the integral of their density, acceptance against Boltzmann's
// distribution, which a chain that accepts by Metropolis's rule must come to.
#include <cmath>
#include <initializer_list>

#include "expect.hpp"
#include "stochastic/acceptance.hpp"
#include "stochastic/corana.hpp"
#include "stochastic/visiting.hpp"

using namespace steepest;

namespace {

// The part of [1 + (q - 1) x²]^(-1/(q-1)), which is the law at T = 1, within |x| < limit: by the midpoint rule over
// x = tan(θ)^k, which has the tail within a finite interval and makes it smooth at its end.
double integral(double q, double limit) {
    constexpr int steps = 400'000;
    const double k = 8, end = std::atan(std::pow(limit, 1 / k));
    double sum = 0;
    for (int i = 0; i < steps; ++i) {
        const double angle = end * (i + 0.5) / steps, root = std::tan(angle);
        const double x = std::pow(root, k), dx = k * x / root * (1 + root * root);
        sum += std::exp(-std::log1p((q - 1) * x * x) / (q - 1)) * dx;
    }
    return sum * end / steps;
}

void visits_follow_their_density(double q, double T) {
    const Visiting visiting(q);
    Random random(17);
    constexpr int draws = 200'000;
    const double width = std::pow(T, 1 / (3 - q));
    const double limits[] = {0.1, 0.3, 1, 3, 10, 100};
    int within[6] = {}, positive = 0;
    for (int k = 0; k < draws; ++k) {
        const double step = visiting.scale(T) * visiting.draw(random);
        positive += step > 0;
        for (int i = 0; i < 6; ++i) within[i] += std::fabs(step) < limits[i] * width;
    }
    // Up to where no double is: with q = 2.62 a tenth of the law lies above a billion.
    const double whole = integral(q, INFINITY);
    for (int i = 0; i < 6; ++i) {
        const double p = integral(q, limits[i]) / whole, deviation = std::sqrt(p * (1 - p) / draws);
        expect(std::fabs(within[i] / double(draws) - p) < 4.5 * deviation + 1e-4, "visits within", limits[i]);
    }
    expect(std::fabs(positive - draws / 2) < 4.5 * std::sqrt(draws) / 2, "visits to both sides", positive);
}

// With q = 2 the law is Cauchy's: half of it within T.
void cauchy() {
    const Visiting visiting(2);
    Random random(5);
    int within = 0;
    constexpr int draws = 200'000;
    for (int k = 0; k < draws; ++k) within += std::fabs(visiting.scale(3) * visiting.draw(random)) < 3;
    expect(std::fabs(within - draws / 2) < 4.5 * std::sqrt(draws) / 2, "quartiles of Cauchy's law", within);
}

void temperatures() {
    const Visiting visiting(2.62), cauchy(2);
    expect(std::fabs(visiting.cooling(1) - 1) < 1e-14, "the first temperature", visiting.cooling(1));
    for (const double t : {2.0, 10.0, 1000.0}) {
        expect(std::fabs(cauchy.cooling(t) * t - 1) < 1e-12, "fast annealing: T = T0 / t", cauchy.cooling(t));
        const double exact = (std::pow(2, 1.62) - 1) / (std::pow(1 + t, 1.62) - 1);
        expect(std::fabs(visiting.cooling(t) / exact - 1) < 1e-12, "the temperature", t);
    }
}

void powers() {
    for (double x = 1e-300; x < 1e300; x *= 37.7) {
        for (const double a : {-1.0, -0.3, 0.0, 0.5, 1.0}) {
            const double error = portable_power(x, a) / std::pow(x, a) - 1;
            expect(std::fabs(error) < 1e-12, "power", error);
        }
    }
    expect(portable_exponential(-1e9) == 0 && portable_exponential(1e9) == INFINITY, "the ends of the exponential", 0);
    expect(portable_exponential(NAN) == 0, "the exponential of NaN", portable_exponential(NAN));
}

// Three states, each of the other two as likely to be visited: the parts of the time spent in them come to
// e^(-E/T) / Σ e^(-E/T). Only every 20th state is counted, so that counts are all but independent, as χ² wants them.
void boltzmann(double T) {
    const double energy[] = {0, 0.7, 1.5};
    double weight[3], sum = 0;
    for (int i = 0; i < 3; ++i) sum += weight[i] = std::exp(-energy[i] / T);
    Random random(23);
    constexpr int counted = 100'000;
    int counts[3] = {};
    Index state = 0;
    for (int k = 0; k < counted; ++k) {
        for (int j = 0; j < 20; ++j) {
            const Index other = (state + 1 + random.below(2)) % 3;
            if (accepts(energy[other] - energy[state], T, 1, random)) state = other;
        }
        ++counts[state];
    }
    double chi_squared = 0;
    for (int i = 0; i < 3; ++i) {
        const double expected = counted * weight[i] / sum;
        chi_squared += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    expect(chi_squared < 13.82, "χ² of two degrees of freedom, above this once in a thousand", chi_squared);
}

void generalized_acceptance(double q, double ratio) {
    Random random(31);
    constexpr int draws = 100'000;
    int taken = 0;
    for (int k = 0; k < draws; ++k) taken += accepts(3 * ratio, 3, q, random);
    const double bracket = 1 - (1 - q) * ratio;
    const double p = bracket > 0 ? std::pow(bracket, 1 / (1 - q)) : 0;
    const double deviation = std::sqrt(p * (1 - p) / draws);
    expect(std::fabs(taken / double(draws) - p) <= 4.5 * deviation, "generalized acceptance", taken / double(draws));
}

void what_is_never_accepted() {
    Random random(1);
    expect(accepts(0, 1, -5, random) && accepts(-1, 1, -5, random) && accepts(-1, 0, 1, random), "no rise", 0);
    for (const double q : {-5.0, 0.5, 1.0}) {
        expect(!accepts(INFINITY, 1, q, random) && !accepts(NAN, 1, q, random), "a rise that is not finite", q);
        expect(!accepts(1, 0, q, random), "a rise at no temperature", q);
    }
}

void steps() {
    expect(corana_factor(1) == 3 && corana_factor(0) == 1.0 / 3 && corana_factor(0.5) == 1, "factors of steps", 0);
    expect(std::fabs(corana_factor(0.8) - 2) < 1e-15 && std::fabs(corana_factor(0.2) - 0.5) < 1e-15, "halfway", 0);
}

}  // namespace

int main() {
    visits_follow_their_density(1.5, 1);
    visits_follow_their_density(2, 0.2);
    visits_follow_their_density(2.4, 7);
    cauchy();
    temperatures();
    powers();
    for (const double T : {0.4, 1.0, 5.0}) boltzmann(T);
    for (const double q : {-5.0, 0.0, 0.5}) {
        for (const double ratio : {0.05, 0.15, 0.5, 1.5}) generalized_acceptance(q, ratio);
    }
    what_is_never_accepted();
    steps();
    return failures != 0;
}
