// What JavaScript asks of the jobs (jobs.hpp).
#pragma once

#include <node_api.h>

namespace steepest {

// runSubmit(run, callback): drives the run on the pool. callback(code) is called on this thread: -1 with progress, at
// most every 50 ms, else the code of its end, once.
napi_value run_submit(napi_env env, napi_callback_info info);

// runStop(run): asks a submitted run to stop at its next evaluation.
napi_value run_stop(napi_env env, napi_callback_info info);

// callLater(index, arguments, callback): calls the operation of this index with an array of arguments, which nobody
// else may change or detach meanwhile. callback(0, 0, answer) is called on this thread. Returns -1 where memory is out.
napi_value call_later(napi_env env, napi_callback_info info);

}  // namespace steepest
