// Objects that JavaScript refers to by number: a slot (20 bits) and the generation of its use (11 bits), so that a
// number kept too long, or made up, finds nothing. Negative numbers are never handles.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <new>

#include "base/view.hpp"

namespace steepest {

template <class Object>
class Handles {
  public:
    Handles() = default;
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() {
        for (int32_t i = 0; i < used_; ++i) destroy(slots_[i].object);
        std::free(slots_);
    }

    // Takes the object over; -1, and the object is destroyed, when there is no room.
    int32_t add(Object* object) {
        if (!object) return -1;
        int32_t slot = free_;
        if (slot >= 0) {
            free_ = slots_[slot].next_free;
        } else if (used_ < capacity_ || grow()) {
            slot = used_++;
            slots_[slot].generation = 0;
        } else {
            destroy(object);
            return -1;
        }
        slots_[slot].object = object;
        return (slots_[slot].generation << slot_bits) | slot;
    }

    Object* find(int32_t handle) const {
        const int32_t slot = handle & slot_mask;
        if (handle < 0 || slot >= used_ || slots_[slot].generation != handle >> slot_bits) return nullptr;
        return slots_[slot].object;
    }

    // Takes the object out without destroying it; null when there is none.
    Object* take(int32_t handle) {
        Object* object = find(handle);
        if (!object) return nullptr;
        Slot& slot = slots_[handle & slot_mask];
        slot.object = nullptr;
        slot.generation = (slot.generation + 1) & generation_mask;
        slot.next_free = free_;
        free_ = handle & slot_mask;
        return object;
    }

    void remove(int32_t handle) { destroy(take(handle)); }

    static void destroy(Object* object) {
        if (!object) return;
        object->~Object();
        std::free(object);
    }

  private:
    static constexpr int slot_bits = 20;
    static constexpr int32_t slot_mask = (1 << slot_bits) - 1;
    static constexpr int32_t generation_mask = (1 << 11) - 1;

    struct Slot {
        Object* object;
        int32_t generation;
        int32_t next_free;
    };

    bool grow() {
        const int32_t larger = capacity_ ? 2 * capacity_ : 16;
        if (larger > slot_mask + 1) return false;
        Slot* moved = static_cast<Slot*>(std::realloc(slots_, sizeof(Slot) * static_cast<std::size_t>(larger)));
        if (!moved) return false;
        slots_ = moved;
        capacity_ = larger;
        return true;
    }

    Slot* slots_ = nullptr;
    int32_t used_ = 0;
    int32_t capacity_ = 0;
    int32_t free_ = -1;
};

// An object in memory that a failed allocation does not end the process for.
template <class Object, class... Arguments>
Object* make_object(Arguments&&... arguments) {
    void* memory = std::malloc(sizeof(Object));
    if (!memory) return nullptr;
    return ::new (memory) Object(static_cast<Arguments&&>(arguments)...);
}

}  // namespace steepest
