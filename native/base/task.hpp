// The coroutine type in which every iterative method is written.
//
// A Task starts suspended, keeps its frame in the Workspace of the Execution that its first parameter belongs to, and
// destroys its frame with itself: dropping a suspended root drops all its children. Control passes through a
// trampoline, Execution::resume, rather than by symmetric transfer, so that a child that ends without suspending
// costs no stack: unoptimised and WebAssembly builds then run as deep as optimised ones.
//
// Three idioms keep GCC 12 right (see test/native/coroutine_idioms.cpp): never await inside the condition of an `if`;
// pass only trivially destructible aggregates by value; keep coroutine locals trivially destructible.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include "base/workspace.hpp"

namespace steepest {

// What the coroutines of one run share: their memory, and who runs next.
struct Execution {
    Workspace memory;
    std::coroutine_handle<> leaf;  // the innermost coroutine, waiting for an answer
    std::coroutine_handle<> next;  // whom the trampoline resumes

    explicit Execution(std::size_t bytes = 8192) : memory(bytes) {}

    // Runs until the next question, or the end of the root.
    void resume() {
        next = leaf;
        while (next) std::exchange(next, nullptr).resume();
    }
};

inline Execution& execution_of(Execution& execution) {
    return execution;
}
template <class Member>
requires requires(Member& m) {
    m.execution;
}
Execution& execution_of(Member& member) {
    return member.execution;
}

namespace detail {

struct PromiseBase {
    Execution* execution;
    std::coroutine_handle<> continuation;

    template <class First, class... Rest>
    explicit PromiseBase(First& first, Rest&...) : execution(&execution_of(first)) {}

    // The frame is preceded by the mark to which its end takes the workspace back.
    struct Header {
        Workspace* memory;
        Workspace::Mark mark;
    };
    static constexpr std::size_t header_size = Workspace::alignment;
    static_assert(sizeof(Header) <= header_size);

    template <class First, class... Rest>
    static void* operator new(std::size_t size, First& first, Rest&...) noexcept {
        Workspace& memory = execution_of(first).memory;
        const Workspace::Mark mark = memory.mark();
        char* block = static_cast<char*>(memory.allocate(size + header_size));
        if (!block) return nullptr;
        *reinterpret_cast<Header*>(block) = {&memory, mark};
        return block + header_size;
    }
    static void operator delete(void* frame, std::size_t) noexcept {
        const Header header = *reinterpret_cast<Header*>(static_cast<char*>(frame) - header_size);
        header.memory->release(header.mark);
    }

    struct Final {
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> self) const noexcept {
            self.promise().execution->next = self.promise().continuation;
        }
        void await_resume() const noexcept {}
    };
    std::suspend_always initial_suspend() const noexcept { return {}; }
    Final final_suspend() const noexcept { return {}; }
    [[noreturn]] void unhandled_exception() const noexcept { std::abort(); }  // never reached: nothing throws
};

template <class Result>
struct ResultHolder : PromiseBase {
    using PromiseBase::PromiseBase;
    Result result{};
    void return_value(const Result& value) { result = value; }
};
template <>
struct ResultHolder<void> : PromiseBase {
    using PromiseBase::PromiseBase;
    void return_void() const {}
};

}  // namespace detail

// Result must be trivially destructible. A Task whose frame could not be allocated is already finished: awaiting it
// yields Result{}, and the workspace's failed() tells.
template <class Result>
class [[nodiscard]] Task {
  public:
    struct promise_type : detail::ResultHolder<Result> {
        using detail::ResultHolder<Result>::ResultHolder;
        Task get_return_object() { return Task{Handle::from_promise(*this)}; }
        static Task get_return_object_on_allocation_failure() { return Task{}; }
    };
    using Handle = std::coroutine_handle<promise_type>;

    Task() = default;
    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    Task& operator=(Task&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~Task() {
        if (handle_) handle_.destroy();
    }

    bool allocated() const { return static_cast<bool>(handle_); }
    bool done() const { return !handle_ || handle_.done(); }
    std::coroutine_handle<> handle() const { return handle_; }
    const auto& result() const requires(!std::is_void_v<Result>) { return handle_.promise().result; }
    void continue_with(std::coroutine_handle<> continuation) { handle_.promise().continuation = continuation; }

    bool await_ready() const noexcept { return !handle_; }
    void await_suspend(std::coroutine_handle<> awaiting) noexcept {
        continue_with(awaiting);
        handle_.promise().execution->next = handle_;
    }
    Result await_resume() const noexcept {
        if constexpr (!std::is_void_v<Result>) return handle_ ? handle_.promise().result : Result{};
    }

  private:
    explicit Task(Handle handle) : handle_(handle) {}
    Handle handle_;
};

}  // namespace steepest
