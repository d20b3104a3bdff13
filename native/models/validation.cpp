#include "models/validation.hpp"

#include <cstring>

namespace steepest {

bool Validation::prepare(const GlmProblem& problem, const Index* rows, Index count, Workspace& memory) {
    const Index size = problem.single ? 4 : 8, bytes = problem.columns * size;
    char* const x = memory.array<char>(count * bytes + 64);
    double* const y = memory.array<double>(count);
    double* const weight = memory.array<double>(count);
    if (memory.failed()) return false;
    double total = 0;
    for (Index t = 0; t < count; ++t) {
        const char* const from = static_cast<const char*>(problem.x) + rows[t] * problem.stride * size;
        std::memcpy(x + t * bytes, from, static_cast<std::size_t>(bytes));
        y[t] = problem.y[rows[t]];
        weight[t] = problem.weight ? problem.weight[rows[t]] : 1;
        total += weight[t];
    }
    std::memset(x + count * bytes, 0, 64);
    GlmProblem held = problem;
    held.x = x;
    held.padded = true;
    held.rows = count;
    held.stride = problem.columns;
    held.y = y;
    held.weight = weight;
    held.scale = total > 0 ? 1 / total : 0;
    held.penalty = 0;
    if (!f_.prepare(held, memory)) return false;
    eta_ = memory.array<double>(f_.predictors());
    gradient_ = memory.array<double>(f_.dimension());
    best_ = memory.array<double>(f_.dimension());
    return !memory.failed();
}

bool Validation::judge(Index epoch, const double* parameters) {
    const double loss = f_.collect(f_.all(), parameters, gradient_);
    if (best_epoch_ >= 0 && !(loss < best_loss_)) return false;
    best_loss_ = loss;
    best_epoch_ = epoch;
    for (Index i = 0; i < f_.dimension(); ++i) best_[i] = parameters[i];
    return true;
}

}  // namespace steepest
