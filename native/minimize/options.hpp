// What a method is told. Defaults live in the facade; the fields' names cross to it through option_fields, so that
// neither side counts positions.
#pragma once

#include <cmath>

#include "base/view.hpp"
#include "update/settings.hpp"

namespace steepest {

struct Options {
    double gradient_tolerance;
    double function_tolerance;
    double step_tolerance;
    double max_iterations;
    double max_evaluations;
    double target;               // stop at this value; -∞ for none
    double line_search;          // index into search_names
    double sufficient_decrease;  // c₁
    double curvature;            // c₂
    double step_size;            // of every step (gradient descent, Newton), or the first trial; NaN: chosen
    double memory;               // correction pairs kept by lbfgs and lbfgsb
    double differences;          // 0 forward, 1 central
    double initial_radius;       // of a trust region; NaN: chosen
    double max_radius;
    double beta;          // index into beta_names, the formulas of conjugate gradients
    double seed;          // of random methods; a whole number below 2^53
    double random_start;  // 1: run.start is only the middle of the bounds, for want of a start

    // First order.
    double learning_rate;   // NaN: chosen, and changed on the way
    UpdateSettings update;  // of the rule
    double rows;            // terms of an objective that is a sum
    double batch_size;      // of them at a time
    double shuffle;         // 0: in their order, 1: in a new one each epoch

    // Direct search.
    double initial_step;      // along each variable, relative to it
    double acceleration;      // cyclic coordinates: 1, each sweep ends along its own way
    double replace_oldest;    // Powell: 1, not the direction of the largest decrease
    double adaptive;          // Nelder-Mead: 1, coefficients that depend on n
    double oriented_restart;  // Nelder-Mead: 1, a small simplex is not believed

    // Stochastic.
    double sigma;                 // the first deviation of every variable; NaN: chosen
    double population_size;       // points of a generation; NaN: chosen
    double restarts;              // index into restart_names
    double parents;               // of an evolution strategy; NaN: chosen
    double selection;             // index into selection_names
    double recombination;         // index into recombination_names
    double encoding;              // index into encoding_names
    double elite_fraction;        // ρ of the cross-entropy method
    double smoothing;             // α
    double dynamic_smoothing;     // q; 0: deviations are smoothed by α too
    double visiting;              // index into visiting_names, the kinds of annealing
    double visiting_parameter;    // q of the visits
    double acceptance_parameter;  // q of the acceptance; 1 is Metropolis'
    double initial_temperature;   // NaN: measured
    double final_temperature;     // as a part of the initial one
    double cooling_factor;        // of Corana's
    double schedules;             // each from a new place

    // Population.
    double strategy;               // index into strategies
    double adaptation;             // index into adaptation_names
    double difference_weight_low;  // F is drawn anew for each generation between these
    double difference_weight_high;
    double crossover_rate;  // CR; of genetic, the share of pairs that are crossed
    double polish;          // 1: ends with L-BFGS from the best point
    double mutation_rate;   // of a variable; of a permutation
    double topology;        // index into topology_names

    // Restarts.
    double local_method;  // index of the method of local runs; -1 for none
    double local_max_iterations;
    double local_max_evaluations;
    double local_function_tolerance;
    double local_step_tolerance;
    double local_step_size;
    double starts;       // the most local runs of multi-start
    double hops;         // of basin hopping
    double hop_size;     // of basin hopping, a part of the box; it adapts
    double temperature;  // of its acceptance

    // Constraints.
    double constraint_tolerance;  // of the violation, scaled: see constraints.hpp
};

struct OptionField {
    const char* name;
    double Options::*field;
};

inline constexpr OptionField option_fields[] = {
    {"gradientTolerance", &Options::gradient_tolerance},
    {"functionTolerance", &Options::function_tolerance},
    {"stepTolerance", &Options::step_tolerance},
    {"maxIterations", &Options::max_iterations},
    {"maxEvaluations", &Options::max_evaluations},
    {"target", &Options::target},
    {"lineSearch", &Options::line_search},
    {"sufficientDecrease", &Options::sufficient_decrease},
    {"curvature", &Options::curvature},
    {"stepSize", &Options::step_size},
    {"memory", &Options::memory},
    {"differences", &Options::differences},
    {"initialRadius", &Options::initial_radius},
    {"maxRadius", &Options::max_radius},
    {"beta", &Options::beta},
    {"seed", &Options::seed},
    {"randomStart", &Options::random_start},

    // First order; the rule's settings follow after all.
    {"learningRate", &Options::learning_rate},
    {"rows", &Options::rows},
    {"batchSize", &Options::batch_size},
    {"shuffle", &Options::shuffle},

    // Direct search.
    {"initialStep", &Options::initial_step},
    {"acceleration", &Options::acceleration},
    {"replaceOldest", &Options::replace_oldest},
    {"adaptive", &Options::adaptive},
    {"orientedRestart", &Options::oriented_restart},

    // Stochastic.
    {"sigma", &Options::sigma},
    {"populationSize", &Options::population_size},
    {"restarts", &Options::restarts},
    {"parents", &Options::parents},
    {"selection", &Options::selection},
    {"recombination", &Options::recombination},
    {"encoding", &Options::encoding},
    {"eliteFraction", &Options::elite_fraction},
    {"smoothing", &Options::smoothing},
    {"dynamicSmoothing", &Options::dynamic_smoothing},
    {"visiting", &Options::visiting},
    {"visitingParameter", &Options::visiting_parameter},
    {"acceptanceParameter", &Options::acceptance_parameter},
    {"initialTemperature", &Options::initial_temperature},
    {"finalTemperature", &Options::final_temperature},
    {"coolingFactor", &Options::cooling_factor},
    {"schedules", &Options::schedules},

    // Population.
    {"strategy", &Options::strategy},
    {"adaptation", &Options::adaptation},
    {"differenceWeightLow", &Options::difference_weight_low},
    {"differenceWeightHigh", &Options::difference_weight_high},
    {"crossoverRate", &Options::crossover_rate},
    {"polish", &Options::polish},
    {"mutationRate", &Options::mutation_rate},
    {"topology", &Options::topology},

    // Restarts.
    {"localMethod", &Options::local_method},
    {"localMaxIterations", &Options::local_max_iterations},
    {"localMaxEvaluations", &Options::local_max_evaluations},
    {"localFunctionTolerance", &Options::local_function_tolerance},
    {"localStepTolerance", &Options::local_step_tolerance},
    {"localStepSize", &Options::local_step_size},
    {"starts", &Options::starts},
    {"hops", &Options::hops},
    {"hopSize", &Options::hop_size},
    {"temperature", &Options::temperature},

    // Constraints.
    {"constraintTolerance", &Options::constraint_tolerance},
};
inline constexpr int own_option_count = sizeof option_fields / sizeof option_fields[0];
inline constexpr int option_count = own_option_count + update_setting_count;

inline const char* option_name(int i) {
    return i < own_option_count ? option_fields[i].name : update_settings[i - own_option_count].name;
}
inline double& option(Options& options, int i) {
    if (i < own_option_count) return options.*option_fields[i].field;
    return options.update.*update_settings[i - own_option_count].field;
}

}  // namespace steepest
