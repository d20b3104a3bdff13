// Memory for rows, and an account of it.
#pragma once

#include <cstdint>

#include "base/kept_blocks.hpp"

namespace steepest {

struct RowMemory {
    std::int64_t in_use = 0;  // bytes of data sets, with what they hold beside their rows
};

}  // namespace steepest
