// Limited-memory BFGS: the direction -H g, H being m BFGS updates of γ I, never formed.
//
//     sᵢ = xᵢ₊₁ - xᵢ,  yᵢ = gᵢ₊₁ - gᵢ,  ρᵢ = 1 / sᵢ·yᵢ,  γ = sᵢ·yᵢ / yᵢ·yᵢ of the newest pair
//
// Nocedal, Math. Comp. 35 (1980). The two loops (Nocedal & Wright (2006), algorithm 7.4) only ever combine g, the sᵢ
// and the yᵢ linearly, so they run here on the coefficients, with inner products known beforehand: Byrd, Nocedal &
// Schnabel, Math. Prog. 63 (1994), section 3. Each pair is then read twice an iteration, once for its products with
// the new y and the new g and once in the combination, where the loops on vectors read or write six.
//
// A pair is kept divided by the step size, (p, y/α): H does not change when both are scaled, and p is already there. y
// is corrected by what the values tell of the curvature (step.hpp); a pair whose step did not raise the slope is not
// kept.
#pragma once

#include <cmath>

#include "base/workspace.hpp"
#include "direction/step.hpp"
#include "kernels/table.hpp"

namespace steepest {

struct LbfgsDirection {
    static constexpr bool has_model = true;

    Index memory;     // pairs kept at most
    Index count = 0;  // pairs held
    Index spare = 0;  // the slot of the pair in the making; its s is the direction
    Index n = 0;
    double* s = nullptr;      // a slot a row, memory + 1 slots
    double* y = nullptr;      // likewise
    Index* slot = nullptr;    // of the pairs held, the oldest first
    double* sy = nullptr;     // sᵢ·yⱼ by slots, for j not older than i
    double* yy = nullptr;     // yᵢ·yⱼ by slots
    double* alpha = nullptr;  // by age, like the rest
    double* of_y = nullptr;   // products with the new y: with all s, then with all y
    double* of_g = nullptr;   // products with g likewise; then the coefficients of the combination
    const double** rows = nullptr;

    bool allocate(Workspace& space, Index dimension) {
        n = dimension;
        const Index slots = memory + 1;
        s = space.array<double>(slots * n);
        y = space.array<double>(slots * n);
        slot = space.array<Index>(slots);
        sy = space.array<double>(slots * slots);
        yy = space.array<double>(slots * slots);
        alpha = space.array<double>(slots);
        of_y = space.array<double>(2 * slots);
        of_g = space.array<double>(2 * slots);
        rows = space.array<const double*>(2 * slots);
        return !space.failed();
    }

    void reset() { count = spare = 0; }

    template <class Parts>
    void add_parts(Parts& parts) {
        const Index slots = memory + 1;
        parts.add(count).add(spare).add(s, slots * n).add(y, slots * n).add(slot, slots);
        parts.add(sy, slots * slots).add(yy, slots * slots).add(of_g, 2 * slots);
    }

    // Of a state that was read from outside: places that exist.
    bool sound() const {
        if (count < 0 || count > memory || spare < 0 || spare > memory) return false;
        for (Index i = 0; i < count; ++i) {
            if (slot[i] < 0 || slot[i] > memory) return false;
        }
        return true;
    }

    const double* compute(const double*, const double* g) {
        double* const p = s + spare * n;
        if (count == 0) {
            for (Index i = 0; i < n; ++i) p[i] = -g[i];
            return p;
        }
        const Index width = memory + 1;
        const auto of_sy = [&](Index i, Index j) { return sy[slot[i] * width + slot[j]]; };
        const auto of_yy = [&](Index i, Index j) { return yy[slot[i] * width + slot[j]]; };
        double* const with_s = of_g;
        double* const with_y = of_g + count;
        const double gamma = of_sy(count - 1, count - 1) / of_yy(count - 1, count - 1);
        // q = g - sum of αⱼ yⱼ, the newest first.
        for (Index i = count - 1; i >= 0; --i) {
            double product = with_s[i];
            for (Index j = i + 1; j < count; ++j) product -= alpha[j] * of_sy(i, j);
            alpha[i] = product / of_sy(i, i);
        }
        // r = γ q + sum of (αₖ - βₖ) sₖ, the oldest first; with_s becomes those coefficients, negated for p = -r.
        for (Index i = 0; i < count; ++i) {
            double product = with_y[i];
            for (Index j = 0; j < count; ++j) product -= alpha[j] * of_yy(i, j);
            product *= gamma;
            for (Index k = 0; k < i; ++k) product -= with_s[k] * of_sy(k, i);
            with_s[i] = product / of_sy(i, i) - alpha[i];
        }
        for (Index i = 0; i < count; ++i) {
            with_y[i] = gamma * alpha[i];
            rows[i] = s + slot[i] * n;
            rows[count + i] = y + slot[i] * n;
        }
        kernels().rows.combine(2 * count, rows, of_g, n, -gamma, g, p);
        return p;
    }

    void update(const Step& step) {
        double* const y_new = y + spare * n;
        const double factor = curvature_by_values(step) / step.size;
        for (Index i = 0; i < n; ++i) y_new[i] = (step.g_next[i] - step.g[i]) * factor;
        // All pairs, the new one last.
        slot[count] = spare;
        const Index all = count + 1;
        for (Index i = 0; i < all; ++i) {
            rows[i] = s + slot[i] * n;
            rows[all + i] = y + slot[i] * n;
        }
        kernels().rows.products(2 * all, rows, n, y_new, step.g_next, of_y, of_g);
        const double curvature = of_y[count], size = of_y[all + count];
        if (!step.curved() || !(curvature > 0) || !std::isfinite(size)) {
            for (Index i = 0; i < count; ++i) of_g[count + i] = of_g[all + i];
            return;
        }
        const Index width = memory + 1;
        for (Index i = 0; i < all; ++i) {
            sy[slot[i] * width + spare] = of_y[i];
            yy[slot[i] * width + spare] = yy[spare * width + slot[i]] = of_y[all + i];
        }
        if (count < memory) {
            spare = ++count;
            return;
        }
        // The oldest pair makes room for the next.
        spare = slot[0];
        for (Index i = 0; i < count; ++i) {
            slot[i] = slot[i + 1];
            of_g[i] = of_g[i + 1];
        }
        for (Index i = 0; i < count; ++i) of_g[count + i] = of_g[all + i + 1];
    }

    double first_step(const double* x, const double* g, double, double) const {
        return count > 0 ? 1 : first_step_along_gradient(n, x, g);
    }
};

}  // namespace steepest
