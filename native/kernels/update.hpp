// Kernels of the first-order rules: one step over parameters, gradient and what a rule remembers, each number read once
// and written once. The rules themselves, and where these numbers come from: update/rule.cpp.
#pragma once

#include "base/view.hpp"

namespace steepest {

// A step's numbers, the same for every element. Before all else
//
//     x ← shrink x,   g ← scale g + penalty x
//
// (decoupled weight decay; clipping by norm; an L2 penalty, which sees x as it was).
struct UpdateNumbers {
    double shrink = 1;
    double scale = 1;
    double penalty = 0;
    double keep_first = 0, take_first = 0;     // m ← keep m + take g
    double keep_second = 0, take_second = 0;   // v ← keep v + take g²
    double from_gradient = 0, from_first = 0;  // numerator from_gradient g + from_first m; the rate is a factor of both
    double root = 1;                           // denominator √(root v + inside) + epsilon
    double inside = 0;
    double epsilon = 0;
};

// An element's result depends on that element and the level alone. x and g may not overlap, but may be the same array;
// memory holds as many arrays as the rule remembers.
template <class T>
using UpdateKernel = void(Index n, const UpdateNumbers& numbers, T* x, const T* g, T* const* memory);

template <class T>
struct Update {
    UpdateKernel<T>* gradient;                // nothing
    UpdateKernel<T>* momentum;                // m
    UpdateKernel<T>* root_mean_square[2][2];  // v; of the centered kind also m; with momentum also a buffer
    UpdateKernel<T>* adadelta;                // v, and the same of the steps
    UpdateKernel<T>* adam;                    // m, v
    UpdateKernel<T>* amsgrad;                 // m, v, and the largest v
};

}  // namespace steepest
