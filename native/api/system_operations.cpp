#include "api/system_operations.hpp"

#include "kernels/table.hpp"

namespace steepest {

int32_t system_level() { return selected_level(); }
int32_t system_select_level(int32_t level) { return select_level(level); }
int32_t system_level_supported(int32_t level) { return level >= 0 && level < level_count() && level_supported(level); }

}  // namespace steepest
