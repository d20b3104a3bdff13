#include "models/row_memory.hpp"

#if defined(__linux__) || defined(__APPLE__)
#include <sys/mman.h>
#endif

namespace steepest {
namespace {

constexpr std::size_t large_page = std::size_t{2} << 20;
#ifdef MADV_FREE
constexpr std::size_t least_kept = 2 * large_page;
#else
constexpr std::size_t least_kept = SIZE_MAX;  // what nobody can take back is not kept
#endif

std::size_t rounded(std::size_t bytes) {
    return bytes < least_kept ? bytes : (bytes + large_page - 1) / large_page * large_page;
}

void* fresh(std::size_t bytes) {
    if (bytes < least_kept) return std::malloc(bytes);
    void* const block = std::aligned_alloc(large_page, bytes);
#ifdef MADV_HUGEPAGE
    if (block) madvise(block, bytes, MADV_HUGEPAGE);
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

void* RowMemory::take(std::size_t bytes) {
    bytes = rounded(bytes);
    if (!spare_ || spare_bytes_ != bytes) return fresh(bytes);
    void* const block = spare_;
    spare_ = nullptr;
    return block;
}

void RowMemory::give_back(void* block, std::size_t bytes) {
    bytes = rounded(bytes);
    if (!block || bytes < least_kept) return std::free(block);
    std::free(spare_);
    spare_ = block;
    spare_bytes_ = bytes;
    offer(block, bytes);
}

}  // namespace steepest
