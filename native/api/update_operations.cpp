#include "api/update_operations.hpp"

namespace steepest {
namespace {

// The updater of that precision, if that is the loop's and it has as many parameters.
template <class T>
Updater<T>* updater(Environment& environment, int32_t loop, double first, Index count) {
    UpdateLoop* const found = environment.updates.find(loop);
    if (!found || found->single != (sizeof(T) == sizeof(float))) return nullptr;
    Updater<T>& updater = found->in<T>();
    const bool fits = first >= 0 && first + static_cast<double>(count) <= static_cast<double>(updater.size());
    return fits ? &updater : nullptr;
}

UpdateProgress& progress_of(UpdateLoop& loop) {
    return loop.single ? loop.narrow.progress() : loop.wide.progress();
}

constexpr Index progress_numbers = 4;

}  // namespace

int32_t update_create(Environment& environment, int32_t rule, double length, int32_t single,
                      Vector<const double> settings) {
    if (rule < 0 || rule >= update_count || !(length >= 0 && length < 0x1p53)) return -1;
    UpdateLoop* const loop = make_object<UpdateLoop>(static_cast<UpdateMethod>(rule), read_update_settings(settings));
    if (loop && loop->allocate(static_cast<Index>(length), single != 0)) return environment.updates.add(loop);
    Handles<UpdateLoop>::destroy(loop);
    return -1;
}

void update_free(Environment& environment, int32_t loop) {
    environment.updates.remove(loop);
}

int32_t update_block_length() {
    return static_cast<int32_t>(update_block);
}

template <class T>
void update_norm(Environment& environment, int32_t loop, Vector<const T> gradient) {
    if (UpdateLoop* const found = environment.updates.find(loop)) found->norm.add(gradient);
}

void update_begin(Environment& environment, int32_t loop, double rate) {
    UpdateLoop* const found = environment.updates.find(loop);
    if (!found) return;
    if (found->single) {
        found->narrow.begin(rate, found->norm);
    } else {
        found->wide.begin(rate, found->norm);
    }
    found->norm = {};
}

template <class T>
void update_apply(Environment& environment, int32_t loop, double first, Vector<T> x, Vector<const T> gradient) {
    const Updater<T>* const found = updater<T>(environment, loop, first, x.size);
    if (found && x.size == gradient.size) found->apply(static_cast<Index>(first), x, gradient);
}

int32_t update_progress(Environment& environment, int32_t loop, Vector<double> progress) {
    UpdateLoop* const found = environment.updates.find(loop);
    if (!found || progress.size != progress_numbers) return 0;
    const UpdateProgress& now = progress_of(*found);
    progress[0] = now.steps;
    progress[1] = now.weight_first;
    progress[2] = now.weight_second;
    progress[3] = now.schedule_power;
    return found->wide.memories();
}

void update_set_progress(Environment& environment, int32_t loop, Vector<const double> progress) {
    UpdateLoop* const found = environment.updates.find(loop);
    if (!found || progress.size != progress_numbers) return;
    progress_of(*found) = {progress[0], progress[1], progress[2], progress[3]};
}

template <class T>
void update_memory(Environment& environment, int32_t loop, int32_t which, double first, Vector<T> out) {
    Updater<T>* const found = updater<T>(environment, loop, first, out.size);
    if (!found || which < 0 || which >= found->memories()) return;
    const T* const from = found->memory(which).data + static_cast<Index>(first);
    for (Index i = 0; i < out.size; ++i) out[i] = from[i];
}

template <class T>
void update_set_memory(Environment& environment, int32_t loop, int32_t which, double first, Vector<const T> values) {
    Updater<T>* const found = updater<T>(environment, loop, first, values.size);
    if (!found || which < 0 || which >= found->memories()) return;
    T* const to = found->memory(which).data + static_cast<Index>(first);
    for (Index i = 0; i < values.size; ++i) to[i] = values[i];
}

double schedule_rate(Vector<const double> settings, double base, double t) {
    return read_update_settings(settings).rate(base, t);
}

template void update_norm(Environment&, int32_t, Vector<const double>);
template void update_norm(Environment&, int32_t, Vector<const float>);
template void update_apply(Environment&, int32_t, double, Vector<double>, Vector<const double>);
template void update_apply(Environment&, int32_t, double, Vector<float>, Vector<const float>);
template void update_memory(Environment&, int32_t, int32_t, double, Vector<double>);
template void update_memory(Environment&, int32_t, int32_t, double, Vector<float>);
template void update_set_memory(Environment&, int32_t, int32_t, double, Vector<const double>);
template void update_set_memory(Environment&, int32_t, int32_t, double, Vector<const float>);

}  // namespace steepest
