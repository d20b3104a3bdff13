#include "objective/problems/problem.hpp"

#include <cstring>

#include "objective/problems/algebraic.hpp"
#include "objective/problems/coupled.hpp"
#include "objective/problems/data_fitting.hpp"
#include "objective/problems/difference_equations.hpp"
#include "objective/problems/few_variables.hpp"
#include "objective/problems/global.hpp"
#include "objective/problems/global_bells.hpp"
#include "objective/problems/global_bowls.hpp"
#include "objective/problems/global_plane.hpp"
#include "objective/problems/linear.hpp"
#include "objective/problems/many_variables.hpp"
#include "objective/problems/rosenbrock.hpp"

namespace steepest {
namespace {

using namespace problems;

constexpr Index any = PTRDIFF_MAX;

template <class Formula>
constexpr Problem few(const char* name) {
    constexpr Index n = Formula::dimension;
    static_assert(sizeof Formula::start == n * sizeof(double));
    const auto start = [](Vector<double> x) { std::memcpy(x.data, Formula::start, sizeof Formula::start); };
    const auto make = [](Workspace&, Index) { return make_objective(few_variables<Formula>); };
    return {name, {n, n, n, 1}, start, make};
}

template <class Formula>
void start_many(Vector<double> x) {
    for (Index j = 0; j < x.size; ++j) x[j] = Formula::start(x.size, j);
}
template <class Formula>
constexpr Problem many(const char* name, Problem::Dimensions dimensions) {
    const auto make = [](Workspace& workspace, Index n) {
        return make_objective(workspace, n, many_variables<Formula>);
    };
    return {name, dimensions, start_many<Formula>, make};
}

template <class Family>
constexpr Problem rosenbrock(const char* name, Problem::Dimensions dimensions) {
    return {name, dimensions, start_many<Family>, Family::make};
}

constexpr Problem list[] = {
    rosenbrock<ChainedRosenbrock>("rosenbrock", {2, 2, any, 1}),
    few<FreudensteinRoth>("freudenstein-roth"),
    few<PowellBadlyScaled>("powell-badly-scaled"),
    few<BrownBadlyScaled>("brown-badly-scaled"),
    few<Beale>("beale"),
    few<JennrichSampson>("jennrich-sampson"),
    few<HelicalValley>("helical-valley"),
    few<Bard>("bard"),
    few<Gaussian>("gaussian"),
    few<BoxThreeDimensional>("box-three-dimensional"),
    few<PowellSingular>("powell-singular"),
    few<Wood>("wood"),
    few<KowalikOsborne>("kowalik-osborne"),
    few<BrownDennis>("brown-dennis"),
    few<Osborne2>("osborne-2"),
    many<Watson>("watson", {6, 2, 31, 1}),
    rosenbrock<ExtendedRosenbrock>("extended-rosenbrock", {10, 2, any, 2}),
    many<Penalty1>("penalty-1", {4, 1, any, 1}),
    many<VariablyDimensioned>("variably-dimensioned", {10, 1, any, 1}),
    many<BrownAlmostLinear>("brown-almost-linear", {10, 1, any, 1}),
    many<DiscreteBoundaryValue>("discrete-boundary-value", {10, 1, any, 1}),
    many<DiscreteIntegralEquation>("discrete-integral-equation", {10, 1, any, 1}),
    many<BroydenTridiagonal>("broyden-tridiagonal", {10, 1, any, 1}),
    many<LinearFullRank>("linear-full-rank", {10, 1, any, 1}),
    many<LinearRank1>("linear-rank-1", {10, 1, any, 1}),
    many<LinearRank1WithZeros>("linear-rank-1-with-zeros", {10, 3, any, 1}),
    many<Ackley>("ackley", {2, 1, any, 1}),
    many<Rastrigin>("rastrigin", {2, 1, any, 1}),
    many<Griewank>("griewank", {2, 1, any, 1}),
    many<Levy>("levy", {2, 1, any, 1}),
    many<Schwefel>("schwefel", {2, 1, any, 1}),
    many<StyblinskiTang>("styblinski-tang", {2, 1, any, 1}),
    many<Michalewicz>("michalewicz", {2, 1, any, 1}),
    many<Alpine1>("alpine-1", {5, 1, any, 1}),
    many<Sphere>("sphere", {10, 1, any, 1}),
    many<Ellipsoid>("ellipsoid", {10, 2, any, 1}),
    many<Zakharov>("zakharov", {10, 1, any, 1}),
    many<DixonPrice>("dixon-price", {4, 2, any, 1}),
    many<Trid>("trid", {6, 2, any, 1}),
    rosenbrock<RosenbrockInBox>("rosenbrock-in-box", {2, 2, any, 1}),
    few<Hartmann<ThreeVariables>>("hartmann-3"),
    few<Hartmann<SixVariables>>("hartmann-6"),
    few<Shekel<5>>("shekel-5"),
    few<Shekel<7>>("shekel-7"),
    few<Shekel<10>>("shekel-10"),
    few<Himmelblau>("himmelblau"),
    few<Branin>("branin"),
    few<GoldsteinPrice>("goldstein-price"),
    few<SixHumpCamel>("six-hump-camel"),
    few<ThreeHumpCamel>("three-hump-camel"),
    few<Booth>("booth"),
    few<Matyas>("matyas"),
    few<Easom>("easom"),
    few<McCormick>("mccormick"),
    few<DropWave>("drop-wave"),
    few<CrossInTray>("cross-in-tray"),
};

constexpr int count = sizeof list / sizeof list[0];

}  // namespace

int problem_count() {
    return count;
}
const Problem& problem(int index) {
    return list[index];
}
int find_problem(const char* name) {
    for (int index = 0; index < count; ++index) {
        if (std::strcmp(list[index].name, name) == 0) return index;
    }
    return -1;
}

}  // namespace steepest
