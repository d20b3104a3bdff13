// The whole state of a method between two iterations, so that a run can be saved without the answers it was told.
//
// A method with small state names, at the head of its loop, the parts of memory that the rest of the run depends on. A
// run that records copies them there, each time over the time before; a new run that was given such a copy puts them
// back in place of its first evaluation and goes on with the same bits.
#pragma once

#include <cstring>

#include "base/workspace.hpp"

namespace steepest {

struct Part {
    void* data;
    std::size_t bytes;
};

// The parts of one method, in a fixed order.
struct Parts {
    Part list[20];
    int count = 0;

    template <class T>
    Parts& add(T& value) {
        list[count++] = {&value, sizeof(T)};
        return *this;
    }
    template <class T>
    Parts& add(T* array, Index length) {
        list[count++] = {array, sizeof(T) * static_cast<std::size_t>(length)};
        return *this;
    }
    const Part* begin() const { return list; }
    const Part* end() const { return list + count; }
    std::size_t bytes() const {
        std::size_t total = 0;
        for (const Part& part : *this) total += part.bytes;
        return total;
    }
};

class Snapshot {
  public:
    // Copies the parts from now on. Memory is taken at the first time.
    void record() { recording_ = true; }
    bool recording() const { return recording_; }

    // A copy made earlier, for restore to put back; it must stay until then.
    void resume_from(const std::uint8_t* bytes, std::size_t size) {
        bytes_ = const_cast<std::uint8_t*>(bytes);
        size_ = size;
        resuming_ = true;
    }
    bool resuming() const { return resuming_; }

    Vector<const std::uint8_t> bytes() const { return {bytes_, bytes_ ? static_cast<Index>(size_) : 0}; }

    void save(Workspace& memory, const Parts& parts) {
        if (!recording_) return;
        const std::size_t total = parts.bytes();
        if (!bytes_ || size_ != total) bytes_ = static_cast<std::uint8_t*>(memory.allocate(total));
        size_ = total;
        if (!bytes_) return;
        std::uint8_t* to = bytes_;
        for (const Part& p : parts) {
            std::memcpy(to, p.data, p.bytes);
            to += p.bytes;
        }
    }

    // False when the copy is of other parts than these.
    bool restore(const Parts& parts) {
        resuming_ = false;
        if (size_ != parts.bytes()) return false;
        const std::uint8_t* from = bytes_;
        for (const Part& p : parts) {
            std::memcpy(p.data, from, p.bytes);
            from += p.bytes;
        }
        return true;
    }

  private:
    std::uint8_t* bytes_ = nullptr;
    std::size_t size_ = 0;
    bool recording_ = false;
    bool resuming_ = false;
};

}  // namespace steepest
