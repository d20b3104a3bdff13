#include "api/formula_operations.hpp"

#include "objective/formula_rows.hpp"

namespace steepest {

int32_t formula_create(Environment& environment, Vector<const int32_t> ops, Vector<const int32_t> operands,
                       Vector<const double> numbers, Vector<const int32_t> column_of, Matrix<const double> columns) {
    if (!is_sound(ops, operands, column_of, columns.rows) || numbers.size != ops.size) return -2;
    FormulaSource* const source = make_source(ops, operands, numbers, column_of, columns);
    if (!source) return -1;
    CompiledFormula* const compiled = make_object<CompiledFormula>(source);
    if (!compiled) drop_source(source);
    if (compiled && compiled->formula) {
        compiled->count(environment.formula_bytes);
        return environment.formulas.add(compiled);
    }
    Handles<CompiledFormula>::destroy(compiled);
    return -1;
}

int32_t formula_evaluate(Environment& environment, int32_t handle, int32_t needed, Vector<const double> x,
                         Vector<const double> direction, Vector<double> value, Vector<double> gradient,
                         Matrix<double> hessian, Vector<double> product) {
    CompiledFormula* const compiled = environment.formulas.find(handle);
    if (!compiled || x.size != compiled->formula->parameters()) return -1;
    Formula& formula = *compiled->formula;
    const Index n = x.size;
    const auto has_room = [&](unsigned need, Index size, Index wanted) { return !(needed & need) || size == wanted; };
    const unsigned needs = static_cast<unsigned>(needed);
    const bool room = value.size == 1 && has_room(needs::gradient, gradient.size, n) &&
                      has_room(needs::hessian, hessian.rows * hessian.columns, n * n) &&
                      has_room(needs::product, product.size, n) && has_room(needs::product, direction.size, n);
    const bool able = room && formula.prepare(needs);
    compiled->count(environment.formula_bytes);
    if (!able) return -1;
    Query query{.needs = needs, .x = x};
    query.gradient = gradient.data;
    query.hessian = hessian.data;
    query.direction = direction.data;
    query.product = product.data;
    formula.answer(query);
    value[0] = query.value;
    return 0;
}

int32_t formula_sum_rows(Environment& environment, int32_t handle, Vector<const double> x, Vector<const int32_t> rows,
                         Vector<double> value, Vector<double> gradient) {
    CompiledFormula* const compiled = environment.formulas.find(handle);
    if (!compiled) return -1;
    Formula& formula = *compiled->formula;
    const Index n = formula.parameters();
    if (x.size != n || gradient.size != n || value.size != 1 || rows.size == 0) return -1;
    for (Index i = 0; i < rows.size; ++i) {
        if (rows[i] < 0 || rows[i] >= formula.rows()) return -1;
    }
    Query query{.needs = needs::value_and_gradient | needs::rows, .x = x};
    if (!formula.prepare(query.needs)) return -1;
    query.gradient = gradient.data;
    query.rows = rows;
    formula.answer(query);
    value[0] = query.value;
    return 0;
}

int32_t formula_rows(Environment& environment, int32_t handle, Matrix<const double> columns,
                     Vector<const double> parameters, Vector<double> values, Matrix<double> jacobian) {
    CompiledFormula* const compiled = environment.formulas.find(handle);
    if (!compiled) return -1;
    Formula& formula = *compiled->formula;
    const Index rows = values.size;
    const bool fitting = parameters.size == formula.parameters() && columns.rows == formula.columns() &&
                         (columns.rows == 0 || columns.columns == rows) &&
                         (jacobian.rows == 0 || (jacobian.rows == rows && jacobian.columns == parameters.size));
    return fitting && evaluate_rows(formula, columns, parameters.data, values, jacobian) ? 0 : -1;
}

int32_t formula_nodes(Environment& environment, int32_t handle, int32_t parameter, Vector<int32_t> nodes,
                      Vector<double> numbers) {
    CompiledFormula* const compiled = environment.formulas.find(handle);
    if (!compiled || parameter >= compiled->formula->parameters()) return -1;
    return static_cast<int32_t>(compiled->formula->list(parameter, nodes, numbers));
}

void formula_free(Environment& environment, int32_t handle) {
    environment.formulas.remove(handle);
}

}  // namespace steepest
