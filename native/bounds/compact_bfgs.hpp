// The limited-memory BFGS matrix in compact form: m pairs s, y and a multiple of I make
//
//     B = θ I - W M Wᵀ,   W = [Y S],   M⁻¹ = [ -D     Lᵀ/θ  ]     D = diag(sᵢ·yᵢ),  Lᵢⱼ = sᵢ·yⱼ for sᵢ newer than yⱼ
//                                            [ L/θ    SᵀS/θ ]
//
// Byrd, Nocedal & Schnabel, Math. Prog. 63 (1994), theorem 2.3. Departures: S stands unscaled in W (there it is θ S),
// so that a new θ changes no row of it; and pairs stay in the slots they came to, of which L knows the order, so that
// nothing is ever moved.
#pragma once

#include "base/workspace.hpp"

namespace steepest {

struct CompactBfgs {
    Index n = 0;
    Index memory = 0;  // m, pairs held at most
    Index count = 0;   // pairs held
    double theta = 1;
    Matrix<double> w = {};         // a row a variable: its y's by slot, then its s's; zeros where there is no pair yet
    Matrix<double> products = {};  // WᵀW

    bool allocate(Workspace& space, Index dimension, Index pairs);
    void reset();
    // Takes a pair with s·y > 0 in place of the oldest.
    void update(const double* s, const double* y);
    // Makes M ready for use after an update. Where rounding leaves nothing definite, all pairs are dropped.
    void factor(Workspace& space);

    // Of vectors in the space of W's columns, those of slots without a pair being zero.
    Index width() const { return 2 * memory; }
    double yy(Index i, Index j) const { return products(i, j); }
    double sy(Index i, Index j) const { return products(memory + i, j); }
    double ss(Index i, Index j) const { return products(memory + i, memory + j); }
    bool newer(Index i, Index j) const { return age(i) < age(j); }

    // out = Wᵀ v
    void gather(const double* v, double* out) const;
    // out = W v
    void combine(const double* v, double* out) const;
    // out = M v
    void middle(const double* v, double* out) const;
    // p = -B⁻¹ g
    void newton_step(const double* g, double* p);

  private:
    Index age(Index slot) const { return (next_ - 1 - slot + memory) % memory; }
    Index slot(Index age) const { return (next_ - 1 - age + memory) % memory; }

    Index next_ = 0;              // the slot of the next pair
    Matrix<double> factor_ = {};  // R of θ SᵀS + L D⁻¹ Lᵀ = RᵀR
    double* first_ = nullptr;     // of W's width
    double* second_ = nullptr;
};

}  // namespace steepest
