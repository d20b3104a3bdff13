#include "program/evaluation.hpp"

#include "kernels/table.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

// Rows that one task of a parallel loop takes.
constexpr Index range_rows = 8192;

Index ranges_of(Index rows) {
    return rows > 0 ? (rows + range_rows - 1) / range_rows : 1;
}

// From one column of so many rows to the next: whole registers of any level.
Index stride_of(Index rows) {
    constexpr Index most_lanes = 8;
    return (rows + most_lanes - 1) / most_lanes * most_lanes;
}

}  // namespace

Columns make_columns(Workspace& memory, Matrix<const double> columns) {
    const Index rows = columns.columns;
    Columns made{nullptr, stride_of(rows), columns.rows, rows};
    double* const data = memory.array<double>(made.stride * made.count);
    if (memory.failed()) return {};
    for (Index j = 0; j < made.count; ++j) {
        double* const to = data + j * made.stride;
        for (Index i = 0; i < made.stride; ++i) to[i] = columns.row(j)[i < rows ? i : rows - 1];
    }
    made.data = data;
    return made;
}

Index size_of_rows(const Columns& columns, Index rows) {
    return stride_of(rows) * columns.count;
}

Columns gather(const Columns& columns, Vector<const int32_t> rows, Vector<double> place) {
    const Index stride = stride_of(rows.size);
    for (Index j = 0; j < columns.count; ++j) {
        const double* const from = columns.data + j * columns.stride;
        double* const to = place.data + j * stride;
        for (Index i = 0; i < stride; ++i) to[i] = from[rows[i < rows.size ? i : rows.size - 1]];
    }
    return {place.data, stride, columns.count, rows.size};
}

bool Evaluation::allocate(Workspace& memory, const Program& program) {
    const Index lanes = kernels().program.lanes, block = block_vectors * lanes;
    place_ = memory.array<double*>(program.places());
    double* const uniforms = memory.array<double>(program.uniforms * lanes);
    double* const temporaries = memory.array<double>(program.temporaries * block);
    if (memory.failed()) return false;
    for (Index i = 0; i < program.uniforms; ++i) place_[i] = uniforms + i * lanes;
    double** const first = place_ + program.uniforms + program.columns;
    for (Index i = 0; i < program.temporaries; ++i) first[i] = temporaries + i * block;
    for (Index i = 0; i < program.constants.size; ++i) {
        double* const to = place_[program.parameters + i];
        for (Index k = 0; k < lanes; ++k) to[k] = program.constants[i];
    }
    return true;
}

void Evaluation::begin(const Program& program, const double* parameters) {
    const ProgramKernels& kernel = kernels().program;
    for (Index i = 0; i < program.parameters; ++i) {
        for (Index k = 0; k < kernel.lanes; ++k) place_[i][k] = parameters[i];
    }
    kernel.run(program.once.data, program.once.size, 1, place_);
}

void Evaluation::run(const Program& program, const Columns& columns, Index first, Index vectors) {
    for (Index j = 0; j < program.columns; ++j) {
        // Never written: no instruction has a column for its place.
        place_[program.uniforms + j] = const_cast<double*>(columns.data) + j * columns.stride + first;
    }
    kernels().program.run(program.block.data, program.block.size, vectors, place_);
}

bool RowSums::allocate(Workspace& memory, const Program& program, Index rows) {
    const Index ranges = ranges_of(rows);
    lanes_ = lanes_for(ranges);
    evaluations_ = memory.array<Evaluation>(lanes_);
    begun_ = memory.array<bool>(lanes_);
    partial_ = memory.vector(ranges * program.outputs.size);
    for (int lane = 0; lane < lanes_ && !memory.failed(); ++lane) {
        evaluations_[lane] = Evaluation{};
        evaluations_[lane].allocate(memory, program);
    }
    return !memory.failed();
}

void RowSums::compute(const Program& program, const Columns& columns, const double* parameters, double* sums) {
    const Index outputs = program.outputs.size, lanes = kernels().program.lanes;
    const Index ranges = ranges_of(columns.rows);
    for (int lane = 0; lane < lanes_; ++lane) begun_[lane] = false;
    for_each_block(ranges, lanes_, [&](Index range, int lane) {
        Evaluation& evaluation = evaluations_[lane];
        if (!begun_[lane]) evaluation.begin(program, parameters);
        begun_[lane] = true;
        double* const partial = partial_.data + range * outputs;
        const Index from = range * range_rows;
        const Index to = columns.rows < from + range_rows ? columns.rows : from + range_rows;
        const Index rows = columns.rows > 0 ? to - from : 1;
        for (Index i = 0; i < outputs; ++i) {
            const bool alike = program.is_uniform(program.outputs[i]);
            partial[i] = alike ? static_cast<double>(rows) * *evaluation.output(program, i) : 0;
        }
        for (Index first = from; first < to; first += block_vectors * lanes) {
            const Index left = to - first;
            const Index count = left < block_vectors * lanes ? left : block_vectors * lanes;
            evaluation.run(program, columns, first, (count + lanes - 1) / lanes);
            for (Index i = 0; i < outputs; ++i) {
                if (program.is_uniform(program.outputs[i])) continue;
                partial[i] += kernels().level1.sum(count, evaluation.output(program, i));
            }
        }
    });
    for (Index i = 0; i < outputs; ++i) {
        sums[i] = 0;
        for (Index range = 0; range < ranges; ++range) sums[i] += partial_[range * outputs + i];
    }
}

}  // namespace steepest
