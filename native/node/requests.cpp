#include "node/requests.hpp"

#include <cstdlib>

#include "node/arguments.hpp"
#include "node/calls.hpp"
#include "node/jobs.hpp"

namespace steepest {
namespace {

napi_value number(napi_env env, int32_t value) {
    napi_value result = nullptr;
    napi_create_int32(env, value, &result);
    return result;
}

}  // namespace

napi_value run_submit(napi_env env, napi_callback_info info) {
    napi_value values[2];
    std::size_t count = 2;
    napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
    Fault fault;
    napi_valuetype type = napi_undefined;
    if (count == 2) napi_typeof(env, values[1], &type);
    if (type != napi_function) {
        napi_throw_type_error(env, "ERR_SHAPE", "a run and a function were expected");
        return nullptr;
    }
    const int32_t handle = Reader<int32_t>::read(env, values, fault);
    Instance& instance = instance_of(env);
    Session* session = fault.message ? nullptr : instance.environment.runs.find(handle);
    if (!session || session->busy || !session->objective.answer || instance.closing) return number(env, -1);
    Job* const job = make_object<Job>(&instance, session);
    if (!job) return number(env, -1);
    session->busy = true;
    session->job = job;
    submit(env, job, values[1]);
    return number(env, 0);
}

napi_value run_stop(napi_env env, napi_callback_info info) {
    napi_value values[2];
    std::size_t count = 2;
    napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
    Fault fault;
    if (count < 2) {
        napi_throw_type_error(env, "ERR_SHAPE", "a run and a status were expected");
        return nullptr;
    }
    const int32_t handle = Reader<int32_t>::read(env, values, fault);
    const int32_t status = Reader<int32_t>::read(env, values + 1, fault);
    Session* session = fault.message ? nullptr : instance_of(env).environment.runs.find(handle);
    if (session && session->busy) static_cast<Job*>(session->job)->stop = status << Session::status_shift;
    return nullptr;
}

napi_value call_later(napi_env env, napi_callback_info info) {
    static constexpr CallReaders readers;
    napi_value given[3];
    std::size_t count = 3;
    napi_get_cb_info(env, info, &count, given, nullptr, nullptr);
    napi_valuetype type = napi_undefined;
    bool is_array = false;
    if (count == 3) napi_typeof(env, given[2], &type), napi_is_array(env, given[1], &is_array);
    Fault fault;
    if (type != napi_function || !is_array) fault.message = "an index, an array and a function were expected";
    const int32_t index = fault.message ? 0 : Reader<int32_t>::read(env, given, fault);
    if (index < 0 || index >= Operations::size || !readers.all[index]) fault.message = "no such operation";
    napi_value values[most_arguments];
    uint32_t length = 0;
    if (!fault.message) napi_get_array_length(env, given[1], &length);
    for (uint32_t i = 0; i < length && i < most_arguments; ++i) napi_get_element(env, given[1], i, &values[i]);
    const Call call = fault.message ? Call{} : readers.all[index](env, length, values, fault);
    if (fault.message) {
        napi_throw_type_error(env, "ERR_SHAPE", fault.message);
        return nullptr;
    }
    Instance& instance = instance_of(env);
    Job* const job =
        call.invoke && !instance.closing ? make_object<Job>(&instance, static_cast<Session*>(nullptr), call) : nullptr;
    if (!job) {
        std::free(call.arguments);
        return number(env, -1);
    }
    napi_create_reference(env, given[1], 1, &job->operands);
    submit(env, job, given[2]);
    return number(env, 0);
}

}  // namespace steepest
