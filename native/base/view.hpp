// Views of memory that somebody else owns: a vector and a row-major matrix with a stride.
//
// They are two or four words, passed by value, and never allocate. Kernels take raw pointers instead, so that a
// level's object file shares no inline function with another; the accessors here are always inlined for the same
// reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace steepest {

using Index = std::ptrdiff_t;

template <class T>
struct Vector {
    T* data = nullptr;
    Index size = 0;

    [[gnu::always_inline]] T& operator[](Index i) const { return data[i]; }
    [[gnu::always_inline]] T* begin() const { return data; }
    [[gnu::always_inline]] T* end() const { return data + size; }
    [[gnu::always_inline]] operator Vector<const T>() const { return {data, size}; }
};

// Element (i, j) is data[i * stride + j], with stride >= columns.
template <class T>
struct Matrix {
    T* data = nullptr;
    Index rows = 0;
    Index columns = 0;
    Index stride = 0;

    [[gnu::always_inline]] T& operator()(Index i, Index j) const { return data[i * stride + j]; }
    [[gnu::always_inline]] T* row(Index i) const { return data + i * stride; }
    [[gnu::always_inline]] Matrix block(Index i, Index j, Index height, Index width) const {
        return {data + i * stride + j, height, width, stride};
    }
    [[gnu::always_inline]] operator Matrix<const T>() const { return {data, rows, columns, stride}; }
};

}  // namespace steepest
