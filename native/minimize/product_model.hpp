// The quadratic model of f whose Hessian is known by its products with vectors, asked of the objective.
#pragma once

#include "minimize/run.hpp"
#include "region/steihaug.hpp"

namespace steepest {

struct ProductModel {
    Steihaug truncated = {};

    bool allocate(Run& run) { return truncated.allocate(run.memory, run.dimension); }
    Query query(const Run& run, unsigned needs, const double* x, double* g) const {
        return {.needs = needs, .x = {x, run.dimension}, .gradient = g};
    }
    bool finite() const { return true; }
    void adopt() const {}
    double first_radius(const Run& run, const double* x, const double* g) const;
    double longest_radius(const Run& run) const;
    bool reset(const Run&, const double*, const double*) const { return false; }
};

Task<RegionStep> minimize_model(Run& run, ProductModel& model, const double* x, const double* g, double radius,
                                bool smaller, double* p);

}  // namespace steepest
