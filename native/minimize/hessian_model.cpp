#include "minimize/hessian_model.hpp"

#include <cmath>

#include "kernels/table.hpp"

namespace steepest {
namespace {

// Products with a matrix at hand.
struct MatrixProducts : Products {
    Matrix<const double> matrix;

    MatrixProducts(Execution& execution, Matrix<const double> a) : Products{execution, multiply, nothing}, matrix(a) {}

  private:
    static bool multiply(Products& products, const double* v, double* out, std::coroutine_handle<>) {
        const Matrix<const double> a = static_cast<MatrixProducts&>(products).matrix;
        kernels().level2.gemv(a.rows, a.columns, a.data, a.stride, v, out);
        return false;
    }
    static void nothing(Products&) {}
};

double least(Vector<const double> v) {
    double smallest = INFINITY;
    for (double value : v) smallest = std::fmin(smallest, value);
    return smallest;
}

}  // namespace

bool HessianModel::allocate(Run& run) {
    const Index n = run.dimension;
    hessian = run.memory.matrix(n, n);
    answer = run.memory.matrix(n, n);
    scale = run.memory.zeros(n);
    gradient = run.memory.vector(n);
    return !run.memory.failed();
}

Query HessianModel::query(const Run& run, unsigned needs, const double* x, double* g) const {
    return {.needs = needs | needs::hessian, .x = {x, run.dimension}, .gradient = g, .hessian = answer.data};
}

bool HessianModel::finite() const {
    for (Index i = 0; i < answer.rows * answer.columns; ++i) {
        if (!std::isfinite(answer.data[i])) return false;
    }
    return true;
}

void HessianModel::adopt() const {
    const Index n = scale.size;
    for (Index i = 0; i < n; ++i) {
        scale[i] = std::fmax(std::sqrt(std::fabs(answer(i, i))), scale[i] / 2);
        if (!(scale[i] > 0)) scale[i] = 1;
    }
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) hessian(i, j) = answer(i, j) / scale[i] / scale[j];
    }
}

// The size of x, or to the model's minimizer along the gradient where that is farther.
double HessianModel::first_radius(const Run& run, const double* x, const double* g) const {
    const Index n = run.dimension;
    if (run.options.initial_radius > 0) return run.options.initial_radius * least(scale);
    double xx = 0, unit = 0, gg = 0, ghg = 0;
    for (Index i = 0; i < n; ++i) {
        gradient[i] = g[i] / scale[i];
        xx += scale[i] * x[i] * (scale[i] * x[i]);
        unit += scale[i] * scale[i];
        gg += gradient[i] * gradient[i];
    }
    for (Index i = 0; i < n; ++i) ghg += gradient[i] * kernels().level1.dot(n, hessian.row(i), gradient.data);
    const double size = std::sqrt(xx > 0 ? xx : unit);
    const double along_gradient = ghg > 0 ? gg * std::sqrt(gg) / ghg : 0;
    return std::fmax(size, std::fmin(along_gradient, 100 * size));
}

double HessianModel::longest_radius(const Run& run) const {
    return run.options.max_radius > 0 ? run.options.max_radius * least(scale) : INFINITY;
}

void HessianModel::unscale(double* p) const {
    for (Index i = 0; i < scale.size; ++i) p[i] /= scale[i];
}

bool FactoredModel::allocate(Run& run) {
    return HessianModel::allocate(run) && exact.allocate(run.memory, run.dimension);
}

bool TruncatedModel::allocate(Run& run) {
    return HessianModel::allocate(run) && truncated.allocate(run.memory, run.dimension);
}

Task<RegionStep> minimize_model(Run& run, FactoredModel& model, const double*, const double* g, double radius,
                                bool smaller, double* p) {
    const Index n = run.dimension;
    for (Index i = 0; i < n; ++i) model.gradient[i] = g[i] / model.scale[i];
    const RegionStep step =
        model.exact.minimize(model.hessian, model.gradient.data, radius, smaller, {p, n}, run.memory);
    model.unscale(p);
    co_return step;
}

Task<RegionStep> minimize_model(Run& run, TruncatedModel& model, const double*, const double* g, double radius, bool,
                                double* p) {
    for (Index i = 0; i < run.dimension; ++i) model.gradient[i] = g[i] / model.scale[i];
    MatrixProducts products(run, model.hessian);
    const RegionStep step = co_await steihaug(products, model.truncated, model.gradient.data, radius, p);
    model.unscale(p);
    co_return step;
}

}  // namespace steepest
