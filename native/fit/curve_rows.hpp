// A curve through data, row by row:
//
//     r_i = √w_i (f(t_i; p) - y_i),   J_ij = √w_i ∂f(t_i; p) / ∂p_j
//
// with exact derivatives or by differences of f, a block of rows at a time. What one thread works with.
#pragma once

#include "minimize/stencil.hpp"
#include "objective/formula_rows.hpp"
#include "residuals/robust_loss.hpp"

namespace steepest {

enum class CurveDerivative : int { exact, forward, central };

// What is fitted; all of it must stay where it is.
struct CurveProblem {
    const Program* value = nullptr;
    const Program* derivatives = nullptr;  // null unless they are exact
    Columns columns = {};
    Vector<const double> response = {};
    Vector<const double> weights = {};  // empty for ones
    ResidualLoss loss = {};
    CurveDerivative derivative = CurveDerivative::exact;
    // By differences: where they take the size of a parameter from, and where they may not go.
    Vector<const double> start = {};
    Bounds bounds = {};

    Index parameters() const { return value->parameters; }
    Index rows() const { return response.size; }
};

class CurveRows {
  public:
    // `root_weights` is empty for ones.
    bool allocate(Workspace& memory, const CurveProblem& problem, Vector<const double> root_weights);

    void begin_values(const double* x) { value_.begin(x); }
    // The residuals of a block.
    const double* residuals(Index first, Index count);

    void begin_columns(const double* x);
    // [J r] of a block, a column a row, as `loss` weighs it; whoever gets them may destroy them.
    Matrix<double> columns(Index first, Index count, const ResidualLoss& loss);

  private:
    void weigh(const FormulaRows& rows, Index output, const double* factors, Index count, double* out) const;
    void differences(Index first, Index count, const double* factors);

    const CurveProblem* problem_ = nullptr;
    Vector<const double> root_weights_;
    FormulaRows value_;
    FormulaRows derivatives_;
    FormulaRows* moved_ = nullptr;  // the values at the places of each parameter's stencil
    Stencil* stencils_ = nullptr;
    double* point_ = nullptr;    // the parameters
    double* factors_ = nullptr;  // of the rows of a block
    double* values_ = nullptr;
    Matrix<double> columns_;
};

}  // namespace steepest
