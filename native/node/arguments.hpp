// Readers of arguments, one for each type that an operation may take. They guard memory: the type of a typed array, its
// length against the shape, sizes that fit. Sentences for people are the facade's; these are for those who bypass it.
//
// A detached or out-of-bounds view reports length 0, so that its length is checked like any other.
#pragma once

#include <node_api.h>

#include <cmath>

#include "api/operation.hpp"

namespace steepest {

struct Fault {
    const char* message = nullptr;
};

template <class T>
struct ArrayType;
template <>
struct ArrayType<double> {
    static constexpr napi_typedarray_type type = napi_float64_array;
};
template <>
struct ArrayType<float> {
    static constexpr napi_typedarray_type type = napi_float32_array;
};
template <>
struct ArrayType<int32_t> {
    static constexpr napi_typedarray_type type = napi_int32_array;
};
template <>
struct ArrayType<uint8_t> {
    static constexpr napi_typedarray_type type = napi_uint8_array;
};

template <class T>
T* read_array(napi_env env, napi_value value, Index& length, Fault& fault) {
    using Element = std::remove_const_t<T>;
    bool is_array = false;
    napi_typedarray_type type;
    std::size_t size = 0;
    void* data = nullptr;
    if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array ||
        napi_get_typedarray_info(env, value, &type, &size, &data, nullptr, nullptr) != napi_ok ||
        type != ArrayType<Element>::type) {
        fault.message = "a typed array of the operation's type was expected";
        return nullptr;
    }
    length = static_cast<Index>(data ? size : 0);
    return static_cast<T*>(data);
}

template <class T>
struct Reader;

template <>
struct Reader<double> {
    static constexpr int width = 1;
    static double read(napi_env env, napi_value* values, Fault& fault) {
        double number = 0;
        if (napi_get_value_double(env, values[0], &number) != napi_ok) fault.message = "a number was expected";
        return number;
    }
};

template <>
struct Reader<int32_t> {
    static constexpr int width = 1;
    static int32_t read(napi_env env, napi_value* values, Fault& fault) {
        int32_t number = 0;
        if (napi_get_value_int32(env, values[0], &number) != napi_ok) fault.message = "a number was expected";
        return number;
    }
};

template <class T>
struct Reader<Vector<T>> {
    static constexpr int width = 1;
    static Vector<T> read(napi_env env, napi_value* values, Fault& fault) {
        Vector<T> vector;
        vector.data = read_array<T>(env, values[0], vector.size, fault);
        return vector;
    }
};

template <class T>
struct Reader<Matrix<T>> {
    static constexpr int width = 3;
    static Matrix<T> read(napi_env env, napi_value* values, Fault& fault) {
        Index length = 0;
        T* data = read_array<T>(env, values[0], length, fault);
        const double rows = Reader<double>::read(env, values + 1, fault);
        const double columns = Reader<double>::read(env, values + 2, fault);
        // In doubles, where the product of two lengths cannot wrap.
        if (!fault.message && !(rows >= 0 && columns >= 0 && rows == std::floor(rows) &&
                                columns == std::floor(columns) && rows * columns == static_cast<double>(length))) {
            fault.message = "the length of a matrix is not rows times columns";
        }
        if (fault.message) return {};
        return {data, static_cast<Index>(rows), static_cast<Index>(columns), static_cast<Index>(columns)};
    }
};

}  // namespace steepest
