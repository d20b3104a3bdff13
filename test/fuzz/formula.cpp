// Fuzzes what compiles formulas: any steps make a formula or none, and its value, derivatives and list of nodes can be
// had in any order. The value is the same to the bit whatever it is computed with.
#include "formula_steps.hpp"

using namespace steepest;

namespace {

constexpr Index room = 1 << 12;

void evaluate(Formula& formula, Bytes& bytes) {
    const Index n = formula.parameters();
    double x[most_inputs], direction[most_inputs], gradient[most_inputs], product[most_inputs];
    double hessian[most_inputs * most_inputs];
    for (Index i = 0; i < n; ++i) {
        x[i] = bytes.number();
        direction[i] = bytes.number();
    }
    double first = 0;
    constexpr unsigned asked[] = {needs::value, needs::value_and_gradient, needs::hessian | needs::product,
                                  needs::value | needs::gradient | needs::hessian | needs::product, needs::value};
    for (const unsigned needed : asked) {
        if (!formula.prepare(needed)) return;  // too large a derivative
        Query query{.needs = needed, .x = {x, n}};
        query.gradient = gradient;
        query.hessian = hessian;
        query.direction = direction;
        query.product = product;
        formula.answer(query);
        if (needed == needs::value) first = query.value;
        if (needed & needs::value) require(same_bits(query.value, first));
        for (Index i = 0; (needed & needs::hessian) && i < n; ++i) {
            for (Index j = 0; j < i; ++j) require(same_bits(hessian[i * n + j], hessian[j * n + i]));
        }
    }
}

void list(Formula& formula) {
    static int32_t nodes[4 * room];
    static double numbers[room];
    for (Index parameter = -1; parameter < formula.parameters(); ++parameter) {
        const Index count = formula.list(parameter, {nodes, 4 * room}, {numbers, room});
        for (Index i = 0; i < count && i < room; ++i) {
            const int arity = operation_infos[nodes[4 * i]].arity;
            for (int k = 0; k < arity; ++k) require(nodes[4 * i + 1 + k] >= 0 && nodes[4 * i + 1 + k] < i);
        }
    }
}

// Numbers as they come are steps of a formula seldom; it is to be said, and nothing else to happen.
void refuse(Bytes bytes) {
    int32_t numbers[64];
    for (int32_t& number : numbers) number = static_cast<int32_t>(bytes.byte()) - 8;
    const Index count = bytes.below(16);
    is_sound({numbers, count}, {numbers + 16, 3 * count}, {numbers + 60, bytes.below(5)}, bytes.below(3));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, size);
    refuse(bytes);
    const FormulaSteps steps(bytes);
    require(is_sound({steps.ops, steps.count}, {steps.operands, 3 * steps.count}, {steps.column_of, steps.inputs},
                     steps.columns));
    FormulaSource* const source = steps.source();
    require(source);
    if (Formula* const formula = make_formula(*source)) {
        evaluate(*formula, bytes);
        list(*formula);
        destroy_formula(formula);
    }
    drop_source(source);
    return 0;
}
