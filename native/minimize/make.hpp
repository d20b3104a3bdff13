// Methods by name.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

inline constexpr const char* method_names[] = {"lbfgs", "bfgs", "dfp"};
inline constexpr int method_count = sizeof method_names / sizeof method_names[0];

// Bytes that a run of this method takes, so that its workspace is one chunk.
std::size_t bytes_of(int method, Index dimension, const Options& options);

// Makes the run's root; run.start and bounds are set. False when memory ran out.
bool make_root(Run& run, int method);

}  // namespace steepest
