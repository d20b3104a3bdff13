#include "minimize/run.hpp"

#include <cstdlib>

#include "kernels/table.hpp"
#include "minimize/differences.hpp"
#include "minimize/from_residuals.hpp"

namespace steepest {

Run::Run(Index n, const Options& given, std::size_t bytes)
    : Execution(bytes), dimension(n), options(given), promised_decrease(NAN) {}

void Run::drop_nested() {
    if (!nested) return;
    nested->~Run();
    std::free(nested);
    nested = nullptr;
}

void Run::accept(const double* x, double value, const double* gradient, double gradient_norm) {
    incumbent = {x, nullptr, 0, value, gradient, gradient_norm};
    promised_decrease = NAN;
}

void Run::consider(const double* x, const double* direction, double step, double value) {
    const bool better = incumbent.x ? value < incumbent.value : std::isfinite(value);
    if (better) incumbent = {x, direction, step, value, nullptr, NAN};
}

void Run::consider_start(const double* x, double value) {
    consider(x, nullptr, 0, value);
    if (constraints.any()) incumbent.violation = NAN;
}

void Run::count_iteration(double step_size) {
    ++iterations;
    last_step_size = step_size;
    iterated_ = true;
}

void Run::point_along(const double* from, double step, const double* p, double* out) const {
    kernels().level1.add_scaled(dimension, from, step, p, out);
    if (bounds().any()) settle_within(bounds(), from, step, p, {out, dimension});
}

void Run::point_of(const Incumbent& best, double* x) const {
    if (best.x && best.direction) {
        point_along(best.x, best.step, best.direction, x);
    } else {
        for (Index i = 0; i < dimension; ++i) x[i] = bounds().clamp(i, best.x ? best.x[i] : start[i]);
    }
}

void Run::begin() {
    if (!root.allocated()) {
        end({Status::out_of_memory});
        return;
    }
    leaf = root.handle();
    resume();
    settle();
}

void Run::pose(const Query& query, std::coroutine_handle<> waiting) {
    const bool known = (query.needs & ~(provides | needs::at_points | needs::constraints)) == 0;
    if (known) {
        ask_directly(query, waiting);
        return;
    }
    substitute_ = residuals.count > 0 ? from_residuals(*this, query) : by_differences(*this, query);
    if (!substitute_.allocated()) {  // out of memory: settle() ends the run before anything is asked
        ask_directly({}, waiting);
        return;
    }
    substitute_.continue_with(waiting);
    next = substitute_.handle();
}

double Run::conclude() {
    if (!substitute_.allocated()) return query_.value;
    const double value = substitute_.result();
    substitute_ = Task<double>{};
    return value;
}

void Run::ask_directly(const Query& query, std::coroutine_handle<> waiting) {
    query_ = query;
    leaf = waiting;
}

void Run::tell(double value) {
    if (done_) return;
    query_.value = value;
    if (query_.needs & needs::batch) counts_.value += query_.points.rows;
    if (query_.needs & (needs::value | needs::residuals)) ++counts_.value;
    if (query_.needs & needs::gradient) ++counts_.gradient;
    if (query_.needs & needs::hessian) ++counts_.hessian;
    if (query_.needs & needs::product) ++counts_.product;
    if (query_.needs & needs::constraint_batch) counts_.constraints += query_.points.rows;
    if (query_.needs & needs::constraints) ++counts_.constraints;
    if (query_.needs & (needs::jacobian | needs::residual_jacobian | needs::factor)) ++counts_.jacobian;
    counts_.value += query_.more_values;
    resume();
    settle();
}

void Run::settle() {
    if (root.done()) {
        end(memory.failed() ? Verdict{} : root.result());
    } else if (memory.failed()) {
        end({});
    } else if (incumbent.x && incumbent.value <= options.target && constraints.met_by(incumbent.violation, options)) {
        const bool unbounded = incumbent.value == -INFINITY;
        end({unbounded ? Status::unbounded : Status::target, incumbent.value, options.target});
    } else if (static_cast<double>(counts_.value) >= options.max_evaluations) {
        end({Status::max_evaluations, static_cast<double>(counts_.value), options.max_evaluations});
    }
}

void Run::end(Verdict verdict) {
    if (done_) return;
    done_ = true;
    verdict_ = verdict;
    query_ = {};
}

}  // namespace steepest
