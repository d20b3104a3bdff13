#include "api/training_operations.hpp"

#include <cmath>
#include <new>

#include "api/glm_session.hpp"

namespace steepest {
namespace {

constexpr int32_t no_memory = -2, inconsistent = -3;

TrainingSettings read_training_settings(Vector<const double> values) {
    TrainingSettings settings{};
    for (Index i = 0; i < training_setting_count && i < values.size; ++i) {
        settings.*training_settings[i].field = values[i];
    }
    return settings;
}

// What indices and counts are made of.
bool sound(const TrainingSettings& s) {
    return s.seed >= 0 && s.seed < 0x1p53 && s.seed == std::floor(s.seed) && !std::isnan(s.epochs);
}

}  // namespace

int32_t training_create(Environment& environment, int32_t dataset, Vector<const double> settings,
                        Vector<const double> training, Vector<const double> y, Vector<const double> weights,
                        Vector<const double> start) {
    Dataset* const data = environment.datasets.find(dataset);
    const GlmSettings glm = read_glm_settings(settings);
    const TrainingSettings how = read_training_settings(training);
    if (!data || !data->complete() || !sound_glm(data->rows(), glm, y, weights) || !sound(how)) return inconsistent;
    GlmFit* fit = nullptr;
    Session* const session = open_glm_session({data->rows(), true, data->summary(), glm, y, weights, start, true}, fit);
    if (!session) return no_memory;
    Run& run = session->run;
    void* const place = run.memory.allocate(sizeof(GlmTraining));
    if (place) run.root = train_glm(run, *::new (place) GlmTraining{*fit, how});
    if (run.memory.failed()) {
        Handles<Session>::destroy(session);
        return no_memory;
    }
    ++data->holds;
    session->held = data;
    session->release = drop_dataset;
    return environment.runs.add(session);
}

}  // namespace steepest
