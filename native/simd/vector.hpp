// Pack<T>: one register of the level being compiled, as a GCC/Clang vector, with the few operations kernels need.
//
// Included inside a level's own namespace (see kernels/level.inc), never directly: STEEPEST_BYTES is the register
// width. Arithmetic and comparison are the language's own on vectors; `scalar * pack` broadcasts, and a * b + c becomes
// one FMA where the level has it (-ffp-contract=fast).

template <class T>
struct Lane;
template <>
struct Lane<double> {
    typedef double Type __attribute__((vector_size(STEEPEST_BYTES), may_alias));
    typedef double Loose __attribute__((vector_size(STEEPEST_BYTES), may_alias, aligned(8)));
    typedef long long Mask __attribute__((vector_size(STEEPEST_BYTES), may_alias));
};
template <>
struct Lane<float> {
    typedef float Type __attribute__((vector_size(STEEPEST_BYTES), may_alias));
    typedef float Loose __attribute__((vector_size(STEEPEST_BYTES), may_alias, aligned(4)));
    typedef int Mask __attribute__((vector_size(STEEPEST_BYTES), may_alias));
};

template <class T>
using Pack = typename Lane<T>::Type;

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

// The sum of the lanes, halves added to halves: a fixed order for a level.
template <class T>
[[gnu::always_inline]] inline T sum(Pack<T> value) {
    T part[lanes<T>];
    store<T>(part, value);
    for (long width = lanes<T> / 2; width > 0; width /= 2) {
        for (long i = 0; i < width; ++i) part[i] += part[i + width];
    }
    return part[0];
}
