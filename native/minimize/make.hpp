// Methods by name.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

int method_count();
const char* method_name(int method);

// Bytes that a run of this method takes, so that its workspace is one chunk.
std::size_t bytes_of(int method, Index dimension, const Options& options);

// What a method may ask an objective for that provides `provides`, as bits of `needs`.
unsigned asks_of(int method, Index dimension, unsigned provides);

// Makes the run's root; run.start and bounds are set. False when memory ran out.
bool make_root(Run& run, int method);

}  // namespace steepest
