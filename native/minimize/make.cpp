// The only file that knows every method's name.
#include "minimize/make.hpp"

#include <algorithm>

#include "direct/cyclic_coordinate.hpp"
#include "direct/hooke_jeeves.hpp"
#include "direct/nelder_mead.hpp"
#include "direct/powell.hpp"
#include "direction/bfgs.hpp"
#include "direction/conjugate_gradient.hpp"
#include "direction/dfp.hpp"
#include "direction/lbfgs.hpp"
#include "direction/steepest_descent.hpp"
#include "minimize/augmented_lagrangian.hpp"
#include "minimize/basin_hopping.hpp"
#include "minimize/cma_es.hpp"
#include "minimize/cross_entropy.hpp"
#include "minimize/descent.hpp"
#include "minimize/differential_evolution.hpp"
#include "minimize/evolution_strategy.hpp"
#include "minimize/first_order.hpp"
#include "minimize/fixed_steps.hpp"
#include "minimize/genetic.hpp"
#include "minimize/lbfgsb.hpp"
#include "minimize/mini_batches.hpp"
#include "minimize/multi_start.hpp"
#include "minimize/particle_swarm.hpp"
#include "minimize/second_order.hpp"
#include "minimize/simulated_annealing.hpp"
#include "minimize/sqp.hpp"
#include "minimize/trust_region.hpp"

namespace steepest {
namespace {

using Root = Task<Verdict>;

template <class Direction>
Root descend_by(Run& run) {
    return descend(run, Direction{});
}

// With steps of the size the caller gives, or a search.
template <class Direction>
Root descend_or_step(Run& run) {
    return std::isnan(run.options.step_size) ? descend(run, Direction{}) : take_fixed_steps(run, Direction{});
}

Root conjugate_gradient(Run& run) {
    return descend(run, ConjugateGradient{.formula = static_cast<ConjugateGradientFormula>(run.options.beta)});
}

Root newton_cg(Run& run) {
    const bool whole = (run.provides & needs::hessian) && !(run.provides & needs::product);
    return descend(run, NewtonCgDirection{.dense = whole});
}

Root lbfgs(Run& run) {
    return descend(run, LbfgsDirection{.memory = static_cast<Index>(run.options.memory)});
}

// Without bounds it is L-BFGS, by a shorter way.
Root lbfgsb(Run& run) {
    const Bounds bounds = run.bounds();
    if (!bounds.any()) return lbfgs(run);
    return descend(run, LbfgsbDirection{.memory = static_cast<Index>(run.options.memory), .bounds = bounds});
}

template <UpdateMethod rule>
Root update_by(Run& run) {
    return takes_batches(run) ? by_batches(run, rule) : first_order(run, rule);
}

Root nesterov(Run& run) {
    run.options.update.nesterov = 1;
    return update_by<UpdateMethod::sgd>(run);
}

Root simulated_annealing(Run& run) {
    return run.options.visiting == 0 ? generalized_annealing(run) : corana_annealing(run);
}

// What methods have in common that look all over a box.
constexpr unsigned global = traits::takes_bounds | traits::random | traits::startless;

// Without constraints and bounds its programs are linear systems, and it is BFGS.
Root sqp_or_bfgs(Run& run) {
    return run.constraints.any() || run.bounds().any() ? sqp(run) : descend(run, BfgsDirection{});
}

// What a method keeps beside the few vectors that all have.
struct Room {
    double matrices;  // n x n
    double vectors;   // n
    double pairs;     // of vectors, for each of options.memory
};

struct Method {
    const char* name;
    Root (*make)(Run&);
    Room room;
    unsigned second = 0;  // what it asks for beside value and gradient
    unsigned traits = 0;
    Index (*points)(Index n, const Options&) = nullptr;  // the most of one batch; null for those of differences
};

// A random method without gradients, which finds its own start.
constexpr unsigned stochastic = global | traits::value_only;
// A deterministic one.
constexpr unsigned searching = traits::takes_bounds | traits::value_only;

Root augmented_or_local(Run&);

constexpr Method methods[] = {
    {"gradient-descent", descend_or_step<SteepestDescent>, {0, 1, 0}},
    {"conjugate-gradient", conjugate_gradient, {0, 1, 0}},
    {"newton", descend_or_step<NewtonDirection>, {1, 4, 0}, needs::hessian},
    {"newton-cg", newton_cg, {1, 4, 0}, needs::hessian | needs::product},
    {"bfgs", descend_by<BfgsDirection>, {1, 9, 0}},
    {"dfp", descend_by<DfpDirection>, {1, 9, 0}},
    {"lbfgs", lbfgs, {0, 2, 1}},
    {"lbfgsb", lbfgsb, {0, 11, 1}, 0, traits::takes_bounds},
    {"sr1", sr1, {2, 4, 0}},
    // Matrices too, where it is not for many variables.
    {"trust-region", trust_region, {0, 4, 0}, needs::hessian | needs::product},

    // First order.
    {"sgd", update_by<UpdateMethod::sgd>, {0, 3, 0}, 0, traits::takes_bounds},
    {"momentum", update_by<UpdateMethod::sgd>, {0, 3, 0}, 0, traits::takes_bounds},
    {"nesterov", nesterov, {0, 3, 0}, 0, traits::takes_bounds},
    {"adagrad", update_by<UpdateMethod::adagrad>, {0, 3, 0}, 0, traits::takes_bounds},
    {"adadelta", update_by<UpdateMethod::adadelta>, {0, 4, 0}, 0, traits::takes_bounds},
    {"rmsprop", update_by<UpdateMethod::rmsprop>, {0, 5, 0}, 0, traits::takes_bounds},
    {"adam", update_by<UpdateMethod::adam>, {0, 4, 0}, 0, traits::takes_bounds},
    {"amsgrad", update_by<UpdateMethod::amsgrad>, {0, 5, 0}, 0, traits::takes_bounds},
    {"nadam", update_by<UpdateMethod::nadam>, {0, 4, 0}, 0, traits::takes_bounds},
    {"adamw", update_by<UpdateMethod::adamw>, {0, 4, 0}, 0, traits::takes_bounds},

    // Direct search.
    {"cyclic-coordinate", cyclic_coordinate, {0, 7, 0}, 0, searching},
    {"powell", powell, {1, 7, 0}, 0, searching},
    {"hooke-jeeves", hooke_jeeves, {0, 8, 0}, 0, searching},
    {"nelder-mead", nelder_mead, {3, 8, 0}, 0, searching, [](Index n, const Options&) { return 2 * n; }},

    // Stochastic.
    {"cma-es", cma_es, {4, 40, 0}, 0, stochastic, points_of_cma_es},
    {"evolution-strategy", evolution_strategy, {0, 400, 0}, 0, stochastic, points_of_evolution_strategy},
    {"cross-entropy", cross_entropy, {0, 220, 0}, 0, stochastic, points_of_cross_entropy},
    {"simulated-annealing", simulated_annealing, {0, 10, 0}, 0, global | traits::descends},

    // Population.
    {"differential-evolution", differential_evolution, {0, 8, 0}, 0, stochastic, differential_evolution_points},
    {"genetic", genetic, {0, 8, 0}, 0, stochastic, genetic_points},
    {"particle-swarm", particle_swarm, {0, 8, 0}, 0, stochastic, particle_swarm_points},

    // Restarts.
    {"multi-start", multi_start, {0, 20, 0}, 0, global | traits::descends, multi_start_points},
    {"basin-hopping", basin_hopping, {0, 9, 0}, 0, global | traits::descends},

    // Constraints.
    {"augmented-lagrangian",
     augmented_or_local,
     {0, 5, 0},
     0,
     traits::takes_bounds | traits::takes_constraints | traits::descends},
    {"sqp", sqp_or_bfgs, {9, 20, 0}, needs::hessian, traits::takes_bounds | traits::takes_constraints},
};

// Without constraints there is nothing to add to the objective.
Root augmented_or_local(Run& run) {
    if (run.constraints.any()) return augmented_lagrangian(run);
    return methods[static_cast<int>(run.options.local_method)].make(run);
}

}  // namespace

int method_count() {
    return sizeof methods / sizeof methods[0];
}
const char* method_name(int method) {
    return methods[method].name;
}
unsigned method_traits(int method) {
    return methods[method].traits;
}

bool takes_local(int method, const Options& options) {
    if (!(method_traits(method) & traits::descends)) return true;
    const double local = options.local_method;
    if (local == -1) return !(method_traits(method) & traits::takes_constraints);
    const bool known = local >= 0 && local < method_count() && local == std::floor(local);
    return known && !(method_traits(static_cast<int>(local)) & (traits::random | traits::descends));
}

Index points_of(int method, Index n, const Options& options) {
    const Index of_differences = methods[method].traits & traits::value_only ? 0 : Run::batch_height(n);
    const Index own = methods[method].points ? methods[method].points(n, options) : 0;
    const bool descends = (methods[method].traits & traits::descends) && options.local_method >= 0;
    const Index of_local = descends ? points_of(static_cast<int>(options.local_method), n, options) : 0;
    return std::max({own, of_differences, of_local});
}

std::size_t bytes_of(int method, Index n, const Options& options) {
    const Room room = methods[method].room;
    const double vectors = 9 + room.vectors + 2 * room.pairs * options.memory;
    const double small = room.pairs * (options.memory + 8) * (3 * options.memory + 20);
    const double numbers = (vectors + room.matrices * static_cast<double>(n)) * static_cast<double>(n) + small;
    return static_cast<std::size_t>(numbers * 8 + vectors * Workspace::alignment) + 4096;
}

unsigned asks_of(int method, Index n, unsigned provides, const Options& options) {
    if (methods[method].traits & traits::descends) {
        const bool local = options.local_method >= 0;
        return local ? asks_of(static_cast<int>(options.local_method), n, provides, options) : needs::value;
    }
    // With many variables no method forms a Hessian where products are to be had.
    constexpr Index few = 500;
    if (methods[method].traits & traits::value_only) return needs::value;
    const unsigned second = methods[method].second;
    const bool products = n > few && (second & provides & needs::product);
    return provides & (needs::value_and_gradient | (products ? needs::product : second));
}

bool make_root(Run& run, int method) {
    run.root = methods[method].make(run);
    return run.root.allocated();
}

}  // namespace steepest
