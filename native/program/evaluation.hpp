// A program at work: places for its operands, and its outputs at given parameters, row by row or summed over rows.
#pragma once

#include "base/workspace.hpp"
#include "program/program.hpp"

namespace steepest {

// Columns of data as the interpreter reads them: each padded to whole registers, by its last value, and aligned.
struct Columns {
    const double* data = nullptr;  // column after column
    Index stride = 0;              // from one to the next, a multiple of the lanes of any level
    Index count = 0;
    Index rows = 0;
};

// A copy of columns, one a row, that lives in the workspace; without memory memory.failed() is set.
Columns make_columns(Workspace& memory, Matrix<const double> columns);

// The numbers that so many rows of these columns take, and a copy of those rows, side by side, in such a place.
Index size_of_rows(const Columns& columns, Index rows);
Columns gather(const Columns& columns, Vector<const int32_t> rows, Vector<double> place);

// Registers a block: few enough that all places stay in L1, and enough that an instruction's loop hides its dispatch.
inline constexpr Index block_vectors = 32;

class Evaluation {
  public:
    bool allocate(Workspace& memory, const Program& program);

    // Computes what is uniform at these parameters.
    void begin(const Program& program, const double* parameters);
    // Computes `vectors` registers of rows, from row `first` on.
    void run(const Program& program, const Columns& columns, Index first, Index vectors);
    // The register of an output: of the block's k-th, or of all.
    const double* output(const Program& program, Index index) const { return place_[program.outputs[index]]; }

  private:
    double** place_ = nullptr;
};

// sums[i] = Σ over the rows of output i; one row where there are no columns. Work is cut by rows alone.
class RowSums {
  public:
    bool allocate(Workspace& memory, const Program& program, Index rows);
    void compute(const Program& program, const Columns& columns, const double* parameters, double* sums);

  private:
    Evaluation* evaluations_ = nullptr;  // one for each lane of the pool
    bool* begun_ = nullptr;
    int lanes_ = 1;
    Vector<double> partial_;  // of each range, of each output
};

}  // namespace steepest
