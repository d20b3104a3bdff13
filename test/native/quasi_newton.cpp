// The duality of DFP and BFGS: DFP's formula with s and y exchanged updates H⁻¹ as BFGS's updates H. Nocedal & Wright,
// Numerical Optimization (2006), section 6.1.
#include <cmath>
#include <cstdio>

#include "direction/bfgs.hpp"
#include "direction/dfp.hpp"

using namespace steepest;

namespace {

constexpr int n = 5;
using Square = double[n][n];

int failures = 0;
double random_number() {
    static unsigned state = 11;
    state = state * 1664525 + 1013904223;
    return static_cast<int>(state) / 2147483648.0;
}

double dot(const double* a, const double* b) {
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += a[i] * b[i];
    return sum;
}

// h + c₁ s s' + c₂ (s v' + v s') + c₃ v v', v = h y.
template <class Formula>
void update(Square& h, const double* s, const double* y) {
    double v[n];
    for (int i = 0; i < n; ++i) v[i] = dot(h[i], y);
    const RankTwo c = Formula::coefficients(dot(s, y), dot(y, v));
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j)
            h[i][j] += c.ss * s[i] * s[j] + c.sv * (s[i] * v[j] + v[i] * s[j]) + c.vv * v[i] * v[j];
    }
}

// The largest element of b h - I.
double off_inverse(const Square& b, const Square& h) {
    double worst = 0;
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            double sum = i == j ? -1 : 0;
            for (int k = 0; k < n; ++k) sum += b[i][k] * h[k][j];
            worst = std::fmax(worst, std::fabs(sum));
        }
    }
    return worst;
}

// Both matrices begin as the identity and are brought on by the same pairs; one updated as the other's inverse.
template <class Formula, class Dual>
void stay_inverse(const char* name) {
    Square h{}, b{};
    for (int i = 0; i < n; ++i) h[i][i] = b[i][i] = 1;
    for (int step = 0; step < 8; ++step) {
        double s[n], y[n];
        for (int i = 0; i < n; ++i) s[i] = random_number();
        for (int i = 0; i < n; ++i) y[i] = (i + 1) * s[i] + 0.1 * s[(i + 1) % n] + 0.1 * s[(i + n - 1) % n];
        update<Formula>(h, s, y);
        update<Dual>(b, y, s);
        double hy[n], bs[n], secant = 0;
        for (int i = 0; i < n; ++i) hy[i] = dot(h[i], y), bs[i] = dot(b[i], s);
        for (int i = 0; i < n; ++i)
            secant = std::fmax(secant, std::fmax(std::fabs(hy[i] - s[i]), std::fabs(bs[i] - y[i])));
        const double off = off_inverse(b, h);
        if (off <= 1e-12 && secant <= 1e-12) continue;
        ++failures;
        std::printf("FAIL %s after %d updates: B H - I %g, H y - s %g\n", name, step + 1, off, secant);
    }
}

}  // namespace

int main() {
    stay_inverse<Bfgs, Dfp>("BFGS of H, DFP of its inverse");
    stay_inverse<Dfp, Bfgs>("DFP of H, BFGS of its inverse");
    return failures != 0;
}
