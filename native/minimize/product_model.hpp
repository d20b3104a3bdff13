// The quadratic model of f whose Hessian is known by its products with vectors, asked of the objective.
#pragma once

#include "minimize/plain_model.hpp"
#include "region/steihaug.hpp"

namespace steepest {

struct ProductModel : PlainModel {
    Steihaug truncated = {};

    bool allocate(Run& run) { return truncated.allocate(run.memory, run.dimension); }
    bool reset(const Run&, const double*, const double*) const { return false; }
};

Task<RegionStep> minimize_model(Run& run, ProductModel& model, const double* x, const double* g, double radius,
                                bool smaller, double* p);

}  // namespace steepest
