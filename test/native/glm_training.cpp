// Stochastic gradients, at every level: their mean is the gradient, a batch of all rows is the gradient to the bit, and
// threads do not matter.
#include "models/glm_training.hpp"

#include "models/batch_gradient.hpp"
#include "models/dataset.hpp"
#include "parallel/pool.hpp"
#include "reference.hpp"

using namespace steepest;

namespace {

int failures = 0;
const char* level = "";
std::string what;
template <class... Values>
void expect(bool condition, const char* format, Values... values) {
    if (condition) return;
    ++failures;
    std::printf("FAIL %s %s: ", level, what.c_str());
    std::printf(format, values...);
    std::printf("\n");
}

struct Data {
    Index rows, columns, classes;
    Loss loss;
    RowMemory memory{};
    Dataset set;
    std::vector<double> y{}, weight{}, zeros, ones;

    Data(Index n, Index d, Loss given, bool single)
        : rows(n),
          columns(d),
          classes(given == Loss::multinomial ? 3 : 1),
          loss(given),
          set(n, d, single, memory),
          zeros(static_cast<std::size_t>(d)),
          ones(static_cast<std::size_t>(d), 1) {
        std::vector<double> x(static_cast<std::size_t>(n * d));
        for (std::size_t k = 0; k < x.size(); ++k) x[k] = std::sin(static_cast<double>(k * k) + 1);
        set.append(Matrix<const double>{x.data(), n, d, d});
        for (Index i = 0; i < n; ++i) {
            const double signal = x[static_cast<std::size_t>(i * d)] + std::sin(5.0 * static_cast<double>(i));
            y.push_back(loss == Loss::squared       ? signal
                        : loss == Loss::logistic    ? static_cast<double>(signal > 0.2)
                        : loss == Loss::multinomial ? static_cast<double>((signal > 0.6) + (signal > -0.3))
                                                    : std::floor(std::exp(signal)));
            weight.push_back(0.5 + static_cast<double>(i % 3));
        }
    }

    // Of the caller's columns.
    GlmProblem plain(double scale, double penalty) const { return problem(zeros.data(), ones.data(), scale, penalty); }
    // Of standardized ones.
    GlmProblem standardized(double scale, double penalty) const {
        return problem(set.summary().means(), set.summary().deviations(), scale, penalty);
    }

  private:
    GlmProblem problem(const double* mean, const double* deviation, double scale, double penalty) const {
        const StoredRows stored = set.rows();
        return {.x = stored.data,
                .single = stored.single,
                .padded = true,
                .rows = rows,
                .columns = columns,
                .stride = columns,
                .y = y.data(),
                .weight = weight.data(),
                .mean = mean,
                .deviation = deviation,
                .loss = loss,
                .classes = classes,
                .scale = scale,
                .penalty = penalty};
    }
};

// The mean over all batches of so many rows, drawn from an order that is not the rows' own.
void unbiased(const Data& data, Index batch) {
    const double n = static_cast<double>(data.rows), penalty = 0.3;
    Workspace memory;
    GlmObjective all;
    all.prepare(data.plain(1 / n, penalty), memory);
    const Index size = all.dimension();
    std::vector<double> w(static_cast<std::size_t>(size)), g(w.size()), mean(w.size()), full(w.size());
    for (std::size_t i = 0; i < w.size(); ++i) w[i] = 0.1 * std::cos(static_cast<double>(i));
    double* const eta = memory.array<double>(all.predictors());
    all.aim(w.data());
    all.visit(all.all(), 0, all.pieces(all.all()), eta);
    all.collect(all.all(), w.data(), full.data());

    std::vector<Index> order;
    for (Index i = 0; i < data.rows; ++i) order.push_back((i * 7 + 3) % data.rows);
    BatchGradient gradient;
    gradient.prepare(all, batch, batch > 1, memory);
    double loss = 0, largest = 0;
    for (Index first = 0; first < data.rows; first += batch) {
        const Index count = first + batch < data.rows ? batch : data.rows - first;
        const double share = static_cast<double>(count) / static_cast<double>(batch);
        gradient.aim({order.data() + first, count, 0, 1 / static_cast<double>(batch), penalty * share}, w.data());
        gradient.visit();
        loss += gradient.collect(w.data(), g.data()) / n;
        for (std::size_t i = 0; i < g.size(); ++i) mean[i] += g[i] * static_cast<double>(batch) / n;
    }
    expect(std::fabs(loss - all.loss_value()) <= 1e-12 * std::fabs(loss), "loss %.17g, %.17g", loss, all.loss_value());
    for (double value : full) largest = std::fmax(largest, std::fabs(value));
    for (std::size_t i = 0; i < full.size(); ++i) {
        expect(std::fabs(mean[i] - full[i]) <= 1e-12 * largest, "batches of %td: mean %.17g, gradient %.17g", batch,
               mean[i], full[i]);
    }
}

std::vector<double> train(const Data& data, const TrainingSettings& settings, const UpdateSettings& update) {
    GlmFit fit;
    fit.tolerance = 0;
    Options options{};
    options.max_iterations = options.max_evaluations = INFINITY;
    options.target = -INFINITY;
    Workspace memory;
    fit.objective.prepare(data.standardized(0.7, 1), memory);
    Run run(fit.objective.dimension(), options, 1 << 16);
    const StoredRows stored = data.set.rows();
    GlmTraining training{fit, stored.data, stored.stride, stored.single, settings, update};
    run.root = train_glm(run, training);
    run.begin();
    while (!run.done()) run.tell(0);
    expect(run.verdict().status == Status::max_iterations, "status %d", static_cast<int>(run.verdict().status));
    // What the rule has come to, not what the fit reports, which was in standardized columns meanwhile.
    if (settings.rule >= 0) return {training.after.data + 10, training.after.data + 10 + run.dimension};
    std::vector<double> parameters(static_cast<std::size_t>(run.dimension));
    run.best_point(parameters.data());
    return parameters;
}

constexpr TrainingSettings plan = {.rule = 0,
                                   .learning_rate = 0.1,
                                   .batch = 16,
                                   .epochs = 3,
                                   .seed = 1,
                                   .shuffle = 1,
                                   .average = NAN,
                                   .validation = 0,
                                   .patience = 0,
                                   .stream = 0,
                                   .mean = 0};

UpdateSettings update_of(UpdateMethod method) {
    UpdateSettings update;
    update.clip_norm = INFINITY;
    if (method == UpdateMethod::sgd) update.momentum = 0.5;
    update.beta1 = 0.9;
    update.beta2 = 0.99;
    update.epsilon = 1e-8;
    return update;
}

// Batches of all rows: the gradient of the plain objective, and the rule.
void whole_batch(const Data& data, UpdateMethod method) {
    const UpdateSettings update = update_of(method);
    TrainingSettings settings = plan;
    settings.rule = static_cast<double>(method);
    settings.batch = INFINITY;
    settings.epochs = 7;
    const std::vector<double> trained = train(data, settings, update);

    Workspace memory;
    GlmObjective fitted, plain;
    fitted.prepare(data.standardized(0.7, 1), memory);
    const double n = static_cast<double>(data.rows);
    plain.prepare(data.plain(1 / n, 1 / (0.7 * n)), memory);
    const Vector<double> w = memory.vector(plain.dimension()), g = memory.vector(plain.dimension());
    double* const eta = memory.array<double>(plain.predictors());
    fitted.start(g.data);
    fitted.to_parameters(g.data, w.data);
    Updater<double> updater = make_updater<double>(method, update);
    updater.allocate(memory, plain.dimension());
    for (int step = 0; step < 7; ++step) {
        plain.aim(w.data);
        plain.visit(plain.all(), 0, plain.pieces(plain.all()), eta);
        plain.collect(plain.all(), w.data, g.data);
        updater.step(0.1, w, g);
    }
    expect(std::memcmp(trained.data(), w.data, sizeof(double) * trained.size()) == 0, "batch gradient descent");
}

void any_threads(const Data& data, double rule, double batch) {
    TrainingSettings settings = plan;
    settings.rule = rule;
    settings.batch = batch;
    if (rule < 0) settings.learning_rate = NAN;
    const UpdateSettings update = update_of(UpdateMethod::adam);
    set_threads(1);
    const std::vector<double> one = train(data, settings, update);
    set_threads(4);
    expect(train(data, settings, update) == one, "four threads, batches of %g, rule %g", batch, rule);
}

}  // namespace

int main() {
    for (int l = 0; l < level_count(); ++l) {
        if (!select_level(l)) continue;
        level = level_name(l);
        for (Loss loss : {Loss::squared, Loss::logistic, Loss::poisson, Loss::multinomial}) {
            for (const bool single : {false, true}) {
                what = "loss " + std::to_string(static_cast<int>(loss)) + (single ? ", single" : ", double");
                const Data few(100, 13, loss, single);
                for (Index batch : {1, 7, 16, 100}) unbiased(few, batch);
                if (loss == Loss::poisson) continue;
                whole_batch(few, UpdateMethod::sgd);
                whole_batch(few, UpdateMethod::adam);
            }
            if (loss == Loss::poisson) continue;
            what = "loss " + std::to_string(static_cast<int>(loss));
            const Data many(20000, 30, loss, false);
            any_threads(many, static_cast<double>(UpdateMethod::adam), 10000);
            any_threads(many, static_cast<double>(UpdateMethod::sgd), 512);
            if (l == 0 || l + 1 == level_count()) any_threads(many, -1, 1);
        }
    }
    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
