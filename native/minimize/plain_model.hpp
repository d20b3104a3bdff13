// What the models have in common that ask for nothing but gradients at an iterate, and so know no scale of its
// variables: the region is a ball, at first as large as x.
#pragma once

#include <cmath>

#include "kernels/table.hpp"
#include "minimize/run.hpp"

namespace steepest {

struct PlainModel {
    Query query(const Run& run, unsigned needs, const double* x, double* g) const {
        return {.needs = needs, .x = {x, run.dimension}, .gradient = g};
    }
    bool finite() const { return true; }
    void adopt() const {}
    double first_radius(const Run& run, const double* x, const double*) const {
        if (run.options.initial_radius > 0) return run.options.initial_radius;
        return std::fmax(std::sqrt(kernels().level1.dot(run.dimension, x, x)), 1);
    }
    double longest_radius(const Run& run) const {
        return run.options.max_radius > 0 ? run.options.max_radius : INFINITY;
    }
};

}  // namespace steepest
