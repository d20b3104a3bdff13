// Pack<T>: one register of the level being compiled, as a GCC/Clang vector, with the few operations kernels need.
//
// Included inside a level's own namespace (see kernels/level.inc), never directly: STEEPEST_BYTES is the register
// width. Arithmetic, comparison and the choice `mask ? a : b` are the language's own on vectors, `scalar * pack`
// broadcasts, and a * b + c becomes one FMA where the level has it (-ffp-contract=fast).
#pragma once

// Around functions that work on several registers, each a long chain of operations: GCC does not interleave the chains
// unless it is asked to, and then less than half of the units has work.
#ifdef __clang__
#define STEEPEST_LONG_CHAINS_BEGIN
#define STEEPEST_LONG_CHAINS_END
#else
#define STEEPEST_LONG_CHAINS_BEGIN \
    _Pragma("GCC push_options") _Pragma("GCC optimize(\"schedule-insns\", \"sched-pressure\")")
#define STEEPEST_LONG_CHAINS_END _Pragma("GCC pop_options")
#endif

template <class T>
struct Lane;
template <>
struct Lane<double> {
    typedef double Type __attribute__((vector_size(STEEPEST_BYTES), may_alias));
    typedef double Loose __attribute__((vector_size(STEEPEST_BYTES), may_alias, aligned(8)));
    typedef unsigned long long Bits __attribute__((vector_size(STEEPEST_BYTES), may_alias));
};
template <>
struct Lane<float> {
    typedef float Type __attribute__((vector_size(STEEPEST_BYTES), may_alias));
    typedef float Loose __attribute__((vector_size(STEEPEST_BYTES), may_alias, aligned(4)));
    typedef unsigned Bits __attribute__((vector_size(STEEPEST_BYTES), may_alias));
};

template <class T>
using Pack = typename Lane<T>::Type;

// The lanes as unsigned integers of their width.
template <class T>
using Bits = typename Lane<T>::Bits;

template <class T>
constexpr long lanes = STEEPEST_BYTES / sizeof(T);

template <class T>
[[gnu::always_inline]] inline Pack<T> load(const T* from) {
    return *reinterpret_cast<const typename Lane<T>::Loose*>(from);
}
template <class T>
[[gnu::always_inline]] inline void store(T* to, Pack<T> value) {
    *reinterpret_cast<typename Lane<T>::Loose*>(to) = value;
}
// x - 0 keeps the sign of a zero; x + 0 would not, and would keep the addition.
template <class T>
[[gnu::always_inline]] inline Pack<T> broadcast(T value) {
    return value - Pack<T>{};
}

// A tail: the first `count` lanes, with `rest` in the others, and nothing outside the array is touched.
template <class T>
[[gnu::always_inline]] inline Pack<T> load_some(const T* from, long count, T rest) {
    T lane[lanes<T>];
    for (long i = 0; i < lanes<T>; ++i) lane[i] = i < count ? from[i] : rest;
    return load(lane);
}
template <class T>
[[gnu::always_inline]] inline void store_some(T* to, Pack<T> value, long count) {
    if (count == lanes<T>) return store<T>(to, value);
    T lane[lanes<T>];
    store<T>(lane, value);
    for (long i = 0; i < count; ++i) to[i] = lane[i];
}

// How many elements before the first that begins a register's length in memory.
template <class T>
[[gnu::always_inline]] inline long until_aligned(const T* from) {
    const unsigned long beyond = reinterpret_cast<__UINTPTR_TYPE__>(from) % STEEPEST_BYTES;
    return beyond ? static_cast<long>((STEEPEST_BYTES - beyond) / sizeof(T)) : 0;
}

// For several streams from memory at once, which are more than the processor fetches ahead by itself. Wide registers
// only: with others the instructions cost more than the memory.
template <class T>
[[gnu::always_inline]] inline void fetch_ahead([[maybe_unused]] const T* from) {
#if STEEPEST_BYTES >= 32
    constexpr long bytes_ahead = 2048;
    __builtin_prefetch(from + bytes_ahead / sizeof(T), 1);
#endif
}

// A register of doubles from as many values of either type. Two floats go one by one: for vectors of 8 bytes GCC 12
// uses MMX registers, and leaves the x87 unit unusable.
template <class T>
[[gnu::always_inline]] inline Pack<double> load_wide(const T* from) {
    if constexpr (sizeof(T) == sizeof(double)) {
        return load(from);
    } else {
#if STEEPEST_BYTES > 16
        typedef float Half __attribute__((vector_size(STEEPEST_BYTES / 2), may_alias, aligned(4)));
        return __builtin_convertvector(*reinterpret_cast<const Half*>(from), Pack<double>);
#else
        return Pack<double>{from[0], from[1]};
#endif
    }
}

[[gnu::always_inline]] inline Bits<double> bits(Pack<double> value) {
    return (Bits<double>)value;
}
[[gnu::always_inline]] inline Bits<float> bits(Pack<float> value) {
    return (Bits<float>)value;
}
[[gnu::always_inline]] inline Pack<double> from_bits(Bits<double> value) {
    return (Pack<double>)value;
}
[[gnu::always_inline]] inline Pack<float> from_bits(Bits<float> value) {
    return (Pack<float>)value;
}

template <class V>
[[gnu::always_inline]] inline V abs(V value) {
    return from_bits(bits(value) & ~bits(-V{}));
}
// `value` where its sign is that of `sign` already, but for a zero that has lost its own.
template <class V>
[[gnu::always_inline]] inline V restore_sign(V value, V sign) {
    return from_bits(bits(value) | (bits(sign) & bits(-V{})));
}

// b where either is NaN.
template <class V>
[[gnu::always_inline]] inline V max(V a, V b) {
    return a > b ? a : b;
}
template <class V>
[[gnu::always_inline]] inline V min(V a, V b) {
    return a < b ? a : b;
}

// a * b + c, with one rounding where the level has the instruction. Clang is told so, since it chooses between two
// products that are added by the code around them; GCC chooses alike everywhere. Relaxed WebAssembly may round or not.
template <class V>
[[gnu::always_inline]] inline V multiply_add(V a, V b, V c) {
#if defined(STEEPEST_RELAXED)
    if constexpr (sizeof a[0] == sizeof(double)) {
        return __builtin_wasm_relaxed_madd_f64x2(a, b, c);
    } else {
        return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
    }
#elif defined(__clang__) && (defined(__FMA__) || defined(__aarch64__))
    return __builtin_elementwise_fma(a, b, c);
#else
    return a * b + c;
#endif
}

template <class V>
[[gnu::always_inline]] inline V sqrt(V value) {
#ifdef __clang__
    return __builtin_elementwise_sqrt(value);
#else
    for (unsigned long i = 0; i < sizeof value / sizeof value[0]; ++i) value[i] = __builtin_sqrt(value[i]);
    return value;
#endif
}

// The lanes of a where the mask's bits are set, those of b elsewhere: for masks made of integers, where ?: would
// compare.
template <class T>
[[gnu::always_inline]] inline Pack<T> select(Bits<T> mask, Pack<T> a, Pack<T> b) {
    return from_bits((bits(a) & mask) | (bits(b) & ~mask));
}

// Is any bit set? Of a mask: does the condition hold in any lane? GCC has to be told the instruction.
template <class V>
[[gnu::always_inline]] inline bool any(V value) {
    typedef long long Words __attribute__((vector_size(STEEPEST_BYTES)));
    const Words words = (Words)value;
#if defined(__wasm__)
    typedef signed char Bytes __attribute__((vector_size(16)));
    return __builtin_wasm_any_true_v128((Bytes)words);
#elif STEEPEST_BYTES == 64 && defined(__AVX512F__) && !defined(__clang__)
    return __builtin_ia32_ptestmq512(words, words, 0xff) != 0;
#elif STEEPEST_BYTES == 32 && defined(__AVX__)
    return !__builtin_ia32_ptestz256(words, words);
#else
    long long together = 0;
    for (unsigned long i = 0; i < sizeof words / sizeof words[0]; ++i) together |= words[i];
    return together != 0;
#endif
}
template <class V>
[[gnu::always_inline]] inline bool all(V mask) {
    return !any(~mask);
}

// The sum of the lanes, halves added to halves: a fixed order for a level. Four floats are added one by one, since two
// would make a vector of 8 bytes (see load_wide).
template <class V>
[[gnu::always_inline]] inline auto sum_of_halves(V v) {
    constexpr int count = sizeof v / sizeof v[0];
    if constexpr (count == 16) {
        return sum_of_halves(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) +
                             __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15));
    } else if constexpr (count == 8) {
        return sum_of_halves(__builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7));
    } else if constexpr (count == 4) {
        return (v[0] + v[2]) + (v[1] + v[3]);
    } else {
        return v[0] + v[1];
    }
}
template <class T>
[[gnu::always_inline]] inline T sum(Pack<T> value) {
    return sum_of_halves(value);
}
