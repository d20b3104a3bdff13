#include "models/smoothness.hpp"

#include <cmath>

namespace steepest {
namespace {

constexpr Index rows_at_once = 256;

double curvature(const GlmProblem& problem, Index row) {
    switch (problem.loss) {
        case Loss::logistic:
            return 0.25;
        case Loss::multinomial:
            return 0.5;
        case Loss::poisson:
            return std::fmax(problem.y[row], 1);
        default:
            return 1;
    }
}

}  // namespace

void Smoothness::add(const GlmObjective& f, const double* scale, Index first, Index last) {
    const GlmProblem& problem = f.problem();
    const GlmRow& kernel = problem.single ? kernels().glm.row_of_single : kernels().glm.row_of_double;
    // A block for each thread at once, merged in their order.
    constexpr Index most = 64;
    struct Part {
        double largest, total;
    } parts[most];
    for (Index begin = first; begin < last; begin += most * rows_at_once) {
        const Index end = begin + most * rows_at_once < last ? begin + most * rows_at_once : last;
        const Index blocks = (end - begin + rows_at_once - 1) / rows_at_once;
        for_each_block(blocks, [&](Index b) {
            Part part{0, 0};
            const Index from = begin + b * rows_at_once, to = from + rows_at_once < end ? from + rows_at_once : end;
            for (Index i = from; i < to; ++i) {
                const double squares = kernel.squares(problem.columns, f.row(i), f.center(), scale);
                const double weight = problem.weight ? problem.weight[i] : 1;
                const double each = weight * curvature(problem, i) * (squares + (problem.intercept ? 1 : 0));
                part.largest = std::fmax(part.largest, each);
                part.total += each;
            }
            parts[b] = part;
        });
        for (Index b = 0; b < blocks; ++b) {
            largest = std::fmax(largest, parts[b].largest);
            total += parts[b].total;
        }
    }
    rows += static_cast<double>(last - first);
}

}  // namespace steepest
