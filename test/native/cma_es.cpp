// The parts of CMA-ES: what the tutorial says of the weights, rotations, restarts, and the map onto a box.
#include <cmath>
#include <initializer_list>
#include <utility>

#include "bounds/box_map.hpp"
#include "expect.hpp"
#include "stochastic/cma_distribution.hpp"
#include "stochastic/restarts.hpp"

using namespace steepest;

namespace {

void expect_near(double value, double expected, double tolerance, const char* what) {
    expect(std::fabs(value - expected) <= tolerance, what, value);
}

// What pycma prints of itself: (5_w,10)-aCMA-ES (mu_w=3.2,w_1=45%) for n = 10, (4_w,9), 2.8, 49 % for n = 6.
void constants() {
    double w[64];
    CmaConstants k;
    expect(CmaConstants::usual_population(10) == 10, "λ of 10 variables", 0);
    k.set(10, 10, w);
    expect(k.parents == 5, "μ", double(k.parents));
    expect_near(k.effective, 3.2, 0.05, "μ_eff");
    expect_near(w[0], 0.45, 0.01, "w₁");
    k.set(6, CmaConstants::usual_population(6), w);
    expect(k.population == 9 && k.parents == 4, "(4, 9)", double(k.population));
    expect_near(k.effective, 2.8, 0.05, "μ_eff of 9");
    expect_near(w[0], 0.49, 0.01, "w₁ of 9");
    for (Index n : {1, 2, 5, 20, 100}) {
        for (Index population : {2, 3, 4, 7, 12, 40, 64}) {
            k.set(n, population, w);
            double above = 0, squares = 0, all = 0;
            for (Index i = 0; i < population; ++i) {
                all += w[i];
                if (i < k.parents) above += w[i], squares += w[i] * w[i];
                if (i > 0) expect(w[i] <= w[i - 1], "weights fall", double(i));
            }
            expect_near(above, 1, 1e-14, "the positive weights add up to 1");
            expect_near(k.effective, 1 / squares, 1e-12 / squares, "μ_eff = 1 / Σ w²");
            expect_near(k.weight_sum, all, 1e-14, "the sum of all");
            expect(k.c_1 > 0 && k.c_mu >= 0 && k.c_1 + k.c_mu <= 1, "rates", k.c_1 + k.c_mu);
            // (53): nothing of C decays, or less than all.
            const double kept = 1 - k.c_1 - k.c_mu * k.weight_sum;
            expect(kept > -1e-15 && kept <= 1 + 1e-14, "C keeps", kept);
            const double exact = std::sqrt(2.) * std::exp(std::lgamma((n + 1) / 2.) - std::lgamma(n / 2.));
            expect_near(k.chi / exact, 1, n == 1 ? 5e-3 : 1e-3, "the length of N(0, I)");
        }
    }
}

constexpr Index n = 6;

// Q = I - 2 v v', then with its coordinates turned in pairs.
void make_rotation(Random& random, double (*q)[n]) {
    double v[n], squares = 0;
    for (double& c : v) c = random.normal(), squares += c * c;
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) q[i][j] = (i == j) - 2 * v[i] * v[j] / squares;
    }
    for (Index i = 0; i + 1 < n; ++i) {
        const double angle = random.uniform(0, 6);
        for (Index j = 0; j < n; ++j) {
            const double a = q[i][j], b = q[i + 1][j];
            q[i][j] = std::cos(angle) * a - std::sin(angle) * b;
            q[i + 1][j] = std::sin(angle) * a + std::cos(angle) * b;
        }
    }
}

double ellipsoid(const double* x) {
    double sum = 0;
    for (Index i = 0; i < n; ++i) sum += std::pow(1e6, double(i) / (n - 1)) * x[i] * x[i];
    return sum;
}
double rosenbrock(const double* x) {
    double sum = 0;
    for (Index i = 0; i + 1 < n; ++i) sum += 100 * std::pow(x[i + 1] - x[i] * x[i], 2) + std::pow(1 - x[i], 2);
    return sum;
}

// A problem and the same one rotated, from the rotated start, with the same numbers drawn, rotated: f has the same
// values. C is decomposed by then in other coordinates, with other eigenvectors.
void rotations(double (*f)(const double*), int generations, const char* name) {
    Workspace memory;
    Random random(5);
    double q[n][n], ones[n];
    make_rotation(random, q);
    CmaDistribution plain, rotated;
    for (double& one : ones) one = 1;
    const Index population = CmaConstants::usual_population(n);
    for (CmaDistribution* d : {&plain, &rotated}) {
        d->allocate(memory, n, population);
        d->scales = ones;
        d->begin(population, 0.5);
    }
    for (Index i = 0; i < n; ++i) {
        plain.mean[i] = 0.5;
        for (Index j = 0; j < n; ++j) rotated.mean[i] += q[i][j] * 0.5;
    }
    double largest = 0, last = 0;
    for (int generation = 0; generation < generations; ++generation) {
        double values[64], values_rotated[64];
        plain.draw(random);
        for (Index k = 0; k < population; ++k) {
            for (Index i = 0; i < n; ++i) {
                rotated.z(k, i) = 0;
                for (Index j = 0; j < n; ++j) rotated.z(k, i) += q[i][j] * plain.z(k, j);
            }
        }
        plain.spread(memory);
        rotated.spread(memory);
        int32_t order[64];
        for (Index k = 0; k < population; ++k) {
            double x[n], there[n], back[n] = {};
            for (Index i = 0; i < n; ++i) {
                x[i] = plain.mean[i] + plain.numbers.sigma * plain.y(k, i);
                there[i] = rotated.mean[i] + rotated.numbers.sigma * rotated.y(k, i);
            }
            for (Index i = 0; i < n; ++i) {
                for (Index j = 0; j < n; ++j) back[j] += q[i][j] * there[i];
            }
            values[k] = f(x);
            values_rotated[k] = f(back);
            largest = std::fmax(largest, std::fabs(values_rotated[k] / values[k] - 1));
            order[k] = int32_t(k);
            for (Index i = k; i > 0 && values[order[i]] < values[order[i - 1]]; --i) std::swap(order[i], order[i - 1]);
        }
        last = values[order[0]];
        plain.update(order, memory);
        rotated.update(order, memory);
    }
    expect(largest < 1e-8, name, largest);
    expect(last < 1e-1, "and the minimum comes near", last);
    expect(plain.numbers.decomposed > 0, "C was decomposed", plain.numbers.decomposed);
}

// y = A z with A A = C: the lengths of z are those of y in the metric of C.
void root_of_c() {
    Workspace memory;
    Random random(3);
    CmaDistribution d;
    double ones[n];
    for (double& one : ones) one = 1;
    d.allocate(memory, n, 12);
    d.scales = ones;
    d.begin(12, 1);
    const int32_t order[] = {3, 7, 1, 0, 5, 2, 11, 10, 9, 8, 6, 4};
    double before[n][n] = {};
    for (int k = 0; k < 200; ++k) {
        d.draw(random);
        d.spread(memory);
        d.update(order, memory);
        if (d.numbers.decomposed == d.numbers.updates) {
            for (Index i = 0; i < n; ++i) {
                for (Index j = i; j < n; ++j) before[i][j] = d.c(i, j);
            }
        }
    }
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) {
            double product = 0;
            for (Index l = 0; l < n; ++l) product += d.a(i, l) * d.a(l, j);
            expect_near(product, before[i][j], 1e-12 * std::sqrt(d.c(i, i) * d.c(j, j)), "A A = C");
        }
    }
}

void restarts() {
    Random random(2);
    Restarts r(10, 5);
    expect(r.population() == 10 && r.sigma() == 1, "the first run", double(r.population()));
    double of_large = 0, of_small = 0, last_large = 0;
    Index large = 10;
    bool small = false;
    for (int run = 0; run < 2000; ++run) {
        // A run takes evaluations in proportion to its population, a small one no more than it may.
        double evaluations = 0;
        do evaluations += double(r.population());
        while (evaluations < 100 * double(r.population()) && !r.exhausted(evaluations));
        if (run > 0) (small ? of_small : of_large) += evaluations;
        if (!small) last_large = evaluations;
        if (small) expect(evaluations <= last_large / 2 + double(r.population()), "half of the large", evaluations);
        const bool begins = r.next(RestartKind::bipop, evaluations, random);
        if (!begins) {
            expect(large == 10 << 9 && of_small >= of_large, "ends after nine doublings", double(large));
            return;
        }
        small = of_small < of_large;
        if (!small) {
            large *= 2;
            expect(r.population() == large && r.sigma() == 1, "the population doubles", double(r.population()));
        } else {
            expect(r.population() >= 10 && r.population() <= large / 2, "a small one", double(r.population()));
            expect(r.sigma() <= 1 && r.sigma() >= 0.01, "its σ", r.sigma());
        }
    }
    expect(false, "it ends", 0);
}

void box_map() {
    double low[] = {-2, -INFINITY, 3, 0, 1e9, 5}, high[] = {5, 1, INFINITY, 1e-9, 1e9 + 1, 5};
    const BoxMap map{{{low, 6}, {high, 6}}};
    Random random(9);
    for (Index i = 0; i < 6; ++i) {
        for (int k = 0; k < 10000; ++k) {
            const double y = 1e3 * random.cauchy() * (high[i] - low[i] < 1 ? 1e-9 : 1) + std::fmax(low[i], -1);
            const double x = map.to_box(i, y);
            expect(x >= low[i] && x <= high[i], "within", y);
            const double again = map.to_box(i, map.from_box(i, x));
            expect_near(again, x, 1e-15 * (1 + std::fabs(x)), "there and back");
        }
    }
    for (double y : {-1.7, 0., 1. / 3, 4.6}) expect(map.to_box(0, y) == y, "inside nothing moves", y);
    // Smooth: slopes to both sides agree where the pieces meet, and are 0 where the bound is.
    const double a = 0.15, h = 1e-6;
    for (double y : {-2 + a, -2 - a, 5 - 0.3, 5 + 0.3}) {
        const double left = (map.to_box(0, y) - map.to_box(0, y - h)) / h;
        const double right = (map.to_box(0, y + h) - map.to_box(0, y)) / h;
        expect_near(left, right, 1e-5, "slope");
    }
    expect(map.to_box(0, -2 - a) == -2 && map.to_box(0, 5.3) == 5, "the bounds are reached", 0);
}

}  // namespace

int main() {
    constants();
    rotations(ellipsoid, 150, "rotated ellipsoid");
    rotations(rosenbrock, 200, "rotated Rosenbrock");
    root_of_c();
    restarts();
    box_map();
    return failures != 0;
}
