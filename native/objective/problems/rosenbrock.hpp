// The Rosenbrock family: chained, and extended to pairs.
//
// Chained: the sum over i < n - 1 of 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2. For n = 2 problem (1) of J. J. Moré,
// B. S. Garbow, K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7(1), 1981. Extended: the same
// over i = 0, 2, 4, … only, their problem (21). From n = 4 on, the chained one has a second minimum near
// (-1, 1, …, 1).
#pragma once

#include <cstring>

#include "base/query.hpp"
#include "base/workspace.hpp"
#include "kernels/table.hpp"

namespace steepest::problems {

// `stride` is the distance from one term's i to the next: 1 chained, 2 in pairs.
template <Index stride>
struct RosenbrockFamily {
    static double start(Index, Index j) { return j % 2 == 0 ? -1.2 : 1.0; }

    static Objective make(Workspace& workspace, Index n) {
        Index* self = workspace.array<Index>(1);
        if (workspace.failed()) return {};
        *self = n;
        return {self, n, needs::value_and_gradient | needs::hessian | needs::product, answer};
    }

  private:
    static void answer(void* self, Query& query) {
        const Index n = *static_cast<const Index*>(self);
        const double* x = query.x.data;
        if (query.needs & needs::value_and_gradient) {
            const Rosenbrock& kernel = kernels().rosenbrock;
            double* gradient = query.needs & needs::gradient ? query.gradient : nullptr;
            query.value = (stride == 1 ? kernel.chained : kernel.pairs)(n, x, gradient);
        }
        if (query.needs & needs::product) {
            const double* v = query.direction;
            double* out = query.product;
            std::memset(out, 0, static_cast<std::size_t>(n) * sizeof(double));
            for_each_term(n, x, [=](Index i, double diagonal, double beside) {
                out[i] += diagonal * v[i] + beside * v[i + 1];
                out[i + 1] += beside * v[i] + 200 * v[i + 1];
            });
        }
        if (query.needs & needs::hessian) {
            double* out = query.hessian;
            std::memset(out, 0, static_cast<std::size_t>(n) * static_cast<std::size_t>(n) * sizeof(double));
            for_each_term(n, x, [=](Index i, double diagonal, double beside) {
                out[i * n + i] += diagonal;
                out[i * n + i + 1] = out[(i + 1) * n + i] = beside;
                out[(i + 1) * n + i + 1] += 200;
            });
        }
    }

    // The Hessian of a term is [diagonal, beside; beside, 200] in x_i, x_{i+1}.
    template <class Visit>
    static void for_each_term(Index n, const double* x, Visit visit) {
        for (Index i = 0; i + 1 < n; i += stride) visit(i, 1200 * x[i] * x[i] - 400 * x[i + 1] + 2, -400 * x[i]);
    }
};

using ChainedRosenbrock = RosenbrockFamily<1>;
using ExtendedRosenbrock = RosenbrockFamily<2>;

// The chained one inside the box [-5, 10]^n, from three quarters of the way through it.
struct RosenbrockInBox : ChainedRosenbrock {
    static double start(Index, Index) { return 6.25; }
};

}  // namespace steepest::problems
