#include "node/jobs.hpp"

#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "parallel/pool.hpp"

namespace steepest {

namespace {

// Threads that drive jobs, of the whole process: started as they are needed, as many as the pool has, never ended.
// They are not the pool's own, which must stay free for the parallel loops inside a job.
struct Drivers {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t posted = PTHREAD_COND_INITIALIZER;
    Job* first = nullptr;
    Job* last = nullptr;
    int started = 0;
    int idle = 0;
};
constinit Drivers drivers;

constexpr double progress_milliseconds = 50;

// Tells JavaScript, unless it has not yet heard the last news. With the instance's mutex held.
void tell(Job& job) {
    if (job.told || job.instance->closing) return;
    job.told = napi_call_threadsafe_function(job.instance->deliver, &job, napi_tsfn_nonblocking) == napi_ok;
}

// Returns the code of the run's end.
int32_t drive(Job& job) {
    Instance& instance = *job.instance;
    Run& run = job.session->run;
    int32_t code = -1;
    while (code < 0 && !job.stop) {
        code = job.session->drive(progress_milliseconds, &job.stop);
        if (code >= 0) break;
        pthread_mutex_lock(&instance.mutex);
        job.iterations = static_cast<double>(run.iterations);
        job.value = run.incumbent.value;
        job.gradient_norm = run.incumbent.gradient_norm;
        if (!job.stop) tell(job);
        pthread_mutex_unlock(&instance.mutex);
    }
    if (code >= 0) return code;
    run.end({static_cast<Status>(job.stop >> Session::status_shift)});
    return job.stop;
}

void work(Job& job) {
    Instance& instance = *job.instance;
    int32_t code = 0;
    double answer = 0;
    if (job.session) {
        code = drive(job);
    } else {
        answer = job.call.invoke(job.call.arguments);
    }
    pthread_mutex_lock(&instance.mutex);
    if (!job.session) job.value = answer;
    job.code = code;
    job.running = false;
    job.told = false;  // the end is told whatever is on its way
    tell(job);
    --instance.running;
    pthread_cond_broadcast(&instance.idle);
    pthread_mutex_unlock(&instance.mutex);
}

void* drive_jobs(void*) {
    pthread_mutex_lock(&drivers.mutex);
    for (;;) {
        Job* job = drivers.first;
        if (!job) {
            ++drivers.idle;
            pthread_cond_wait(&drivers.posted, &drivers.mutex);
            --drivers.idle;
            continue;
        }
        drivers.first = job->next_queued;
        if (!drivers.first) drivers.last = nullptr;
        pthread_mutex_lock(&job->instance->mutex);
        job->running = true;
        ++job->instance->running;
        pthread_mutex_unlock(&job->instance->mutex);
        pthread_mutex_unlock(&drivers.mutex);
        work(*job);
        pthread_mutex_lock(&drivers.mutex);
    }
}

// With the drivers' mutex held.
bool start_driver() {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return false;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, std::size_t{2} << 20);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    const bool started = pthread_create(&thread, &attributes, drive_jobs, nullptr) == 0;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    pthread_attr_destroy(&attributes);
    if (started) ++drivers.started;
    return started;
}

bool enqueue(Job& job) {
    pthread_mutex_lock(&drivers.mutex);
    if (drivers.idle == 0 && drivers.started < thread_count()) start_driver();
    const bool possible = drivers.started > 0;
    if (possible) {
        (drivers.last ? drivers.last->next_queued : drivers.first) = &job;
        drivers.last = &job;
        pthread_cond_signal(&drivers.posted);
    }
    pthread_mutex_unlock(&drivers.mutex);
    return possible;
}

// Takes an instance's jobs out of the queue.
void dequeue_all(Instance& instance) {
    pthread_mutex_lock(&drivers.mutex);
    Job** place = &drivers.first;
    drivers.last = nullptr;
    while (Job* job = *place) {
        if (job->instance == &instance) {
            *place = job->next_queued;
        } else {
            drivers.last = job;
            place = &job->next_queued;
        }
    }
    pthread_mutex_unlock(&drivers.mutex);
}

void unlink(Instance& instance, Job* job) {
    Job** place = &instance.jobs;
    while (*place != job) place = &(*place)->next;
    *place = job->next;
}

// On the JavaScript thread.
void deliver(napi_env env, napi_value, void* context, void* data) {
    if (!env) return;  // the environment is ending: its hook frees the jobs
    Instance& instance = *static_cast<Instance*>(context);
    Job* job = static_cast<Job*>(data);
    pthread_mutex_lock(&instance.mutex);
    // A progress note that the end has overtaken may find its job gone.
    Job* known = instance.jobs;
    while (known && known != job) known = known->next;
    if (!known) {
        pthread_mutex_unlock(&instance.mutex);
        return;
    }
    job->told = false;
    const double numbers[] = {static_cast<double>(job->code), job->iterations, job->value, job->gradient_norm};
    const bool ended = job->code >= 0;
    if (ended) unlink(instance, job);
    const bool none_left = !instance.jobs;
    pthread_mutex_unlock(&instance.mutex);

    napi_value callback = nullptr, receiver = nullptr, arguments[4];
    napi_get_reference_value(env, job->callback, &callback);
    napi_get_undefined(env, &receiver);
    for (int i = 0; i < 4; ++i) napi_create_double(env, numbers[i], &arguments[i]);
    if (ended) {
        if (job->session) job->session->busy = false;
        if (job->operands) napi_delete_reference(env, job->operands);
        napi_delete_reference(env, job->callback);
        std::free(job->call.arguments);
        std::free(job);
        if (none_left) napi_unref_threadsafe_function(env, instance.deliver);
    }
    napi_call_function(env, receiver, callback, 4, arguments, nullptr);
}

void close_instance(void* data) {
    Instance& instance = *static_cast<Instance*>(data);
    pthread_mutex_lock(&instance.mutex);
    instance.closing = true;
    for (Job* job = instance.jobs; job; job = job->next)
        job->stop = static_cast<int32_t>(Status::aborted) << Session::status_shift;
    pthread_mutex_unlock(&instance.mutex);
    dequeue_all(instance);
    pthread_mutex_lock(&instance.mutex);
    while (instance.running > 0) pthread_cond_wait(&instance.idle, &instance.mutex);
    pthread_mutex_unlock(&instance.mutex);
    while (Job* job = instance.jobs) {
        instance.jobs = job->next;
        std::free(job->call.arguments);
        std::free(job);
    }
    napi_release_threadsafe_function(instance.deliver, napi_tsfn_abort);
}

void free_instance(napi_env, void* data, void*) {
    static_cast<Instance*>(data)->~Instance();
    std::free(data);
}

}  // namespace

bool open_instance(napi_env env) {
    Instance* instance = make_object<Instance>();
    if (!instance) return false;
    instance->env = env;
    napi_value name = nullptr;
    napi_create_string_utf8(env, "steepest", NAPI_AUTO_LENGTH, &name);
    if (napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr, nullptr, instance, deliver,
                                        &instance->deliver) != napi_ok) {
        free_instance(env, instance, nullptr);
        return false;
    }
    napi_unref_threadsafe_function(env, instance->deliver);
    // Hooks run last in, first out: this one before the thread-safe function's own.
    napi_add_env_cleanup_hook(env, close_instance, instance);
    return napi_set_instance_data(env, instance, free_instance, nullptr) == napi_ok;
}

void submit(napi_env env, Job* job, napi_value callback) {
    Instance& instance = *job->instance;
    napi_create_reference(env, callback, 1, &job->callback);
    pthread_mutex_lock(&instance.mutex);
    const bool first = !instance.jobs;
    job->next = instance.jobs;
    instance.jobs = job;
    pthread_mutex_unlock(&instance.mutex);
    if (first) napi_ref_threadsafe_function(env, instance.deliver);
    if (enqueue(*job)) return;
    // No thread at all: the caller's own is the one that is left.
    ++instance.running;
    work(*job);
}

Instance& instance_of(napi_env env) {
    void* data = nullptr;
    napi_get_instance_data(env, &data);
    return *static_cast<Instance*>(data);
}

}  // namespace steepest
