// Dense linear algebra beside OpenBLAS, in C++: one row a case, with the share of the peak that either reaches.
//
//   dense [names…]      gemm xtx cholesky gemv lu qr eigen svd threads; all of them without a name
//
// STEEPEST_ISA chooses our level, STEEPEST_THREADS and OPENBLAS_NUM_THREADS the threads. Answers are compared first.
#include <cblas.h>

#include <cstdlib>
#include <cstring>

#include "linalg/cholesky.hpp"
#include "linalg/eigen_symmetric.hpp"
#include "linalg/gemm.hpp"
#include "linalg/gemv.hpp"
#include "linalg/gram.hpp"
#include "linalg/lu.hpp"
#include "linalg/qr.hpp"
#include "linalg/svd.hpp"
#include "parallel/pool.hpp"
#include "stopwatch.hpp"

// LAPACK as Fortran has it.
extern "C" {
void dpotrf_(const char*, const int*, double*, const int*, int*);
void spotrf_(const char*, const int*, float*, const int*, int*);
void dgetrf_(const int*, const int*, double*, const int*, int*, int*);
void sgetrf_(const int*, const int*, float*, const int*, int*, int*);
void dgeqrf_(const int*, const int*, double*, const int*, double*, double*, const int*, int*);
void dgeqp3_(const int*, const int*, double*, const int*, int*, double*, double*, const int*, int*);
void dsyevd_(const char*, const char*, const int*, double*, const int*, double*, double*, const int*, int*, const int*,
             int*);
void dgesdd_(const char*, const int*, const int*, double*, const int*, double*, double*, const int*, double*,
             const int*, double*, const int*, int*, int*);
}

using namespace steepest;
using bench::in_turns;
using bench::Pair;

namespace {

template <class T>
constexpr const char* precision = sizeof(T) == 8 ? "double" : "single";

template <class T>
std::vector<T> random_numbers(Index count) {
    static unsigned state = 1;
    std::vector<T> numbers(static_cast<std::size_t>(count));
    for (T& number : numbers) {
        state = state * 1664525u + 1013904223u;
        number = static_cast<T>(state >> 8) / static_cast<T>(1 << 23) - 1;
    }
    return numbers;
}

template <class T>
double largest_difference(const std::vector<T>& a, const std::vector<T>& b) {
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference = std::max(difference, std::abs(double(a[i]) - double(b[i])));
        size = std::max(size, std::abs(double(b[i])));
    }
    return difference / size;
}

template <class T>
void row(const char* name, Index m, Index n, double flops, const Pair& pair, double difference) {
    const double peak = bench::peak(sizeof(T) == 4) * thread_count();
    std::printf("%-9s %-6s %7td x %-5td %10.2f us %10.2f us  %5.2fx  share of peak %.2f (peer %.2f)  difference %.0e\n",
                name, precision<T>, m, n, pair.ours * 1e6, pair.peer * 1e6, pair.ratio, flops / pair.ours / peak,
                flops / pair.peer / peak, difference);
    std::fflush(stdout);
}

int order(Index n) {
    return static_cast<int>(n);
}

void peer_gemm(Index n, const double* a, const double* b, double* c) {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, order(n), order(n), order(n), 1, a, order(n), b, order(n), 0,
                c, order(n));
}
void peer_gemm(Index n, const float* a, const float* b, float* c) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, order(n), order(n), order(n), 1, a, order(n), b, order(n), 0,
                c, order(n));
}

template <class T>
void gemm_rows() {
    for (Index n : {64, 256, 512, 1024, 2048}) {
        const auto a = random_numbers<T>(n * n), b = random_numbers<T>(n * n);
        std::vector<T> c(a.size()), d(a.size());
        Workspace workspace(1 << 20);
        const auto ours = [&] {
            const Scope scope(workspace);
            gemm<T>(1, {a.data(), n, n, n}, Transpose::no, {b.data(), n, n, n}, Transpose::no, 0, {c.data(), n, n, n},
                    workspace);
        };
        const Pair pair = in_turns(ours, [&] { peer_gemm(n, a.data(), b.data(), d.data()); });
        row<T>("gemm", n, n, 2.0 * double(n) * double(n) * double(n), pair, largest_difference(c, d));
    }
}

void peer_gram(Index m, Index n, const double* x, double* c) {
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, order(n), order(m), 1, x, order(n), 0, c, order(n));
}
void peer_gram(Index m, Index n, const float* x, float* c) {
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, order(n), order(m), 1, x, order(n), 0, c, order(n));
}

constexpr Index tall_shapes[][2] = {{200000, 100}, {20000, 500}};

template <class T>
void gram_rows() {
    for (const auto& [m, n] : tall_shapes) {
        const auto x = random_numbers<T>(m * n);
        std::vector<T> c(static_cast<std::size_t>(n * n)), d(c.size());
        Workspace workspace(1 << 20);
        const auto ours = [&] {
            const Scope scope(workspace);
            gram<T>({x.data(), m, n, n}, {}, {c.data(), n, n, n}, workspace);
        };
        const Pair pair = in_turns(
            ours, [&] { peer_gram(m, n, x.data(), d.data()); }, 2);
        for (Index i = 0; i < n; ++i) {
            for (Index j = 0; j < i; ++j) d[std::size_t(i * n + j)] = d[std::size_t(j * n + i)];
        }
        row<T>("xtx", m, n, double(m) * double(n) * double(n + 1), pair, largest_difference(c, d));
    }
}

// Column-major lower is row-major upper.
void peer_cholesky(Index n, double* a) {
    const int order_n = order(n);
    int info = 0;
    dpotrf_("L", &order_n, a, &order_n, &info);
}
void peer_cholesky(Index n, float* a) {
    const int order_n = order(n);
    int info = 0;
    spotrf_("L", &order_n, a, &order_n, &info);
}

template <class T>
std::vector<T> positive_definite(Index n) {
    auto a = random_numbers<T>(n * n);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < i; ++j) a[std::size_t(i * n + j)] = a[std::size_t(j * n + i)];
        a[std::size_t(i * n + i)] = T(n);
    }
    return a;
}

// Without the time of the copies that both destroy.
Pair without_copy(Pair pair, double copy) {
    const double ours = pair.ours - copy, peer = pair.peer - copy;
    return {ours, peer, peer / ours};
}

template <class T>
void cholesky_rows() {
    for (Index n : {64, 256, 1000, 2000}) {
        const auto a = positive_definite<T>(n);
        std::vector<T> c(a.size()), d(a.size());
        Workspace workspace(1 << 20);
        const auto ours = [&] {
            const Scope scope(workspace);
            c = a;
            cholesky<T>({c.data(), n, n, n}, workspace);
        };
        const double copy = in_turns([&] { c = a; }, [&] { d = a; }).ours;
        const auto peer = [&] {
            d = a;
            peer_cholesky(n, d.data());
        };
        const Pair pair = without_copy(in_turns(ours, peer), copy);
        for (Index i = 0; i < n; ++i) {
            for (Index j = 0; j < i; ++j) c[std::size_t(i * n + j)] = d[std::size_t(i * n + j)] = 0;
        }
        row<T>("cholesky", n, n, double(n) * double(n) * double(n) / 3, pair, largest_difference(c, d));
    }
}

void peer_gemv(Index n, bool transpose, const double* a, const double* x, double* y) {
    cblas_dgemv(CblasRowMajor, transpose ? CblasTrans : CblasNoTrans, order(n), order(n), 1, a, order(n), x, 1, 0, y,
                1);
}
void peer_gemv(Index n, bool transpose, const float* a, const float* x, float* y) {
    cblas_sgemv(CblasRowMajor, transpose ? CblasTrans : CblasNoTrans, order(n), order(n), 1, a, order(n), x, 1, 0, y,
                1);
}

template <class T>
void gemv_rows() {
    for (Index n : {64, 256, 1000, 4096}) {
        for (const bool transpose : {false, true}) {
            const auto a = random_numbers<T>(n * n), x = random_numbers<T>(n);
            std::vector<T> y(x.size()), z(x.size());
            const auto ours = [&] {
                gemv<T>(1, {a.data(), n, n, n}, transpose ? Transpose::yes : Transpose::no, {x.data(), n}, 0,
                        {y.data(), n});
            };
            const Pair pair = in_turns(ours, [&] { peer_gemv(n, transpose, a.data(), x.data(), z.data()); });
            row<T>(transpose ? "gemv'" : "gemv", n, n, 2 * double(n) * double(n), pair, largest_difference(y, z));
        }
    }
}

// Ours on one thread and on two, by the clock on the wall.
template <class Body>
void threads_row(const char* name, Index n, Body body) {
    const auto on = [&](int threads) {
        return [=] {
            set_threads(threads);
            body();
        };
    };
    const Pair pair = in_turns(on(2), on(1));
    std::printf("%-9s double %7td x %-5td %10.2f us on two threads, %10.2f us on one: %.2fx\n", name, n, n,
                pair.ours * 1e6, pair.peer * 1e6, pair.ratio);
    std::fflush(stdout);
}

void threads_rows() {
    bench::one_thread = false;
    for (Index n : {256, 512, 1024, 2048}) {
        const auto a = random_numbers<double>(n * n);
        std::vector<double> c(a.size());
        Workspace workspace(1 << 20);
        threads_row("gemm", n, [&] {
            const Scope scope(workspace);
            gemm<double>(1, {a.data(), n, n, n}, Transpose::no, {a.data(), n, n, n}, Transpose::no, 0,
                         {c.data(), n, n, n}, workspace);
        });
    }
    for (Index n : {64, 256, 1000, 2000}) {
        const auto a = positive_definite<double>(n);
        std::vector<double> c(a.size());
        Workspace workspace(1 << 20);
        threads_row("cholesky", n, [&] {
            const Scope scope(workspace);
            c = a;
            cholesky<double>({c.data(), n, n, n}, workspace);
        });
    }
    for (const auto& [m, n] : tall_shapes) {
        const auto x = random_numbers<double>(m * n);
        std::vector<double> c(static_cast<std::size_t>(n * n));
        Workspace workspace(1 << 20);
        threads_row("xtx", n, [&] {
            const Scope scope(workspace);
            gram<double>({x.data(), m, n, n}, {}, {c.data(), n, n, n}, workspace);
        });
    }
}

void peer_lu(Index n, double* a, int* pivots) {
    const int order_n = order(n);
    int info = 0;
    dgetrf_(&order_n, &order_n, a, &order_n, pivots, &info);
}
void peer_lu(Index n, float* a, int* pivots) {
    const int order_n = order(n);
    int info = 0;
    sgetrf_(&order_n, &order_n, a, &order_n, pivots, &info);
}

template <class T>
void lu_rows() {
    for (Index n : {100, 500, 1000}) {
        const auto a = random_numbers<T>(n * n);
        std::vector<T> c(a.size()), d(a.size());
        std::vector<int32_t> p(static_cast<std::size_t>(n)), q(p.size());
        Workspace workspace(1 << 20);
        const auto ours = [&] {
            const Scope scope(workspace);
            c = a;
            factor_lu<T>({c.data(), n, n, n}, {p.data(), n}, workspace);
        };
        const Pair pair = in_turns(ours, [&] {
            d = a;
            peer_lu(n, d.data(), q.data());
        });
        row<T>("lu", n, n, 2 * double(n) * double(n) * double(n) / 3, pair, 0);
    }
}

void qr_rows() {
    for (Index n : {100, 500, 1000}) {
        const auto a = random_numbers<double>(n * n);
        std::vector<double> d(a.size()), tau(static_cast<std::size_t>(n)), work(static_cast<std::size_t>(64 * n));
        const int order_n = order(n), length = order(64 * n);
        int info = 0;
        for (const bool pivoting : {false, true}) {
            Workspace workspace(1 << 20);
            const Qr<double> qr = Qr<double>::allocate(workspace, n, n);
            std::vector<int> pivots(static_cast<std::size_t>(n));
            const auto ours = [&] {
                const Scope scope(workspace);
                std::memcpy(qr.columns.data, a.data(), a.size() * sizeof(double));
                pivoting ? factor_qr_pivoted(qr, workspace) : factor_qr(qr, workspace);
            };
            const Pair pair = in_turns(ours, [&] {
                d = a;
                if (pivoting) {
                    std::fill(pivots.begin(), pivots.end(), 0);
                    dgeqp3_(&order_n, &order_n, d.data(), &order_n, pivots.data(), tau.data(), work.data(), &length,
                            &info);
                } else {
                    dgeqrf_(&order_n, &order_n, d.data(), &order_n, tau.data(), work.data(), &length, &info);
                }
            });
            row<double>(pivoting ? "qr pivot" : "qr", n, n, 4 * double(n) * double(n) * double(n) / 3, pair,
                        largest_difference(std::vector<double>(qr.columns.data, qr.columns.data + n * n), d));
        }
    }
}

void spectral_rows(bool singular) {
    for (Index n : {100, 500}) {
        const auto a = positive_definite<double>(n);
        std::vector<double> d(a.size()), u(a.size()), vt(a.size()), v(a.size()), c(a.size());
        std::vector<double> values(static_cast<std::size_t>(n)), peer_values(values.size());
        const int order_n = order(n), length = order(10 * n * n + 1000), integers = order(8 * n + 1000);
        std::vector<double> work(static_cast<std::size_t>(length));
        std::vector<int> integer_work(static_cast<std::size_t>(integers));
        int info = 0;
        const auto ours = [&] {
            Workspace workspace(1 << 20);
            c = a;
            const Matrix<double> matrix{c.data(), n, n, n};
            if (singular) {
                svd<double>(matrix, {u.data(), n, n, n}, {values.data(), n}, {vt.data(), n, n, n}, workspace);
            } else {
                eigen_symmetric<double>(matrix, {values.data(), n}, {u.data(), n, n, n}, workspace);
            }
        };
        const Pair pair = in_turns(ours, [&] {
            d = a;
            if (singular) {
                dgesdd_("S", &order_n, &order_n, d.data(), &order_n, peer_values.data(), v.data(), &order_n, vt.data(),
                        &order_n, work.data(), &length, integer_work.data(), &info);
            } else {
                dsyevd_("V", "L", &order_n, d.data(), &order_n, peer_values.data(), work.data(), &length,
                        integer_work.data(), &integers, &info);
            }
        });
        row<double>(singular ? "svd" : "eigen", n, n, (singular ? 22 : 9) * double(n) * double(n) * double(n), pair,
                    largest_difference(values, peer_values));
    }
}

}  // namespace

int main(int count, char** names) {
    const char* isa = std::getenv("STEEPEST_ISA");
    for (int level = 0; isa && level < level_count(); ++level) {
        if (std::strcmp(isa, level_name(level)) == 0) select_level(level);
    }
    const char* threads = std::getenv("STEEPEST_THREADS");
    set_threads(threads ? std::atoi(threads) : 1);
    bench::one_thread = thread_count() == 1;
    std::printf("level %s, %d threads; peer %s; peak a core %.0f double, %.0f single GFLOP/s\n", kernels().name,
                thread_count(), openblas_get_config(), bench::peak(false) * 1e-9, bench::peak(true) * 1e-9);
    std::printf("%-9s %-6s %15s %13s %13s  %6s\n", "case", "", "size", "ours", "peer", "ratio");
    const auto wanted = [&](const char* name) {
        for (int i = 1; i < count; ++i) {
            if (std::strcmp(names[i], name) == 0) return true;
        }
        return count == 1;
    };
    if (wanted("gemm")) gemm_rows<double>();
    if (wanted("gemm")) gemm_rows<float>();
    if (wanted("xtx")) gram_rows<double>();
    if (wanted("xtx")) gram_rows<float>();
    if (wanted("cholesky")) cholesky_rows<double>();
    if (wanted("cholesky")) cholesky_rows<float>();
    if (wanted("gemv")) gemv_rows<double>();
    if (wanted("gemv")) gemv_rows<float>();
    if (wanted("lu")) lu_rows<double>();
    if (wanted("lu")) lu_rows<float>();
    if (wanted("qr")) qr_rows();
    if (wanted("eigen")) spectral_rows(false);
    if (wanted("svd")) spectral_rows(true);
    if (wanted("threads")) threads_rows();
}
