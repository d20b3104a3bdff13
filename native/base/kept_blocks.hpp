// Large blocks of memory that are given back and taken again. A page that is new to a process has to be cleared, which
// costs several times the use that most are put to; so the last blocks given back are kept, for whoever asks for as
// much. The system may take their pages meanwhile (MADV_FREE), and until it does, they are written without a fault.
//
// Small blocks come from malloc and go back to it. Any thread may call.
#pragma once

#include <cstddef>

namespace steepest {

// Null when there is no memory. The block may hold what was there before.
void* take_block(std::size_t bytes);
// With the number of bytes that was asked for; a null block is nothing.
void give_block(void* block, std::size_t bytes);

}  // namespace steepest
