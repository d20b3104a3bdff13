// A curve through data as a sum of squares, or of a robust loss, for the core to minimize:
//
//     F = ½ Σ r_i²,   or   ½ C² Σ ρ(r_i² / C²)
//
// Rows are evaluated a block at a time and folded into the triangular factor of [J r] at once, so the Jacobian is never
// stored. Large data are cut into ranges by their number of rows alone, whose sums and factors are combined in order:
// the same bits on any number of threads.
#pragma once

#include "fit/curve_rows.hpp"
#include "residuals/row_factor.hpp"

namespace steepest {

class Curve {
  public:
    bool allocate(Workspace& memory, const CurveProblem& problem);

    const CurveProblem& problem() const { return problem_; }
    // Provides needs::value and needs::factor.
    Objective objective();

    double value(const double* x);
    // The factor of [J r], its rows as `loss` weighs them.
    void factor(const double* x, const ResidualLoss& loss, RowFactor& out);
    // Writes r, one a row.
    void residuals(const double* x, double* out);

  private:
    void answer(Query& query);
    template <class Body>
    void each_block(Index range, Body body) const;

    CurveProblem problem_;
    Vector<double> root_weights_;
    Index range_rows_ = 0, ranges_ = 1;
    int lanes_ = 1;
    CurveRows* rows_ = nullptr;     // of each lane of the pool
    bool* begun_ = nullptr;         // of each lane
    double* sums_ = nullptr;        // of each range
    RowFactor* factors_ = nullptr;  // of each range, where there are several
    Matrix<double> scratch_;
};

}  // namespace steepest
