// What a truncated conjugate-gradient method sees of a Hessian: its products with vectors. Where they come from, a
// question to the objective, differences of gradients or a matrix at hand, is their owner's business.
//
// `co_await products.of(v, out)` is an awaiter, not a coroutine: a product costs no frame.
#pragma once

#include <coroutine>

#include "base/task.hpp"

namespace steepest {

struct Products {
    Execution& execution;
    // Puts the question for H v; `waiting` continues once out is filled. False when it was filled at once.
    bool (*ask)(Products&, const double* v, double* out, std::coroutine_handle<> waiting);
    void (*conclude)(Products&);

    auto of(const double* v, double* out) {
        struct Awaiter {
            Products& products;
            const double* v;
            double* out;
            bool await_ready() const { return false; }
            bool await_suspend(std::coroutine_handle<> waiting) const {
                return products.ask(products, v, out, waiting);
            }
            void await_resume() const { products.conclude(products); }
        };
        return Awaiter{*this, v, out};
    }
};

}  // namespace steepest
