// The interpreter of formulas: each instruction is one operation on a block of registers that stays in L1.
//
// What an operand's lanes stand for is the caller's: rows of one fit, or one row of as many fits. An operand is a
// block, a register a step, or uniform, one register for all steps; the latter is computed once, before.
#pragma once

#include "base/view.hpp"
#include "kernels/operation.hpp"

namespace steepest {

// Several operations in one instruction, where a block would only be written to be read once: numbered after those of
// Op. Sums and products of two others gain nothing, since most products are read again by a derivative.
enum class Fused : std::uint8_t {
    exp_of_negated_product = operation_count,  // exp(-(a b))
    sum_minus,                                 // (a + b) - c
};

struct Instruction {
    std::uint8_t op;       // an Op, or one of Fused
    std::uint8_t uniform;  // bit 0: a is uniform; 1: b; 2: c
    std::uint16_t to, a, b, c;
};

struct ProgramKernels {
    // Executes the instructions on `vectors` registers a block. Operand k is at place[k], of vectors * lanes numbers,
    // or of lanes where it is uniform; `to` is never the place of an operand.
    void (*run)(const Instruction* instructions, Index count, Index vectors, double* const* place);
    Index lanes;
};

}  // namespace steepest
