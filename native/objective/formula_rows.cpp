#include "objective/formula_rows.hpp"

#include "kernels/table.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

// Rows that one task of a parallel loop takes.
constexpr Index range_rows = 8192;

}  // namespace

Index FormulaRows::block_rows() {
    return block_vectors * kernels().program.lanes;
}

bool FormulaRows::allocate(Workspace& memory, const Program& program) {
    program_ = &program;
    return evaluation_.allocate(memory, program);
}

void FormulaRows::compute(const Columns& columns, Index first, Index count) {
    const Index lanes = kernels().program.lanes;
    evaluation_.run(*program_, columns, first, (count + lanes - 1) / lanes);
}

void FormulaRows::copy(Index k, Index count, double* out, Index step) const {
    const double* const from = output(k);
    const Index stride = is_uniform(k) ? 0 : 1;
    for (Index i = 0; i < count; ++i) out[i * step] = from[i * stride];
}

bool evaluate_rows(Formula& formula, Matrix<const double> columns, const double* parameters, Vector<double> values,
                   Matrix<double> jacobian) {
    const bool with_jacobian = jacobian.rows > 0;
    const Program* const program = formula.row_program(with_jacobian);
    if (!program) return false;
    Workspace memory(1 << 14);
    const Columns read = make_columns(memory, columns);
    const Index ranges = (values.size + range_rows - 1) / range_rows;
    const int lanes = lanes_for(ranges);
    FormulaRows* const rows = memory.array<FormulaRows>(lanes);
    for (int lane = 0; lane < lanes && !memory.failed(); ++lane) {
        rows[lane] = FormulaRows{};
        if (rows[lane].allocate(memory, *program)) rows[lane].begin(parameters);
    }
    if (memory.failed()) return false;
    for_each_block(ranges, lanes, [&](Index range, int lane) {
        FormulaRows& own = rows[lane];
        const Index from = range * range_rows, block = FormulaRows::block_rows();
        const Index to = values.size < from + range_rows ? values.size : from + range_rows;
        for (Index first = from; first < to; first += block) {
            const Index count = to - first < block ? to - first : block;
            own.compute(read, first, count);
            own.copy(0, count, values.data + first, 1);
            for (Index j = 0; with_jacobian && j < jacobian.columns; ++j) {
                own.copy(j + 1, count, jacobian.row(first) + j, jacobian.stride);
            }
        }
    });
    return true;
}

}  // namespace steepest
