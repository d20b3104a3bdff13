// Strictly convex quadratic programs by a dual active-set method:
//
//     minimize  d'H d / 2 + g'd   subject to   l ≤ A d ≤ u,   low ≤ d ≤ high,      H = U'U
//
// Goldfarb & Idnani, Math. Prog. 27 (1983). It begins at the unconstrained minimizer and takes up one violated
// constraint at a time, the multipliers of those it holds staying of the right sign: so no feasible point is needed
// first, and constraints that contradict each other are noticed. With N the normals of the constraints held,
//
//     U⁻¹ Q = J = [J₁ J₂],   J'N = [R; 0],   z = J₂ J₂'n   (where d goes),   r = R⁻¹ J₁'n   (how multipliers fall)
//
// Powell, Math. Prog. Study 25 (1985), on its stability: J is rotated, never formed anew. Departures: each row has two
// limits, and holds one of them; equal limits are taken first and never given up; a row that depends on those held
// and is violated by no more than `slack` counts as satisfied.
#pragma once

#include "base/status.hpp"
#include "base/workspace.hpp"

namespace steepest {

struct QuadraticProgram {
    Matrix<const double> factor = {};  // U, upper triangular, n x n
    const double* gradient = nullptr;
    Matrix<const double> rows = {};  // A, m x n
    const double* lower = nullptr;   // l, m numbers, which may be infinite
    const double* upper = nullptr;   // u
    const double* slack = nullptr;   // m numbers
    const double* low = nullptr;     // of the variables, n numbers; null for none
    const double* high = nullptr;
};

class DualActiveSet {
  public:
    // For up to so many variables and rows.
    bool allocate(Workspace& memory, Index variables, Index rows);

    // `solved`; `infeasible`; or `no_further_progress` where rounding keeps it from an end.
    Status solve(const QuadraticProgram& program, Workspace& memory);

    // The minimizer, and H d + g = A'λ + ζ: λ ≥ 0 at a lower limit, ≤ 0 at an upper one.
    double* d = nullptr;
    double* multipliers = nullptr;        // λ, m
    double* bound_multipliers = nullptr;  // ζ, n
    Index steps = 0;

  private:
    // One limit of a row, or of a variable (row m + i), as a'd ≥ b with a the row times `sign`.
    struct Limit {
        Index row;
        double sign;
        double b;
    };

    bool begin(Workspace& memory);
    Limit equality(Index row) const;
    bool most_violated(Limit& found) const;
    double shortfall(const Limit& limit) const;
    void set_normal(const Limit& limit);
    Status take_up(const Limit& limit);
    void hold(const Limit& limit, double multiplier);
    void give_up(Index position);
    void report();

    bool bounded() const { return program_.low != nullptr; }
    double lower(Index row) const { return row < m_ ? program_.lower[row] : program_.low[row - m_]; }
    double upper(Index row) const { return row < m_ ? program_.upper[row] : program_.high[row - m_]; }
    double along(Index row) const;

    QuadraticProgram program_ = {};
    Index n_ = 0, m_ = 0;
    Index held_count_ = 0;     // q
    Index equalities_ = 0;     // those come first among the held
    Matrix<double> j_ = {};    // J', so that a column of J is a row here
    Matrix<double> r_ = {};    // R
    double* norms_ = nullptr;  // of the rows
    double* normal_ = nullptr;
    double* image_ = nullptr;  // J'n
    double* z_ = nullptr;
    double* fall_ = nullptr;  // r
    double* held_multipliers_ = nullptr;
    Limit* held_ = nullptr;
    uint8_t* state_ = nullptr;  // of rows and variables: whether it is held, or need not be
    double length_ = 0;         // ‖d‖
};

}  // namespace steepest
