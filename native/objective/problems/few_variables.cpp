#include "objective/problems/few_variables.hpp"

namespace steepest::problems {
namespace {

constexpr Index most = 12;
constexpr Index chunk = 4;

// Calls visit(i, k) for each variable i of the chunk from `first`, whose k-th derivative is the one with respect to it.
template <class Visit>
void for_each_of(Index first, Index n, Visit visit) {
    for (Index k = 0; k < chunk && first + k < n; ++k) visit(first + k, k);
}

double differentiate(const FewVariables& function, const double* x, double* gradient) {
    const Index n = function.dimension;
    Gradient result;
    for (Index first = 0; first < n; first += chunk) {
        Gradient point[most];
        for (Index i = 0; i < n; ++i) point[i] = x[i];
        for_each_of(first, n, [&](Index i, Index k) { point[i].slope[k] = 1; });
        result = function.gradient(point);
        for_each_of(first, n, [&](Index i, Index k) { gradient[i] = result.slope[k]; });
    }
    return result.value;
}

// out = the Hessian times v.
void multiply(const FewVariables& function, const double* x, const double* v, double* out) {
    const Index n = function.dimension;
    for (Index first = 0; first < n; first += chunk) {
        DirectedGradient point[most];
        for (Index i = 0; i < n; ++i) point[i] = {x[i], v[i]};
        for_each_of(first, n, [&](Index i, Index k) { point[i].value.slope[k] = 1; });
        const DirectedGradient result = function.directed(point);
        for_each_of(first, n, [&](Index i, Index k) { out[i] = result.slope.slope[k]; });
    }
}

void answer(void* self, Query& query) {
    const FewVariables& function = *static_cast<const FewVariables*>(self);
    const Index n = function.dimension;
    const double* x = query.x.data;
    if (query.needs & needs::gradient) {
        query.value = differentiate(function, x, query.gradient);
    } else if (query.needs & needs::value) {
        query.value = function.value(x);
    }
    if (query.needs & needs::product) multiply(function, x, query.direction, query.product);
    if (query.needs & needs::hessian) {
        double column[most];
        for (Index j = 0; j < n; ++j) {
            double unit[most] = {};
            unit[j] = 1;
            multiply(function, x, unit, column);
            // Each pair is taken once, so that the matrix is symmetric to the last bit.
            for (Index i = j; i < n; ++i) query.hessian[i * n + j] = query.hessian[j * n + i] = column[i];
        }
    }
}

}  // namespace

Objective make_objective(const FewVariables& function) {
    return {const_cast<FewVariables*>(&function), function.dimension,
            needs::value_and_gradient | needs::hessian | needs::product, answer};
}

}  // namespace steepest::problems
