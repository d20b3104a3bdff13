// Formulas made of a fuzzer's bytes: sound ones, each step an operation of steps before it.
#pragma once

#include "bytes.hpp"
#include "objective/formula_source.hpp"

constexpr steepest::Index most_inputs = 6, most_steps = 200, most_rows = 70;

struct FormulaSteps {
    int32_t ops[most_steps], operands[3 * most_steps], column_of[most_inputs];
    double numbers[most_steps];
    double data[most_inputs * most_rows];
    steepest::Index inputs = 0, columns = 0, rows = 0, count = 0;

    // The first `inputs` steps are the inputs, so that whatever follows may use them.
    explicit FormulaSteps(Bytes& bytes, steepest::Index most = most_steps) {
        using namespace steepest;
        inputs = 1 + bytes.below(most_inputs);
        columns = bytes.below(inputs);
        rows = columns > 0 ? 1 + bytes.below(most_rows) : 0;
        for (Index i = 0; i < inputs; ++i) column_of[i] = i < columns ? static_cast<int32_t>(i) : -1;
        for (Index i = 0; i < columns * rows; ++i) data[i] = bytes.left() > 400 ? bytes.number() : 0.25 * (i % 17) - 2;
        while (count < inputs + 1 || (count < most && bytes.left() > 8)) add(bytes);
    }

    steepest::FormulaSource* source() const {
        using namespace steepest;
        return make_source({ops, count}, {operands, 3 * count}, {numbers, count}, {column_of, inputs},
                           {data, columns, rows, rows});
    }

  private:
    void add(Bytes& bytes) {
        using namespace steepest;
        const Index i = count++;
        int32_t* const from = operands + 3 * i;
        from[0] = from[1] = from[2] = -1;
        numbers[i] = 0;
        constexpr int first = static_cast<int>(Op::add);
        const Index drawn = i < inputs ? 0 : bytes.below(operation_count - first + 1);
        if (i < inputs) {
            ops[i] = static_cast<int32_t>(Op::parameter);
            from[0] = static_cast<int32_t>(i);
        } else if (drawn == 0) {
            ops[i] = static_cast<int32_t>(Op::constant);
            numbers[i] = bytes.number();
        } else {
            ops[i] = static_cast<int32_t>(first + drawn - 1);
            for (int k = 0; k < operation_infos[ops[i]].arity; ++k) {
                const Index back = 1 + bytes.byte() % i;
                from[k] = static_cast<int32_t>(i - back);
            }
        }
    }
};
