// Chooses the level of kernels, once, at start-up; select_level overrides the choice (tests run at every level).
#include "kernels/table.hpp"

namespace steepest {

#ifdef STEEPEST_RELAXED_SIMD
namespace relaxed {
extern const Kernels table;
}
#else
namespace baseline {
extern const Kernels table;
}
#endif
#ifdef STEEPEST_X86_LEVELS
namespace avx2 {
extern const Kernels table;
}
namespace avx512 {
extern const Kernels table;
}
#endif

namespace {

const Kernels* const levels[] = {
#ifdef STEEPEST_RELAXED_SIMD
    &relaxed::table,
#else
    &baseline::table,
#endif
#ifdef STEEPEST_X86_LEVELS
    &avx2::table,
    &avx512::table,
#endif
};

int best_level() {
    int level = level_count() - 1;
    while (level > 0 && !level_supported(level)) --level;
    return level;
}

int selected = best_level();

}  // namespace

const Kernels& kernels() {
    return *levels[selected];
}

int level_count() {
    return static_cast<int>(sizeof levels / sizeof levels[0]);
}
const char* level_name(int level) {
    return levels[level]->name;
}

bool level_supported(int level) {
#ifdef STEEPEST_X86_LEVELS
    __builtin_cpu_init();
    if (level == 1) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (level == 2) {
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("fma");
    }
#endif
    return level == 0;
}

bool select_level(int level) {
    if (level < 0 || level >= level_count() || !level_supported(level)) return false;
    selected = level;
    return true;
}
int selected_level() {
    return selected;
}

}  // namespace steepest
