#include "api/training_operations.hpp"

#include <cmath>
#include <new>

#include "api/glm_session.hpp"
#include "models/rule_trainer.hpp"

namespace steepest {
namespace {

constexpr int32_t no_memory = -2, inconsistent = -3, other_state = -4;

TrainingSettings read_training_settings(Vector<const double> values) {
    TrainingSettings settings{};
    for (Index i = 0; i < training_setting_count && i < values.size; ++i) {
        settings.*training_settings[i].field = values[i];
    }
    return settings;
}

// What indices, counts and offsets are made of.
bool sound(const TrainingSettings& s, const UpdateSettings& u) {
    const auto is_whole = [](double value, double least, double most) {
        return value >= least && value <= most && value == std::floor(value);
    };
    return is_whole(s.rule, -1, update_count - 1) && is_whole(u.kind, 0, schedule_count - 1) &&
           is_whole(s.seed, 0, 0x1p53) && s.batch >= 1 && !std::isnan(s.batch) && !std::isnan(s.epochs) &&
           s.validation >= 0 && s.validation < 1;
}

}  // namespace

int32_t training_create(Environment& environment, int32_t dataset, Vector<const double> settings,
                        Vector<const double> training, Vector<const double> update, Vector<const double> y,
                        Vector<const double> weights, Vector<const double> start, Vector<const double> state) {
    Dataset* const data = environment.datasets.find(dataset);
    const GlmSettings glm = read_glm_settings(settings);
    const TrainingSettings how = read_training_settings(training);
    const UpdateSettings rule = read_update_settings(update);
    if (!data || !data->complete() || !sound_glm(data->rows(), glm, y, weights) || !sound(how, rule)) {
        return inconsistent;
    }
    const StoredRows rows = data->rows();
    const Index parameters = static_cast<Index>(glm.classes) * (rows.columns + (glm.intercept != 0 ? 1 : 0));
    if (state.size != 0 && state.size != RuleTrainer::state_size(parameters, how, rule)) return other_state;
    GlmFit* fit = nullptr;
    Session* const session = open_glm_session({rows, true, data->summary(), glm, y, weights, start, true}, fit);
    if (!session) return no_memory;
    Run& run = session->run;
    void* const place = run.memory.allocate(sizeof(GlmTraining));
    const Vector<double> before = run.memory.vector(state.size);
    if (!run.memory.failed()) {
        for (Index i = 0; i < state.size; ++i) before[i] = state[i];
        GlmTraining* const trained =
            ::new (place) GlmTraining{*fit, rows.data, rows.stride, rows.single, how, rule, before, {}};
        session->state = &trained->after;
        run.root = train_glm(run, *trained);
    }
    if (run.memory.failed()) {
        Handles<Session>::destroy(session);
        return no_memory;
    }
    ++data->holds;
    session->held = data;
    session->release = drop_dataset;
    return environment.runs.add(session);
}

int32_t training_state(Environment& environment, int32_t run, Vector<double> state) {
    const Session* const session = environment.runs.find(run);
    if (!session || session->busy || !session->state) return 0;
    const Vector<double> from = *session->state;
    for (Index i = 0; state.size == from.size && i < from.size; ++i) state[i] = from[i];
    return static_cast<int32_t>(from.size);
}

}  // namespace steepest
