// The Node-API binding: every operation of the list as a function of the addon, by templates over its signature.
#include <napi.h>

#include <cstdlib>
#include <tuple>

#include "api/describe.hpp"
#include "api/environment.hpp"
#include "node/arguments.hpp"
#include "node/calls.hpp"
#include "node/jobs.hpp"
#include "node/requests.hpp"

namespace steepest {
namespace {

napi_value refuse(napi_env env, const char* message) {
    napi_throw_type_error(env, "ERR_SHAPE", message);
    return nullptr;
}

[[maybe_unused]] napi_value to_value(napi_env env, double number) {
    napi_value value = nullptr;
    napi_create_double(env, number, &value);
    return value;
}
napi_value to_value(napi_env env, int32_t number) {
    napi_value value = nullptr;
    napi_create_int32(env, number, &value);
    return value;
}

// Calls `function` with the arguments read and, where it wants it, the environment in front.
template <class Result, class... Arguments, class Call>
napi_value call(napi_env env, napi_callback_info info, Call function) {
    constexpr int width = (0 + ... + Reader<Arguments>::width);
    static_assert(width <= most_arguments);
    napi_value values[most_arguments];
    std::size_t count = most_arguments;
    napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
    Fault fault;
    if (count < width) return refuse(env, "an operation was called with too few arguments");
    const auto arguments = read_all<Arguments...>(env, values, fault, std::make_index_sequence<sizeof...(Arguments)>{});
    if (fault.message) return refuse(env, fault.message);
    if constexpr (std::is_void_v<Result>) {
        std::apply(function, arguments);
        return nullptr;
    } else {
        return to_value(env, std::apply(function, arguments));
    }
}

// Tells the garbage collector of the memory behind data sets and formulas, which it cannot see: abandoned ones are
// found the sooner.
void count_memory(napi_env env, Instance& instance) {
    const Environment& environment = instance.environment;
    const std::int64_t change = environment.row_memory.in_use + environment.formula_bytes - instance.told_bytes;
    if (change == 0) return;
    instance.told_bytes += change;
    int64_t total = 0;
    napi_adjust_external_memory(env, change, &total);
}

template <class Op, class Result, class... Arguments>
napi_value invoke(napi_env env, napi_callback_info info, Result (*)(Arguments...)) {
    return call<Result, Arguments...>(env, info, Op::function);
}
template <class Op, class Result, class... Arguments>
napi_value invoke(napi_env env, napi_callback_info info, Result (*)(Environment&, Arguments...)) {
    Instance& instance = instance_of(env);
    Environment& environment = instance.environment;
    const napi_value result = call<Result, Arguments...>(
        env, info, [&](Arguments... arguments) -> Result { return Op::function(environment, arguments...); });
    count_memory(env, instance);
    return result;
}

template <class Op>
napi_value entry(napi_env env, napi_callback_info info) {
    return invoke<Op>(env, info, Op::function);
}

// The same for the memory behind a run.
void count_memory(napi_env env, const Session& session, int sign) {
    int64_t total = 0;
    napi_adjust_external_memory(env, sign * static_cast<int64_t>(session.counted_bytes), &total);
}

// runAttach(run, box): the run reads and writes this array from now on. The array is kept alive until the run is freed
// (runDetach); it is private to the facade, so that nobody can detach or resize it.
napi_value run_attach(napi_env env, napi_callback_info info) {
    napi_value values[2];
    std::size_t count = 2;
    napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
    Fault fault;
    if (count < 2) return refuse(env, "an operation was called with too few arguments");
    const int32_t handle = Reader<int32_t>::read(env, values, fault);
    const Vector<double> box = Reader<Vector<double>>::read(env, values + 1, fault);
    if (fault.message) return refuse(env, fault.message);
    Instance& instance = instance_of(env);
    Session* session = instance.environment.runs.find(handle);
    if (!session || box.size < session->layout.size) return to_value(env, int32_t(-1));
    napi_ref reference = nullptr;
    if (napi_create_reference(env, values[1], 1, &reference) != napi_ok) return to_value(env, int32_t(-1));
    session->box = box.data;
    session->box_reference = reference;
    session->counted_bytes = session->run.memory.size();
    count_memory(env, *session, 1);
    return to_value(env, int32_t(0));
}

napi_value run_detach(napi_env env, napi_callback_info info) {
    napi_value values[1];
    std::size_t count = 1;
    napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
    Fault fault;
    if (count < 1) return refuse(env, "an operation was called with too few arguments");
    const int32_t handle = Reader<int32_t>::read(env, values, fault);
    if (fault.message) return refuse(env, fault.message);
    Session* session = instance_of(env).environment.runs.find(handle);
    if (session && session->box_reference) {
        napi_delete_reference(env, static_cast<napi_ref>(session->box_reference));
        count_memory(env, *session, -1);
        session->box_reference = nullptr;
        session->box = nullptr;
    }
    return nullptr;
}

napi_value description(napi_env env, napi_callback_info) {
    const auto write = [](char* to, int capacity) {
        Text text{to, capacity};
        describe(text, [](Text&, auto) {});
        return text.size;
    };
    const int size = write(nullptr, 0);
    char* const buffer = static_cast<char*>(std::malloc(static_cast<std::size_t>(size)));
    napi_value value = nullptr;
    if (!buffer) return value;
    write(buffer, size);
    napi_create_string_utf8(env, buffer, static_cast<std::size_t>(size), &value);
    std::free(buffer);
    return value;
}

void add_function(napi_env env, napi_value exports, const char* name, napi_callback callback) {
    napi_value function = nullptr;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function);
    napi_set_named_property(env, exports, name, function);
}

}  // namespace

Napi::Object initialize(Napi::Env env, Napi::Object exports) {
    if (!open_instance(env)) {
        Napi::Error::New(env, "out of memory").ThrowAsJavaScriptException();
        return exports;
    }
    Operations::for_each([&](auto operation) {
        using Op = decltype(operation);
        add_function(env, exports, Op::name, entry<Op>);
    });
    add_function(env, exports, "describe", description);
    add_function(env, exports, "runAttach", run_attach);
    add_function(env, exports, "runDetach", run_detach);
    add_function(env, exports, "runSubmit", run_submit);
    add_function(env, exports, "runStop", run_stop);
    add_function(env, exports, "callLater", call_later);
    return exports;
}

NODE_API_MODULE(steepest, initialize)

}  // namespace steepest
