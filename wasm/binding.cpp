// The WebAssembly binding: every operation of the list as a function of scalars in the exported table.
//
// A vector is flattened to (address, length), a matrix to (address, rows, columns): JavaScript reads from the
// description which table entry an operation is, copies arrays in and out, and calls it. Addresses and lengths are
// passed as doubles where JavaScript computes them, so that nothing wraps on the way.
#include <cstdlib>
#include <tuple>

#include "api/describe.hpp"
#include "api/environment.hpp"

#define STEEPEST_EXPORT(name) extern "C" __attribute__((export_name(name), used))

namespace steepest {
namespace {

Environment environment;

// How many scalars an argument takes, and how it is put together from them.
template <class T>
struct Scalars {
    using Types = std::tuple<T>;
    static T join(T value) { return value; }
};
template <class T>
struct Scalars<Vector<T>> {
    using Types = std::tuple<T*, int32_t>;
    static Vector<T> join(T* data, int32_t size) { return {data, size}; }
};
template <class T>
struct Scalars<Matrix<T>> {
    using Types = std::tuple<T*, int32_t, int32_t>;
    static Matrix<T> join(T* data, int32_t rows, int32_t columns) { return {data, rows, columns, columns}; }
};

// Where each argument's scalars begin among all of them.
template <class... Arguments>
struct Layout {
    static constexpr std::size_t count = sizeof...(Arguments);
    static constexpr std::size_t widths[count + 1] = {std::tuple_size_v<typename Scalars<Arguments>::Types>..., 0};
    static constexpr std::size_t start_of(std::size_t argument) {
        std::size_t start = 0;
        for (std::size_t i = 0; i < argument; ++i) start += widths[i];
        return start;
    }
};

template <class Argument, std::size_t start, class All, std::size_t... K>
Argument take(const All& all, std::index_sequence<K...>) {
    return Scalars<Argument>::join(std::get<start + K>(all)...);
}

template <class Op, class Result, class Flat, class... Arguments>
struct Thunk;

template <class Op, class Result, class... Flat, class... Arguments>
struct Thunk<Op, Result, std::tuple<Flat...>, Arguments...> {
    template <bool with_environment>
    static Result call(Flat... scalars) {
        return spread<with_environment>(std::tuple<Flat...>{scalars...}, std::index_sequence_for<Arguments...>{});
    }

  private:
    template <bool with_environment, std::size_t... I>
    static Result spread([[maybe_unused]] const std::tuple<Flat...>& all, std::index_sequence<I...>) {
        using Places = Layout<Arguments...>;
        if constexpr (with_environment) {
            return Op::function(environment, take<Arguments, Places::start_of(I)>(
                                                 all, std::make_index_sequence<Places::widths[I]>{})...);
        } else {
            return Op::function(
                take<Arguments, Places::start_of(I)>(all, std::make_index_sequence<Places::widths[I]>{})...);
        }
    }
};

template <class... Arguments>
using FlatTypes = decltype(std::tuple_cat(std::declval<typename Scalars<Arguments>::Types>()...));

template <class Op, class Result, class... Arguments>
int table_index(Result (*)(Arguments...)) {
    auto* thunk = &Thunk<Op, Result, FlatTypes<Arguments...>, Arguments...>::template call<false>;
    return static_cast<int>(reinterpret_cast<std::uintptr_t>(thunk));
}
template <class Op, class Result, class... Arguments>
int table_index(Result (*)(Environment&, Arguments...)) {
    auto* thunk = &Thunk<Op, Result, FlatTypes<Arguments...>, Arguments...>::template call<true>;
    return static_cast<int>(reinterpret_cast<std::uintptr_t>(thunk));
}

char description[1 << 16];

}  // namespace

// The address of the description, UTF-8, ended by a zero.
STEEPEST_EXPORT("describe") const char* describe_all() {
    Text text{description, sizeof description - 1};
    describe(text, [](Text& out, auto operation) {
        using Op = decltype(operation);
        out.add("\"index\":");
        out.add(table_index<Op>(Op::function));
        out.add(",");
    });
    description[text.size < text.capacity ? text.size : text.capacity] = 0;
    return description;
}

// Memory for JavaScript's copies; 0 when there is none.
STEEPEST_EXPORT("allocate") void* allocate(std::size_t bytes) {
    return std::aligned_alloc(64, (bytes + 63) / 64 * 64);
}
STEEPEST_EXPORT("release") void release(void* memory) {
    std::free(memory);
}

// Gives the run a box of the size its layout says, in this memory; its address, or 0.
STEEPEST_EXPORT("openBox") double* open_box(int32_t handle) {
    Session* session = environment.runs.find(handle);
    if (!session) return nullptr;
    if (!session->box) {
        session->box = session->run.memory.array<double>(session->layout.size);
    }
    return session->box;
}

}  // namespace steepest
