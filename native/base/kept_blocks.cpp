#include "base/kept_blocks.hpp"

#include <atomic>
#include <cstdint>
#include <cstdlib>

#if defined(__linux__) || defined(__APPLE__)
#include <sys/mman.h>
#endif

namespace steepest {
namespace {

constexpr std::size_t page = std::size_t{64} << 10;
constexpr std::size_t large_page = std::size_t{2} << 20;
#ifdef MADV_FREE
constexpr std::size_t least_kept = std::size_t{1} << 20;
#else
constexpr std::size_t least_kept = SIZE_MAX;  // what nobody can take back is not kept
#endif
constexpr std::size_t most_kept = std::size_t{256} << 20;  // in all, but for the last block
constexpr int places = 8;

struct Kept {
    void* block;
    std::size_t bytes;
};
// The oldest first.
Kept kept[places];
int count = 0;
std::size_t total = 0;
std::atomic_flag busy = ATOMIC_FLAG_INIT;

struct Hold {
    Hold() {
        while (busy.test_and_set(std::memory_order_acquire)) {
        }
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() { busy.clear(std::memory_order_release); }
};

std::size_t rounded(std::size_t bytes) {
    const std::size_t unit = bytes < 2 * large_page ? page : large_page;
    return (bytes + unit - 1) / unit * unit;
}

Kept take_out(int place) {
    const Kept taken = kept[place];
    --count;
    total -= taken.bytes;
    for (int i = place; i < count; ++i) kept[i] = kept[i + 1];
    return taken;
}

void* fresh(std::size_t bytes) {
    const bool large = bytes >= 2 * large_page;
    void* const block = std::aligned_alloc(large ? large_page : page, bytes);
#ifdef MADV_HUGEPAGE
    if (block && large) madvise(block, bytes, MADV_HUGEPAGE);
#endif
    return block;
}

void offer(void* block, std::size_t bytes) {
#ifdef MADV_FREE
    madvise(block, bytes, MADV_FREE);
#else
    static_cast<void>(block), static_cast<void>(bytes);
#endif
}

}  // namespace

void* take_block(std::size_t bytes) {
    if (bytes < least_kept) return std::malloc(bytes);
    bytes = rounded(bytes);
    {
        const Hold hold;
        for (int i = count - 1; i >= 0; --i) {
            if (kept[i].bytes == bytes) return take_out(i).block;
        }
    }
    return fresh(bytes);
}

void give_block(void* block, std::size_t bytes) {
    if (!block || bytes < least_kept) return std::free(block);
    bytes = rounded(bytes);
    offer(block, bytes);
    for (;;) {
        Kept old{};
        {
            const Hold hold;
            if (count == 0 || (count < places && total + bytes <= most_kept)) {
                kept[count++] = {block, bytes};
                total += bytes;
                return;
            }
            old = take_out(0);
        }
        std::free(old.block);
    }
}

}  // namespace steepest
