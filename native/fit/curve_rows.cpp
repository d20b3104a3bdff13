#include "fit/curve_rows.hpp"

#include <algorithm>
#include <new>

#include "kernels/table.hpp"
#include "minimize/from_residuals.hpp"

namespace steepest {
namespace {

bool is_central(const CurveProblem& problem) {
    return problem.derivative == CurveDerivative::central;
}

}  // namespace

bool CurveRows::allocate(Workspace& memory, const CurveProblem& problem, Vector<const double> root_weights) {
    problem_ = &problem, root_weights_ = root_weights;
    const Index n = problem.parameters();
    const Index block = std::max<Index>(1, std::min(FormulaRows::block_rows(), problem.rows()));
    value_.allocate(memory, *problem.value);
    factors_ = memory.array<double>(block);
    columns_ = memory.matrix(n + 1, block);
    if (problem.derivatives) return derivatives_.allocate(memory, *problem.derivatives);
    moved_ = memory.array<FormulaRows>(2 * n);
    stencils_ = memory.array<Stencil>(n);
    point_ = memory.array<double>(n);
    values_ = memory.array<double>(3 * block);
    for (Index k = 0; k < 2 * n && !memory.failed(); ++k) {
        (::new (moved_ + k) FormulaRows)->allocate(memory, *problem.value);
    }
    return !memory.failed();
}

// An output of a block, times a factor a row if there are any.
void CurveRows::weigh(const FormulaRows& rows, Index output, const double* factors, Index count, double* out) const {
    const double* const from = rows.output(output);
    if (!factors) {
        rows.copy(output, count, out, 1);
    } else if (rows.is_uniform(output)) {
        for (Index i = 0; i < count; ++i) out[i] = factors[i] * *from;
    } else {
        for (Index i = 0; i < count; ++i) out[i] = factors[i] * from[i];
    }
}

const double* CurveRows::residuals(Index first, Index count) {
    double* const r = columns_.row(columns_.rows - 1);
    value_.compute(problem_->columns, first, count);
    value_.copy(0, count, r, 1);
    kernels().level1.subtract(count, r, problem_->response.data + first, r);
    for (Index i = 0; root_weights_.size > 0 && i < count; ++i) r[i] *= root_weights_[first + i];
    return r;
}

void CurveRows::begin_columns(const double* x) {
    if (problem_->derivatives) {
        derivatives_.begin(x);
        return;
    }
    const Index n = problem_->parameters();
    const bool central = is_central(*problem_);
    value_.begin(x);
    for (Index j = 0; j < n; ++j) point_[j] = x[j];
    for (Index j = 0; j < n; ++j) {
        const double step = difference_step(x[j], problem_->start[j], central);
        stencils_[j] = stencil(problem_->bounds, x[j], j, step, central);
        point_[j] = stencils_[j].first;
        moved_[2 * j].begin(point_);
        point_[j] = stencils_[j].second;
        if (central) moved_[2 * j + 1].begin(point_);
        point_[j] = x[j];
    }
    for (Index j = 0; j < n; ++j) point_[j] = x[j];
}

void CurveRows::differences(Index first, Index count, const double* factors) {
    const Index n = problem_->parameters(), block = columns_.columns;
    const bool central = is_central(*problem_);
    double* const at = values_;
    double* const ahead = at + block;
    double* const behind = ahead + block;
    value_.copy(0, count, at, 1);
    for (Index j = 0; j < n; ++j) {
        moved_[2 * j].compute(problem_->columns, first, count);
        moved_[2 * j].copy(0, count, ahead, 1);
        if (central) {
            moved_[2 * j + 1].compute(problem_->columns, first, count);
            moved_[2 * j + 1].copy(0, count, behind, 1);
        }
        double* const column = columns_.row(j);
        for (Index i = 0; i < count; ++i) {
            column[i] = slope_of(stencils_[j], point_[j], at[i], ahead[i], central ? behind[i] : at[i]);
            if (factors) column[i] *= factors[i];
        }
    }
}

Matrix<double> CurveRows::columns(Index first, Index count, const ResidualLoss& loss) {
    const Index n = problem_->parameters();
    FormulaRows& own = problem_->derivatives ? derivatives_ : value_;
    own.compute(problem_->columns, first, count);
    double* const r = columns_.row(n);
    own.copy(0, count, r, 1);
    kernels().level1.subtract(count, r, problem_->response.data + first, r);
    const bool weighed = root_weights_.size > 0;
    const double* factors = weighed ? root_weights_.data + first : nullptr;
    for (Index i = 0; weighed && i < count; ++i) r[i] *= factors[i];
    if (!loss.is_squared()) {
        for (Index i = 0; i < count; ++i) factors_[i] = loss.reweigh(r[i]) * (weighed ? factors[i] : 1);
        factors = factors_;
    }
    if (problem_->derivatives) {
        for (Index j = 0; j < n; ++j) weigh(own, j + 1, factors, count, columns_.row(j));
    } else {
        differences(first, count, factors);
    }
    return columns_;
}

}  // namespace steepest
