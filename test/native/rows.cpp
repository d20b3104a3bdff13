// Kernels on rows at every level, against their definitions in long double: numbers of columns around every boundary
// of registers and chunks, numbers of rows around every group, and nothing written outside.
#include <cmath>
#include <cstdio>
#include <vector>

#include "kernels/table.hpp"

using namespace steepest;

namespace {

using Numbers = std::vector<double>;
using Wide = long double;

int failures = 0;

struct Case {
    Index rows, columns;

    void expect(Wide got, Wide exact, Wide size, const char* what, Index i) const {
        if (std::fabs(got - exact) <= 4e-16L * size) return;
        ++failures;
        std::printf("FAIL %s %s, %ld x %ld, %ld: %.17Lg, expected %.17Lg\n", kernels().name, what, long(rows),
                    long(columns), long(i), got, exact);
    }
};

double random_number() {
    static unsigned state = 1;
    state = state * 1664525 + 1013904223;
    return static_cast<int>(state) / 2147483648.0;
}
Numbers random_numbers(Index count) {
    Numbers numbers(static_cast<std::size_t>(count));
    for (double& number : numbers) number = random_number();
    return numbers;
}

// Rows with zeros behind their numbers, and a number behind all that must stay.
struct Padded {
    static constexpr double guard = 77;
    Index stride;
    Numbers numbers;
    std::vector<double*> rows;

    Padded(Index count, Index n) : stride(padded(n)) {
        numbers = random_numbers(count * stride + 1);
        numbers.back() = guard;
        for (Index r = 0; r < count; ++r) {
            rows.push_back(&numbers[static_cast<std::size_t>(r * stride)]);
            for (Index i = n; i < stride; ++i) rows.back()[i] = 0;
        }
    }
    void expect_zeros_behind(const Case& at, const char* what) const {
        for (const double* row : rows) {
            for (Index i = at.columns; i < stride; ++i) at.expect(row[i], 0, 0, what, i);
        }
        at.expect(numbers.back(), guard, 0, what, -1);
    }
};

void learn(const Case& at) {
    const auto [count, n] = at;
    Padded made(count, n);
    const Numbers after = random_numbers(n), before = random_numbers(n);
    Numbers with_difference(made.rows.size()), with_after(made.rows.size());
    double* const difference = made.rows.back();
    kernels().rows.learn(count, made.rows.data(), n, 0.7, after.data(), before.data(), difference,
                         with_difference.data(), with_after.data());
    made.expect_zeros_behind(at, "learn");
    for (std::size_t i = 0; i < after.size(); ++i) {
        at.expect(difference[i], 0.7 * (Wide(after[i]) - before[i]), 2, "learn's difference", Index(i));
    }
    for (std::size_t r = 0; r < made.rows.size(); ++r) {
        Wide with_d = 0, with_a = 0;
        for (std::size_t i = 0; i < after.size(); ++i) {
            with_d += Wide(made.rows[r][i]) * difference[i];
            with_a += Wide(made.rows[r][i]) * after[i];
        }
        at.expect(with_difference[r], with_d, Wide(n), "learn's products with the difference", Index(r));
        at.expect(with_after[r], with_a, Wide(n), "learn's products with after", Index(r));
    }
}

void combine(const Case& at) {
    const auto [count, n] = at;
    Padded made(count + 1, n);
    const Numbers base = random_numbers(n), c = random_numbers(count);
    double* const out = made.rows.back();
    const double product = kernels().rows.combine(count, made.rows.data(), c.data(), n, -0.3, base.data(), out);
    made.expect_zeros_behind(at, "combine");
    Wide exact_product = 0;
    for (std::size_t i = 0; i < base.size(); ++i) {
        Wide exact = -0.3 * Wide(base[i]);
        for (std::size_t r = 0; r < c.size(); ++r) exact += Wide(c[r]) * made.rows[r][i];
        at.expect(out[i], exact, Wide(count + 1), "combine", Index(i));
        exact_product += Wide(out[i]) * base[i];
    }
    at.expect(product, exact_product, Wide(n * count), "combine's product", 0);
}

void add_short(const Case& at) {
    const auto [count, n] = at;
    Padded made(count + 1, n);
    const Numbers c = random_numbers(count), before(made.rows.back(), made.rows.back() + made.stride);
    kernels().rows.add_short(count, made.rows.data(), c.data(), made.stride, made.rows.back());
    made.expect_zeros_behind(at, "add_short");
    for (Index i = 0; i < n; ++i) {
        Wide exact = before[static_cast<std::size_t>(i)];
        for (std::size_t r = 0; r < c.size(); ++r) exact += Wide(c[r]) * made.rows[r][i];
        at.expect(made.rows.back()[i], exact, Wide(count + 1), "add_short", i);
    }
}

void update_products(Index n) {
    const Case at{n, n};
    Padded a(n, n), with(3, n);
    const Padded before = a;
    const double *s = with.rows[0], *t = with.rows[1], *y = with.rows[2];
    const Numbers u = random_numbers(n), v = random_numbers(n), x = random_numbers(n);
    Numbers ax(u.size()), ay(u.size());
    kernels().rows.update_products(n, a.numbers.data(), a.stride, 0.9, u.data(), s, v.data(), t, x.data(), y, ax.data(),
                                   ay.data());
    a.expect_zeros_behind(at, "update");
    for (std::size_t r = 0; r < u.size(); ++r) {
        Wide with_x = 0, with_y = 0;
        for (std::size_t i = 0; i < u.size(); ++i) {
            const Wide old = before.numbers[r * static_cast<std::size_t>(a.stride) + i];
            at.expect(a.rows[r][i], 0.9 * old + Wide(u[r]) * s[i] + Wide(v[r]) * t[i], 3, "update", Index(i));
            with_x += Wide(a.rows[r][i]) * x[i];
            with_y += Wide(a.rows[r][i]) * y[i];
        }
        at.expect(ax[r], with_x, Wide(3 * n), "update's product with x", Index(r));
        at.expect(ay[r], with_y, Wide(3 * n), "update's product with y", Index(r));
    }
}

}  // namespace

int main() {
    for (int level = 0; level < level_count(); ++level) {
        if (!select_level(level)) continue;
        for (Index count = 1; count <= 21; ++count) {
            for (Index n = 1; n <= 70; ++n) {
                learn({count, n});
                combine({count, n});
                add_short({count, n});
            }
        }
        for (Index n : {2047, 2048, 2049, 2055, 4096, 6145}) {
            learn({11, n});
            combine({11, n});
        }
        for (Index n = 1; n <= 40; ++n) update_products(n);
    }
    return failures != 0;
}
