// The line of a run: trials at x + α p, of which a search sees the numbers only.
#pragma once

#include "kernels/table.hpp"
#include "minimize/run.hpp"
#include "search/line.hpp"

namespace steepest {

struct Ray : Line {
    Run& run;
    const double* x;
    const double* p;
    double* trial;     // x + α p of the last trial
    double* gradient;  // there
    double step = 0;   // α of the last trial

    Ray(Run& r, const double* from, const double* along, double* point, double* slope)
        : Line{r, ask_trial, read_trial}, run(r), x(from), p(along), trial(point), gradient(slope) {}

  private:
    static void ask_trial(Line& line, double a, std::coroutine_handle<> waiting) {
        Ray& ray = static_cast<Ray&>(line);
        ray.step = a;
        kernels().level1.add_scaled(ray.run.dimension, ray.x, a, ray.p, ray.trial);
        ray.run.pose(
            {.needs = needs::value_and_gradient, .x = {ray.trial, ray.run.dimension}, .gradient = ray.gradient},
            waiting);
    }
    static Trial read_trial(Line& line) {
        Ray& ray = static_cast<Ray&>(line);
        const double value = ray.run.conclude();
        ray.run.consider(ray.x, ray.p, ray.step, value);
        return {value, kernels().level1.dot(ray.run.dimension, ray.gradient, ray.p)};
    }
};

}  // namespace steepest
