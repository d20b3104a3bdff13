// The operations on many fits of one curve.
#pragma once

#include "api/environment.hpp"

namespace steepest {

struct FitManySettings {
    double method;      // index into residual_method_names
    double loss;        // index into robust_loss_names
    double loss_scale;  // C
    double exact;       // 0 or 1: derivatives; else central differences
    double gradient_tolerance;
    double step_tolerance;
    double max_iterations;
    double weighted;    // 0 or 1: the last column is the root of the weights
    double absolute;    // 0 or 1: weights are those of known variances
    double errors;      // 0 or 1: standard errors are wanted
    double covariance;  // 0 or 1: covariances are wanted
};
struct FitManySetting {
    const char* name;
    double FitManySettings::*field;
};
inline constexpr FitManySetting fit_many_settings[] = {
    {"method", &FitManySettings::method},
    {"loss", &FitManySettings::loss},
    {"lossScale", &FitManySettings::loss_scale},
    {"exact", &FitManySettings::exact},
    {"gradientTolerance", &FitManySettings::gradient_tolerance},
    {"stepTolerance", &FitManySettings::step_tolerance},
    {"maxIterations", &FitManySettings::max_iterations},
    {"weighted", &FitManySettings::weighted},
    {"absolute", &FitManySettings::absolute},
    {"errors", &FitManySettings::errors},
    {"covariance", &FitManySettings::covariance},
};

// `count` fits of a formula made without data, from start to end. The columns are those of the formula, then the
// response, then the roots of weights: each a row of `each`, which has the rows of all fits one after another, or,
// where `columns` says -1 - k, row k of `shared`. Fit i has the rows from offsets[i] to offsets[i + 1]; without
// offsets, each has as many as the others. `start` has a parameter a row, of each fit or one for all; bounds are empty
// for none.
//
// Fills, for each fit: the parameters, a row each; standard errors likewise and the upper triangles of the covariances,
// where their matrices have rows; the sum of squares; the status; the iterations; whether it has converged, as 0
// or 1. Returns 0; -1 where the formula is
// none, -2 without memory, -3 where the arguments do not go together.
int32_t fit_many_solve(Environment&, int32_t formula, Vector<const double> settings, int32_t count,
                       Vector<const int32_t> columns, Matrix<const double> shared, Matrix<const double> each,
                       Vector<const int32_t> offsets, Matrix<const double> start, Vector<const double> lower,
                       Vector<const double> upper, Matrix<double> parameters, Matrix<double> errors,
                       Matrix<double> covariance, Vector<double> sum, Vector<uint8_t> status,
                       Vector<int32_t> iterations, Vector<uint8_t> converged);

// The same as a run, with copies of all; its iterations are fits that have ended.
int32_t fit_many_create(Environment&, int32_t formula, Vector<const double> settings, int32_t count,
                        Vector<const int32_t> columns, Matrix<const double> shared, Matrix<const double> each,
                        Vector<const int32_t> offsets, Matrix<const double> start, Vector<const double> lower,
                        Vector<const double> upper);
// What has come of it; fits that have not ended have the status of the run, and what they started from.
int32_t fit_many_result(Environment&, int32_t run, Matrix<double> parameters, Matrix<double> errors,
                        Matrix<double> covariance, Vector<double> sum, Vector<uint8_t> status,
                        Vector<int32_t> iterations, Vector<uint8_t> converged);

}  // namespace steepest
