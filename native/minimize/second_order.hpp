// What the directions that use second derivatives need before they can be computed.
#pragma once

#include "direction/newton.hpp"
#include "direction/newton_cg.hpp"
#include "minimize/run.hpp"

namespace steepest {

inline Task<bool> prepare(Run& run, NewtonDirection& direction, const double* x, const double*) {
    const Query query{.needs = needs::hessian, .x = {x, run.dimension}, .hessian = direction.hessian.factor.data};
    co_await run.evaluate(query);
    co_return !run.memory.failed();
}

inline Task<bool> prepare(Run& run, NewtonCgDirection& direction, const double* x, const double* g) {
    const Index n = run.dimension;
    direction.begin(g);
    if (direction.dense) {
        const Query query{.needs = needs::hessian, .x = {x, n}, .hessian = direction.hessian};
        co_await run.evaluate(query);
    }
    while (direction.unfinished()) {
        if (direction.dense) {
            kernels().level2.gemv(n, n, direction.hessian, n, direction.d, direction.bd);
        } else {
            const Query query{.needs = needs::product, .x = {x, n}, .direction = direction.d, .product = direction.bd};
            co_await run.evaluate(query);
        }
        if (run.memory.failed() || !direction.advance()) break;
    }
    co_return !run.memory.failed();
}

}  // namespace steepest
