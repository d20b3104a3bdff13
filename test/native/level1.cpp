// Vector-vector kernels of both types at every level: every length up to some registers and every alignment, against
// the definition in long double; nothing outside the vectors is written.
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <limits>

#include "kernels/table.hpp"

using namespace steepest;

namespace {

constexpr Index longest = 150, room = longest + 40;

int failures = 0;

struct Case {
    const char* type;
    Index n, offset;

    void expect(long double got, long double exact, long double tolerance, const char* what, Index i = 0) const {
        if (std::fabs(got - exact) <= tolerance) return;
        ++failures;
        std::printf("FAIL %s %s<%s>, n = %ld, offset %ld, %ld: %.17Lg, expected %.17Lg\n", kernels().name, what, type,
                    long(n), long(offset), long(i), got, exact);
    }
};

unsigned state = 1;
double random_number() {
    state = state * 1664525 + 1013904223;
    return static_cast<int>(state) / 2147483648.0;
}

template <class T>
struct Room {
    T values[room];
    Room() {
        for (T& value : values) value = static_cast<T>(random_number());
    }
};

// The kernel's own change of y against the definition's: the elements outside of the vector must stay.
template <class T, class Kernel, class Definition>
void updates(const Case& at, const char* what, T tolerance, Kernel kernel, Definition definition) {
    Room<T> x, y;
    const Room<T> before = y;
    kernel(x.values + at.offset, y.values + at.offset);
    for (Index i = 0; i < room; ++i) {
        const bool inside = i >= at.offset && i < at.offset + at.n;
        const long double exact = inside ? definition(x.values[i], before.values[i]) : before.values[i];
        at.expect(y.values[i], exact, inside ? tolerance : 0, what, i);
    }
}

template <class T>
void every_kernel(const char* type, Index n, Index offset) {
    const Level1<T>& kernel = level1<T>();
    const Case at{type, n, offset};
    const T epsilon = std::numeric_limits<T>::epsilon(), a = T(0.7), c = T(0.6), s = T(0.8);
    const Room<T> x, y;
    const T *p = x.values + offset, *q = y.values + offset;

    long double product = 0;
    for (Index i = 0; i < n; ++i) product += static_cast<long double>(p[i]) * q[i];
    at.expect(kernel.dot(n, p, q), product, n * epsilon, "dot");
    at.expect(kernel.dot_in_double(n, p, q), product, n * 2.3e-16L, "dot_in_double");

    T largest = 0;
    for (Index i = 0; i < n; ++i) largest = std::fmax(largest, std::fabs(p[i]) * std::fmax(std::fabs(3 * q[i]), T(1)));
    Room<T> tripled = y;
    for (T& value : tripled.values) value *= 3;
    at.expect(kernel.largest_scaled(n, p, tripled.values + offset), largest, 0, "largest_scaled");
    for (Index i = 0; i < n; i += 7) {
        Room<T> spoilt = x;
        spoilt.values[offset + i] = std::numeric_limits<T>::infinity();
        at.expect(std::isinf(kernel.largest_scaled(n, spoilt.values + offset, q)), 1, 0, "largest_scaled of infinity");
        spoilt.values[offset + i] = std::numeric_limits<T>::quiet_NaN();
        at.expect(std::isnan(kernel.largest_scaled(n, spoilt.values + offset, q)), 1, 0, "largest_scaled of NaN");
    }

    using Wide = long double;
    updates<T>(
        at, "axpy", 2 * epsilon, [&](const T* u, T* v) { kernel.axpy(n, a, u, v); },
        [&](Wide u, Wide v) { return v + a * u; });
    updates<T>(
        at, "scale", epsilon, [&](const T*, T* v) { kernel.scale(n, a, v); }, [&](Wide, Wide v) { return a * v; });
    updates<T>(
        at, "subtract", epsilon, [&](const T* u, T* v) { kernel.subtract(n, u, v, v); },
        [&](Wide u, Wide v) { return u - v; });
    updates<T>(
        at, "add_scaled", 2 * epsilon, [&](const T* u, T* v) { kernel.add_scaled(n, u, a, v, v); },
        [&](Wide u, Wide v) { return u + a * v; });
    updates<T>(
        at, "rotate", 2 * epsilon,
        [&](const T* u, T* v) {
            T other[room];
            for (Index i = 0; i < n; ++i) other[i] = u[i];
            kernel.rotate(n, c, s, other, v);
            for (Index i = 0; i < n; ++i)
                at.expect(other[i], c * Wide(u[i]) + s * Wide(v[i] + s * u[i]) / c, 8 * epsilon, "rotate", i);
        },
        [&](Wide u, Wide v) { return c * v - s * u; });
    updates<T>(
        at, "axpy_dot", 2 * epsilon,
        [&](const T* u, T* v) {
            const T got = kernel.axpy_dot(n, a, u, v, q);
            Wide exact = 0;
            for (Index i = 0; i < n; ++i) exact += static_cast<Wide>(v[i]) * q[i];
            at.expect(got, exact, 3 * n * epsilon, "axpy_dot");
        },
        [&](Wide u, Wide v) { return v + a * u; });
}

}  // namespace

int main() {
    for (int level = 0; level < level_count(); ++level) {
        if (!select_level(level)) continue;
        for (Index n = 0; n <= longest; ++n) {
            for (Index offset : {0, 1, 2, 3, 5, 8, 15}) {
                every_kernel<double>("double", n, offset);
                every_kernel<float>("float", n, offset);
            }
        }
    }
    return failures != 0;
}
