#include "objective/problems/problem.hpp"

#include <cstring>

#include "objective/problems/algebraic.hpp"
#include "objective/problems/coupled.hpp"
#include "objective/problems/data_fitting.hpp"
#include "objective/problems/difference_equations.hpp"
#include "objective/problems/differentiate.hpp"
#include "objective/problems/linear.hpp"
#include "objective/problems/rosenbrock.hpp"

namespace steepest {
namespace {

using namespace problems;

constexpr Index any = PTRDIFF_MAX;

template <class F>
constexpr Problem few(const char* name) {
    static_assert(sizeof F::start == F::dimension * sizeof(double));
    const auto start = [](Vector<double> x) { std::memcpy(x.data, F::start, sizeof F::start); };
    return {name, {F::dimension, F::dimension, F::dimension, 1}, start, Differentiated<OfFewVariables<F>>::make};
}

template <class P>
constexpr void (*start_of)(Vector<double>) = [](Vector<double> x) {
    for (Index j = 0; j < x.size; ++j) x[j] = P::start(x.size, j);
};
template <class P>
constexpr Problem many(const char* name, Problem::Dimensions dimensions) {
    return {name, dimensions, start_of<P>, Differentiated<P>::make};
}
template <class P>
constexpr Problem own(const char* name, Problem::Dimensions dimensions) {
    return {name, dimensions, start_of<P>, P::make};
}

constexpr Problem list[] = {
    own<ChainedRosenbrock>("rosenbrock", {2, 2, any, 1}),
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
    own<ExtendedRosenbrock>("extended-rosenbrock", {10, 2, any, 2}),
    many<Penalty1>("penalty-1", {4, 1, any, 1}),
    many<VariablyDimensioned>("variably-dimensioned", {10, 1, any, 1}),
    many<BrownAlmostLinear>("brown-almost-linear", {10, 1, any, 1}),
    many<DiscreteBoundaryValue>("discrete-boundary-value", {10, 1, any, 1}),
    many<DiscreteIntegralEquation>("discrete-integral-equation", {10, 1, any, 1}),
    many<BroydenTridiagonal>("broyden-tridiagonal", {10, 1, any, 1}),
    many<LinearFullRank>("linear-full-rank", {10, 1, any, 1}),
    many<LinearRank1>("linear-rank-1", {10, 1, any, 1}),
    many<LinearRank1WithZeros>("linear-rank-1-with-zeros", {10, 3, any, 1}),
};

constexpr int count = sizeof list / sizeof list[0];

}  // namespace

int problem_count() {
    return count;
}
const Problem& problem(int index) {
    return list[index];
}

int find_problem(Vector<const std::uint8_t> name) {
    const std::size_t length = static_cast<std::size_t>(name.size);
    for (int index = 0; index < count; ++index) {
        const char* own = list[index].name;
        if (std::strlen(own) == length && std::memcmp(own, name.data, length) == 0) return index;
    }
    return -1;
}

}  // namespace steepest
