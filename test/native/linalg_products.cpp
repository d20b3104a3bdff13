// Products and triangular systems against plain loops in long double, element by element: |error| <= (k + 4) eps times
// the sum of the moduli that were added. All transposes, ragged sizes, strides, at every level and on several threads.
#include "kernels/table.hpp"
#include "linalg/gemm.hpp"
#include "linalg/gemv.hpp"
#include "linalg/gram.hpp"
#include "linalg/triangular.hpp"
#include "linalg_matrices.hpp"
#include "parallel/pool.hpp"

using namespace steepest;
using namespace linalg_test;

namespace {

Random source(2);

// A matrix inside a wider one: the margin holds NaN where nothing may be read, and is checked to be as it was.
template <class T>
struct Framed {
    Index rows, columns, stride;
    std::vector<T> data;

    Framed(Index r, Index c, Index margin) : rows(r), columns(c), stride(c + margin) {
        data.assign(static_cast<std::size_t>(r * stride), std::numeric_limits<T>::quiet_NaN());
        for (Index i = 0; i < r; ++i)
            for (Index j = 0; j < c; ++j) at(i, j) = static_cast<T>(source.symmetric());
    }
    T& at(Index i, Index j) { return data[static_cast<std::size_t>(i * stride + j)]; }
    // Exactly as long as the matrix needs: with sanitizers a read past the last element shows.
    Matrix<T> view() { return {data.data(), rows, columns, stride}; }
    bool margin_kept() {
        for (Index i = 0; i < rows; ++i)
            for (Index j = columns; j < stride; ++j)
                if (at(i, j) == at(i, j)) return false;
        return true;
    }
};

struct Sum {
    long double value = 0, moduli = 0;
    void add(long double a, long double b) {
        value += a * b;
        moduli += std::abs(a * b);
    }
};

template <class T>
void expect_close(T got, const Sum& sum, Index terms, const char* what) {
    const long double bound = static_cast<long double>(terms + 4) * std::numeric_limits<T>::epsilon() * sum.moduli;
    const long double error = std::abs(static_cast<long double>(got) - sum.value);
    tally.expect(error <= bound, what, static_cast<double>(error / bound));
}

template <class T>
void test_gemm(Index m, Index n, Index k, Transpose ta, Transpose tb, T alpha, T beta, Index margin) {
    std::snprintf(tally.name, sizeof tally.name, "gemm %s %td x %td x %td%s%s alpha %g beta %g margin %td, %s",
                  type_name<T>, m, n, k, ta == Transpose::yes ? " A'" : "", tb == Transpose::yes ? " B'" : "",
                  double(alpha), double(beta), margin, kernels().name);
    Workspace workspace;
    Framed<T> a(ta == Transpose::yes ? k : m, ta == Transpose::yes ? m : k, margin);
    Framed<T> b(tb == Transpose::yes ? n : k, tb == Transpose::yes ? k : n, margin);
    Framed<T> c(m, n, margin);
    if (beta == 0) {
        for (T& value : c.data) value = std::numeric_limits<T>::quiet_NaN();
    }
    Framed<T> before = c;
    const Status status = gemm(alpha, a.view(), ta, b.view(), tb, beta, c.view(), workspace);
    tally.expect(status == Status::solved, "status", double(status));
    tally.expect(c.margin_kept(), "margin", 0);
    for (Index i = 0; i < m; ++i) {
        for (Index j = 0; j < n; ++j) {
            Sum sum;
            if (beta != 0) sum.add(beta, before.at(i, j));
            for (Index l = 0; l < k; ++l) {
                const T left = ta == Transpose::yes ? a.at(l, i) : a.at(i, l);
                sum.add(alpha * static_cast<long double>(left), tb == Transpose::yes ? b.at(j, l) : b.at(l, j));
            }
            expect_close(c.at(i, j), sum, k, "element");
        }
    }
}

template <class T>
void test_gemm_all() {
    const Index small[] = {0, 1, 2, 3, 5, 7, 8, 9, 13, 17, 31};
    for (const Transpose ta : {Transpose::no, Transpose::yes}) {
        for (const Transpose tb : {Transpose::no, Transpose::yes}) {
            for (Index m : small)
                for (Index n : small) test_gemm<T>(m, n, small[(m + n) % 11], ta, tb, 1, 0, (m + n) % 3);
            // The scalings, and sizes around the blocks of the packed path.
            test_gemm<T>(19, 33, 21, ta, tb, T(-0.5), T(2), 5);
            test_gemm<T>(19, 33, 21, ta, tb, T(1), T(1), 5);
            test_gemm<T>(4, 50, 0, ta, tb, T(3), T(2), 0);
            test_gemm<T>(100, 101, 99, ta, tb, T(1), T(0), 3);
            test_gemm<T>(301, 65, 330, ta, tb, T(-1), T(1), 1);
            test_gemm<T>(33, 420, 900, ta, tb, T(1), T(0.5), 0);
            test_gemm<T>(262, 267, 271, ta, tb, T(2), T(1), 2);
            test_gemm<T>(3, 1100, 30, ta, tb, T(2), T(1), 2);
            test_gemm<T>(1100, 3, 30, ta, tb, T(2), T(0), 2);
        }
    }
}

// The upper triangle alone, of A'A + C and of a product with no symmetry.
template <class T>
void test_gemm_upper(Index n, Index k, Transpose ta, Transpose tb) {
    std::snprintf(tally.name, sizeof tally.name, "gemm_upper %s %td x %td%s%s, %s", type_name<T>, n, k,
                  ta == Transpose::yes ? " A'" : "", tb == Transpose::yes ? " B'" : "", kernels().name);
    Workspace workspace;
    Framed<T> a(ta == Transpose::yes ? k : n, ta == Transpose::yes ? n : k, 1);
    Framed<T> b(tb == Transpose::yes ? n : k, tb == Transpose::yes ? k : n, 2);
    Framed<T> c(n, n, 3), before = c;
    const Status status = gemm_upper<T>(-1, a.view(), ta, b.view(), tb, 1, c.view(), workspace);
    tally.expect(status == Status::solved, "status", double(status));
    tally.expect(c.margin_kept(), "margin", 0);
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) {
            Sum sum;
            sum.add(1, before.at(i, j));
            for (Index l = 0; l < k; ++l) {
                const long double left = ta == Transpose::yes ? a.at(l, i) : a.at(i, l);
                sum.add(-left, tb == Transpose::yes ? b.at(j, l) : b.at(l, j));
            }
            expect_close(c.at(i, j), sum, k, "element");
        }
    }
}

// A NaN or infinity reaches the elements it belongs to and no others; nothing is read where the factor is zero.
template <class T>
void test_special_values() {
    const T nan = std::numeric_limits<T>::quiet_NaN(), infinity = std::numeric_limits<T>::infinity();
    for (Index n : {Index{5}, Index{40}, Index{270}}) {
        std::snprintf(tally.name, sizeof tally.name, "gemm special values %s %td %s", type_name<T>, n, kernels().name);
        Workspace workspace;
        Framed<T> a(n, n, 0), b(n, n, 0), c(n, n, 0);
        a.at(1, 2) = nan;
        b.at(3, 4) = infinity;
        a.at(n - 1, 3) = 0;
        gemm<T>(1, a.view(), Transpose::no, b.view(), Transpose::no, 0, c.view(), workspace);
        bool right = true;
        for (Index i = 0; i < n; ++i) {
            for (Index j = 0; j < n; ++j) {
                const T value = c.at(i, j);
                const bool is_nan = i == 1 || (i == n - 1 && j == 4), is_infinite = !is_nan && j == 4;
                right &= is_nan == (value != value) && is_infinite == (std::abs(value) == infinity);
            }
        }
        tally.expect(right, "NaN and infinity propagate", 0);
        for (T& value : a.data) value = nan;
        for (T& value : c.data) value = 3;
        gemm<T>(0, a.view(), Transpose::no, b.view(), Transpose::no, 2, c.view(), workspace);
        right = true;
        for (T value : c.data) right &= value == 6;
        tally.expect(right, "alpha = 0 reads neither A nor B", 0);
    }
}

template <class T>
void test_gemv(Index m, Index n, Transpose transpose, T alpha, T beta, Index margin) {
    std::snprintf(tally.name, sizeof tally.name, "gemv %s %td x %td%s, %s", type_name<T>, m, n,
                  transpose == Transpose::yes ? " A'" : "", kernels().name);
    Framed<T> a(m, n, margin);
    const Index inner = transpose == Transpose::yes ? m : n, outer = m + n - inner;
    Framed<T> x(1, inner, 0), y(1, outer, 0);
    if (beta == 0) {
        for (T& value : y.data) value = std::numeric_limits<T>::quiet_NaN();
    }
    Framed<T> before = y;
    gemv(alpha, a.view(), transpose, Vector<const T>{x.data.data(), inner}, beta, Vector<T>{y.data.data(), outer});
    for (Index i = 0; i < outer; ++i) {
        Sum sum;
        if (beta != 0) sum.add(beta, before.at(0, i));
        for (Index j = 0; j < inner; ++j) {
            sum.add(alpha * static_cast<long double>(transpose == Transpose::yes ? a.at(j, i) : a.at(i, j)),
                    x.at(0, j));
        }
        expect_close(y.at(0, i), sum, inner, "element");
    }
    Framed<T> updated = a;
    rank_one_update(alpha, Vector<const T>{(transpose == Transpose::yes ? x : y).data.data(), m},
                    Vector<const T>{(transpose == Transpose::yes ? y : x).data.data(), n}, updated.view());
    for (Index i = 0; i < m; ++i) {
        for (Index j = 0; j < n; ++j) {
            Sum sum;
            sum.add(1, a.at(i, j));
            const T left = transpose == Transpose::yes ? x.at(0, i) : y.at(0, i);
            sum.add(alpha * static_cast<long double>(left), transpose == Transpose::yes ? y.at(0, j) : x.at(0, j));
            expect_close(updated.at(i, j), sum, 1, "rank one");
        }
    }
}

template <class T>
void test_gram(Index m, Index n, bool weighted, Index margin) {
    std::snprintf(tally.name, sizeof tally.name, "gram %s %td x %td%s, %s", type_name<T>, m, n,
                  weighted ? " weighted" : "", kernels().name);
    Workspace workspace;
    Framed<T> x(m, n, margin), w(1, m, 0), c(n, n, margin), added(n, n, margin);
    Framed<T> before = added;
    const Vector<const T> weights{weighted ? w.data.data() : nullptr, weighted ? m : 0};
    tally.expect(gram(x.view(), weights, c.view(), workspace) == Status::solved, "status", 0);
    tally.expect(add_gram(x.view(), weights, added.view(), workspace) == Status::solved, "status", 0);
    tally.expect(c.margin_kept() && added.margin_kept(), "margin", 0);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) {
            Sum sum;
            for (Index r = 0; r < m; ++r) {
                sum.add(static_cast<long double>(x.at(r, i)) * (weighted ? w.at(0, r) : T(1)), x.at(r, j));
            }
            expect_close(c.at(i, j), sum, m, "element");
            sum.add(1, before.at(i, j));
            if (j >= i) expect_close(added.at(i, j), sum, m + 1, "added");
        }
    }
}

// Judged by what it solves: |B - op(A) X| <= (n + 4) eps |op(A)| |X|, element by element (Higham, theorem 8.5).
template <class T>
void test_triangular(Index n, Index width, Side side, Triangle triangle, Transpose transpose, Diagonal diagonal) {
    std::snprintf(tally.name, sizeof tally.name, "triangular %s %td, %td %s %s%s%s, %s", type_name<T>, n, width,
                  side == Side::left ? "left" : "right", triangle == Triangle::upper ? "upper" : "lower",
                  transpose == Transpose::yes ? " A'" : "", diagonal == Diagonal::unit ? " unit" : "", kernels().name);
    Workspace workspace;
    Framed<T> a(n, n, 2);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) {
            const bool inside = triangle == Triangle::upper ? j > i : j < i;
            a.at(i, j) = inside ? a.at(i, j) / static_cast<T>(n) : std::numeric_limits<T>::quiet_NaN();
        }
        if (diagonal == Diagonal::general) a.at(i, i) = static_cast<T>(1 + source.uniform());
    }
    const auto element = [&](Index i, Index j) {
        if (transpose == Transpose::yes) std::swap(i, j);
        if (i == j) return diagonal == Diagonal::unit ? T(1) : a.at(i, i);
        return (triangle == Triangle::upper ? j > i : j < i) ? a.at(i, j) : T(0);
    };
    Framed<T> b(side == Side::left ? n : width, side == Side::left ? width : n, 3), x = b;
    tally.expect(solve_triangular(side, a.view(), triangle, transpose, diagonal, x.view(), workspace) == Status::solved,
                 "status", 0);
    tally.expect(x.margin_kept(), "margin", 0);
    Framed<T> single(1, n, 0);
    for (Index i = 0; i < n && width > 0; ++i) single.at(0, i) = side == Side::left ? b.at(i, 0) : b.at(0, i);
    if (side == Side::left && width > 0) {
        solve_triangular(a.view(), triangle, transpose, diagonal, Vector<T>{single.data.data(), n});
    }
    const auto check = [&](Framed<T>& solution, Index i, Index j, const char* what) {
        Sum sum;
        for (Index k = 0; k < n; ++k) {
            if (side == Side::left) {
                sum.add(element(i, k), &solution == &single ? single.at(0, k) : solution.at(k, j));
            } else {
                sum.add(solution.at(i, k), element(k, j));
            }
        }
        expect_close(b.at(i, j), sum, n, what);
    };
    for (Index i = 0; i < b.rows; ++i) {
        for (Index j = 0; j < b.columns; ++j) check(x, i, j, "residual");
        if (side == Side::left && width > 0) check(single, i, 0, "residual of a vector");
    }
}

template <class T>
void test_level() {
    test_gemm_all<T>();
    test_special_values<T>();
    for (const Transpose ta : {Transpose::no, Transpose::yes}) {
        for (const Transpose tb : {Transpose::no, Transpose::yes}) {
            for (Index n : {1, 4, 7, 8, 16, 33, 70, 101}) test_gemm_upper<T>(n, n % 13 + 1, ta, tb);
            test_gemm_upper<T>(420, 130, ta, tb);
        }
    }
    for (const Transpose transpose : {Transpose::no, Transpose::yes}) {
        for (Index m : {0, 1, 2, 3, 4, 7, 9, 33}) {
            for (Index n : {0, 1, 3, 8, 15, 16, 34, 67}) test_gemv<T>(m, n, transpose, 1, 0, m % 3);
        }
        test_gemv<T>(513, 700, transpose, T(-2), T(0.5), 1);
    }
    for (const bool weighted : {false, true}) {
        for (Index m : {0, 1, 2, 7, 40}) {
            for (Index n : {0, 1, 2, 5, 8, 9, 17, 24, 25, 50}) test_gram<T>(m, n, weighted, m % 3);
        }
        test_gram<T>(1111, 37, weighted, 0);
        test_gram<T>(700, 129, weighted, 2);
        test_gram<T>(3000, 8, weighted, 0);
        test_gram<T>(5000, 19, weighted, 1);  // chunks of rows
        test_gram<T>(140, 530, weighted, 1);  // strips of columns
    }
    for (const Side side : {Side::left, Side::right}) {
        for (const Triangle triangle : {Triangle::upper, Triangle::lower}) {
            for (const Transpose transpose : {Transpose::no, Transpose::yes}) {
                for (const Diagonal diagonal : {Diagonal::general, Diagonal::unit}) {
                    for (Index n : {0, 1, 2, 3, 5, 8, 10, 17, 50, 129}) {
                        for (Index width : {0, 1, 5, 26}) {
                            test_triangular<T>(n, width, side, triangle, transpose, diagonal);
                        }
                    }
                    if (largest_size > 129) test_triangular<T>(300, 40, side, triangle, transpose, diagonal);
                }
            }
        }
    }
}

}  // namespace

int main() {
    for (int level = 0; level < level_count(); ++level) {
        if (!select_level(level)) continue;
        set_threads(level + 1);
        test_level<double>();
        test_level<float>();
    }
    return tally.finish();
}
