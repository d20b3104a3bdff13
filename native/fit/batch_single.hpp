// One fit of many by itself, from the rows: what the lanes of registers could not finish, or are not for. The engine is
// that of a single fit (curve_fit.hpp), which factors the Jacobian rather than J'J.
#pragma once

#include "fit/batch.hpp"
#include "fit/curve_fit.hpp"

namespace steepest {

// Above this cosine a point is not called a minimum, unless it was reached by the tolerance of it.
inline constexpr double converged_cosine = 1e-4;

class SingleFit {
  public:
    SingleFit() = default;
    SingleFit(const SingleFit&) = delete;
    SingleFit& operator=(const SingleFit&) = delete;
    ~SingleFit() { close(); }

    // False without memory.
    bool begin(const FitBatch& batch, const RowPrograms& programs, Index fit);
    // Does another step; false when there is none left.
    bool advance();
    // Writes what came of it, unless that is worse than what is there and not converged, and frees what it held.
    void finish(const FitBatch& batch, const FitResults& results);
    // Covariances at the parameters that are there.
    void find_covariance(const FitBatch& batch, const RowPrograms& programs, Index fit, const FitResults& results);
    void close();

  private:
    bool open(const FitBatch& batch, const RowPrograms& programs, Index fit);
    void write_covariance(const FitBatch& batch, const FitResults& results, const double* x, const RowFactor& plain,
                          double variance);

    Workspace memory_{std::size_t{1} << 14};
    Workspace::Mark mark_{};
    Curve* curve_ = nullptr;
    Run* run_ = nullptr;
    Index fit_ = 0;
};

}  // namespace steepest
