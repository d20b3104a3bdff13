// The operations on sums of squares: curves through data, which the core evaluates, and residuals that JavaScript owns.
// Both are runs (run_operations.hpp): created here, driven or told and read there.
#pragma once

#include "api/environment.hpp"
#include "minimize/sums_of_squares.hpp"
#include "residuals/robust_loss.hpp"

namespace steepest {

// The core's part of the options of a fit. Tolerances and limits are those of options.hpp.
struct FitSettings {
    double method;      // index into residual_method_names
    double loss;        // index into robust_loss_names
    double loss_scale;  // C
    double derivative;  // 0 exact, 1 by forward differences, 2 by central ones; of residuals of JavaScript's 1 or 2
    double gradient_tolerance;
    double function_tolerance;
    double step_tolerance;
    double max_iterations;
    double max_evaluations;
    double max_time;  // milliseconds
    double target;
    double initial_radius;
};
struct FitSetting {
    const char* name;
    double FitSettings::*field;
};
inline constexpr FitSetting fit_settings[] = {
    {"method", &FitSettings::method},
    {"loss", &FitSettings::loss},
    {"lossScale", &FitSettings::loss_scale},
    {"derivative", &FitSettings::derivative},
    {"gradientTolerance", &FitSettings::gradient_tolerance},
    {"functionTolerance", &FitSettings::function_tolerance},
    {"stepTolerance", &FitSettings::step_tolerance},
    {"maxIterations", &FitSettings::max_iterations},
    {"maxEvaluations", &FitSettings::max_evaluations},
    {"maxTime", &FitSettings::max_time},
    {"target", &FitSettings::target},
    {"initialRadius", &FitSettings::initial_radius},
};

// What a fit reports beside the numbers of its run.
inline constexpr const char* fit_number_names[] = {
    "residualSumOfSquares",  // Σ w r²
    "rank",                  // of J; NaN: not known
    "variance",              // as residuals/variance.hpp says
};

// A curve fitted from start to end. The formula is one of rows (formulaRows), whose parameters are the free ones, in
// their order; `columns` are its data, `weights` and the bounds are empty for none. Fills the parameters at the best
// point, the residuals r = √w (f - y) there, (JᵀWJ)⁻¹ unless that has no rows, the numbers of the run and then those of
// the fit. Returns the status; -1 without memory, -2 for arguments that do not go together.
int32_t fit_solve(Environment&, int32_t formula, Matrix<const double> columns, Vector<const double> response,
                  Vector<const double> weights, Vector<const double> settings, Vector<const double> start,
                  Vector<const double> lower, Vector<const double> upper, Vector<double> x, Vector<double> residuals,
                  Matrix<double> covariance, Vector<double> numbers);
// A run of the same, with copies of all.
int32_t fit_create(Environment&, int32_t formula, Matrix<const double> columns, Vector<const double> response,
                   Vector<const double> weights, Vector<const double> settings, Vector<const double> start,
                   Vector<const double> lower, Vector<const double> upper);
// A run whose residuals JavaScript answers, `count` of them, and their Jacobian too, if `provides` says so.
int32_t run_create_residuals(Environment&, int32_t provides, int32_t count, Vector<const double> settings,
                             Vector<const double> start, Vector<const double> lower, Vector<const double> upper);
// What such a run has come to at its best point: r and, where it is known, J, if there is room; (JᵀWJ)⁻¹; the numbers
// of the fit. -1 where the handle names no such run, or without memory.
int32_t fit_report(Environment&, int32_t run, Vector<double> residuals, Matrix<double> jacobian,
                   Matrix<double> covariance, Vector<double> numbers);

}  // namespace steepest
