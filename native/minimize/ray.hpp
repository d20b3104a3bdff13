// The line of a run: trials at x + α p, of which a search sees the numbers only.
#pragma once

#include <utility>

#include "kernels/table.hpp"
#include "minimize/place.hpp"
#include "minimize/run.hpp"
#include "search/line.hpp"

namespace steepest {

struct Ray : Line {
    Run& run;
    const double* from;
    const double* direction;
    Place& last;  // the last trial
    Place& kept;  // the one the search wants to be able to return to

    Ray(Run& r, const double* x, const double* p, Place& last_place, Place& kept_place)
        : Line{r, ask_trial, read_trial, keep_trial},
          run(r),
          from(x),
          direction(p),
          last(last_place),
          kept(kept_place) {
        last.step = kept.step = 0;
    }

    // The trial that a search ended at.
    Place& at(double step) { return step == last.step ? last : kept; }

  private:
    static void ask_trial(Line& line, double a, bool with_slope, std::coroutine_handle<> waiting) {
        Ray& ray = static_cast<Ray&>(line);
        Run& run = ray.run;
        Place& place = ray.last;
        place.step = a;
        place.has_gradient = with_slope;
        run.point_along(ray.from, a, ray.direction, place.x);
        Query query{.needs = needs::value, .x = {place.x, run.dimension}};
        if (with_slope) {
            query.needs = needs::value_and_gradient;
            query.gradient = place.gradient;
        }
        run.pose(query, waiting);
    }
    static Trial read_trial(Line& line) {
        Ray& ray = static_cast<Ray&>(line);
        const Place& place = ray.last;
        const double value = ray.run.conclude();
        ray.run.consider(ray.from, ray.direction, place.step, value);
        if (!place.has_gradient) return {value, NAN};
        return {value, kernels().level1.dot(ray.run.dimension, place.gradient, ray.direction)};
    }
    static void keep_trial(Line& line) {
        Ray& ray = static_cast<Ray&>(line);
        std::swap(ray.last, ray.kept);
    }
};

}  // namespace steepest
