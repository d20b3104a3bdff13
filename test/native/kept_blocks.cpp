// Blocks that are kept: the same one comes back, no two owners share one, and what is kept has a limit.
#include "base/kept_blocks.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include "base/workspace.hpp"

using namespace steepest;

namespace {

int failures = 0;
void expect(bool condition, const char* what) {
    if (condition) return;
    ++failures;
    std::printf("FAIL %s\n", what);
}

std::size_t resident_bytes() {
    std::FILE* const file = std::fopen("/proc/self/statm", "r");
    if (!file) return 0;
    long size = 0, resident = 0;
    const int read = std::fscanf(file, "%ld %ld", &size, &resident);
    std::fclose(file);
    return read == 2 ? static_cast<std::size_t>(resident) * 4096 : 0;
}

// Each thread writes its own number all over its blocks, and finds nothing else there.
void hammer(unsigned char number) {
    for (int round = 0; round < 300; ++round) {
        const std::size_t bytes = (std::size_t{1} << 20) * static_cast<std::size_t>(1 + round % 3);
        unsigned char* const block = static_cast<unsigned char*>(take_block(bytes));
        if (!block) std::abort();
        std::memset(block, number, bytes);
        for (std::size_t i = 0; i < bytes; i += 997) {
            if (block[i] != number) std::abort();
        }
        give_block(block, bytes);
    }
}

}  // namespace

int main() {
    give_block(nullptr, 1 << 22);
    void* const small = take_block(100);
    expect(small != nullptr, "a small block");
    give_block(small, 100);

    void* const first = take_block(3'000'000);
    give_block(first, 3'000'000);
    void* const other = take_block(9'000'000);
    expect(other != first, "a larger one is another");
    void* const again = take_block(3'000'000);
    expect(again == first, "the same one again");
    void* const second = take_block(3'000'000);
    expect(second != first, "which is not given twice");
    give_block(again, 3'000'000);
    give_block(second, 3'000'000);
    give_block(other, 9'000'000);

    void* kept;
    {
        Workspace memory;
        kept = memory.allocate(2'000'000);
    }
    Workspace memory;
    expect(memory.allocate(2'000'000) == kept, "a workspace has the memory of the one before");

    const std::size_t before = resident_bytes();
    for (std::size_t k = 1; k <= 40; ++k) {
        const std::size_t bytes = k << 24;
        void* const block = take_block(bytes);
        if (block) std::memset(block, 1, bytes);
        give_block(block, bytes);
    }
    expect(resident_bytes() < before + (std::size_t{900} << 20), "not all are kept");

    std::vector<std::thread> threads;
    for (unsigned char number = 1; number <= 4; ++number) threads.emplace_back(hammer, number);
    for (std::thread& thread : threads) thread.join();
    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
