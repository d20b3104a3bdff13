// Limited-memory BFGS: the direction p = -H g, H being m BFGS updates of γ I, never formed.
//
//     sᵢ = xᵢ₊₁ - xᵢ,  yᵢ = gᵢ₊₁ - gᵢ,  γ = sᵢ·yᵢ / yᵢ·yᵢ of the newest pair       Nocedal, Math. Comp. 35 (1980)
//
// In matrices with the pairs as columns, the newest last, R the upper triangle of S'Y and D its diagonal,
//
//     p = -γ g - γ Y α + S c,   α = -R⁻¹ S'g,   c = R⁻ᵀ (D α + γ (Y'g + Y'Y α))
//
// which is (3.1) of Byrd, Nocedal & Schnabel, Math. Prog. 63 (1994). R⁻¹ is kept as such: without the oldest pair it is
// what is left of it, and a new pair adds a column. Each pair is read twice an iteration, once for its products with
// the new y and g and once in the combination, where the two loops on vectors (Nocedal & Wright (2006), algorithm 7.4)
// read or write six.
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

    Index memory;      // pairs kept at most
    Index count = 0;   // pairs held
    Index spare = 0;   // the slot of the pair in the making, whose s is the direction
    double slope = 0;  // g·p
    Index n = 0;
    Index width = 0;  // of the small matrices

    // Slots 0 … count, a ring: the newest pair is before the spare slot, the oldest behind it.
    double** s = nullptr;
    double** y = nullptr;
    // By slots. For the spare one there is what an older pair left.
    double** inverse = nullptr;     // rows of R⁻¹
    double** transposed = nullptr;  // rows of R⁻ᵀ
    double** yy = nullptr;          // rows of Y'Y
    double* diagonal = nullptr;     // D
    double* sg = nullptr;           // S'g
    double* yg = nullptr;           // Y'g
    // For one computation.
    double* alpha = nullptr;
    double* c = nullptr;
    double* v = nullptr;
    // s and y of the pairs held, in turns, in the order of their slots: the coefficients of a combination, the products
    // with the newest y and with g.
    const double** rows = nullptr;
    double* coefficients = nullptr;
    double* with_difference = nullptr;
    double* with_gradient = nullptr;
    bool cleared = false;  // whether what was never written is zero

    bool allocate(Workspace& space, Index dimension) {
        n = dimension;
        const Index slots = memory + 1;
        width = padded(slots);
        s = make_rows(space, slots, padded(n), n);
        y = make_rows(space, slots, padded(n), n);
        inverse = make_rows(space, slots, width, 0);
        transposed = make_rows(space, slots, width, 0);
        yy = make_rows(space, slots, width, 0);
        diagonal = space.zeros(width).data;
        sg = space.zeros(width).data;
        yg = space.zeros(width).data;
        alpha = space.zeros(width).data;
        c = space.zeros(width).data;
        v = space.zeros(width).data;
        rows = space.array<const double*>(2 * slots);
        coefficients = space.array<double>(2 * slots);
        with_difference = space.array<double>(2 * slots);
        with_gradient = space.array<double>(2 * slots);
        return !space.failed();
    }

    void reset() {
        for (Index i = 0; i <= memory; ++i) {
            for (Index j = 0; j < width; ++j) inverse[i][j] = transposed[i][j] = yy[i][j] = 0;
            sg[i] = yg[i] = 0;
        }
        count = spare = 0;
    }

    template <class Parts>
    void add_parts(Parts& parts) {
        const Index slots = memory + 1;
        if (!cleared) clear();
        parts.add(count).add(spare).add(s[0], slots * padded(n)).add(y[0], slots * padded(n));
        parts.add(inverse[0], slots * width).add(transposed[0], slots * width).add(yy[0], slots * width);
        parts.add(diagonal, width).add(sg, width).add(yg, width);
    }

    // Of a state that was read from outside: places that exist.
    bool sound() const {
        return count >= 0 && count <= memory && spare >= 0 && spare <= memory && (count == memory || spare == count);
    }

    const double* compute(const double*, const double* g) {
        double* const p = s[spare];
        if (count == 0) {
            for (Index i = 0; i < n; ++i) p[i] = -g[i];
            slope = -kernels().level1.dot(n, g, g);
            return p;
        }
        const Rows& kernel = kernels().rows;
        const Index slots = count + 1;
        const Index newest = spare == 0 ? memory : spare - 1;
        const double gamma = diagonal[newest] / yy[newest][newest];
        for (Index i = 0; i < slots; ++i) {
            alpha[i] = c[i] = 0;
            v[i] = yg[i];
        }
        kernel.add_short(slots, transposed, sg, width, alpha);  // as yet R⁻¹ S'g
        for (Index i = 0; i < slots; ++i) alpha[i] = i == spare ? 0 : -alpha[i];
        kernel.add_short(slots, yy, alpha, width, v);
        for (Index i = 0; i < slots; ++i) v[i] = i == spare ? 0 : diagonal[i] * alpha[i] + gamma * v[i];
        kernel.add_short(slots, inverse, v, width, c);
        Index k = 0;
        for (Index i = 0; i < slots; ++i) {
            if (i == spare) continue;
            rows[k] = s[i];
            coefficients[k++] = c[i];
            rows[k] = y[i];
            coefficients[k++] = -gamma * alpha[i];
        }
        slope = kernel.combine(k, rows, coefficients, n, -gamma, g, p);
        return p;
    }

    void update(const Step& step) {
        const Rows& kernel = kernels().rows;
        const Index last = 2 * count, slots = count + 1;
        const double factor = curvature_by_values(step) / step.size;
        rows[last] = y[spare];
        kernel.learn(last + 1, rows, n, factor, step.g_next, step.g, y[spare], with_difference, with_gradient);
        for (Index i = 0, k = 0; i < slots; ++i) {
            if (i == spare) continue;
            sg[i] = with_gradient[k++];
            yg[i] = with_gradient[k++];
        }
        const double curvature = factor * step.rise(), size = with_difference[last];
        if (!step.curved() || !(curvature > 0) || !std::isfinite(size)) return;
        // Where R gains the column (r, ρ), R⁻¹ gains (-R⁻¹ r / ρ, 1 / ρ). The oldest pair, which makes room for the
        // next, is in no component of these but its own.
        for (Index i = 0, k = 0; i < slots; ++i) {
            alpha[i] = v[i] = 0;
            if (i == spare) continue;
            v[i] = -with_difference[k++] / curvature;
            yy[spare][i] = yy[i][spare] = with_difference[k++];
        }
        kernel.add_short(slots, transposed, v, width, alpha);
        for (Index i = 0; i < slots; ++i) {
            inverse[spare][i] = transposed[i][spare] = 0;
            transposed[spare][i] = inverse[i][spare] = alpha[i];
        }
        transposed[spare][spare] = inverse[spare][spare] = 1 / curvature;
        yy[spare][spare] = size;
        diagonal[spare] = curvature;
        sg[spare] = step.slope_next;
        yg[spare] = with_gradient[last];
        spare = spare == memory ? 0 : spare + 1;
        if (count < memory) ++count;
    }

    double first_step(const double* x, const double* g, double, double) const {
        return count > 0 ? 1 : first_step_along_gradient(n, x, g);
    }

  private:
    // Rows as the kernels take them, of zeros, but for the first `unset` numbers.
    static double** make_rows(Workspace& space, Index count, Index size, Index unset) {
        double** const made = space.array<double*>(count);
        const Matrix<double> all = space.matrix(count, size);
        if (space.failed()) return nullptr;
        for (Index r = 0; r < count; ++r) {
            made[r] = all.row(r);
            for (Index i = unset; i < size; ++i) made[r][i] = 0;
        }
        return made;
    }

    // A saved state holds all slots, those that were never used too.
    void clear() {
        for (Index slot = count > 0 ? count + 1 : 0; slot <= memory; ++slot) {
            for (Index i = 0; i < n; ++i) s[slot][i] = y[slot][i] = 0;
        }
        cleared = true;
    }
};

}  // namespace steepest
