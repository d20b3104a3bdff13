// A fuzzer's bytes as numbers: past the end all are zero.
#pragma once

#include <bit>
#include <cstdint>
#include <cstdio>

#include "base/view.hpp"

class Bytes {
  public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}

    std::size_t left() const { return left_; }
    std::uint8_t byte() {
        if (left_ == 0) return 0;
        --left_;
        return *data_++;
    }
    steepest::Index below(steepest::Index n) { return (byte() | byte() << 8) % n; }
    // Small whole numbers, halves and signs of them, and now and then any double at all.
    double number() {
        const std::uint8_t kind = byte();
        if (kind < 200) return (kind - 100) / 8.0;
        std::uint64_t bits = 0;
        for (int i = 0; i < 8; ++i) bits = bits << 8 | byte();
        return std::bit_cast<double>(bits);
    }

  private:
    const std::uint8_t* data_;
    std::size_t left_;
};

// What does not hold ends the program, where a fuzzer sees it.
inline void require(bool holds, int line = __builtin_LINE()) {
    if (holds) return;
    std::fprintf(stderr, "line %d does not hold\n", line);
    __builtin_trap();
}

inline bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (a != a && b != b);
}
