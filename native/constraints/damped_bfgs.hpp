// A positive definite approximation B of the Hessian of the Lagrangian, by damped BFGS updates:
//
//     B⁺ = B - B s s'B / s'B s + r r' / s'r,    r = θ y + (1 - θ) B s
//
// θ is 1 unless s·y < 0.2 s'B s, where the Lagrangian's curvature along s is none that a positive definite matrix can
// have; then it is what makes s·r = 0.2 s'B s. Powell, A fast algorithm for nonlinearly constrained optimization
// calculations (1978), (5.8)-(5.10). B begins as a multiple of
// the identity and is not scaled to the first curvature met: on the problems of Hock and Schittkowski that took a third
// more evaluations.
#pragma once

#include <cmath>

#include "base/workspace.hpp"
#include "kernels/table.hpp"

namespace steepest {

struct DampedBfgs {
    Matrix<double> b = {};
    double* bs = nullptr;
    bool fresh = true;  // nothing learned yet

    bool allocate(Workspace& memory, Index n) {
        b = memory.matrix(n, n);
        bs = memory.array<double>(n);
        return !memory.failed();
    }

    void reset(double a) {
        for (Index i = 0; i < b.rows; ++i) {
            for (Index j = 0; j < b.columns; ++j) b(i, j) = i == j ? a : 0;
        }
        fresh = true;
    }

    // y is overwritten.
    void update(const double* s, double* y) {
        const Level1<double>& level1 = kernels().level1;
        const Index n = b.rows;
        const double sy = level1.dot(n, s, y);
        if (!std::isfinite(sy)) return;
        fresh = false;
        kernels().level2.gemv(n, n, b.data, b.stride, s, bs);
        const double sbs = level1.dot(n, s, bs);
        if (!(sbs > 0)) return;
        if (sy < damping * sbs) {
            const double theta = (1 - damping) * sbs / (sbs - sy);
            for (Index i = 0; i < n; ++i) y[i] = theta * y[i] + (1 - theta) * bs[i];
        }
        const double sr = level1.dot(n, s, y);
        if (!(sr > 0)) return;
        for (Index i = 0; i < n; ++i) {
            level1.axpy(n, -bs[i] / sbs, bs, b.row(i));
            level1.axpy(n, y[i] / sr, y, b.row(i));
        }
    }

  private:
    static constexpr double damping = 0.2;
};

}  // namespace steepest
