// What training is told, beside what is fitted. Defaults live in the facade.
#pragma once

#include "update/settings.hpp"

namespace steepest {

struct TrainingSettings {
    double rule;           // index into update_names; -1: SAGA
    double learning_rate;  // NaN: from the smoothness of the rows
    double batch;          // rows of a step
    double epochs;
    double seed;
    double shuffle;     // 0 or 1
    double average;     // the iterates' average, without those of the first so many rows; NaN: none
    double validation;  // the share of rows that is held out; 0: none
    double patience;    // epochs without a better loss of those
    double stream;      // 1: one epoch of steps in the order of the rows, from a state, and no pass after it
    double mean;        // 1: the penalty is beside the mean of the losses, not beside their sum
};
struct TrainingSetting {
    const char* name;
    double TrainingSettings::*field;
};
inline constexpr TrainingSetting training_settings[] = {
    {"rule", &TrainingSettings::rule},         {"learningRate", &TrainingSettings::learning_rate},
    {"batchSize", &TrainingSettings::batch},   {"epochs", &TrainingSettings::epochs},
    {"seed", &TrainingSettings::seed},         {"shuffle", &TrainingSettings::shuffle},
    {"average", &TrainingSettings::average},   {"validation", &TrainingSettings::validation},
    {"patience", &TrainingSettings::patience}, {"stream", &TrainingSettings::stream},
    {"mean", &TrainingSettings::mean},
};
inline constexpr int training_setting_count = sizeof training_settings / sizeof training_settings[0];

}  // namespace steepest
