// Measurements of this machine: what `steepest bench` holds our kernels against.
#pragma once

#include "base/view.hpp"

namespace steepest {

// Multiply-adds a second in registers, as 1e9 operations a second (an addition and a multiplication are two), in double
// (0) or single precision (1), on one thread at the level in force: the best of several tries.
double ceiling_flops(int32_t single);

// Bytes read a second, as 1e9, from an array of so many bytes, on one thread: the best of several passes. NaN when
// there is no memory for the array.
double ceiling_bandwidth(double bytes);

// Bytes a second, as 1e9, read and written where x and so many arrays of the core's own are updated in place from g: as
// the first-order rules do, on as many threads. The arrays keep their values. NaN when there is no memory.
double ceiling_in_place(Vector<float> x, Vector<const float> g, int32_t memories);

}  // namespace steepest
