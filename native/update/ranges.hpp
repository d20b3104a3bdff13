// How the parameters of a step are shared among threads.
#pragma once

#include "parallel/pool.hpp"
#include "update/clip.hpp"

namespace steepest {

// A step over fewer parameters takes less time than another thread takes to come.
inline constexpr Index serial_update = Index(1) << 15;

// Calls body(begin, end) for ranges that cover 0 … count - 1; for one, where there is one thread: long streams are
// fetched ahead best.
template <class Body>
void for_each_update_range(Index count, Body&& body) {
    if (count <= serial_update || thread_count() == 1) {
        body(Index(0), count);
    } else {
        for_each_range(count, update_block, body);
    }
}

}  // namespace steepest
