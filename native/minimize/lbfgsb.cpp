#include "minimize/lbfgsb.hpp"

#include "kernels/table.hpp"

namespace steepest {

bool LbfgsbDirection::allocate(Workspace& workspace, Index n) {
    space = &workspace;
    y = workspace.array<double>(n);
    scaled = workspace.array<double>(n);
    return model.allocate(workspace, n, memory) && path.allocate(workspace, model) &&
           subspace.allocate(workspace, model);
}

// Whether the bounds have no say: x + p, the minimizer of the model alone, lies within them.
bool LbfgsbDirection::leads_inside(const double* x, const double* g) {
    const Index n = model.n;
    for (Index i = 0; i < n; ++i) {
        if ((x[i] <= bounds.low(i) && g[i] > 0) || (x[i] >= bounds.high(i) && g[i] < 0)) return false;
    }
    model.newton_step(g, path.step);
    for (Index i = 0; i < n; ++i) {
        if (!(x[i] + path.step[i] >= bounds.low(i) && x[i] + path.step[i] <= bounds.high(i))) return false;
    }
    return true;
}

// g / unit. Where that is not of a size whose square is sound, the unit becomes |g|, and the model, which was made in
// the old one, begins anew.
const double* LbfgsbDirection::in_unit(const double* g) {
    const Index n = model.n;
    double size = 0;
    for (Index i = 0; i < n; ++i) size = std::fmax(size, std::fabs(g[i]));
    const double measured = size / unit;
    if (size > 0 && !(measured > 0x1p-400 && measured < 0x1p400)) {
        unit = size > 0x1p-400 && size < 0x1p400 ? 1 : std::ldexp(1.0, std::ilogb(size));
        model.reset();
    }
    if (unit == 1) return g;
    for (Index i = 0; i < n; ++i) scaled[i] = g[i] / unit;
    return scaled;
}

const double* LbfgsbDirection::compute(const double* x, const double* gradient) {
    const double* const g = in_unit(gradient);
    if (leads_inside(x, g)) return path.step;
    model.factor(*space);
    generalized_cauchy_point(model, bounds, x, g, path);
    minimize_in_subspace(model, bounds, x, g, path, subspace, *space);
    return path.step;
}

// As in direction/lbfgs.hpp, a pair is kept divided by the step size, corrected by what the values tell, and only where
// the slope rose.
void LbfgsbDirection::update(const Step& step) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = model.n;
    level1.subtract(n, step.g_next, step.g, y);
    level1.scale(n, curvature_by_values(step) / step.size / unit, y);
    const double yy = level1.dot(n, y, y);
    if (step.curved() && level1.dot(n, path.step, y) > 0 && std::isfinite(yy)) model.update(path.step, y);
}

double LbfgsbDirection::first_step(const double* x, const double*, double, double) const {
    if (model.count > 0) return 1;
    double size = 1, length = 0;
    for (Index i = 0; i < model.n; ++i) {
        size = std::fmax(size, std::fabs(x[i]));
        length = std::fmax(length, std::fabs(path.step[i]));
    }
    return std::fmin(1.0, size / length / 2);
}

}  // namespace steepest
