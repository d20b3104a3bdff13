// Jobs: asynchronous work, its progress and its end.
//
// An environment has one thread-safe function, referenced only while jobs exist. A job has a thread that drives its run
// until it ends or is stopped, or calls one operation; the environment's end stops all jobs, waits for the running ones
// and frees what they held.
#pragma once

#include <node_api.h>
#include <pthread.h>

#include <atomic>

#include "api/environment.hpp"

namespace steepest {

struct Job;

struct Instance {
    Environment environment;
    std::int64_t told_bytes = 0;  // of its data sets and formulas, told to the garbage collector
    napi_env env = nullptr;
    napi_threadsafe_function deliver = nullptr;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t idle = PTHREAD_COND_INITIALIZER;
    Job* jobs = nullptr;  // all that have not been delivered
    int running = 0;      // on threads of the pool
    bool closing = false;
};

// An operation with its arguments.
struct Call {
    double (*invoke)(const void* arguments) = nullptr;
    void* arguments = nullptr;  // from malloc
};

struct Job {
    Instance* instance;
    Session* session;             // the run to drive; or, without one,
    Call call{};                  // the operation to call,
    napi_ref operands = nullptr;  // and the arrays it works on
    napi_ref callback = nullptr;
    std::atomic<int32_t> stop{0};
    // Guarded by the instance's mutex.
    int32_t code = -1;
    double iterations = 0, value = 0, gradient_norm = 0;
    bool running = false;
    bool told = false;    // a delivery is on its way
    Job* next = nullptr;  // in the instance's list
    Job* next_queued = nullptr;
};

// Makes this environment's instance data and its cleanup hook. False when memory ran out.
bool open_instance(napi_env env);

Instance& instance_of(napi_env env);

// Has the job done on another thread, and `callback` called about it.
void submit(napi_env env, Job* job, napi_value callback);

}  // namespace steepest
