#include "objective/formula_source.hpp"

#include <cstdlib>
#include <new>

namespace steepest {
namespace {

constexpr int32_t input_op = static_cast<int32_t>(Op::parameter);
constexpr int32_t constant_op = static_cast<int32_t>(Op::constant);

template <class T>
Vector<T> copied(Workspace& memory, Vector<const T> from) {
    const Vector<T> to = memory.vector<T>(from.size);
    for (Index i = 0; to.data && i < from.size; ++i) to[i] = from[i];
    return to;
}

template <class T, class... Arguments>
T* made(Arguments&&... arguments) {
    void* const memory = std::malloc(sizeof(T));
    return memory ? ::new (memory) T(static_cast<Arguments&&>(arguments)...) : nullptr;
}

}  // namespace

bool is_sound(Vector<const int32_t> ops, Vector<const int32_t> operands, Vector<const int32_t> column_of,
              Index columns) {
    if (ops.size == 0 || operands.size != 3 * ops.size) return false;
    for (Index i = 0; i < column_of.size; ++i) {
        if (column_of[i] >= columns) return false;
    }
    for (Index i = 0; i < ops.size; ++i) {
        if (ops[i] < 0 || ops[i] >= operation_count) return false;
        const int32_t* const from = operands.data + 3 * i;
        if (ops[i] == input_op && (from[0] < 0 || from[0] >= column_of.size)) return false;
        if (ops[i] == static_cast<int32_t>(Op::column)) return false;
        for (int k = 0; k < operation_infos[ops[i]].arity; ++k) {
            if (from[k] < 0 || from[k] >= i) return false;
        }
    }
    return true;
}

FormulaSource* make_source(Vector<const int32_t> ops, Vector<const int32_t> operands, Vector<const double> numbers,
                           Vector<const int32_t> column_of, Matrix<const double> columns) {
    FormulaSource* const source = made<FormulaSource>(static_cast<std::size_t>(1024));
    if (!source) return nullptr;
    Workspace& memory = source->memory;
    source->ops = copied(memory, ops);
    source->operands = {copied(memory, operands).data, ops.size, 3, 3};
    source->numbers = copied(memory, numbers);
    source->column_of = copied(memory, column_of);
    if (columns.rows > 0) source->columns = make_columns(memory, columns);
    if (!memory.failed()) return source;
    drop_source(source);
    return nullptr;
}

FormulaSource* hold_source(FormulaSource* source) {
    ++source->holds;
    return source;
}

void drop_source(FormulaSource* source) {
    if (--source->holds > 0) return;
    source->~FormulaSource();
    std::free(source);
}

Formula* make_formula(const FormulaSource& source, Vector<const double> fixed) {
    Formula* const formula = made<Formula>(source.column_of.size, static_cast<std::size_t>(1 << 12));
    if (!formula) return nullptr;
    Graph& graph = formula->graph();
    formula->set_columns(source.columns);
    bool able = formula->classify({source.column_of.data, source.column_of.size}, fixed);
    const Vector<NodeId> node = formula->memory().vector<NodeId>(source.ops.size);
    able = able && !formula->memory().failed();
    for (Index i = 0; able && i < source.ops.size; ++i) {
        const int32_t* const from = source.operands.row(i);
        const auto operand = [&](int k, int arity) { return k < arity ? node[from[k]] : -1; };
        if (source.ops[i] == constant_op) {
            node[i] = graph.constant(source.numbers[i]);
        } else if (source.ops[i] == input_op) {
            node[i] = formula->input(from[0]);
        } else {
            const int arity = operation_infos[source.ops[i]].arity;
            node[i] =
                graph.make(static_cast<Op>(source.ops[i]), operand(0, arity), operand(1, arity), operand(2, arity));
        }
        able = !graph.failed();
    }
    if (able) {
        formula->root = node[source.ops.size - 1];
        return formula;
    }
    destroy_formula(formula);
    return nullptr;
}

void destroy_formula(Formula* formula) {
    if (!formula) return;
    formula->~Formula();
    std::free(formula);
}

}  // namespace steepest
