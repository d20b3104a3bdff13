// Nonlinear conjugate gradients: p⁺ = -g⁺ + β p, with y = g⁺ - g and one of
//
//     Dai–Yuan and Hestenes–Stiefel   max(0, min(g⁺·y, g⁺·g⁺)) / p·y      Dai & Yuan, Ann. Oper. Res. 103 (2001)
//     Polak–Ribière                   max(0, g⁺·y) / g·g                  Gilbert & Nocedal, SIAM J. Optim. 2 (1992)
//     Hager–Zhang                     max((y - 2 p y·y / p·y)·g⁺ / p·y, 0.4 g·p / p·p)   SIAM J. Optim. 16 (2005);
//                                     the lower bound is that of ACM Trans. Math. Softw. 32 (2006) as revised in 2013
//     Fletcher–Reeves                 g⁺·g⁺ / g·g                         Comp. J. 7 (1964)
//     Hestenes–Stiefel                max(0, g⁺·y) / p·y                  J. Res. Nat. Bur. Standards 49 (1952)
//     Dai–Yuan                        g⁺·g⁺ / p·y                         SIAM J. Optim. 10 (1999)
//
// Consecutive gradients as far from orthogonal as |g⁺·g| ≥ g⁺·g⁺ start anew from -g⁺ (Powell, Math. Prog. 12 (1977),
// has 0.2 on the right; 1 took fewer evaluations on the test problems with every formula).
//
// The first trial of a search minimizes the parabola that would decrease the value as the last step did (Nocedal &
// Wright (2006), (3.60)); after a step without a decrease, it keeps the change to first order (section 3.5).
#pragma once

#include <cmath>

#include "base/workspace.hpp"
#include "direction/step.hpp"
#include "kernels/table.hpp"

namespace steepest {

enum class ConjugateGradientFormula {
    dai_yuan_hestenes_stiefel,
    polak_ribiere,
    hager_zhang,
    fletcher_reeves,
    hestenes_stiefel,
    dai_yuan
};
// Of the option `beta`, in the order of the enumeration.
inline constexpr const char* beta_names[] = {"dai-yuan-hestenes-stiefel", "polak-ribiere",    "hager-zhang",
                                             "fletcher-reeves",           "hestenes-stiefel", "dai-yuan"};

struct ConjugateGradient {
    static constexpr bool has_model = false;

    using Formula = ConjugateGradientFormula;

    Formula formula;
    Index n = 0;
    double* p = nullptr;
    double beta = 0;
    double last_size = 0;   // of the step before; 0 when nothing is known
    double last_slope = 0;  // with which it began

    bool allocate(Workspace& memory, Index dimension) {
        n = dimension;
        p = memory.array<double>(n);
        return !memory.failed();
    }

    void reset() { beta = 0; }

    template <class Parts>
    void add_parts(Parts& parts) {
        parts.add(p, n).add(beta).add(last_size).add(last_slope);
    }

    const double* compute(const double*, const double* g) {
        if (beta == 0) {
            for (Index i = 0; i < n; ++i) p[i] = -g[i];
        } else {
            for (Index i = 0; i < n; ++i) p[i] = beta * p[i] - g[i];
        }
        return p;
    }

    void update(const Step& taken) {
        const Level1<double>& level1 = kernels().level1;
        const double gg = level1.dot(n, taken.g, taken.g);
        const double next_g = level1.dot(n, taken.g_next, taken.g);
        const double next_next = level1.dot(n, taken.g_next, taken.g_next);
        beta = std::fabs(next_g) < next_next ? formula_value(taken, gg, next_g, next_next) : 0;
        if (!std::isfinite(beta)) beta = 0;
        last_size = taken.size;
        last_slope = taken.slope;
    }

    double first_step(const double* x, const double* g, double slope, double last_decrease) const {
        if (last_size == 0) return first_step_along_gradient(n, x, g);
        return last_decrease > 0 ? -2 * last_decrease / slope : last_size * (last_slope / slope);
    }

  private:
    double formula_value(const Step& taken, double gg, double next_g, double next_next) const {
        const double py = taken.rise();
        const double next_y = next_next - next_g;
        switch (formula) {
            case Formula::dai_yuan_hestenes_stiefel:
                return std::fmax(0.0, std::fmin(next_y, next_next) / py);
            case Formula::polak_ribiere:
                return std::fmax(0.0, next_y / gg);
            case Formula::hager_zhang: {
                const double yy = next_y - next_g + gg;
                const double pp = kernels().level1.dot(n, p, p);
                return std::fmax((next_y - 2 * taken.slope_next * yy / py) / py, 0.4 * taken.slope / pp);
            }
            case Formula::fletcher_reeves:
                return next_next / gg;
            case Formula::hestenes_stiefel:
                return std::fmax(0.0, next_y / py);
            case Formula::dai_yuan:
                return next_next / py;
        }
        return 0;
    }
};

}  // namespace steepest
