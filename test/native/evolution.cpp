// The parts of evolution strategies and of the cross-entropy method, beside their closed forms.
#include <cmath>
#include <cstdio>
#include <initializer_list>

#include "stochastic/elite.hpp"
#include "stochastic/generation.hpp"

using namespace steepest;

namespace {

int failures = 0;
void expect_near(double value, double expected, double tolerance, const char* what) {
    if (std::fabs(value - expected) <= tolerance) return;
    ++failures;
    std::printf("FAIL %s: %.17g, not %.17g\n", what, value, expected);
}

// ln σ'ᵢ/σᵢ has variance τ'² + τ², covariance τ'²; (x'ᵢ - xᵢ)/σ'ᵢ is from N(0, 1).
void mutations() {
    constexpr Index n = 4;
    constexpr int draws = 200000;
    Random random(1);
    const SelfAdaptation adaptation(n);
    const double parent[2 * n] = {1, 2, 3, 4, 1, 0.5, 2, 1}, scales[] = {1, 2, 3, 4};
    const double limits[] = {INFINITY, INFINITY, INFINITY, INFINITY};
    double sum = 0, squares = 0, products = 0, steps = 0, step_squares = 0;
    for (int k = 0; k < draws; ++k) {
        double child[2 * n];
        adaptation.mutate(parent, scales, limits, random, child);
        const double a = std::log(child[n + 1] / 0.5), b = std::log(child[n + 2] / 2);
        const double step = (child[1] - 2) / (child[n + 1] * 2);
        sum += a;
        squares += a * a;
        products += a * b;
        steps += step;
        step_squares += step * step;
    }
    const double common = 1. / 8, single = 1. / 4;  // 1/(2n), 1/(2√n)
    const double within = 5 / std::sqrt(double(draws));
    expect_near(sum / draws, 0, within * std::sqrt(common + single), "mean of ln σ'");
    expect_near(squares / draws, common + single, within * std::sqrt(2.) * (common + single), "its variance");
    expect_near(products / draws, common, within * (common + single), "covariance");
    expect_near(steps / draws, 0, within, "mean of a step");
    expect_near(step_squares / draws, 1, within * std::sqrt(2.), "its variance");
}

// However often they mutate, deviations keep to their limits.
void limited() {
    Random random(2);
    const SelfAdaptation adaptation(2);
    const double scales[] = {1, 0}, limits[] = {3, 1};
    double row[] = {0, 5, 1, 1}, largest = 0;
    for (int k = 0; k < 1000; ++k) {
        double child[4];
        adaptation.mutate(row, scales, limits, random, child);
        for (int i = 0; i < 4; ++i) row[i] = child[i];
        largest = std::fmax(largest, std::fmax(child[2] / limits[0], child[3] / limits[1]));
        expect_near(child[1], 5, 0, "what cannot move does not");
    }
    expect_near(largest, 1, 0, "the largest deviation, of its limit");
}

// Where a fifth succeed, σ stays as it is.
void one_fifth() {
    for (Index n : {1, 10, 100}) {
        const double four = std::pow(one_fifth_rule(false, n), 4);
        expect_near(one_fifth_rule(true, n) * four, 1, 1e-14, "one success in five");
    }
}

void selection() {
    Workspace memory;
    for (const Selection kind : {Selection::comma, Selection::plus}) {
        Generation generation;
        const double scale = 1, start = 0;
        generation.scales = &scale;
        generation.allocate(memory, 1, 2, 3);
        generation.begin(&start, 1);
        const double values[] = {1, 5, 4, 2, 3};
        for (Index k = 0; k < 5; ++k) {
            generation.rows(k, 0) = 10 * values[k];
            generation.rows(k, 1) = values[k];
            generation.values[k] = values[k];
        }
        generation.select(kind);
        const double first = kind == Selection::comma ? 2 : 1, second = kind == Selection::comma ? 3 : 2;
        expect_near(generation.values[0], first, 0, "the best");
        expect_near(generation.values[1], second, 0, "the next");
        expect_near(generation.rows(0, 0), 10 * first, 0, "its variable");
        expect_near(generation.rows(1, 1), second, 0, "its deviation");
    }
}

void elite() {
    double numbers[] = {1, 10, 2, 20, 4, 40, 9, 90};
    const int32_t order[] = {2, 0, 1, 3};
    const Fitted first = fit({numbers, 4, 2, 2}, order, 3, 0), second = fit({numbers, 4, 2, 2}, order, 1, 1);
    expect_near(first.mean, 7. / 3, 1e-15, "mean of the elite");
    expect_near(first.deviation, std::sqrt(14.) / 3, 1e-15, "deviation of the elite");
    expect_near(second.mean, 40, 0, "of one");
    expect_near(second.deviation, 0, 0, "no deviation of one");
    expect_near(smooth(0.7, 10, 20), 13, 1e-14, "smoothing");
    expect_near(dynamic_smoothing(0.9, 5, 1), 0.9, 0, "β₁ = β");
    expect_near(dynamic_smoothing(0.9, 5, 2), 0.9 * (1 - 1 / 32.), 1e-15, "β₂");
    expect_near(dynamic_smoothing(0.9, 5, 1e6) * 1e6, 4.5, 1e-4, "β falls as βq/t");
}

}  // namespace

int main() {
    mutations();
    limited();
    one_fifth();
    selection();
    elite();
    return failures != 0;
}
