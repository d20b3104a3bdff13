// Makes an objective, with gradient, Hessian and Hessian-vector product, of a test function that says less.
//
// A function of many variables, P, is written with its gradient, for any kind of number:
//     template <class T> static T evaluate(Index n, const T* x, T* gradient, T* scratch);
// In dual numbers x + e v the same code gives, beside the gradient, its derivative along v: the Hessian times v, at a
// small multiple of the cost of a gradient. The Hessian is that for each unit vector.
//
// A function of a few variables, F, is written as its value alone, and OfFewVariables differentiates that too.
#pragma once

#include <new>

#include "base/query.hpp"
#include "base/workspace.hpp"
#include "objective/problems/jet.hpp"

namespace steepest::problems {

template <class F>
struct OfFewVariables {
    static constexpr int size = F::dimension;

    template <class T>
    static T evaluate(Index, const T* x, T* gradient, T*) {
        Jet<T, size> point[size];
        for (int i = 0; i < size; ++i) {
            point[i].value = x[i];
            point[i].partial[i] = T(1.0);
        }
        const Jet<T, size> result = F::value(point);
        for (int i = 0; i < size; ++i) gradient[i] = result.partial[i];
        return result.value;
    }
};

template <class P>
class Differentiated {
  public:
    static Objective make(Workspace& workspace, Index n) {
        void* place = workspace.allocate(sizeof(Differentiated));
        Dual* x = workspace.array<Dual>(n);
        Dual* gradient = workspace.array<Dual>(n);
        Dual* scratch = workspace.array<Dual>(n);
        if (workspace.failed()) return {};
        constexpr unsigned provides = needs::value_and_gradient | needs::hessian | needs::product;
        return {new (place) Differentiated(n, x, gradient, scratch), n, provides, answer};
    }

  private:
    Differentiated(Index n, Dual* x, Dual* gradient, Dual* scratch)
        : n_(n), x_(x), gradient_(gradient), scratch_(scratch) {}

    static void answer(void* self, Query& query) { static_cast<Differentiated*>(self)->answer(query); }

    void answer(Query& query) {
        if (query.needs & needs::value_and_gradient) {
            // The memory of the dual numbers serves as scratch, and as a gradient that nobody asked for.
            double* unasked = reinterpret_cast<double*>(gradient_);
            double* gradient = query.needs & needs::gradient ? query.gradient : unasked;
            query.value = P::evaluate(n_, query.x.data, gradient, reinterpret_cast<double*>(scratch_));
        }
        if (query.needs & needs::product) {
            along(query.x, [&](Index i) { return query.direction[i]; });
            for (Index i = 0; i < n_; ++i) query.product[i] = gradient_[i].partial[0];
        }
        if (query.needs & needs::hessian) {
            for (Index j = 0; j < n_; ++j) {
                along(query.x, [&](Index i) { return i == j ? 1.0 : 0.0; });
                // Each pair is computed once, so that the matrix is symmetric to the last bit.
                for (Index i = j; i < n_; ++i) {
                    query.hessian[i * n_ + j] = query.hessian[j * n_ + i] = gradient_[i].partial[0];
                }
            }
        }
    }

    template <class Direction>
    void along(Vector<const double> x, Direction direction) {
        for (Index i = 0; i < n_; ++i) {
            x_[i].value = x[i];
            x_[i].partial[0] = direction(i);
        }
        P::evaluate(n_, static_cast<const Dual*>(x_), gradient_, scratch_);
    }

    Index n_;
    Dual* x_;
    Dual* gradient_;
    Dual* scratch_;
};

}  // namespace steepest::problems
