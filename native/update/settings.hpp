// What an updater is told, as one list of numbers with the names under which they come from the facade.
#pragma once

#include "update/updater.hpp"

namespace steepest {

struct UpdateSettings : UpdateOptions, Schedule {
    double clip_norm = 0;
};

struct UpdateSetting {
    const char* name;
    double UpdateSettings::*field;
};

inline constexpr UpdateSetting update_settings[] = {
    {"momentum", &UpdateSettings::momentum},
    {"dampening", &UpdateSettings::dampening},
    {"nesterov", &UpdateSettings::nesterov},
    {"rho", &UpdateSettings::rho},
    {"centered", &UpdateSettings::centered},
    {"epsInsideSqrt", &UpdateSettings::epsilon_inside},
    {"beta1", &UpdateSettings::beta1},
    {"beta2", &UpdateSettings::beta2},
    {"epsilon", &UpdateSettings::epsilon},
    {"weightDecay", &UpdateSettings::weight_decay},
    {"learningRateDecay", &UpdateSettings::rate_decay},
    {"initialAccumulator", &UpdateSettings::initial_accumulator},
    {"momentumDecay", &UpdateSettings::momentum_decay},
    {"clipNorm", &UpdateSettings::clip_norm},
    {"scheduleType", &UpdateSettings::kind},
    {"scheduleSteps", &UpdateSettings::steps},
    {"scheduleWarmup", &UpdateSettings::warmup},
    {"scheduleFactor", &UpdateSettings::factor},
    {"scheduleMinimum", &UpdateSettings::minimum},
    {"scheduleRise", &UpdateSettings::rise},
    {"scheduleInitialDivisor", &UpdateSettings::initial_divisor},
    {"scheduleFinalDivisor", &UpdateSettings::final_divisor},
};
inline constexpr int update_setting_count = sizeof update_settings / sizeof update_settings[0];

inline UpdateSettings read_update_settings(Vector<const double> values) {
    UpdateSettings settings;
    for (Index i = 0; i < update_setting_count && i < values.size; ++i) settings.*update_settings[i].field = values[i];
    return settings;
}

template <class T>
Updater<T> make_updater(UpdateMethod method, const UpdateSettings& settings) {
    return Updater<T>(method, settings, settings, settings.clip_norm);
}

}  // namespace steepest
