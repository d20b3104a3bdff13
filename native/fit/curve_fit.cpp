#include "fit/curve_fit.hpp"

#include "kernels/table.hpp"
#include "minimize/residual_model.hpp"
#include "residuals/covariance.hpp"
#include "residuals/variance.hpp"

namespace steepest {

bool make_residual_root(Run& run, ResidualMethod method) {
    run.root = method == ResidualMethod::gauss_newton ? gauss_newton(run) : levenberg_marquardt(run);
    return run.root.allocated();
}

std::size_t bytes_of_residual_run(Index parameters) {
    const std::size_t n = static_cast<std::size_t>(parameters);
    return 4096 + 8 * (6 * n * n + 20 * n) + 40 * Workspace::alignment;
}

FitReport report_fit(Run& run, const ResidualLoss& loss, Vector<const double> residuals, Index parameters,
                     const RowFactor* plain, Matrix<double> covariance) {
    FitReport report;
    const Scope scope(run.memory);
    bool* const known = run.memory.array<bool>(run.dimension);
    if (run.memory.failed()) return report;
    for (Index j = 0; j < run.dimension; ++j) known[j] = run.bounds().low(j) == run.bounds().high(j);
    const double squares = kernels().level1.dot(residuals.size, residuals.data, residuals.data);
    report.residual_sum_of_squares = squares;
    report.variance = residual_variance(loss, residuals, squares, parameters);
    for (Index i = 0; i < covariance.rows * covariance.columns; ++i) covariance.data[i] = NAN;
    if (!plain || !plain->is_finite()) return report;
    const Index rank = covariance_beside(*plain, known, ResidualModel::rank_tolerance(run), covariance, run.memory);
    if (rank >= 0) report.rank = static_cast<double>(rank);
    return report;
}

FitReport report_curve(Run& run, Curve& curve, const double* x, Vector<double> residuals, Matrix<double> covariance) {
    const ResidualLoss& loss = curve.problem().loss;
    curve.residuals(x, residuals.data);
    if (loss.is_squared() && run.incumbent.factor) {
        return report_fit(run, loss, residuals, run.dimension, run.incumbent.factor, covariance);
    }
    const Scope scope(run.memory);
    RowFactor plain;
    if (!plain.allocate(run.memory, run.dimension)) return {};
    curve.factor(x, {}, plain);
    return report_fit(run, loss, residuals, run.dimension, &plain, covariance);
}

}  // namespace steepest
