// Parallel loops over blocks of work, on one pool of threads shared by the whole process.
//
// Work is cut by its size and never by the number of threads, so that a result has the same bits on 1 to 16 threads:
// what a block computes must depend on its index alone, and whoever combines results does so in the order of blocks.
//
// The caller takes part, so a loop always ends, also when no thread could be started, in WebAssembly (where the loop is
// serial), inside another parallel loop, and beside loops that other threads submitted. Nothing here allocates.
#pragma once

#include <type_traits>

#include "base/view.hpp"

namespace steepest {

// How many threads, the caller's among them, may work on one loop. At first: the processors this process may use.
inline constexpr int max_threads = 64;
int thread_count();
void set_threads(int count);

namespace detail {
using BlockFunction = void (*)(void* body, Index block, int lane);
void run_blocks(Index blocks, int lanes, BlockFunction function, void* body);
}  // namespace detail

// How many lanes a loop of so many blocks may use now: for loops whose participants need scratch memory of their own.
inline int lanes_for(Index blocks) {
    const Index threads = thread_count();
    return static_cast<int>(blocks < threads ? (blocks > 1 ? blocks : 1) : threads);
}

// Calls body(block, lane) for each block in 0 … blocks - 1, in any order. No two calls at one time have the same lane,
// and 0 <= lane < lanes; lane 0 is the caller.
template <class Body>
void for_each_block(Index blocks, int lanes, Body&& body) {
    using Callable = std::remove_reference_t<Body>;
    const auto function = [](void* self, Index block, int lane) { (*static_cast<Callable*>(self))(block, lane); };
    detail::run_blocks(blocks, lanes, function, const_cast<void*>(static_cast<const void*>(&body)));
}

// Calls body(block) for each block in 0 … blocks - 1, in any order.
template <class Body>
void for_each_block(Index blocks, Body&& body) {
    for_each_block(blocks, lanes_for(blocks), [&body](Index block, int) { body(block); });
}

// Calls body(begin, end) for consecutive ranges of `size` indices (the last one shorter) that cover 0 … count - 1.
template <class Body>
void for_each_range(Index count, Index size, Body&& body) {
    for_each_block((count + size - 1) / size, [&body, count, size](Index block) {
        const Index begin = block * size;
        body(begin, begin + size < count ? begin + size : count);
    });
}

}  // namespace steepest
