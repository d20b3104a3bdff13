// The quadratic model within a ball, lowered by conjugate gradients up to the boundary.
#pragma once

#include <cmath>

#include "region/products.hpp"
#include "region/step.hpp"

namespace steepest {

struct Steihaug {
    Index n = 0;
    double* residual = nullptr;
    double* direction = nullptr;
    double* product = nullptr;
    double first_gradient = NAN;  // ‖g‖ of the first solution

    bool allocate(Workspace& memory, Index dimension);
};

// Lowers g·p + p·H p / 2 over ‖p‖ ≤ Δ until the model's gradient is small beside g: the smaller, the more the gradients
// of the run have fallen, so that the run converges faster than linearly. An infinite Δ asks for the minimizer of the
// model alone: where negative curvature is met instead, the answer is on_boundary and p undefined.
Task<RegionStep> steihaug(Products& products, Steihaug& work, const double* g, double delta, double* p);

}  // namespace steepest
