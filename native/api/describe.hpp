// The description of the core that both bindings hand out: a JSON text with the operations and their argument types,
// and every list of names that crosses the boundary as an index. `extra(name)` is a number a binding adds to an
// operation (WebAssembly: its place in the function table).
#pragma once

#include <cstdio>

#include "api/operations.hpp"
#include "base/status.hpp"
#include "direction/conjugate_gradient.hpp"
#include "kernels/table.hpp"
#include "minimize/differential_evolution.hpp"
#include "minimize/encoding.hpp"
#include "minimize/make.hpp"
#include "minimize/particle_swarm.hpp"
#include "minimize/scalar_root.hpp"
#include "minimize/searches.hpp"
#include "minimize/simulated_annealing.hpp"
#include "objective/problems/problem.hpp"
#include "population/strategies.hpp"
#include "stochastic/generation.hpp"
#include "stochastic/restarts.hpp"

namespace steepest {

// A text that is cut, never overrun; `size` grows past `capacity` when it was cut. Inlined at each of the hundreds of
// places that add to it, it would be a quarter of the module for WebAssembly.
struct Text {
    char* to;
    int capacity;
    int size = 0;
    [[gnu::noinline]] void add(const char* text) {
        for (; *text; ++text, ++size) {
            if (size < capacity) to[size] = *text;
        }
    }
    [[gnu::noinline]] void add(int number) {
        char digits[16];
        std::snprintf(digits, sizeof digits, "%d", number);
        add(digits);
    }
};

namespace detail {

template <class T>
struct Described {
    static void add(Text& text) { text.add(TypeWord<T>::word); }
};
template <class T>
struct Described<Vector<const T>> {
    static void add(Text& text) {
        text.add("in ");
        text.add(TypeWord<T>::word);
        text.add(" vector");
    }
};
template <class T>
struct Described<Vector<T>> {
    static void add(Text& text) {
        text.add("out ");
        text.add(TypeWord<T>::word);
        text.add(" vector");
    }
};
template <class T>
struct Described<Matrix<const T>> {
    static void add(Text& text) {
        text.add("in ");
        text.add(TypeWord<T>::word);
        text.add(" matrix");
    }
};
template <class T>
struct Described<Matrix<T>> {
    static void add(Text& text) {
        text.add("out ");
        text.add(TypeWord<T>::word);
        text.add(" matrix");
    }
};

template <class Result, class... Arguments>
void describe_signature(Text& text, Result (*)(Arguments...)) {
    text.add("\"result\":\"");
    Described<Result>::add(text);
    text.add("\",\"arguments\":[");
    bool first = true;
    [[maybe_unused]] const auto one = [&]<class T>(T*) {
        if (!first) text.add(",");
        first = false;
        text.add("\"");
        Described<T>::add(text);
        text.add("\"");
    };
    (one(static_cast<Arguments*>(nullptr)), ...);
    text.add("]");
}
template <class Result, class... Arguments>
void describe_signature(Text& text, Result (*)(Environment&, Arguments...)) {
    describe_signature(text, static_cast<Result (*)(Arguments...)>(nullptr));
}

template <class Names>
void describe_names(Text& text, const char* key, int count, Names name_of) {
    text.add(",\"");
    text.add(key);
    text.add("\":[");
    for (int i = 0; i < count; ++i) {
        text.add(i ? ",\"" : "\"");
        text.add(name_of(i));
        text.add("\"");
    }
    text.add("]");
}

}  // namespace detail

template <class Extra>
void describe(Text& text, Extra extra) {
    text.add("{\"operations\":[");
    bool first = true;
    Operations::for_each([&](auto operation) {
        text.add(first ? "{\"name\":\"" : ",{\"name\":\"");
        first = false;
        text.add(operation.name);
        text.add("\",");
        extra(text, operation);
        detail::describe_signature(text, operation.function);
        text.add("}");
    });
    text.add("]");
    detail::describe_names(text, "statuses", sizeof status_names / sizeof status_names[0],
                           [](int i) { return status_names[i]; });
    detail::describe_names(text, "methods", method_count(), method_name);
    text.add(",\"methodTraits\":[");
    for (int i = 0; i < method_count(); ++i) {
        if (i) text.add(",");
        text.add(static_cast<int>(method_traits(i)));
    }
    text.add("]");
    detail::describe_names(text, "measures", sizeof measure_names / sizeof measure_names[0],
                           [](int i) { return measure_names[i]; });
    detail::describe_names(text, "searches", sizeof search_names / sizeof search_names[0],
                           [](int i) { return search_names[i]; });
    detail::describe_names(text, "scalarMinimizers", sizeof scalar_minimizer_names / sizeof scalar_minimizer_names[0],
                           [](int i) { return scalar_minimizer_names[i]; });
    detail::describe_names(text, "rootFinders", sizeof root_finder_names / sizeof root_finder_names[0],
                           [](int i) { return root_finder_names[i]; });
    detail::describe_names(text, "betas", sizeof beta_names / sizeof beta_names[0],
                           [](int i) { return beta_names[i]; });
    detail::describe_names(text, "restarts", sizeof restart_names / sizeof restart_names[0],
                           [](int i) { return restart_names[i]; });
    detail::describe_names(text, "strategies", strategy_count, [](int i) { return strategies[i].name; });
    detail::describe_names(text, "adaptations", sizeof adaptation_names / sizeof adaptation_names[0],
                           [](int i) { return adaptation_names[i]; });
    detail::describe_names(text, "selections", sizeof selection_names / sizeof selection_names[0],
                           [](int i) { return selection_names[i]; });
    detail::describe_names(text, "recombinations", sizeof recombination_names / sizeof recombination_names[0],
                           [](int i) { return recombination_names[i]; });
    detail::describe_names(text, "encodings", sizeof encoding_names / sizeof encoding_names[0],
                           [](int i) { return encoding_names[i]; });
    detail::describe_names(text, "topologies", sizeof topology_names / sizeof topology_names[0],
                           [](int i) { return topology_names[i]; });
    detail::describe_names(text, "options", option_count, option_name);
    detail::describe_names(text, "visitings", sizeof visiting_names / sizeof visiting_names[0],
                           [](int i) { return visiting_names[i]; });
    detail::describe_names(text, "runNumbers", sizeof run_number_names / sizeof run_number_names[0],
                           [](int i) { return run_number_names[i]; });
    detail::describe_names(text, "residualMethods", sizeof residual_method_names / sizeof residual_method_names[0],
                           [](int i) { return residual_method_names[i]; });
    detail::describe_names(text, "robustLosses", robust_loss_count, [](int i) { return robust_loss_names[i]; });
    detail::describe_names(text, "fitSettings", sizeof fit_settings / sizeof fit_settings[0],
                           [](int i) { return fit_settings[i].name; });
    detail::describe_names(text, "fitNumbers", sizeof fit_number_names / sizeof fit_number_names[0],
                           [](int i) { return fit_number_names[i]; });
    detail::describe_names(text, "problems", problem_count(), [](int i) { return problem(i).name; });
    detail::describe_names(text, "fitManySettings", sizeof fit_many_settings / sizeof fit_many_settings[0],
                           [](int i) { return fit_many_settings[i].name; });
    detail::describe_names(text, "glmSettings", sizeof glm_settings / sizeof glm_settings[0],
                           [](int i) { return glm_settings[i].name; });
    detail::describe_names(text, "glmSolvers", sizeof glm_solver_names / sizeof glm_solver_names[0],
                           [](int i) { return glm_solver_names[i]; });
    detail::describe_names(text, "glmReport", sizeof glm_report_names / sizeof glm_report_names[0],
                           [](int i) { return glm_report_names[i]; });
    detail::describe_names(text, "trainingSettings", training_setting_count,
                           [](int i) { return training_settings[i].name; });
    detail::describe_names(text, "functions", sizeof elementwise_functions / sizeof elementwise_functions[0],
                           [](int i) { return elementwise_functions[i].name; });
    detail::describe_names(text, "functionsOfTwo",
                           sizeof elementwise_functions_of_two / sizeof elementwise_functions_of_two[0],
                           [](int i) { return elementwise_functions_of_two[i].name; });
    detail::describe_names(text, "updates", update_count, [](int i) { return update_names[i]; });
    detail::describe_names(text, "updateSettings", update_setting_count, [](int i) { return update_settings[i].name; });
    detail::describe_names(text, "schedules", schedule_count, [](int i) { return schedule_names[i]; });
    text.add(",\"formulaOperations\":[");
    for (int i = 0; i < operation_count; ++i) {
        const OperationInfo& info = operation_infos[i];
        text.add(i ? ",{\"name\":\"" : "{\"name\":\"");
        text.add(info.name);
        text.add("\",\"arity\":");
        text.add(info.arity);
        text.add(",\"precedence\":");
        text.add(info.precedence);
        text.add("}");
    }
    text.add("]");
    detail::describe_names(text, "levels", level_count(), [](int i) { return level_name(i); });
    text.add("}");
}

}  // namespace steepest
