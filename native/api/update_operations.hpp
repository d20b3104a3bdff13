// The operations of the update loops on arrays that JavaScript owns. What a rule remembers is the core's, so that a
// step passes parameters and gradient alone.
#pragma once

#include "api/environment.hpp"

namespace steepest {

// A loop over `length` parameters, in double or single precision; `rule` is an index into update_names, the settings
// are those of update_settings. -1 when memory ran out.
int32_t update_create(Environment&, int32_t rule, double length, int32_t single, Vector<const double> settings);
void update_free(Environment&, int32_t loop);

// A step: with clipping, the norm of the whole gradient first; then its numbers; then the parameters from `first` on,
// in as many pieces as is convenient. Pieces are multiples of updateBlock numbers long, but for the last.
int32_t update_block_length();
template <class T>
void update_norm(Environment&, int32_t loop, Vector<const T> gradient);
void update_begin(Environment&, int32_t loop, double rate);
template <class T>
void update_apply(Environment&, int32_t loop, double first, Vector<T> x, Vector<const T> gradient);

// The state between two steps: how far the rule has come (an UpdateProgress), and one array it remembers from `first`
// on. Returns how many arrays there are.
int32_t update_progress(Environment&, int32_t loop, Vector<double> progress);
void update_set_progress(Environment&, int32_t loop, Vector<const double> progress);
template <class T>
void update_memory(Environment&, int32_t loop, int32_t which, double first, Vector<T> out);
template <class T>
void update_set_memory(Environment&, int32_t loop, int32_t which, double first, Vector<const T> values);

// The rate of step t by the schedule among the settings.
double schedule_rate(Vector<const double> settings, double base, double t);

}  // namespace steepest
