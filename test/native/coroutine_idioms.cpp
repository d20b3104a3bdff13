// The idioms that every method relies on, checked on the compiler at hand: where a coroutine may await, what becomes of
// its temporaries, and that frames are given back however it ends. Objects that count themselves show what a compiler
// destroys twice or not at all; under AddressSanitizer (npm run build:sanitize) the rest shows.
//
// GCC 12 gets two things wrong, which the sources therefore never do, and which are not tried here: awaiting inside the
// condition of an `if`, and passing an aggregate with a destructor to a coroutine by value.
#include "base/task.hpp"

#include <cstdio>

using namespace steepest;

namespace {

int failures = 0;
void check(bool holds, const char* what) {
    if (holds) return;
    ++failures;
    std::printf("%s\n", what);
}

int alive = 0, made = 0;
struct Counted {
    int value;
    explicit Counted(int v) : value(v) {
        ++alive;
        ++made;
    }
    Counted(const Counted& other) : value(other.value) {
        ++alive;
        ++made;
    }
    Counted& operator=(const Counted&) = default;
    ~Counted() { --alive; }
};

// Suspends until the driver resumes; the answer counts the questions.
struct Question {
    Execution& execution;
    int& asked;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiting) const { execution.leaf = waiting; }
    int await_resume() const { return ++asked; }
};

struct Scene {
    Execution execution{1024};
    int asked = 0;
    Question ask() { return {execution, asked}; }
};

Task<int> answer(Scene& s) {
    const int value = co_await s.ask();
    co_return value;
}
Task<int> at_once(Scene&, int value) {
    co_return value;
}
Task<void> silent(Scene& s) {
    co_await s.ask();
}

Task<int> in_conditional_operator(Scene& s) {
    const int first = co_await s.ask();
    const int second = first == 1 ? co_await answer(s) : co_await at_once(s, -1);
    co_return second == 2 ? 1 : 0;
}
Task<int> in_loop_conditions(Scene& s) {
    int rounds = 0;
    while (co_await answer(s) < 3) ++rounds;
    for (int i = 0; co_await answer(s) < 6; ++i) ++rounds;
    do ++rounds;
    while (co_await answer(s) < 9);
    co_return rounds == 2 + 2 + 3;
}
Task<int> on_both_sides(Scene& s) {
    const int sum = co_await answer(s) + 10 * co_await answer(s);
    co_return sum == 21 || sum == 12;
}
Task<int> in_initializers(Scene& s) {
    const int values[] = {co_await answer(s), co_await answer(s), co_await answer(s)};
    co_return values[0] == 1 && values[1] == 2 && values[2] == 3;
}
Task<int> in_switch(Scene& s) {
    int result = 0;
    switch (co_await answer(s)) {
        case 1:
            result = co_await answer(s);
            break;
        default:
            result = -1;
    }
    co_return result == 2;
}
Task<int> named_before_a_condition(Scene& s) {
    const int value = co_await s.ask();
    if (value == 1) co_return 1;
    co_return 0;
}
struct Pair {
    int first, second;
};
Task<Pair> pair(Scene& s) {
    const int value = co_await s.ask();
    co_return {value, value + 1};
}
Task<int> structured_bindings(Scene& s) {
    const auto [first, second] = co_await pair(s);
    co_return first == 1 && second == 2;
}
Task<int> trivial_aggregate_by_value(Scene& s, Pair p) {
    co_await s.ask();
    co_return p.first == 7 && p.second == 8;
}
Task<int> passes_aggregate(Scene& s) {
    const int result = co_await trivial_aggregate_by_value(s, {7, 8});
    co_return result;
}
Task<int> with_reference(Scene& s, const Counted& c) {
    co_await s.ask();
    co_return c.value;
}
Task<int> temporary_across_await(Scene& s) {
    const int value = co_await with_reference(s, Counted{5});
    co_return value == 5 && alive == 0;
}
Task<int> local_across_await(Scene& s) {
    const Counted c{6};
    co_await silent(s);
    co_return c.value == 6 && alive == 1;
}
Task<int> lambda_beside_await(Scene& s) {
    int total = 0;
    const auto add = [&](int value) { total += value; };
    for (int i = 0; i < 3; ++i) {
        const int value = co_await s.ask();
        add(value);
    }
    co_return total == 6;
}
// A million children that end without suspending: with symmetric transfer an unoptimized build would overflow the
// stack.
Task<int> many_at_once(Scene& s) {
    long total = 0;
    for (int i = 0; i < 1000000; ++i) total += co_await at_once(s, 1);
    co_await s.ask();
    co_return total == 1000000;
}
Task<int> nested(Scene& s, int depth) {
    if (depth == 0) {
        const int leaf = co_await answer(s);
        co_return leaf;
    }
    const int below = co_await nested(s, depth - 1);
    co_return below + 1;
}
Task<int> deep(Scene& s) {
    const int value = co_await nested(s, 100);
    co_return value == 101;
}

using Example = Task<int> (*)(Scene&);
struct {
    const char* name;
    Example make;
} const examples[] = {
    {"await in ?:", in_conditional_operator},
    {"await in loop conditions", in_loop_conditions},
    {"await on both sides of +", on_both_sides},
    {"await in array initializers", in_initializers},
    {"await in switch", in_switch},
    {"await named before a condition", named_before_a_condition},
    {"structured bindings of a result", structured_bindings},
    {"a trivial aggregate by value", passes_aggregate},
    {"a temporary that lives over an await", temporary_across_await},
    {"a local that lives over an await", local_across_await},
    {"a lambda beside awaits", lambda_beside_await},
    {"children that end at once", many_at_once},
    {"a hundred nested children", deep},
};

void each_gives_its_result() {
    for (const auto& example : examples) {
        Scene scene;
        const Workspace::Mark before = scene.execution.memory.mark();
        {
            Task<int> task = example.make(scene);
            scene.execution.leaf = task.handle();
            while (!task.done()) scene.execution.resume();
            check(task.result() == 1, example.name);
        }
        const Workspace::Mark after = scene.execution.memory.mark();
        check(before.used == after.used, "frames were left in the workspace");
        check(alive == 0, "an object outlived its coroutine, or was destroyed twice");
    }
    check(made > 0, "nothing was counted");
}

void each_can_be_dropped() {
    for (const auto& example : examples) {
        for (int answers = 0;; ++answers) {
            Scene scene;
            bool finished;
            {
                Task<int> task = example.make(scene);
                scene.execution.leaf = task.handle();
                for (int i = 0; i <= answers && !task.done(); ++i) scene.execution.resume();
                finished = task.done();
            }
            check(alive == 0, "an object outlived its suspended coroutine, or was destroyed twice");
            if (finished) break;
        }
        Scene scene;
        const Task<int> never_started = example.make(scene);
    }
}

void each_survives_lack_of_memory() {
    for (const auto& example : examples) {
        if (example.make == many_at_once) continue;
        for (std::size_t k = 0;; ++k) {
            Scene scene;
            scene.execution.memory.fail_after(k);
            {
                Task<int> task = example.make(scene);
                check(task.allocated() == (k > 0), "a root without memory must not be there");
                if (task.allocated()) {
                    scene.execution.leaf = task.handle();
                    for (int i = 0; i < 1000 && !task.done(); ++i) scene.execution.resume();
                }
            }
            check(alive == 0, "an object outlived a coroutine that ran out of memory");
            if (!scene.execution.memory.failed()) break;
        }
    }
}

}  // namespace

int main() {
    each_gives_its_result();
    each_can_be_dropped();
    each_survives_lack_of_memory();
    if (failures == 0) std::printf("ok\n");
    return failures > 0;
}
