// The operations on fits of generalized linear models.
//
// A fit is a run (run_operations.hpp): created here, driven and read there. Its vectors are parameters: coefficients,
// class by class, then intercepts.
#pragma once

#include "api/data_operations.hpp"
#include "models/glm_fit.hpp"
#include "models/glm_predict.hpp"

namespace steepest {

struct GlmSettings {
    double loss;       // as losses are numbered in kernels/glm.hpp
    double classes;    // of multinomial; else 1
    double intercept;  // 0 or 1
    double scale;
    double penalty;
    double solver;  // index into glm_solver_names
    double tolerance;
    double max_iterations;
};
struct GlmSetting {
    const char* name;
    double GlmSettings::*field;
};
inline constexpr GlmSetting glm_settings[] = {
    {"loss", &GlmSettings::loss},           {"classes", &GlmSettings::classes},
    {"intercept", &GlmSettings::intercept}, {"scale", &GlmSettings::scale},
    {"penalty", &GlmSettings::penalty},     {"solver", &GlmSettings::solver},
    {"tolerance", &GlmSettings::tolerance}, {"maxIterations", &GlmSettings::max_iterations},
};

// A run that fits a data set. `weights` is empty for ones, `start` for none. Negative: -2
// when memory ran out, -3 when the data set is not complete, or targets, weights and settings do not go together.
int32_t glm_create(Environment&, int32_t dataset, Vector<const double> settings, Vector<const double> y,
                   Vector<const double> weights, Vector<const double> start);
// What the fit reports beside the run's numbers: as glm_report_names says.
int32_t glm_report(Environment&, int32_t run, Vector<double> report);

// The same without a data set, on the caller's rows, from start to end: fills the parameters, the numbers of the run,
// the report, and `place` as above. Returns the status; -1 when a value is not finite, else as above.
int32_t glm_solve(Matrix<const double> x, Vector<const double> settings, Vector<const double> y,
                  Vector<const double> weights, Vector<const double> start, Vector<double> parameters,
                  Vector<double> numbers, Vector<double> report, Vector<double> place);
int32_t glm_solve_single(Matrix<const float> x, Vector<const double> settings, Vector<const double> y,
                         Vector<const double> weights, Vector<const double> start, Vector<double> parameters,
                         Vector<double> numbers, Vector<double> report, Vector<double> place);

// Fills `out` as predict_glm says (models/glm_predict.hpp), for `means` a loss; the predictors themselves for squared.
// -1 when memory ran out.
int32_t glm_predict(Matrix<const double> x, Vector<const double> parameters, int32_t classes, int32_t means,
                    Vector<double> out);
int32_t glm_predict_single(Matrix<const float> x, Vector<const double> parameters, int32_t classes, int32_t means,
                           Vector<double> out);
int32_t glm_predict_dataset(Environment&, int32_t dataset, Vector<const double> parameters, int32_t classes,
                            int32_t means, Vector<double> out);

}  // namespace steepest
