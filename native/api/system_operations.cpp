#include "api/system_operations.hpp"

#include "kernels/table.hpp"
#include "parallel/pool.hpp"

namespace steepest {

int32_t system_level() {
    return selected_level();
}
int32_t system_select_level(int32_t level) {
    return select_level(level);
}
int32_t system_level_supported(int32_t level) {
    return level >= 0 && level < level_count() && level_supported(level);
}

int32_t system_threads() {
    return thread_count();
}
void system_set_threads(int32_t count) {
    set_threads(count);
}

}  // namespace steepest
