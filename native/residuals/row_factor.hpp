// The triangular factor of the rows [J r] of a least-squares problem, from blocks of rows as they come:
//
//     [ R  q ]                     [ [R q]  ]
//     [    s ] = Qᵀ [ J  r ],      [ block  ] = Q′ [R′ q′; s′; 0]
//
// so that J is never stored: ‖J p + r‖² = ‖R p + q‖² + s², Jᵀr = Rᵀq, and the columns of R are as long as those of J.
// Householder reflectors on a triangle over a block: Golub & Van Loan, Matrix Computations (2013), section 5.1; factors
// of parts of the rows combine to that of all: Demmel, Grigori, Hoemmen & Langou, SIAM J. Sci. Comput. 34 (2012),
// section 2.
#pragma once

#include "base/workspace.hpp"

namespace steepest {

class RowFactor {
  public:
    // Of n columns and the right side.
    bool allocate(Workspace& memory, Index n);

    void clear();
    // Takes in `count` rows, given by columns: row j of `columns` is column j, the last the right side. Destroys them.
    void fold(Matrix<double> columns, Index count);
    // Takes in the rows that another stands for; `scratch` is of n + 1 rows and as many columns.
    void fold(const RowFactor& other, Matrix<double> scratch);

    Index size() const { return r_.columns - 1; }
    // R, zeros below the diagonal left out of account.
    Matrix<const double> matrix() const { return r_.block(0, 0, size(), size()); }
    double right_side(Index i) const { return r_(i, size()); }
    bool is_finite() const;

    // g = Rᵀq
    void gradient(double* g) const;
    // out = R p
    void multiply(const double* p, double* out) const;
    // The length of a column of J, or, for j = n, of r.
    double column_norm(Index j) const;

  private:
    Matrix<double> r_;  // the right side is the last column, the last row [0 … 0 s]
};

}  // namespace steepest
