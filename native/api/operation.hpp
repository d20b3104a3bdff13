// An operation: a name and a C++ function, from whose signature everything else is deduced.
//
// Arguments: double, int32_t, Vector<const T> (read), Vector<T> (written), Matrix<const T>, Matrix<T>. A first
// parameter Environment& is supplied by the binding. In JavaScript a vector is one typed array, a matrix three
// arguments: typed array, rows, columns. Results: void, int32_t, double.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/view.hpp"

namespace steepest {

struct Environment;

template <std::size_t Size>
struct Name {
    char text[Size];
    constexpr Name(const char (&literal)[Size]) { std::copy_n(literal, Size, text); }
};

template <Name name_, auto function_>
struct Operation {
    static constexpr const char* name = name_.text;
    static constexpr auto function = function_;
};

template <class... Each>
struct OperationList {
    template <class Visitor>
    static constexpr void for_each(Visitor&& visitor) {
        (visitor(Each{}), ...);
    }
    static constexpr int size = sizeof...(Each);
};

// The words in which describe() and the generated TypeScript speak of argument types.
template <class T>
struct TypeWord;
template <>
struct TypeWord<void> {
    static constexpr const char* word = "void";
};
template <>
struct TypeWord<double> {
    static constexpr const char* word = "double";
};
template <>
struct TypeWord<float> {
    static constexpr const char* word = "float";
};
template <>
struct TypeWord<int32_t> {
    static constexpr const char* word = "int32";
};
template <>
struct TypeWord<uint8_t> {
    static constexpr const char* word = "uint8";
};

}  // namespace steepest
