#include "api/problem_operations.hpp"

#include "objective/problems/problem.hpp"

namespace steepest {

void problem_dimensions(int32_t index, Vector<int32_t> out) {
    const auto [standard, smallest, largest, multiple] = problem(index).dimensions;
    const Index all[] = {standard, smallest, largest, multiple};
    for (Index i = 0; i < 4 && i < out.size; ++i) {
        out[i] = static_cast<int32_t>(all[i] < INT32_MAX ? all[i] : INT32_MAX);
    }
}

void problem_start(int32_t index, Vector<double> x) {
    problem(index).start(x);
}

int32_t problem_evaluate(int32_t index, int32_t needed, Vector<const double> shift, Vector<const double> x,
                         Vector<const double> direction, Vector<double> value, Vector<double> gradient,
                         Matrix<double> hessian, Vector<double> product) {
    Workspace workspace;
    const Objective objective = make_problem(workspace, index, x.size, shift);
    if (workspace.failed()) return -1;
    Query query{.needs = static_cast<unsigned>(needed), .x = x};
    query.gradient = gradient.data;
    query.hessian = hessian.data;
    query.direction = direction.data;
    query.product = product.data;
    objective.answer(objective.self, query);
    value[0] = query.value;
    return 0;
}

}  // namespace steepest
