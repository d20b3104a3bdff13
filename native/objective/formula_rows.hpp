// A formula row by row, with its derivatives, a block of rows at a time: the residuals of a fit and their Jacobian are
// made from these, and a prediction is.
//
// The outputs of the program are [f, ∂f/∂p₁ … ∂f/∂pₙ], or f alone. A block's outputs stay in L1 until the next block,
// so whoever reduces the rows (to a sum, or a triangular factor) never stores the Jacobian.
#pragma once

#include "objective/formula.hpp"

namespace steepest {

class FormulaRows {
  public:
    static Index block_rows();

    // The program must stay.
    bool allocate(Workspace& memory, const Program& program);

    void begin(const double* parameters) { evaluation_.begin(*program_, parameters); }
    // Computes `count` rows, at most a block, from row `first` on.
    void compute(const Columns& columns, Index first, Index count);

    // What compute left of output k: a number a row, or one number alike in all.
    const double* output(Index k) const { return evaluation_.output(*program_, k); }
    bool is_uniform(Index k) const { return program_->is_uniform(program_->outputs[k]); }
    Index outputs() const { return program_->outputs.size; }
    // Writes output k of `count` rows to out[0], out[step], …
    void copy(Index k, Index count, double* out, Index step) const;

  private:
    const Program* program_ = nullptr;
    Evaluation evaluation_;
};

// All rows at these parameters: their values, one each, and the Jacobian, a row each, unless that is empty. The columns
// are those that the formula was told of. False without memory, or where the derivative is too large a formula.
bool evaluate_rows(Formula& formula, Matrix<const double> columns, const double* parameters, Vector<double> values,
                   Matrix<double> jacobian);

}  // namespace steepest
