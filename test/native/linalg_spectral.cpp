// Symmetric eigenvalues and singular values over LAPACK's kinds of matrices, and against spectra known in closed form.
#include "linalg/eigen_symmetric.hpp"
#include "linalg/svd.hpp"
#include "linalg_matrices.hpp"

using namespace steepest;
using namespace linalg_test;

namespace {

Random source(4);

template <class T>
Dense<double> scaled_by(const Dense<T>& columns, Vector<const T> values) {
    Dense<double> result = widen(columns);
    for (Index i = 0; i < result.rows; ++i)
        for (Index j = 0; j < result.columns; ++j) result(i, j) *= double(values[j]);
    return result;
}

template <class T>
struct Eigen {
    Status status;
    std::vector<T> values;
    Dense<T> vectors;

    explicit Eigen(const Dense<T>& a) : values(static_cast<std::size_t>(a.rows)), vectors(a.rows, a.rows) {
        Workspace workspace;
        Dense<T> work = a;
        for (Index i = 0; i < a.rows; ++i)
            for (Index j = 0; j < i; ++j) work(i, j) = std::numeric_limits<T>::quiet_NaN();
        status = eigen_symmetric(work.view(), {values.data(), a.rows}, vectors.view(), workspace);
    }
    Vector<const T> all() const { return {values.data(), static_cast<Index>(values.size())}; }
};

template <class T>
void test_eigen(Kind kind, Index n) {
    name_case<T>("eigen", kind, n, n);
    const Dense<T> a = symmetric_matrix<T>(kind, n, true, source);
    const Eigen<T> eigen(a);
    tally.expect(eigen.status == Status::solved, "status", double(eigen.status));
    for (Index i = 0; i + 1 < n; ++i) tally.expect(eigen.all()[i] <= eigen.all()[i + 1], "ascending", double(i));
    tally.ratio(orthogonality_ratio<T>(widen(eigen.vectors)), "V'V");
    const Dense<double> rebuilt = product(scaled_by(eigen.vectors, eigen.all()), widen(eigen.vectors).transposed());
    tally.ratio(factor_ratio<T>(widen(a), rebuilt), "V D V'");
}

template <class T>
void expect_spectrum(const Eigen<T>& eigen, const std::vector<double>& expected) {
    double largest = 0, error = 0;
    for (double value : expected) largest = std::max(largest, std::abs(value));
    for (std::size_t i = 0; i < expected.size(); ++i) {
        error = std::max(error, std::abs(expected[i] - double(eigen.values[i])));
    }
    const double n = double(expected.size());
    if (error > 0) tally.ratio(error / (largest * n * double(std::numeric_limits<T>::epsilon())), "eigenvalues");
}

// The second difference has the eigenvalues 2 - 2 cos(k pi / (n + 1)); Clement's matrix -(n-1), -(n-3) … n - 1; a
// matrix of ones n and zeros; the identity itself.
template <class T>
void test_known_spectra() {
    for (Index n : {1, 2, 3, 10, 64, 129}) {
        const auto size = static_cast<std::size_t>(n);
        Dense<T> difference(n, n), clement(n, n), ones(n, n), identity(n, n);
        std::vector<double> of_difference(size), of_clement(size), of_ones(size), of_identity(size, 1.0);
        for (Index i = 0; i < n; ++i) {
            for (Index j = 0; j < n; ++j) ones(i, j) = 1;
            difference(i, i) = 2;
            identity(i, i) = 1;
            if (i + 1 < n) {
                difference(i, i + 1) = difference(i + 1, i) = -1;
                clement(i, i + 1) = clement(i + 1, i) = static_cast<T>(std::sqrt(double((i + 1) * (n - 1 - i))));
            }
            of_difference[static_cast<std::size_t>(i)] = 2 - 2 * std::cos(double(i + 1) * M_PI / double(n + 1));
            of_clement[static_cast<std::size_t>(i)] = double(2 * i - (n - 1));
        }
        of_ones[size - 1] = double(n);
        name_case<T>("eigen, second difference", Kind::well_conditioned, n, n);
        expect_spectrum(Eigen<T>(difference), of_difference);
        name_case<T>("eigen, Clement", Kind::well_conditioned, n, n);
        expect_spectrum(Eigen<T>(clement), of_clement);
        name_case<T>("eigen, ones", Kind::well_conditioned, n, n);
        expect_spectrum(Eigen<T>(ones), of_ones);
        name_case<T>("eigen, identity", Kind::well_conditioned, n, n);
        expect_spectrum(Eigen<T>(identity), of_identity);
    }
}

template <class T>
void test_svd(Kind kind, Index m, Index n) {
    name_case<T>("svd", kind, m, n);
    Workspace workspace;
    const Dense<T> a = general_matrix<T>(kind, m, n, source);
    const Index k = m < n ? m : n;
    Dense<T> u(m, k), vt(k, n);
    const Vector<T> values = workspace.vector<T>(k), alone = workspace.vector<T>(k);
    tally.expect(svd(a.view(), u.view(), values, vt.view(), workspace) == Status::solved, "status", 0);
    for (Index i = 0; i < k; ++i) tally.expect(values[i] >= 0 && (i == 0 || values[i] <= values[i - 1]), "order", 0);
    tally.ratio(orthogonality_ratio<T>(widen(u)), "U'U");
    tally.ratio(orthogonality_ratio<T>(widen(vt).transposed()), "V'V");
    tally.ratio(factor_ratio<T>(widen(a), product(scaled_by(u, Vector<const T>(values)), widen(vt))), "U S V'");
    if (n > 129) return;
    tally.expect(singular_values(a.view(), alone, workspace) == Status::solved, "status of values", 0);
    double difference = 0;
    for (Index i = 0; i < k; ++i) difference = std::max(difference, std::abs(double(values[i]) - double(alone[i])));
    if (k > 0 && values[0] > 0) {
        tally.ratio(difference / (double(values[0]) * double(std::numeric_limits<T>::epsilon()) * double(k)), "values");
    }
}

// B D with B well conditioned and D grading its columns over thirty decades: each singular value to high relative
// accuracy, which bidiagonalization cannot give (Demmel & Veselić 1992). With B orthogonal they are those of D.
void test_relative_accuracy() {
    const Index n = 31;
    name_case<double>("svd, graded columns", Kind::graded, n, n);
    Dense<double> a(n, n);
    for (Index i = 0; i < n; ++i) a(i, i) = 1;
    reflect_rows(a, source);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) a(i, j) *= std::pow(10.0, double((7 * j) % n) - 15);
    Workspace workspace;
    const Vector<double> values = workspace.vector(n);
    singular_values(a.view(), values, workspace);
    for (Index i = 0; i < n; ++i) {
        const double expected = std::pow(10.0, double(n - 1 - i) - 15);
        const double ratio = std::abs(values[i] - expected) / expected / 0x1p-52;
        tally.expect(ratio < 30 * double(n), "relative error", ratio);
    }
}

template <class T>
void test_not_finite() {
    name_case<T>("not finite", Kind::diagonal, 3, 3);
    for (const T bad : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity()}) {
        for (std::size_t place : {0u, 1u, 2u, 4u, 5u, 8u}) {
            Dense<T> a(3, 3), u(3, 3), vt(3, 3);
            a.data[place] = bad;
            tally.expect(Eigen<T>(a).status == Status::not_finite, "eigen", double(place));
            Workspace workspace;
            const Vector<T> values = workspace.vector<T>(3);
            tally.expect(svd(a.view(), u.view(), values, vt.view(), workspace) == Status::not_finite, "svd",
                         double(place));
        }
    }
}

template <class T>
void test_all() {
    for_each_case([](Kind kind, Index n) {
        test_eigen<T>(kind, n);
        // One-sided Jacobi takes seconds at the largest size.
        if (n < 500 || (n == 500 && (kind == Kind::condition_large || kind == Kind::near_overflow)) ||
            (n == 1000 && kind == Kind::condition_large)) {
            test_svd<T>(kind, n, n);
        }
        if (n > 129) return;
        test_svd<T>(kind, n / 2, n);
        test_svd<T>(kind, 2 * n + 3, n);
    });
    test_known_spectra<T>();
    test_not_finite<T>();
}

}  // namespace

int main() {
    test_all<double>();
    test_all<float>();
    test_relative_accuracy();
    return tally.finish();
}
