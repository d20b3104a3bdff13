// Generalized linear models as objectives: a pointwise loss of a linear predictor, and a ridge penalty.
//
//     F(W, b) = Σ_i c_i ℓ(y_i, W x_i + b) + λ/2 ‖W‖²,    c_i = scale * weight_i
//
// X is never copied or changed. The methods work in the variables of standardized columns,
//
//     v_kj = W_kj σ_j,   β_k = b_k + Σ_j W_kj μ_j,    so that  W x + b = V (x - μ)/σ + β,
//
// while the penalty stays on the caller's coefficients, where it reads λ/2 Σ (v_kj / σ_j)². Without an intercept μ is 0
// and σ the root mean square. A column that is constant has no variable of its own (1/σ is taken for 0, so that its
// coefficient is 0). Vectors of variables hold V (K x d), then β (K, if there is an intercept).
//
// A pass reads each row once for the value and the gradient, by blocks of rows that stay in cache, and keeps the linear
// predictor η. Blocks are fixed by the size of the data, and their sums are added in the order of blocks: the result
// has the same bits for any number of threads, and however the pass is cut into pieces.
#pragma once

#include "base/workspace.hpp"
#include "kernels/table.hpp"
#include "parallel/pool.hpp"

namespace steepest {

struct GlmProblem {
    const void* x = nullptr;  // rows x columns, doubles, or floats if single
    bool single = false;
    bool padded = false;  // readable for 64 bytes after its end
    Index rows = 0;
    Index columns = 0;
    Index stride = 0;
    const double* y = nullptr;       // 0 or 1, a class's index, or a number
    const double* weight = nullptr;  // null: ones
    const double* mean = nullptr;    // of the columns
    const double* deviation = nullptr;
    const double* origin = nullptr;  // what was taken from the columns before; null: nothing
    Loss loss = Loss::squared;
    Index classes = 1;  // K, the number of predictors: 1 but for multinomial
    bool intercept = true;
    double scale = 1;
    double penalty = 0;  // λ
};

// Which blocks of rows a pass visits: all, or a sample whose losses are scaled up to stand for all.
struct RowSet {
    Index blocks = 0;
    const Index* chosen = nullptr;  // null: all
    double factor = 1;              // on c
};

class GlmObjective {
  public:
    // False when memory ran out.
    bool prepare(const GlmProblem& problem, Workspace& memory);

    // From here on the same model of other rows, no more than it was prepared for and readable for a register past
    // their end; and with other factors.
    void look_at(const void* x, Index stride, Index rows, const double* y, const double* weight);
    void weigh(double scale, double penalty);

    const GlmProblem& problem() const { return p_; }
    Index dimension() const { return dimension_; }
    Index predictors() const { return all_.blocks * block_rows_ * padded_classes_; }  // numbers in η
    Index block_rows() const { return block_rows_; }
    const RowSet& all() const { return all_; }
    // Numbers in η when a pass visits these; their rows' share of all; and the sum of their weights.
    Index predictors_of(const RowSet& rows) const { return rows.blocks * block_rows_ * padded_classes_; }
    double share_of(const RowSet& rows) const {
        return static_cast<double>(rows.blocks) / static_cast<double>(all_.blocks);
    }
    double weight_in(const RowSet& rows) const;
    Index width() const { return padded_classes_; }  // predictors of a row, padded

    // Between variables and the caller's parameters, W (K x d) then b (K).
    void to_parameters(const double* v, double* parameters) const;
    void to_variables(const double* parameters, double* v) const;
    // v = 0 and the best β for that.
    void start(double* v) const;
    // F at a v without coefficients: no row is read.
    double value_without_columns(const double* v) const;

    // A pass at v: aim, visit all pieces, collect. `pieces` counts units of work; work(piece) its multiplications.
    Index pieces(const RowSet& rows) const { return (rows.blocks + group_ - 1) / group_; }
    double work_of_piece() const { return static_cast<double>(group_ * block_rows_ * p_.columns * padded_classes_); }
    // The same of a visit to the predictors alone: an exponential counts for some.
    double work_on_predictor() const {
        const double each = static_cast<double>(padded_classes_);
        return static_cast<double>(group_ * block_rows_) * each * (p_.loss == Loss::multinomial ? 12 + each : 12);
    }
    void aim(const double* v);
    void visit(const RowSet& rows, Index first, Index last, double* eta);
    // The value and, in g, the gradient, both with the penalty.
    double collect(const RowSet& rows, const double* v, double* g);
    double loss_value() const { return loss_value_; }  // without the penalty

    // A Hessian-vector product at the η of an earlier pass: aim_product, visit_product for all pieces, collect_product.
    void aim_product(const double* v);
    void visit_product(const RowSet& rows, Index first, Index last, const double* eta);
    void collect_product(const RowSet& rows, const double* v, double* out);

    // Σ c ℓ(η + a δ), and its first two derivatives by a: visit_along for all pieces, collect_along; a null δ stands
    // for ones where there is one predictor.
    void visit_along(const RowSet& rows, Index first, Index last, const double* eta, const double* delta,
                     double a) const;
    PointSums collect_along(const RowSet& rows) const;
    // λ/2 Σ ((v + a p)_j / σ_j)², and its first two derivatives by a.
    PointSums penalty_along(const double* v, const double* p, double a) const;

    // A lower bound of the minimum from a pass at v, its predictor being η: the bound is value - gap of what is
    // returned, `value` being F at v with the intercepts shifted (by `shift`) to their best for this predictor. Needs λ
    // > 0. Rigorous up to rounding: see glm_certificate.cpp. `outside`, if given, holds Σ c ∂ℓ/∂η of rows that the pass
    // did not visit, taken as linear; `norm` is ‖∂F/∂W‖ with all its parts, columns centered.
    struct Certificate {
        double gap = 0;
        double value = 0;
    };
    // The shift is found by passes over the predictor alone: visit_shift for all pieces, then next_shift, as long as
    // that says true; certify comes last.
    struct Shift {
        const RowSet& rows;
        const double* eta;
        const double* outside;
        double* shift;     // K
        double value = 0;  // Σ c ℓ there, with the linear part of what lies outside
        int turn = 0;
        double slope = 0;      // largest yet to go
        double curvature = 0;  // of a single predictor
        double trial = 0;
    };
    bool shifts() const { return p_.intercept; }
    void visit_shift(const Shift& shift, Index first, Index last) const;
    bool next_shift(Shift& shift) const;
    Certificate certify(const Shift& shift, double value, double penalty, double norm) const;
    // ‖∂F/∂W‖ of a gradient by v.
    double norm_by_coefficients(const double* g) const;

    // How far a change of the predictor from η to η⁺ (from 0, if eta is null) is from a direction of recession, along
    // which no row's loss ever rises: the largest rise per step relative to the largest change. 0 proves that the loss
    // alone has no minimizer.
    double against_recession(const RowSet& rows, const double* eta, const double* eta_next) const;

    // A diagonal that stands for the Hessian's where that is not formed: the mean curvature of a row, times the rows,
    // as the columns of Z have mean square 1.
    void diagonal(double* out) const;

    // The Hessian at the η of an earlier pass: clear, add for all its pieces, finish. H is dimension x dimension; its
    // upper triangle is written. In single precision the products are, and sums within a piece of cache.
    struct Hessian {
        bool single = false;
        Index slots = 1;   // sums kept side by side, for threads
        Index stride = 0;  // of a sum
        Index own_stride = 0;
        Index z_rows = 0;  // rows standardized at once
        Index z_stride = 0;
        Index own_z_stride = 0;
        Index slot_z = 0;
        Index slot_factors = 0;
        double* sums = nullptr;  // a slot after the other, each stride x stride
        double* own = nullptr;   // of several classes: K matrices own_stride x own_stride in each slot
        double* z = nullptr;     // standardized rows, of each slot
        double* factors = nullptr;
    };
    bool allocate(Hessian& hessian, bool single, Workspace& memory) const;
    void clear(const Hessian& hessian) const;
    void add(const Hessian& hessian, const RowSet& rows, Index first, Index last, const double* eta) const;
    void finish(const Hessian& hessian, Matrix<double> h) const;
    double work_of_hessian_piece() const;
    double hessian_work() const { return work_of_hessian_piece() * static_cast<double>(pieces(all_)); }

    // For methods that step on single rows: a row, readable for a register past its end; μ and 1/σ (0: no variable of
    // its own), padded with zeros to whole registers.
    const void* row(Index i) const;
    const double* center() const { return center_; }
    const double* inverse_scale() const { return inverse_scale_; }
    Index padded_columns() const { return padded_columns_; }

  private:
    Index first_row(const RowSet& rows, Index block) const {
        return (rows.chosen ? rows.chosen[block] : block) * block_rows_;
    }
    Index count_rows(Index first) const { return first + block_rows_ <= p_.rows ? block_rows_ : p_.rows - first; }
    // The first row of the block after the one whose predictors lie at `place`; null after the last.
    const void* row_after(const RowSet& rows, Index place) const {
        const Index block = place / (block_rows_ * padded_classes_) + 1;
        return block < rows.blocks ? row(first_row(rows, block)) : nullptr;
    }
    const double* weight(Index row) const { return p_.weight ? p_.weight + row : nullptr; }
    double weight_of(const RowSet& rows, Index row) const {
        return p_.scale * rows.factor * (p_.weight ? p_.weight[row] : 1);
    }
    double* partial(Index piece) const { return partials_ + piece * partial_size_; }
    double* scratch(int lane) const { return scratch_ + lane * scratch_size_; }
    void aim_at(const double* v, double padding);
    // sums_ = the first `size` numbers of the partial sums, in the order of pieces.
    void add_partials(Index pieces, Index size) const;
    void write_gradient(const double* v, double* g);
    double curvature_squares(const RowSet& rows, const double* eta) const;
    Index shifted_size() const { return 1 + padded_classes_ * (2 + padded_classes_); }
    void visit_shifted_classes(const Shift& shift, Index first, Index last) const;
    bool next_of_classes(Shift& shift) const;
    bool next_of_one(Shift& shift) const;

    // Clears `size` partial sums of each piece, then calls body(partial sums, lane, first row, rows, place of its η)
    // for the piece's blocks.
    template <class Body>
    void for_each_piece(const RowSet& rows, Index first, Index last, Index size, Body body) const {
        const int lanes = lanes_for(last - first);
        for_each_block(last - first, lanes < lanes_ ? lanes : lanes_, [&](Index offset, int lane) {
            const Index piece = first + offset;
            double* const part = partial(piece);
            for (Index i = 0; i < size; ++i) part[i] = 0;
            const Index end = (piece + 1) * group_ < rows.blocks ? (piece + 1) * group_ : rows.blocks;
            for (Index b = piece * group_; b < end; ++b) {
                const Index i = first_row(rows, b);
                body(part, lane, i, count_rows(i), b * block_rows_ * padded_classes_);
            }
        });
    }
    void add_piece(const Hessian& h, Index slot, const RowSet& rows, Index piece, const double* eta) const;
    template <class T>
    void add_piece_in(const Hessian& h, Index slot, const RowSet& rows, Index piece, const double* eta) const;
    template <class T>
    void add_classes(const Hessian& h, Index slot, double row_factor, Index first, Index count, const double* eta,
                     T* to, T* own) const;
    template <class T>
    void standardize(Index first, Index rows, const double* factor, T* z, Index stride) const;
    void add_own(const Hessian& h, Matrix<double> out) const;

    GlmProblem p_;
    const GlmRows* kernel_ = nullptr;
    Index dimension_ = 0;
    Index padded_columns_ = 0;
    Index padded_classes_ = 1;
    Index block_rows_ = 0;
    Index group_ = 1;  // blocks of rows in a piece of work
    RowSet all_;
    const double* center_ = nullptr;         // μ, or zeros
    const double* location_ = nullptr;       // μ of the columns before their origin was taken away
    const double* inverse_scale_ = nullptr;  // 1/σ, or 0
    double* w_ = nullptr;                    // the coefficients of a pass, padded: d, or d x K
    double* offset_ = nullptr;               // and its intercepts
    double* partials_ = nullptr;
    Index partial_size_ = 0;
    double* sums_ = nullptr;
    double* small_ = nullptr;  // for the intercepts of classes
    double* scratch_ = nullptr;
    Index scratch_size_ = 0;
    int lanes_ = 1;
    const char* tail_ = nullptr;  // a readable copy of the last block of rows, unless the data are padded
    Index tail_row_ = 0;
    double weight_squares_ = 0;  // Σ weight²
    double loss_value_ = 0;      // of the last pass
    double curvature_sum_ = 0;   // Σ c ℓ″, of a single predictor
};

}  // namespace steepest
