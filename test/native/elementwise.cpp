// Elementwise kernels at every level: their error in ULP against libquadmath over the whole range, special values, and
// that an element's result depends on that element alone, at every length of tail, alignment and mixture of arguments.
// `elementwise 100000000` prints the largest errors over so many arguments a function.
#include <cstdlib>
#include <cstring>
#include <initializer_list>

#include "elementwise_checks.hpp"
#include "elementwise_specials.hpp"

using namespace steepest;
using namespace steepest::elementwise_checks;

namespace {

void fail(const char* function, const char* what, double x, double got, double expected) {
    if (++failures <= 50) {
        std::printf("FAIL %s %s: %s(%a) gave %a, expected %a\n", kernels().name, what, function, x, got, expected);
    }
}

#ifdef HAS_REFERENCE
Exact sigmoid_exactly(Exact x) {
    return 1 / (1 + expq(-x));
}
Exact softplus_exactly(Exact x) {
    return (x > 0 ? x : 0) + log1pq(expq(-fabsq(x)));
}
#endif

struct Function {
    const char* name;
    Map* Elementwise::*kernel;
    Exact (*exactly)(Exact);
    double interesting;  // most happens below this size
    double lowest;       // of the arguments that are tried
    double highest = infinity;
};
const Function functions[] = {
    {"exp", &Elementwise::exp, EXACTLY(expq), 746, -infinity},
    {"expm1", &Elementwise::expm1, EXACTLY(expm1q), 710, -infinity},
    {"log", &Elementwise::log, EXACTLY(logq), 4, 0},
    {"log1p", &Elementwise::log1p, EXACTLY(log1pq), 4, -1},
    {"sin", &Elementwise::sin, EXACTLY(sinq), 100, -infinity},
    {"cos", &Elementwise::cos, EXACTLY(cosq), 100, -infinity},
    {"tan", &Elementwise::tan, EXACTLY(tanq), 100, -infinity},
    {"asin", &Elementwise::asin, EXACTLY(asinq), 1, -1, 1},
    {"acos", &Elementwise::acos, EXACTLY(acosq), 1, -1, 1},
    {"atan", &Elementwise::atan, EXACTLY(atanq), 8, -infinity},
    {"sinh", &Elementwise::sinh, EXACTLY(sinhq), 711, -infinity},
    {"cosh", &Elementwise::cosh, EXACTLY(coshq), 711, -infinity},
    {"tanh", &Elementwise::tanh, EXACTLY(tanhq), 20, -infinity},
    {"asinh", &Elementwise::asinh, EXACTLY(asinhq), 8, -infinity},
    {"acosh", &Elementwise::acosh, EXACTLY(acoshq), 8, 1},
    {"atanh", &Elementwise::atanh, EXACTLY(atanhq), 1, -1, 1},
    {"erf", &Elementwise::erf, EXACTLY(erfq), 6, -infinity},
    {"cbrt", &Elementwise::cbrt, EXACTLY(cbrtq), 9, -infinity},
    {"log2", &Elementwise::log2, EXACTLY(log2q), 4, 0},
    {"log10", &Elementwise::log10, EXACTLY(log10q), 11, 0},
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
    if (x > f.highest) x = 1 / x;
    if (x < f.lowest) x = f.lowest == 0 ? -x : f.lowest == 1 ? std::fmax(-x, 1 / std::fabs(x)) : -1 / x;
    return x;
}

#ifdef HAS_REFERENCE
void errors(const Function& f, long count, bool print) {
    constexpr Index block = 512;
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
            for (double& each : x) each = uniform(f.lowest < 0 ? -0.9 : 0.1 + f.lowest, f.highest == 1 ? 1 : 3);
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
        errors(f, count > 1 ? std::atol(arguments[1]) : 200'000, count > 1);
#endif
    }
    return failures != 0;
}
