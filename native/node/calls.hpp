// Operations called on another thread: the arguments of one, read on the JavaScript thread and kept until then.
#pragma once

#include <node_api.h>

#include <cstdlib>
#include <new>
#include <tuple>
#include <utility>

#include "api/operations.hpp"
#include "node/arguments.hpp"
#include "node/jobs.hpp"

namespace steepest {

inline constexpr int most_arguments = 32;

template <class... Arguments, std::size_t... I>
std::tuple<Arguments...> read_all([[maybe_unused]] napi_env env, [[maybe_unused]] napi_value* values,
                                  [[maybe_unused]] Fault& fault, std::index_sequence<I...>) {
    constexpr int widths[] = {Reader<Arguments>::width..., 0};
    int starts[sizeof...(Arguments) + 1] = {};
    for (std::size_t i = 0; i < sizeof...(Arguments); ++i) starts[i + 1] = starts[i] + widths[i];
    // Braces: read from left to right.
    return std::tuple<Arguments...>{Reader<Arguments>::read(env, values + starts[I], fault)...};
}

// Reads the arguments of an operation that needs no environment and answers with a number.
using CallReader = Call (*)(napi_env env, std::size_t count, napi_value* values, Fault& fault);

template <class Op, class Result, class... Arguments>
constexpr CallReader call_reader(Result (*)(Arguments...)) {
    if constexpr (std::is_void_v<Result>) {
        return nullptr;
    } else {
        return [](napi_env env, std::size_t count, napi_value* values, Fault& fault) -> Call {
            using All = std::tuple<Arguments...>;
            constexpr std::size_t width = (0 + ... + Reader<Arguments>::width);
            if (count < width) fault.message = "an operation was called with too few arguments";
            if (fault.message) return {};
            const All all = read_all<Arguments...>(env, values, fault, std::index_sequence_for<Arguments...>{});
            void* const memory = fault.message ? nullptr : std::malloc(sizeof(All));
            if (!memory) return {};
            ::new (memory) All(all);
            return {[](const void* arguments) {
                        return static_cast<double>(std::apply(Op::function, *static_cast<const All*>(arguments)));
                    },
                    memory};
        };
    }
}
template <class Op, class Result, class... Arguments>
constexpr CallReader call_reader(Result (*)(Environment&, Arguments...)) {
    return nullptr;
}

// By the index of the operation; null for those that cannot be called so.
struct CallReaders {
    CallReader all[Operations::size];
    constexpr CallReaders() : all{} {
        int index = 0;
        Operations::for_each([&](auto operation) {
            using Op = decltype(operation);
            all[index++] = call_reader<Op>(Op::function);
        });
    }
};

}  // namespace steepest
