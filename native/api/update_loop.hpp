// An update loop on arrays of JavaScript's, in either precision.
#pragma once

#include "update/settings.hpp"

namespace steepest {

struct UpdateLoop {
    UpdateLoop(UpdateMethod method, const UpdateSettings& settings)
        : wide(make_updater<double>(method, settings)), narrow(make_updater<float>(method, settings)) {}

    bool allocate(Index n, bool in_single) {
        single = in_single;
        return single ? narrow.allocate(memory, n) : wide.allocate(memory, n);
    }

    template <class T>
    Updater<T>& in() {
        if constexpr (sizeof(T) == sizeof(double))
            return wide;
        else
            return narrow;
    }

    Workspace memory;
    bool single = false;
    GradientNorm norm;  // of the gradient of the step to come
    Updater<double> wide;
    Updater<float> narrow;
};

}  // namespace steepest
