// Memory for rows. Fresh pages cost several times the copy into them, so the last large block that was given back is
// kept for the next rows; the system may take its pages meanwhile (MADV_FREE), and until it does they can be written
// without a fault. Large blocks ask for large pages.
#pragma once

#include <cstdint>
#include <cstdlib>

#include "base/view.hpp"

namespace steepest {

class RowMemory {
  public:
    RowMemory() = default;
    RowMemory(const RowMemory&) = delete;
    RowMemory& operator=(const RowMemory&) = delete;
    ~RowMemory() { std::free(spare_); }

    // Null when there is no memory. Some of the block's bytes may hold what was there before.
    void* take(std::size_t bytes);
    void give_back(void* block, std::size_t bytes);

    std::int64_t in_use = 0;  // bytes of data sets, with what they hold beside their rows

  private:
    void* spare_ = nullptr;
    std::size_t spare_bytes_ = 0;
};

}  // namespace steepest
