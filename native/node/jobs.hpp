// Runs on the pool: asynchronous work, its progress and its end.
//
// An environment has one thread-safe function, referenced only while jobs exist. A job drives its run on a thread of
// its own accord until it ends or is stopped; the environment's end stops all jobs, waits for the running ones and
// frees what they held.
#pragma once

#include <node_api.h>
#include <pthread.h>

#include "api/environment.hpp"

namespace steepest {

struct Job;

struct Instance {
    Environment environment;
    std::int64_t told_bytes = 0;  // of its data sets, told to the garbage collector
    napi_env env = nullptr;
    napi_threadsafe_function deliver = nullptr;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t idle = PTHREAD_COND_INITIALIZER;
    Job* jobs = nullptr;  // all that have not been delivered
    int running = 0;      // on threads of the pool
    bool closing = false;
};

// Makes this environment's instance data and its cleanup hook. False when memory ran out.
bool open_instance(napi_env env);

// runSubmit(run, callback): drives the run on the pool. callback(code) is called on this thread: -1 with progress, at
// most every 50 ms, else the code of its end, once.
napi_value run_submit(napi_env env, napi_callback_info info);

// runStop(run): asks a submitted run to stop at its next evaluation.
napi_value run_stop(napi_env env, napi_callback_info info);

}  // namespace steepest
