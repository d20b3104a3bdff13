#include "models/rule_trainer.hpp"

#include <cmath>

namespace steepest {
namespace {

UpdateMethod method_of(double rule) {
    return rule >= 0 ? static_cast<UpdateMethod>(rule) : UpdateMethod::sgd;
}

}  // namespace

RuleTrainer::RuleTrainer(const TrainingSettings& settings, const UpdateSettings& update)
    : settings_(settings),
      update_(update),
      method_(method_of(settings.rule)),
      updater_(make_updater<double>(method_, update)) {}

bool RuleTrainer::prepare(const GlmProblem& problem, Index rows, bool gathers, Workspace& memory) {
    GlmProblem unscaled = problem;
    const Index d = problem.columns;
    ones_ = memory.zeros<double>((d + 15) / 16 * 16).data;
    unscaled.mean = memory.zeros<double>(d).data;
    if (memory.failed()) return false;
    for (Index j = 0; j < d; ++j) ones_[j] = 1;
    unscaled.deviation = ones_;
    unscaled.origin = nullptr;
    if (!plain_.prepare(unscaled, memory)) return false;
    n_ = plain_.dimension();
    coefficients_ = problem.classes * d;
    rows_ = rows;
    batch_ = settings_.batch < static_cast<double>(rows) ? static_cast<Index>(settings_.batch) : rows;
    w_ = memory.zeros<double>(n_).data;
    g_ = memory.array<double>(n_);
    average_ = memory.zeros<double>(n_).data;
    difference_ = memory.array<double>(n_);
    return gradient_.prepare(plain_, batch_, gathers && batch_ > 1, memory) && updater_.allocate(memory, n_);
}

double RuleTrainer::base_rate() const {
    if (!std::isnan(settings_.learning_rate)) return settings_.learning_rate;
    const double n = static_cast<double>(rows_), b = static_cast<double>(batch_);
    const double mean = smoothness_.total / smoothness_.rows, most = smoothness_.largest;
    const bool endless = settings_.stream != 0 || rows_ == 1;
    const double of_mean = endless ? (b - 1) / b : n * (b - 1) / (b * (n - 1));
    const double of_most = endless ? 1 / b : (n - b) / (b * (n - 1));
    const double bound = of_mean * mean + of_most * most;
    return bound > 0 ? (1 - update_.momentum) / bound : 1;
}

// λ for the rows of an epoch, or for those that a stream has brought so far.
double RuleTrainer::penalty() const {
    const GlmProblem& problem = plain_.problem();
    const bool stream = settings_.stream != 0;
    if (settings_.mean != 0 && stream) return problem.penalty * seen_.weight / seen_.rows;
    return problem.penalty / (problem.scale * (stream ? seen_.rows : static_cast<double>(rows_)));
}

void RuleTrainer::begin(const Index* rows, Index count, Index next) {
    const GlmProblem& problem = plain_.problem();
    seen_.rows += static_cast<double>(count);
    for (Index t = 0; t < count; ++t) seen_.weight += problem.weight ? problem.weight[rows[t]] : 1;
    if (settings_.stream != 0 && measures()) measure(rows[0], rows[0] + count);
    const double lambda = method_ == UpdateMethod::adamw ? 0 : penalty() * share(count);
    current_ = {rows, count, next, 1 / static_cast<double>(batch_), lambda};
    gradient_.aim(current_, w_);
}

void RuleTrainer::step() {
    loss_ += gradient_.collect(w_, g_);
    const double base = base_rate();
    rate_ = update_.rate(base, updater_.progress().steps);
    if (method_ == UpdateMethod::adamw) {
        kernels().level1.scale(coefficients_, 1 - rate_ * share(current_.count) * penalty(), w_);
    }
    updater_.step(base, {w_, n_}, Vector<double>{g_, n_});
    if (seen_.rows > settings_.average) average();
}

void RuleTrainer::average() {
    const Level1<double>& level1 = kernels().level1;
    seen_.averaged += 1;
    level1.subtract(n_, w_, average_, difference_);
    level1.axpy(n_, 1 / seen_.averaged, difference_, average_);
}

Index RuleTrainer::state_size(Index n, const TrainingSettings& settings, const UpdateSettings& update) {
    constexpr std::size_t numbers = sizeof(UpdateProgress) + sizeof(Seen) + sizeof(Smoothness);
    const int memories = UpdateRule(method_of(settings.rule), update).memories();
    return static_cast<Index>(numbers / sizeof(double)) + n * (2 + memories);
}

Parts RuleTrainer::state() {
    Parts parts;
    parts.add(updater_.progress()).add(seen_).add(smoothness_).add(w_, n_).add(average_, n_);
    for (int k = 0; k < updater_.memories(); ++k) parts.add(updater_.memory(k).data, n_);
    return parts;
}

}  // namespace steepest
