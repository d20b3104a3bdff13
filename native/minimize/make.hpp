// Methods by name.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

// What a method is like; the facade reads these bits too (src/methods.ts).
namespace traits {
inline constexpr unsigned takes_bounds = 1;
inline constexpr unsigned value_only = 2;  // asks for no derivatives
inline constexpr unsigned random = 4;      // draws numbers from options.seed
inline constexpr unsigned startless = 8;   // finite bounds may take the place of a start
inline constexpr unsigned takes_constraints = 16;
inline constexpr unsigned descends = 32;  // lets a local method do part of its work: options.local_method
}  // namespace traits

int method_count();
const char* method_name(int method);
unsigned method_traits(int method);

// The most points that one batch of it asks for.
Index points_of(int method, Index dimension, const Options& options);

// Bytes that a run of this method takes, so that its workspace is one chunk.
std::size_t bytes_of(int method, Index dimension, const Options& options);

// What a method may ask an objective for that provides `provides`, as bits of `needs`.
unsigned asks_of(int method, Index dimension, unsigned provides, const Options& options);

// Whether the local method that the options name is one, or none, for a method that lets one work.
bool takes_local(int method, const Options& options);

// Makes the run's root; run.start and bounds are set. False when memory ran out.
bool make_root(Run& run, int method);

}  // namespace steepest
