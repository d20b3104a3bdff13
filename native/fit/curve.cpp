#include "fit/curve.hpp"

#include <algorithm>
#include <new>

#include "kernels/table.hpp"
#include "minimize/from_residuals.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

// Rows of a range, unless there would be more ranges than these.
constexpr Index least_range = 8192, most_ranges = 64;

}  // namespace

bool Curve::allocate(Workspace& memory, const CurveProblem& problem) {
    problem_ = problem;
    const Index n = problem.parameters(), m = problem.rows(), block = FormulaRows::block_rows();
    const Index blocks = (m + most_ranges * block - 1) / (most_ranges * block);
    range_rows_ = std::max(least_range, blocks * block);
    ranges_ = std::max<Index>(1, (m + range_rows_ - 1) / range_rows_);
    lanes_ = lanes_for(ranges_);
    rows_ = memory.array<CurveRows>(lanes_);
    begun_ = memory.array<bool>(lanes_);
    sums_ = memory.array<double>(ranges_);
    if (problem.weights.size > 0) {
        root_weights_ = memory.vector(m);
        for (Index i = 0; root_weights_.data && i < m; ++i) root_weights_[i] = std::sqrt(problem.weights[i]);
    }
    if (ranges_ > 1) {
        factors_ = memory.array<RowFactor>(ranges_);
        scratch_ = memory.matrix(n + 1, n + 1);
    }
    if (memory.failed()) return false;
    for (Index range = 0; factors_ && range < ranges_; ++range)
        (::new (factors_ + range) RowFactor)->allocate(memory, n);
    for (int lane = 0; lane < lanes_ && !memory.failed(); ++lane) {
        (::new (rows_ + lane) CurveRows)->allocate(memory, problem_, root_weights_);
    }
    return !memory.failed();
}

Objective Curve::objective() {
    return {this, problem_.parameters(), needs::value | needs::factor,
            [](void* self, Query& query) { static_cast<Curve*>(self)->answer(query); }};
}

// Calls body(first, count) for the blocks of a range.
template <class Body>
void Curve::each_block(Index range, Body body) const {
    const Index from = range * range_rows_, to = std::min(problem_.rows(), from + range_rows_);
    const Index block = FormulaRows::block_rows();
    for (Index first = from; first < to; first += block) body(first, std::min(block, to - first));
}

double Curve::value(const double* x) {
    for (int lane = 0; lane < lanes_; ++lane) begun_[lane] = false;
    for_each_block(ranges_, lanes_, [&](Index range, int lane) {
        CurveRows& rows = rows_[lane];
        if (!begun_[lane]) rows.begin_values(x);
        begun_[lane] = true;
        sums_[range] = 0;
        each_block(range, [&](Index first, Index count) {
            const double* const r = rows.residuals(first, count);
            sums_[range] +=
                problem_.loss.is_squared() ? 0.5 * kernels().level1.dot(count, r, r) : problem_.loss.value(r, count);
        });
    });
    double sum = 0;
    for (Index range = 0; range < ranges_; ++range) sum += sums_[range];
    return sum;
}

void Curve::factor(const double* x, const ResidualLoss& loss, RowFactor& out) {
    for (int lane = 0; lane < lanes_; ++lane) begun_[lane] = false;
    for_each_block(ranges_, lanes_, [&](Index range, int lane) {
        CurveRows& rows = rows_[lane];
        if (!begun_[lane]) rows.begin_columns(x);
        begun_[lane] = true;
        RowFactor& part = ranges_ > 1 ? factors_[range] : out;
        part.clear();
        each_block(range, [&](Index first, Index count) { part.fold(rows.columns(first, count, loss), count); });
    });
    if (ranges_ == 1) return;
    out.clear();
    for (Index range = 0; range < ranges_; ++range) out.fold(factors_[range], scratch_);
}

void Curve::residuals(const double* x, double* out) {
    CurveRows& rows = rows_[0];
    rows.begin_values(x);
    for (Index range = 0; range < ranges_; ++range) {
        each_block(range, [&](Index first, Index count) {
            const double* const r = rows.residuals(first, count);
            for (Index i = 0; i < count; ++i) out[first + i] = r[i];
        });
    }
}

void Curve::answer(Query& query) {
    if (query.needs & needs::value) query.value = value(query.x.data);
    if (!(query.needs & needs::factor)) return;
    factor(query.x.data, problem_.loss, *query.factor);
    const Index each = problem_.derivative == CurveDerivative::central ? 2 : 1;
    if (!problem_.derivatives) query.more_values = each * problem_.parameters();
}

}  // namespace steepest
