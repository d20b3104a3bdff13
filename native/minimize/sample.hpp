// Points that are asked about in one question, their values, and the order of these.
#pragma once

#include "linalg/sort.hpp"
#include "minimize/best_point.hpp"

namespace steepest {

struct Sample {
    Matrix<double> points;  // a point a row
    Vector<double> values;
    Vector<int32_t> order;  // places of the values, ascending

    bool allocate(Workspace& memory, Index capacity, Index n) {
        points = memory.matrix(capacity, n);
        values = memory.vector(capacity);
        order = memory.vector<int32_t>(capacity);
        return !memory.failed();
    }

    // The question about the first `count` points: cut to the evaluations that are left, the others keep NaN.
    Query question(const Run& run, Index count) {
        points.rows = values.size = order.size = count;
        for (double& value : values) value = NAN;
        const double left = run.options.max_evaluations - static_cast<double>(run.counts().value);
        const Index asked =
            left < static_cast<double>(count) ? static_cast<Index>(std::fmax(std::ceil(left), 1)) : count;
        return {.needs = needs::batch,
                .points = {points.data, asked, points.columns, points.stride},
                .values = values.data,
                .candidates = true};
    }

    // Orders the values, what is not a number last, and offers the best. False when that is -∞: there is no minimum.
    bool take(Run& run, BestPoint& best) {
        for (double& value : values) value = rank(value);
        sort_indices<double>(values, order);
        best.offer(run, points.row(order[0]), values[order[0]]);
        return values[order[0]] > -INFINITY;
    }
};

}  // namespace steepest
