// The covariances of the fits that ended in lanes of registers: (J'J)⁻¹ times the variance of a residual, from the Gram
// matrices at their ends (kernels/fit_inverse.inc).
#include <cmath>

#include "fit/batch_worker.hpp"

namespace steepest {
namespace {

// Smallest pivot of the scaled J'J from which its inverse has digits enough for standard errors.
constexpr double least_pivot = 1e-6;

}  // namespace

// By what (J'J)⁻¹ is to be multiplied; NaN where no row is left to tell it from.
double BatchWorker::variance_of(Index fit) const {
    const FitBatch& batch = common_.batch;
    if (batch.absolute) return 1;
    const Index counted = batch.counted_rows(fit);
    return counted > p_ ? common_.results.sum[fit] / static_cast<double>(counted - p_) : NAN;
}

// The covariances of the fits that ended in lanes, as many at once as a register has. Where parameters may be held by a
// bound, or the columns of J nearly depend on one another, they are left to the rows.
void BatchWorker::invert() {
    const FitResults& results = common_.results;
    double* const smallest = work_ + (gram_size(p_) + p_) * lanes_;
    for (Index k = 0; k < last_ - first_; k += lanes_) {
        kernel_.invert(p_, ends_ + k, ends_stride_, work_, inverse_, smallest);
        for (Index lane = 0; lane < lanes_ && first_ + k + lane < last_; ++lane) {
            const Index fit = fit_at(first_ + k + lane);
            if (rest_[k + lane] != Rest::nothing) continue;
            if (!(smallest[lane] > least_pivot) || common_.batch.touches_bounds(results.parameters, fit)) {
                rest_[k + lane] = Rest::covariance;
                continue;
            }
            const double variance = variance_of(fit);
            for (Index i = 0; i < results.covariance.rows; ++i) {
                results.covariance(i, fit) = variance * inverse_[i * lanes_ + lane];
            }
            for (Index i = 0; i < results.errors.rows; ++i) {
                const double own = inverse_[gram_place(p_, i, i) * lanes_ + lane];
                results.errors(i, fit) = std::sqrt(variance) * std::sqrt(own);
            }
        }
    }
}

}  // namespace steepest
