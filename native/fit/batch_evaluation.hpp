// The Gram matrices of [J | r] (kernels/fit.hpp) at given parameters: of as many fits at once as a register has lanes,
// or of one fit whose rows take the lanes. One program serves both: what differs is where its operands lie, and that
// the sums of one fit are to be added up in the end.
#pragma once

#include "fit/residuals.hpp"
#include "kernels/table.hpp"

namespace steepest {

class BatchEvaluation {
  public:
    // For fits of at most so many rows; the program must stay.
    bool allocate(Workspace& memory, const ResidualProgram& residuals, Index longest);

    // Of as many fits as there are lanes. `parameters`: a register each. `columns`: for each column of the program a
    // register a row. The sums go over `longest` rows; a lane whose length is less has zeros beyond it.
    void of_fits(const double* parameters, const double* const* columns, Index longest, Index shortest,
                 const double* lengths, double* gram);
    // Of one fit: its parameters and the elements of its matrix are `lanes` apart, its columns plain.
    void of_rows(const double* parameters, const double* const* columns, Index rows, double* gram);

  private:
    void compute(Index vectors, const double* limits);
    void begin();
    void fill_alike(Index output);
    void place_columns(const double* const* columns, Index offset);
    void copy_rows(const double* const* columns, Index first, Index count);
    Index block_of(Index vectors) const;

    const ResidualProgram* residuals_ = nullptr;
    const FitKernels* kernel_ = nullptr;
    Index lanes_ = 1;
    Index most_ = 1;  // registers a block
    double** place_ = nullptr;
    double** parameter_ = nullptr;     // registers of the parameters, where a fit's rows take the lanes
    double* alike_ = nullptr;          // blocks of the outputs that are alike in all rows
    double* masked_ = nullptr;         // a block of all outputs
    double* padded_ = nullptr;         // a block of all columns
    double* sums_ = nullptr;           // a Gram matrix
    const double** output_ = nullptr;  // the columns of [J | r]
    const double** masked_output_ = nullptr;
    bool* changing_ = nullptr;  // alike in all rows, but not at all parameters
    bool moving_ = false;       // some are columns of the data
};

}  // namespace steepest
