// What the directions that use second derivatives need before they can be computed.
#pragma once

#include "direction/newton.hpp"
#include "direction/newton_cg.hpp"
#include "minimize/run.hpp"
#include "minimize/stopping.hpp"

namespace steepest {

// Both return `solved` when the direction can be computed, else why the run ends: not_finite or out_of_memory.
inline Task<Status> prepare(Run& run, NewtonDirection& direction, const double* x, const double*) {
    const Index n = run.dimension;
    double* const hessian = direction.hessian.factor.data;
    const Query query{.needs = needs::hessian, .x = {x, n}, .hessian = hessian};
    co_await run.evaluate(query);
    if (run.memory.failed()) co_return Status::out_of_memory;
    co_return first_not_finite(hessian, n * n) < 0 ? Status::solved : Status::not_finite;
}

inline Task<Status> prepare(Run& run, NewtonCgDirection& direction, const double* x, const double* g) {
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
        if (run.memory.failed()) co_return Status::out_of_memory;
        if (first_not_finite(direction.bd, n) >= 0) co_return Status::not_finite;
        if (!direction.advance()) break;
    }
    co_return Status::solved;
}

}  // namespace steepest
