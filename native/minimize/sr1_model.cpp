#include "minimize/sr1_model.hpp"

#include <cmath>
#include <utility>

namespace steepest {
namespace {

void set_multiple_of_identity(Matrix<double> b, double diagonal) {
    for (Index i = 0; i < b.rows; ++i) {
        for (Index j = 0; j < b.columns; ++j) b(i, j) = i == j ? diagonal : 0;
    }
}

}  // namespace

bool Sr1Model::allocate(Run& run) {
    const Index n = run.dimension;
    b = run.memory.matrix(n, n);
    v = run.memory.vector(n);
    return exact.allocate(run.memory, n);
}

// The minimizer of the model is then as far as the first radius.
bool Sr1Model::reset(const Run& run, const double* x, const double* g) {
    const double g_norm = std::sqrt(kernels().level1.dot(run.dimension, g, g));
    set_multiple_of_identity(b, g_norm / first_radius(run, x, g));
    return std::exchange(learned, false);
}

void Sr1Model::learn(const double* s, const double* g, const double* g_trial) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = v.size;
    const double ss = level1.dot(n, s, s);
    level1.subtract(n, g_trial, g, v.data);
    const double sy = level1.dot(n, s, v.data);
    if (!learned) {
        if (!(sy > 0)) return;
        set_multiple_of_identity(b, sy / ss);
        learned = true;
    }
    for (Index i = 0; i < n; ++i) v[i] -= level1.dot(n, b.row(i), s);
    const double vs = level1.dot(n, v.data, s);
    const double vv = level1.dot(n, v.data, v.data);
    if (!(std::fabs(vs) >= 1e-8 * std::sqrt(ss) * std::sqrt(vv)) || vs == 0 || !std::isfinite(vv)) return;
    for (Index i = 0; i < n; ++i) level1.axpy(n, v[i] / vs, v.data, b.row(i));
}

Task<RegionStep> minimize_model(Run& run, Sr1Model& model, const double*, const double* g, double radius, bool,
                                double* p) {
    co_return model.exact.minimize(model.b, g, radius, false, {p, run.dimension}, run.memory);
}

}  // namespace steepest
