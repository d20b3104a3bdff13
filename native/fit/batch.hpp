// Many fits of one curve by least squares: what they are of, and what comes of them.
//
// A call for ten thousand fits crosses the boundary once. The fits are cut into chunks, which the threads take one
// after another (batch_worker.hpp); in a chunk lanes of registers stand for fits, or for rows of one fit, whichever is
// faster.
#pragma once

#include <atomic>

#include "base/status.hpp"
#include "fit/curve_fit.hpp"
#include "fit/residuals.hpp"
#include "kernels/fit.hpp"

namespace steepest {

// What a fit by itself needs: see batch_single.hpp.
struct RowPrograms {
    const Program* value = nullptr;
    const Program* derivatives = nullptr;  // null for differences
    ResidualMethod method = ResidualMethod::levenberg_marquardt;
    ResidualLoss loss = {};
    double gradient_tolerance = 0;
    double max_iterations = 0;
    double initial_radius = 1;

    // What the lanes of registers are not for.
    bool one_by_one() const {
        return !derivatives || !loss.is_squared() || method != ResidualMethod::levenberg_marquardt;
    }
};

struct FitBatch {
    Index count = 0;  // fits
    // Columns of numbers, one a row of the matrix: alike for all fits, and fit after fit.
    Matrix<const double> shared, each;
    // Where each column of the program is: a row of `each`, or, where negative, row -1 - k of `shared`.
    Vector<const int32_t> columns;
    // Fit i has the rows from offsets[i] to offsets[i + 1] of `each`; where there are none, all have equally many.
    Vector<const int32_t> offsets;
    Index rows = 0;
    Matrix<const double> start;         // a parameter a row; of each fit, or one for all
    Vector<const double> lower, upper;  // bounds, alike for all fits; empty for none
    FitRule rule{};
    bool weighted = false;  // the last column is the root of the weights
    bool absolute = false;  // weights are those of known variances

    Index first_row(Index fit) const { return offsets.size > 0 ? offsets[fit] : fit * rows; }
    Index rows_of(Index fit) const { return offsets.size > 0 ? offsets[fit + 1] - offsets[fit] : rows; }
    // Those of a weight above 0.
    Index counted_rows(Index fit) const {
        const Index all = rows_of(fit);
        if (!weighted) return all;
        const double* const roots = column(columns.size - 1, fit);
        Index counted = 0;
        for (Index i = 0; i < all; ++i) counted += roots[i] > 0 ? 1 : 0;
        return counted;
    }
    bool touches_bounds(const Matrix<double>& parameters, Index fit) const {
        for (Index i = 0; i < lower.size; ++i) {
            if (is_at_bound(i, parameters(i, fit))) return true;
        }
        return false;
    }
    bool is_at_bound(Index i, double value) const { return lower.size > 0 && (value <= lower[i] || value >= upper[i]); }
    const double* column(Index j, Index fit) const {
        return columns[j] < 0 ? shared.row(-1 - columns[j]) : each.row(columns[j]) + first_row(fit);
    }
};

// A fit a column, or an element.
struct FitResults {
    Matrix<double> parameters;
    Matrix<double> errors;      // standard errors; empty where they are not wanted
    Matrix<double> covariance;  // upper triangles by rows; likewise
    Vector<double> sum;         // of squared residuals, weighted
    Vector<std::uint8_t> status;
    Vector<int32_t> iterations;
    Vector<std::uint8_t> converged;  // 0 or 1

    bool wants_covariance() const { return errors.rows > 0 || covariance.rows > 0; }
};

// How the fits are cut: by their number and sizes alone.
struct FitPlan {
    Vector<const int32_t> order;  // longest first; empty where all are equally long
    Index chunk = 1;              // fits
    Index chunks = 0;
    Index longest = 0;     // rows
    bool by_rows = false;  // rows of one fit take the lanes, not fits
    double row_cost = 1;   // about nanoseconds for a register of rows
};

class BatchWorker;

class FitMany {
  public:
    FitMany() = default;
    FitMany(const FitMany&) = delete;
    FitMany& operator=(const FitMany&) = delete;
    ~FitMany();

    // All that it is given must stay, and the memory, which it works in. False when that is too little.
    bool prepare(Workspace& memory, const ResidualProgram& residuals, const RowPrograms& programs,
                 const FitBatch& batch, const FitResults& results);

    // Works for about so many nanoseconds, or until `*stop` is set; true when all is done.
    bool work(double nanoseconds, const std::atomic<int32_t>* stop);
    Index finished() const { return finished_; }

    static constexpr std::uint8_t unfinished = 255;  // the status of fits that have not ended

  private:
    FitPlan plan_;
    std::atomic<Index> next_{0};      // chunk
    std::atomic<Index> finished_{0};  // fits
    BatchWorker* workers_ = nullptr;
    bool* idle_ = nullptr;
    int count_ = 0;  // of workers
    int made_ = 0;
};

}  // namespace steepest
