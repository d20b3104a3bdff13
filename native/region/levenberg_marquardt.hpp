// The step of a Levenberg–Marquardt method: the Gauss-Newton model within an ellipsoid,
//
//     min ‖J p + r‖²   subject to   ‖D p‖ ≤ Δ,   that is   (JᵀJ + λ D²) p = -Jᵀr   with   λ ≥ 0, λ (Δ - ‖D p‖) = 0
//
// J. J. Moré, The Levenberg-Marquardt algorithm: implementation and theory, Numerical Analysis (Dundee 1977), Lecture
// Notes in Mathematics 630 (1978), pp. 105-116: λ is the root of φ(λ) = ‖D p(λ)‖ - Δ by Newton's method for Hebden's
// rational model of it, between bounds (section 5); for each λ the triangle is completed by rotations (section 3), so
// that JᵀJ is never formed.
//
// Departures: J is given as a triangular factor of its rows; variables may be left out, those that bounds hold; and the
// columns are divided by their lengths N before their factorization with pivoting, so that what is of full rank does
// not depend on the units of the variables. In what follows y = N p and E = D N⁻¹.
#pragma once

#include "linalg/qr.hpp"

namespace steepest {

class DampedStep {
  public:
    bool allocate(Workspace& memory, Index n);

    // Takes the system of these variables: their columns of R (n x n), of these lengths, the right side, and D.
    void factor(Matrix<const double> r, const double* q, const double* lengths, const double* d,
                Vector<const int32_t> variables, double rank_tolerance, Workspace& scratch);
    // Of the columns taken.
    Index rank() const { return rank_; }
    // ‖Qᵀr‖, the length of r's projection on the columns: what a Gauss-Newton step takes away.
    double projection() const;

    struct Step {
        double lambda;
        double length;  // ‖D p‖
    };
    // Writes the components of p of these variables; the others stay. An infinite radius asks for the Gauss-Newton
    // step. `lambda` is the last iteration's, 0 for none.
    Step solve(double radius, double lambda, double* p);

  private:
    double gauss_newton();
    double damped(double lambda);
    double steepness(double length);
    double largest_lambda(double radius);
    double scaled_length() const;

    Matrix<double> columns_;  // storage of the factorization
    Vector<double> tau_;
    Vector<int32_t> permutation_;
    Qr<double> qr_;
    Vector<double> side_;  // Qᵀq of the pivoted factorization
    Vector<double> y_;     // in pivoted order, as the next two
    Vector<double> e_;
    Vector<double> length_;
    Vector<double> work_;
    Vector<double> diagonal_row_;
    Matrix<double> triangle_;  // of the damped system
    const int32_t* variables_ = nullptr;
    Index count_ = 0;
    Index rank_ = 0;
};

}  // namespace steepest
