// Elementwise kernels of two arguments, as elementwise.cpp tests those of one: errors in ULP against libquadmath, what
// JavaScript has for every pair of special arguments, and places, tails and operands of one register.
#include <cstdlib>
#include <initializer_list>

#include "elementwise_checks.hpp"
#include "kernels/operation.hpp"
#include "program/scalar.hpp"

using namespace steepest;
using namespace steepest::elementwise_checks;

namespace {

struct FunctionOfTwo {
    Op op;
    MapOfTwo* Elementwise::*kernel;
    Exact (*exactly)(Exact, Exact);
};
const FunctionOfTwo functions[] = {
    {Op::power, &Elementwise::power, EXACTLY(powq)},
    {Op::atan2, &Elementwise::atan2, EXACTLY(atan2q)},
    {Op::hypot, &Elementwise::hypot, EXACTLY(hypotq)},
};

void fail(const FunctionOfTwo& f, const char* what, double x, double y, double got, double expected) {
    if (++failures > 50) return;
    std::printf("FAIL %s %s: %s(%a, %a) gave %a, expected %a\n", kernels().name, what, info_of(f.op).name, x, y, got,
                expected);
}

MapOfTwo* kernel_of(const FunctionOfTwo& f) {
    return kernels().elementwise.*f.kernel;
}
double one(const FunctionOfTwo& f, double x, double y) {
    double got;
    kernel_of(f)(1, &x, 1, &y, 1, &got);
    return got;
}

double any_number() {
    const std::uint64_t kind = random_bits() % 3;
    if (kind == 0) return std::bit_cast<double>(random_bits());
    if (kind == 1) return uniform(-4, 4);
    return random_sign(std::ldexp(uniform(1, 2), static_cast<int>(random_bits() % 200) - 100));
}

// Of powers, mostly those that neither over- nor underflow, and negative bases with whole exponents.
void arguments(Op op, double& x, double& y) {
    x = any_number(), y = any_number();
    const std::uint64_t kind = random_bits() % 8;
    if (op == Op::power && kind < 6) {
        x = std::fabs(x);
        if (kind == 1) x = 1 + random_sign(std::ldexp(uniform(1, 2), -1 - static_cast<int>(random_bits() % 52)));
        if (kind == 2) x = uniform(0, 3);
        const double exponent = uniform(-746, 711);
        if (x > 0 && x != 1) y = exponent / std::log(x);
        if (kind == 5) y = std::round(y), x = -x;
    } else if (op != Op::power && kind < 6) {
        // Of like size.
        x = y * random_sign(std::ldexp(uniform(1, 2), static_cast<int>(random_bits() % (kind < 3 ? 4 : 120)) - 2));
    }
}

#ifdef HAS_REFERENCE
void errors(const FunctionOfTwo& f, long count, bool print) {
    constexpr Index block = 512;
    static double x[block], y[block], z[most_levels][block], worst[most_levels], where[most_levels][2];
    for (double& error : worst) error = 0;
    for (long done = 0; done < count; done += block) {
        for (Index i = 0; i < block; ++i) arguments(f.op, x[i], y[i]);
        at_every_level([&](int level) { kernel_of(f)(block, x, 1, y, 1, z[level]); });
        for (Index i = 0; i < block; ++i) {
            // Of NaN libquadmath tells those that signal from the rest.
            const double by_library = apply(f.op, x[i], y[i], 0);
            const Exact exact = std::isnan(by_library + x[i]) ? by_library : f.exactly(x[i], y[i]);
            at_every_level([&](int level) {
                const double error = error_in_ulp(z[level][i], exact);
                if (error > promised) fail(f, "error", x[i], y[i], z[level][i], static_cast<double>(exact));
                if (error > worst[level]) worst[level] = error, where[level][0] = x[i], where[level][1] = y[i];
            });
        }
    }
    if (!print) return;
    at_every_level([&](int level) {
        std::printf("%-8s %-8s %.3f at %a, %a\n", info_of(f.op).name, level_name(level), worst[level], where[level][0],
                    where[level][1]);
    });
}
#endif

// Against the C library's, which is exact where the special values are.
void special_values(const FunctionOfTwo& f) {
    const double numbers[] = {
        0,        0x1p-1074, 0x1.8p-1030, 0x1p-1022, 0x1p-600, 0x1p-300, 0.5,       0x1.fffffffffffffp-1,
        1,        0x1.8p+0,  2,           3,         0x1p+52,  0x1p+53,  0x1.8p+53, 0x1p+300,
        0x1p+600, 0x1p+1023, infinity,    NAN};
    for (const double a : numbers) {
        for (const double b : numbers) {
            for (const int signs : {0, 1, 2, 3}) {
                const double x = signs & 1 ? -a : a, y = signs & 2 ? -b : b;
                const double expected = apply(f.op, x, y, 0), got = one(f, x, y);
                const bool near = std::isfinite(expected) && std::fabs(got - expected) <= 0x1p-51 * std::fabs(expected);
                if (!same(got, expected) && !(near && expected != 0)) fail(f, "special", x, y, got, expected);
            }
        }
    }
}

// Every length, with and without operands of one register, in place and not.
void positions(const FunctionOfTwo& f) {
    constexpr Index longest = 35, most = longest + 8;
    const double extremes[] = {-infinity, infinity, NAN, 0.0, -0.0, 0x1p-1074, 1e300, -1e300, -1.0};
    for (Index n = 0; n <= longest; ++n) {
        for (int shape = 0; shape < 4 * 8; ++shape) {
            const Index x_step = shape & 1, y_step = shape >> 1 & 1;
            double x[most], y[most], z[most];
            for (double& each : x) each = uniform(0.1, 3);
            for (double& each : y) each = uniform(-3, 3);
            for (double& each : z) each = 12345;
            if (n > 0 && shape > 8) x[random_bits() % n] = extremes[random_bits() % 9];
            if (n > 0 && shape > 16) y[random_bits() % n] = extremes[random_bits() % 9];
            if (!x_step)
                for (double& each : x) each = x[0];
            if (!y_step)
                for (double& each : y) each = y[0];
            double expected[most];
            for (Index i = 0; i < n; ++i) expected[i] = one(f, x[i], y[i]);
            for (Index i = n; i < most; ++i) expected[i] = 12345;
            kernel_of(f)(n, x, x_step, y, y_step, z);
            for (Index i = 0; i < most; ++i) {
                if (!same(z[i], expected[i])) fail(f, "position", x[i], y[i], z[i], expected[i]);
            }
            if (!x_step) continue;
            kernel_of(f)(n, x, 1, y, y_step, x);
            for (Index i = 0; i < n; ++i) {
                if (!same(x[i], expected[i])) fail(f, "in place", x[i], y[i], x[i], expected[i]);
            }
        }
    }
}

}  // namespace

int main(int count, char** arguments_given) {
    for (const FunctionOfTwo& f : functions) {
        at_every_level([&](int) {
            special_values(f);
            positions(f);
        });
#ifdef HAS_REFERENCE
        errors(f, count > 1 ? std::atol(arguments_given[1]) : 200'000, count > 1);
#endif
    }
    return failures != 0;
}
