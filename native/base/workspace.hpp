// The memory of one computation: a stack of aligned blocks that grows by whole chunks and is freed at once.
//
// Nothing here throws or ends the process. A request that cannot be met returns null and sets failed(), which stays
// set: a caller may allocate all it needs and look once.
#pragma once

#include <cstdlib>
#include <cstring>

#include "base/kept_blocks.hpp"
#include "base/view.hpp"

namespace steepest {

class Workspace {
  public:
    static constexpr std::size_t alignment = 64;  // a cache line, and the widest vector

    Workspace() = default;
    explicit Workspace(std::size_t first_chunk) : chunk_size_(first_chunk) {}
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
    ~Workspace() {
        while (first_) {
            Chunk* next = first_->next;
            give_block(first_->memory, first_->bytes);
            first_ = next;
        }
    }

    // A place to return to: everything allocated after mark() is given back by release().
    struct Mark {
        void* chunk;
        std::size_t used;
    };
    Mark mark() const { return {current_, current_ ? current_->used : 0}; }
    void release(Mark mark) {
        current_ = static_cast<Chunk*>(mark.chunk);
        if (current_) current_->used = mark.used;
    }

    // For tests: of the allocations to come, the one after so many fails, as it would without memory.
    void fail_after(std::size_t allocations) { allocations_left_ = allocations; }

    void* allocate(std::size_t bytes) {
        if (bytes > SIZE_MAX / 4 || allocations_left_-- == 0) return fail();
        bytes = (bytes + alignment - 1) / alignment * alignment;
        while (!current_ || current_->capacity - current_->used < bytes) {
            if (!advance(bytes)) return fail();
        }
        void* block = current_->start + current_->used;
        current_->used += bytes;
        return block;
    }

    template <class T>
    T* array(Index count) {
        if (count < 0 || static_cast<std::size_t>(count) > SIZE_MAX / 8 / sizeof(T)) return static_cast<T*>(fail());
        return static_cast<T*>(allocate(static_cast<std::size_t>(count) * sizeof(T)));
    }
    template <class T = double>
    Vector<T> vector(Index size) {
        return {array<T>(size), size};
    }
    template <class T = double>
    Matrix<T> matrix(Index rows, Index columns) {
        if (columns > 0 && rows > PTRDIFF_MAX / 8 / columns) return {static_cast<T*>(fail()), rows, columns, columns};
        return {array<T>(rows * columns), rows, columns, columns};
    }
    template <class T = double>
    Vector<T> zeros(Index size) {
        const Vector<T> v = vector<T>(size);
        if (v.data) std::memset(static_cast<void*>(v.data), 0, static_cast<std::size_t>(size) * sizeof(T));
        return v;
    }

    template <class T>
    Vector<T> copy(Vector<const T> from) {
        const Vector<T> to = vector<T>(from.size);
        for (Index i = 0; to.data && i < from.size; ++i) to[i] = from[i];
        return to;
    }

    bool failed() const { return failed_; }

    // Bytes taken from the system.
    std::size_t size() const {
        std::size_t total = 0;
        for (const Chunk* chunk = first_; chunk; chunk = chunk->next) total += chunk->capacity;
        return total;
    }

    // Says that memory ran out elsewhere.
    void* fail() {
        failed_ = true;
        return nullptr;
    }

  private:
    struct Chunk {
        void* memory;
        std::size_t bytes;  // of that
        char* start;
        std::size_t capacity;
        std::size_t used;
        Chunk* next;
    };

    // Moves to the next chunk, reusing one left by a release, or making one of at least `bytes`.
    bool advance(std::size_t bytes) {
        Chunk* next = current_ ? current_->next : first_;
        if (next && next->capacity >= bytes) {
            next->used = 0;
            current_ = next;
            return true;
        }
        const std::size_t header = (sizeof(Chunk) + alignment - 1) / alignment * alignment;
        const std::size_t capacity = bytes > chunk_size_ ? bytes : chunk_size_;
        const std::size_t taken = capacity + header + alignment;
        char* memory = static_cast<char*>(take_block(taken));
        if (!memory) return false;
        char* aligned = memory + (alignment - reinterpret_cast<std::uintptr_t>(memory) % alignment) % alignment;
        Chunk* chunk = reinterpret_cast<Chunk*>(aligned);
        *chunk = {memory, taken, aligned + header, capacity, 0, next};
        (current_ ? current_->next : first_) = chunk;
        current_ = chunk;
        return true;
    }

    Chunk* first_ = nullptr;
    Chunk* current_ = nullptr;
    std::size_t chunk_size_ = 4096;
    std::size_t allocations_left_ = SIZE_MAX;
    bool failed_ = false;
};

// Gives back, at the end of a scope, what was allocated in it.
class Scope {
  public:
    explicit Scope(Workspace& workspace) : workspace_(workspace), mark_(workspace.mark()) {}
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() { workspace_.release(mark_); }

  private:
    Workspace& workspace_;
    Workspace::Mark mark_;
};

}  // namespace steepest
