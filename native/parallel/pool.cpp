// The pool. Loops stand in a list on their callers' stacks; idle threads join the first loop that has blocks left and
// room for a helper. Threads are detached and never ended, and the pool is never destroyed: an addon's static
// destructors run while its threads may still be working.
//
// Both ends of a loop are watched for some microseconds before anybody sleeps: a factorization runs dozens of loops one
// after the other, and waking a thread costs as much as a small loop itself.
#include "parallel/pool.hpp"

#ifdef __wasm__

namespace steepest {

int thread_count() {
    return 1;
}
void set_threads(int) {}

void detail::run_blocks(Index blocks, int, BlockFunction function, void* body) {
    for (Index block = 0; block < blocks; ++block) function(body, block, 0);
}

}  // namespace steepest

#else

#include <pthread.h>
#include <signal.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#endif

#include <atomic>

namespace steepest {
namespace {

struct Loop {
    detail::BlockFunction function;
    void* body;
    Index blocks;
    int lanes;
    std::atomic<Index> next_block{0};
    int joined = 1;              // lanes handed out; guarded by the mutex
    std::atomic<int> active{0};  // helpers inside; written under the mutex
    Loop* following = nullptr;   // in the list of open loops

    void work(int lane) {
        for (;;) {
            const Index block = next_block.fetch_add(1, std::memory_order_relaxed);
            if (block >= blocks) return;
            function(body, block, lane);
        }
    }
};

struct Pool {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t posted = PTHREAD_COND_INITIALIZER;    // a loop was opened
    pthread_cond_t finished = PTHREAD_COND_INITIALIZER;  // the last helper left a loop
    Loop* open = nullptr;
    int started = 0;
    int sleeping = 0;
    bool refused = false;            // a thread could not be started: ask no more
    std::atomic<unsigned> posts{0};  // counts loops opened, for those who watch
    std::atomic<int> threads{0};     // 0: not yet known
};
constinit Pool pool;

constexpr int watch_turns = 2000;

void pause_processor() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

// True as soon as `reached()` is, false after some microseconds.
template <class Condition>
bool watch(Condition reached) {
    for (int turn = 0; turn < watch_turns; ++turn) {
        if (reached()) return true;
        pause_processor();
    }
    return false;
}

Loop* joinable() {
    for (Loop* loop = pool.open; loop; loop = loop->following) {
        if (loop->joined < loop->lanes && loop->next_block.load(std::memory_order_relaxed) < loop->blocks) return loop;
    }
    return nullptr;
}

void* help(void*) {
    pthread_mutex_lock(&pool.mutex);
    for (;;) {
        if (Loop* loop = joinable()) {
            const int lane = loop->joined++;
            loop->active.fetch_add(1, std::memory_order_relaxed);
            pthread_mutex_unlock(&pool.mutex);
            loop->work(lane);
            pthread_mutex_lock(&pool.mutex);
            if (loop->active.fetch_sub(1, std::memory_order_release) == 1) pthread_cond_broadcast(&pool.finished);
            continue;
        }
        const unsigned seen = pool.posts.load(std::memory_order_relaxed);
        pthread_mutex_unlock(&pool.mutex);
        const bool news = watch([&] { return pool.posts.load(std::memory_order_acquire) != seen; });
        pthread_mutex_lock(&pool.mutex);
        if (news) continue;
        while (pool.posts.load(std::memory_order_relaxed) == seen) {
            ++pool.sleeping;
            pthread_cond_wait(&pool.posted, &pool.mutex);
            --pool.sleeping;
        }
    }
}

// With the mutex held. A process that was forked has the memory of the pool but none of its threads.
void start_threads(int count) {
    static bool registered = false;
    if (!registered) {
        registered = true;
        pthread_atfork([] { pthread_mutex_lock(&pool.mutex); }, [] { pthread_mutex_unlock(&pool.mutex); },
                       [] {
                           pool.open = nullptr;
                           pool.started = pool.sleeping = 0;
                           pthread_mutex_unlock(&pool.mutex);
                       });
    }
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, std::size_t{2} << 20);
    // Signals belong to the host's threads; a new thread inherits the mask.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (pool.started < count && !pool.refused) {
        pthread_t thread;
        pool.refused = pthread_create(&thread, &attributes, help, nullptr) != 0;
        if (!pool.refused) ++pool.started;
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    pthread_attr_destroy(&attributes);
}

void open_loop(Loop& loop) {
    pthread_mutex_lock(&pool.mutex);
    if (pool.started < loop.lanes - 1) start_threads(loop.lanes - 1);
    loop.following = pool.open;
    pool.open = &loop;
    pool.posts.fetch_add(1, std::memory_order_release);
    const int wanted = pool.sleeping < loop.lanes - 1 ? pool.sleeping : loop.lanes - 1;
    pthread_mutex_unlock(&pool.mutex);
    for (int k = 0; k < wanted; ++k) pthread_cond_signal(&pool.posted);
}

// Returns when no helper is inside, so that the loop may leave its caller's stack.
void close_loop(Loop& loop) {
    pthread_mutex_lock(&pool.mutex);
    Loop** place = &pool.open;
    while (*place != &loop) place = &(*place)->following;
    *place = loop.following;
    if (loop.active.load(std::memory_order_relaxed) > 0) {
        pthread_mutex_unlock(&pool.mutex);
        watch([&] { return loop.active.load(std::memory_order_acquire) == 0; });
        pthread_mutex_lock(&pool.mutex);
        while (loop.active.load(std::memory_order_acquire) > 0) pthread_cond_wait(&pool.finished, &pool.mutex);
    }
    pthread_mutex_unlock(&pool.mutex);
}

int processors() {
#ifdef __linux__
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
    return static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
}

int clamp_threads(int count) {
    return count < 1 ? 1 : count > max_threads ? max_threads : count;
}

}  // namespace

int thread_count() {
    int count = pool.threads.load(std::memory_order_relaxed);
    if (count == 0) {
        count = clamp_threads(processors());
        pool.threads.store(count, std::memory_order_relaxed);
    }
    return count;
}

void set_threads(int count) {
    pool.threads.store(clamp_threads(count), std::memory_order_relaxed);
}

void detail::run_blocks(Index blocks, int lanes, BlockFunction function, void* body) {
    Loop loop{.function = function, .body = body, .blocks = blocks, .lanes = lanes};
    if (blocks <= 1 || lanes <= 1) return loop.work(0);
    open_loop(loop);
    loop.work(0);
    close_loop(loop);
}

}  // namespace steepest

#endif
