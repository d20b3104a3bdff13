#include "update/schedule.hpp"

#include <cmath>

namespace steepest {
namespace {

// From `from` to `to` along half a cosine, `share` of the way.
double anneal(double from, double to, double share) {
    constexpr double pi = 3.14159265358979323846;
    if (share >= 1) return to;
    return to + (from - to) * (1 + std::cos(pi * share)) / 2;
}

}  // namespace

double Schedule::rate(double base, double t) const {
    if (t < warmup) return without_warmup(base, 0) * (t + 1) / warmup;
    return without_warmup(base, t - warmup);
}

double Schedule::without_warmup(double base, double s) const {
    switch (type()) {
        case ScheduleKind::step:
            return base * std::pow(factor, std::floor(s / steps));
        case ScheduleKind::exponential:
            return base * std::pow(factor, s);
        case ScheduleKind::cosine:
            return anneal(base, minimum, s / (steps - warmup));
        case ScheduleKind::one_cycle:
            return one_cycle(base, s);
        case ScheduleKind::inverse_time:
            return base / (1 + s / steps);
        case ScheduleKind::inverse_sqrt:
            return base * std::sqrt(steps / (steps + s));
        default:
            return base;
    }
}

double Schedule::one_cycle(double base, double s) const {
    const double last = steps - warmup - 1, top = rise * (steps - warmup) - 1;
    const double initial = base / initial_divisor;
    if (s < top) return anneal(initial, base, s / top);
    const double share = last > top ? (s - top) / (last - top) : s > top;
    return anneal(base, initial / final_divisor, share);
}

}  // namespace steepest
