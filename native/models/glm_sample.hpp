// The accelerated start on a sample of the rows, for data with many more rows than columns.
//
// A few Newton steps on blocks of rows spread over all the data come near the minimum at a fraction of the cost of one
// pass, and leave a Hessian that stands for the whole one. From there passes over all rows correct it. Nothing that is
// learned from the sample is trusted: it only chooses where the passes over all rows start, and in which metric.
#pragma once

#include "models/glm_state.hpp"

namespace steepest {

// One block of rows out of each group of `part` neighbours. The factor makes their losses stand for all.
RowSet sample_rows(const GlmObjective& f, Index part, Workspace& memory);

// The parts of the data that pay: a small one to come near, a larger one for the metric. Zeros when none does.
struct SampleParts {
    Index near = 0;
    Index metric = 0;
    int steps = 0;       // on the small one: a scarce one fits itself better than the data, so that more mislead
    bool bound = false;  // whether the larger is large enough for gap_by_sample to come sooner than passes over all
};
SampleParts sample_parts(const GlmObjective& f);

// Newton's method on the sample from state.at.v: at most so many steps, or until the next would change little. The last
// Hessian stays as the metric. False when the sample would not do.
Task<bool> start_on_sample(Run& run, GlmState& state, const RowSet& sample, int steps);

// A bound on F(v) - min F from a model that bounds F from below: the rows of the sample with their losses, all others
// with the tangents of theirs at v. Its minimum is found on the sample alone, from state.at and in the metric, and
// bounded by strong convexity; dually, these are the α_i = -c_i ℓ′ at two different predictors, each feasible. So the
// curvature of the sample is in the bound, where ‖∂F/∂W‖² / 2λ has only the penalty's. Infinite when it does not get
// there.
Task<double> gap_by_sample(Run& run, GlmState& state, const RowSet& sample, double goal);

}  // namespace steepest
