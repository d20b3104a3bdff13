#include "objective/problems/many_variables.hpp"

namespace steepest::problems {
namespace {

struct Self {
    ManyVariables function;
    Index n;
    Dual* x;
    Dual* gradient;
    Dual* scratch;
};

// The Hessian times the direction, as the slopes of self.gradient.
template <class Direction>
void multiply(const Self& self, Vector<const double> x, Direction direction) {
    for (Index i = 0; i < self.n; ++i) self.x[i] = {x[i], direction(i)};
    self.function.evaluate_dual(self.n, self.x, self.gradient, self.scratch);
}

void answer(void* place, Query& query) {
    const Self& self = *static_cast<const Self*>(place);
    const Index n = self.n;
    if (query.needs & needs::value_and_gradient) {
        // The memory of the dual numbers serves as scratch, and for a gradient that nobody asked for.
        double* unasked = reinterpret_cast<double*>(self.gradient);
        double* gradient = query.needs & needs::gradient ? query.gradient : unasked;
        query.value = self.function.evaluate(n, query.x.data, gradient, reinterpret_cast<double*>(self.scratch));
    }
    if (query.needs & needs::product) {
        multiply(self, query.x, [&](Index i) { return query.direction[i]; });
        for (Index i = 0; i < n; ++i) query.product[i] = self.gradient[i].slope;
    }
    if (query.needs & needs::hessian) {
        for (Index j = 0; j < n; ++j) {
            multiply(self, query.x, [j](Index i) { return i == j ? 1.0 : 0.0; });
            // Each pair is taken once, so that the matrix is symmetric to the last bit.
            for (Index i = j; i < n; ++i) query.hessian[i * n + j] = query.hessian[j * n + i] = self.gradient[i].slope;
        }
    }
}

}  // namespace

Objective make_objective(Workspace& workspace, Index n, const ManyVariables& function) {
    Self* self = workspace.array<Self>(1);
    Dual* x = workspace.array<Dual>(n);
    Dual* gradient = workspace.array<Dual>(n);
    Dual* scratch = workspace.array<Dual>(n);
    if (workspace.failed()) return {};
    *self = {function, n, x, gradient, scratch};
    return {self, n, needs::value_and_gradient | needs::hessian | needs::product, answer};
}

}  // namespace steepest::problems
