// Elementwise kernels at every level: their error in ULP against libquadmath over the whole range, special values, and
// that an element's result depends on that element alone, at every length of tail, alignment and mixture of arguments.
// `elementwise 100000000` prints the largest errors over so many arguments a function.
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#if __has_include(<quadmath.h>)
#include <quadmath.h>
#define HAS_REFERENCE 1
#endif

#include "kernels/table.hpp"

using namespace steepest;

namespace {

constexpr double promised = 1.5;  // ULP
constexpr double infinity = INFINITY;

int failures = 0;
void fail(const char* function, const char* what, double x, double got, double expected) {
    if (++failures <= 50) {
        std::printf("FAIL %s %s: %s(%a) gave %a, expected %a\n", kernels().name, what, function, x, got, expected);
    }
}

std::uint64_t state = 0x9e3779b97f4a7c15;
std::uint64_t random_bits() {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t z = state;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}
double uniform(double low, double high) {
    return low + (high - low) * (random_bits() * 0x1p-64);
}
double random_sign(double x) {
    return random_bits() & 1 ? -x : x;
}

#ifdef HAS_REFERENCE
using Exact = __float128;
Exact sigmoid_exactly(Exact x) {
    return 1 / (1 + expq(-x));
}
Exact softplus_exactly(Exact x) {
    return (x > 0 ? x : 0) + log1pq(expq(-fabsq(x)));
}
#define EXACTLY(name) name
#else
using Exact = double;
#define EXACTLY(name) nullptr
#endif

struct Function {
    const char* name;
    Map* Elementwise::*kernel;
    Exact (*exactly)(Exact);
    double interesting;  // most happens below this size
    double lowest;       // of the arguments that are tried
};
const Function functions[] = {
    {"exp", &Elementwise::exp, EXACTLY(expq), 746, -infinity},
    {"expm1", &Elementwise::expm1, EXACTLY(expm1q), 710, -infinity},
    {"log", &Elementwise::log, EXACTLY(logq), 4, 0},
    {"log1p", &Elementwise::log1p, EXACTLY(log1pq), 4, -1},
    {"sin", &Elementwise::sin, EXACTLY(sinq), 100, -infinity},
    {"cos", &Elementwise::cos, EXACTLY(cosq), 100, -infinity},
    {"tanh", &Elementwise::tanh, EXACTLY(tanhq), 20, -infinity},
    {"sqrt", &Elementwise::sqrt, EXACTLY(sqrtq), 4, 0},
    {"sigmoid", &Elementwise::sigmoid, EXACTLY(sigmoid_exactly), 746, -infinity},
    {"softplus", &Elementwise::softplus, EXACTLY(softplus_exactly), 746, -infinity},
};

Map* kernel_of(const Function& f) {
    return kernels().elementwise.*f.kernel;
}

double argument(const Function& f) {
    double x = 0;
    switch (random_bits() % 6) {
        case 0:
            x = std::bit_cast<double>(random_bits());
            break;
        case 1:
            x = uniform(-f.interesting, f.interesting);
            break;
        case 2:
            x = uniform(-2, 2);
            break;
        case 3:
            x = random_sign(std::ldexp(uniform(1, 2), static_cast<int>(random_bits() % 80) - 60));
            break;
        case 4:
            x = 1 + random_sign(std::ldexp(uniform(1, 2), -1 - static_cast<int>(random_bits() % 52)));
            break;
        default: {
            const double multiple = static_cast<double>(random_bits() >> random_bits() % 64) * M_PI_2;
            x = random_sign(std::bit_cast<double>(std::bit_cast<std::uint64_t>(multiple) + random_bits() % 5));
        }
    }
    return x < f.lowest ? (f.lowest == 0 ? -x : -1 / x) : x;
}

bool same(double a, double b) {
    return std::isnan(a) ? std::isnan(b) : std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Sets the levels in turn; the errors of all are measured against one reference.
template <class Body>
void at_every_level(Body body) {
    for (int level = 0; level < level_count(); ++level) {
        if (select_level(level)) body(level);
    }
}

#ifdef HAS_REFERENCE
double error_in_ulp(double got, Exact exact) {
    const double rounded = static_cast<double>(exact);
    if (std::isnan(rounded) || exact == 0) return same(got, rounded) ? 0 : infinity;
    if (std::isinf(rounded) && got == rounded) return 0;
    int exponent;
    frexpq(exact, &exponent);
    const int last = exponent < -1021 ? -1074 : exponent > 1024 ? 971 : exponent - 53;
    const Exact size = std::isinf(got) ? copysignq(ldexpq(1, 1024), got) : Exact(got);
    const double error = static_cast<double>(fabsq(size - exact) / ldexpq(1, last));
    return std::isnan(error) ? infinity : error;
}

void errors(const Function& f, long count, bool print) {
    constexpr Index block = 512;
    constexpr int most_levels = 8;
    static double x[block], y[most_levels][block], worst[most_levels], where[most_levels];
    for (double& error : worst) error = 0;
    for (long done = 0; done < count; done += block) {
        for (double& each : x) each = argument(f);
        at_every_level([&](int level) { kernel_of(f)(block, x, y[level]); });
        for (Index i = 0; i < block; ++i) {
            const Exact exact = f.exactly(x[i]);
            at_every_level([&](int level) {
                const double error = error_in_ulp(y[level][i], exact);
                if (error > promised) fail(f.name, "error", x[i], y[level][i], static_cast<double>(exact));
                if (error > worst[level]) worst[level] = error, where[level] = x[i];
            });
        }
    }
    if (!print) return;
    at_every_level([&](int level) {
        std::printf("%-8s %-8s %.3f at %a\n", f.name, level_name(level), worst[level], where[level]);
    });
}
#endif

struct Special {
    const char* name;
    double x;
    double expected;
};
const Special specials[] = {
    {"exp", 0.0, 1},
    {"exp", -0.0, 1},
    {"exp", infinity, infinity},
    {"exp", -infinity, 0},
    {"exp", 0x1.62e42fefa39efp+9, 0x1.fffffffffff2ap+1023},
    {"exp", 0x1.62e42fefa39f0p+9, infinity},
    {"exp", -0x1.74910d52d3051p+9, 0x1p-1074},
    {"exp", -0x1.74910d52d3052p+9, 0},
    {"expm1", -0.0, -0.0},
    {"expm1", 0x1p-1074, 0x1p-1074},
    {"expm1", infinity, infinity},
    {"expm1", -infinity, -1},
    {"expm1", -1e308, -1},
    {"log", 0.0, -infinity},
    {"log", -0.0, -infinity},
    {"log", 1.0, 0},
    {"log", -0x1p-1074, NAN},
    {"log", -1.0, NAN},
    {"log", -infinity, NAN},
    {"log", infinity, infinity},
    {"log1p", -0.0, -0.0},
    {"log1p", -0x1p-1074, -0x1p-1074},
    {"log1p", -1.0, -infinity},
    {"log1p", -0x1.0000000000001p+0, NAN},
    {"log1p", -infinity, NAN},
    {"log1p", infinity, infinity},
    {"sin", 0.0, 0},
    {"sin", -0.0, -0.0},
    {"sin", -0x1p-1074, -0x1p-1074},
    {"sin", infinity, NAN},
    {"sin", -infinity, NAN},
    {"cos", -0.0, 1},
    {"cos", infinity, NAN},
    {"cos", -infinity, NAN},
    {"tanh", -0.0, -0.0},
    {"tanh", -0x1p-1074, -0x1p-1074},
    {"tanh", infinity, 1},
    {"tanh", -infinity, -1},
    {"sqrt", -0.0, -0.0},
    {"sqrt", 0x1p-1074, 0x1p-537},
    {"sqrt", -0x1p-1074, NAN},
    {"sqrt", -infinity, NAN},
    {"sqrt", infinity, infinity},
    {"sigmoid", 0.0, 0.5},
    {"sigmoid", infinity, 1},
    {"sigmoid", -infinity, 0},
    {"softplus", infinity, infinity},
    {"softplus", -infinity, 0},
};

void special_values(const Function& f) {
    for (const auto& [name, x, expected] : specials) {
        if (std::strcmp(name, f.name) != 0) continue;
        double got;
        kernel_of(f)(1, &x, &got);
        if (!same(got, expected)) fail(f.name, "special", x, got, expected);
    }
    const double x = NAN;
    double got;
    kernel_of(f)(1, &x, &got);
    if (!std::isnan(got)) fail(f.name, "special", x, got, x);
}

// Every length and alignment, in place and not, among ordinary arguments alone and with an extreme one among them,
// which must neither change its neighbors' results nor be changed; nothing outside is written.
void positions(const Function& f, bool in_place) {
    constexpr Index longest = 67, most = longest + 16;
    const double extremes[] = {-infinity,  infinity, NAN,    0.0, -0.0, 0x1p-1074,
                               -0x1p-1040, 1e300,    -1e300, 1e6, -1e7, -740.0};
    alignas(64) double x[most], y[most];
    double alone[longest];
    for (Index n = 0; n <= longest; ++n) {
        for (Index offset = 0; offset < 8; ++offset) {
            for (double& each : x) each = uniform(f.lowest < 0 ? -0.9 : 0.1, 3);
            if (n > 0 && random_bits() % 4 != 0) {
                x[offset + random_bits() % n] = extremes[random_bits() % (sizeof extremes / sizeof extremes[0])];
            }
            for (double& each : y) each = 12345;
            if (in_place) std::memcpy(y + offset, x + offset, n * sizeof(double));
            for (Index i = 0; i < n; ++i) kernel_of(f)(1, x + offset + i, alone + i);
            kernel_of(f)(n, in_place ? y + offset : x + offset, y + offset);
            for (Index i = 0; i < most; ++i) {
                const bool inside = i >= offset && i < offset + n;
                const double expected = inside ? alone[i - offset] : 12345;
                if (!same(y[i], expected)) fail(f.name, in_place ? "in place" : "position", x[i], y[i], expected);
            }
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    for (const Function& f : functions) {
        at_every_level([&](int) {
            special_values(f);
            positions(f, false);
            positions(f, true);
        });
#ifdef HAS_REFERENCE
        errors(f, count > 1 ? std::atol(arguments[1]) : 500'000, count > 1);
#endif
    }
    return failures != 0;
}
