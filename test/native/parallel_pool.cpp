// Every block once, at any number of threads, with nested and concurrent loops.
#include <pthread.h>

#include <atomic>
#include <cstdio>

#include "parallel/pool.hpp"

using namespace steepest;

namespace {

int failures = 0;
void expect(bool condition, const char* what, long detail) {
    if (condition) return;
    ++failures;
    std::printf("FAIL %s (%ld)\n", what, detail);
}

constexpr Index many = 1000;

void every_block_once(int threads) {
    static std::atomic<int> calls[many];
    for (Index blocks : {Index{0}, Index{1}, Index{2}, Index{7}, many}) {
        for (auto& count : calls) count = 0;
        for_each_block(blocks, [](Index block) { ++calls[block]; });
        for (Index block = 0; block < many; ++block) expect(calls[block] == (block < blocks), "block once", threads);
    }
}

void ranges_cover(int threads) {
    std::atomic<long> sum{0}, count{0};
    for_each_range(1001, 10, [&](Index begin, Index end) {
        ++count;
        for (Index i = begin; i < end; ++i) sum += i;
    });
    expect(sum == 500500 && count == 101, "ranges cover", threads);
}

void lanes_are_exclusive(int threads) {
    std::atomic<int> inside[max_threads]{};
    std::atomic<bool> shared{false};
    const int lanes = lanes_for(many);
    expect(lanes <= threads, "lanes within threads", lanes);
    for_each_block(many, lanes, [&](Index, int lane) {
        if (lane < 0 || lane >= lanes || inside[lane].fetch_add(1) != 0) shared = true;
        --inside[lane];
    });
    expect(!shared, "a lane is one thread's at a time", threads);
}

void nested(int threads) {
    std::atomic<long> sum{0};
    for_each_block(20, [&](Index i) { for_each_block(20, [&](Index j) { sum += 20 * i + j; }); });
    expect(sum == 400 * 399 / 2, "nested", threads);
}

void* submit(void* wrong) {
    for (int turn = 0; turn < 200; ++turn) {
        std::atomic<long> sum{0};
        for_each_block(50, [&](Index block) { sum += block; });
        if (sum != 1225) ++*static_cast<std::atomic<int>*>(wrong);
    }
    return nullptr;
}

void several_submitters(int threads) {
    std::atomic<int> wrong{0};
    pthread_t submitters[4];
    for (auto& thread : submitters) pthread_create(&thread, nullptr, submit, &wrong);
    for (auto& thread : submitters) pthread_join(thread, nullptr);
    expect(wrong == 0, "several submitters", threads);
}

}  // namespace

int main() {
    expect(thread_count() >= 1, "a thread at least", thread_count());
    for (int threads : {1, 2, 3, 4, 16}) {
        set_threads(threads);
        expect(thread_count() == threads, "set_threads", threads);
        every_block_once(threads);
        ranges_cover(threads);
        lanes_are_exclusive(threads);
        nested(threads);
        several_submitters(threads);
    }
    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
