#include "stochastic/cma_distribution.hpp"

#include "linalg/eigen_symmetric.hpp"
#include "linalg/gemm.hpp"
#include "linalg/vectors.hpp"

namespace steepest {

bool CmaDistribution::allocate(Workspace& memory, Index dimension, Index most_points) {
    n = dimension;
    weights = memory.array<double>(most_points);
    const Vector<double> vectors = memory.zeros(3 * n);
    mean = vectors.data;
    path_sigma = mean + n;
    path_c = path_sigma + n;
    c = memory.matrix(n, n);
    a = memory.matrix(n, n);
    z = memory.matrix(most_points, n);
    y = memory.matrix(most_points, n);
    return !memory.failed();
}

bool CmaDistribution::sound() const {
    bool finite = numbers.sigma > 0 && std::isfinite(numbers.sigma) && !std::isnan(numbers.condition);
    finite = finite && numbers.decomposed >= 0 && numbers.decomposed <= numbers.updates && numbers.updates < 0x1p53;
    for (Index i = 0; i < 3 * n; ++i) finite = finite && std::isfinite(mean[i]);
    for (Index i = 0; i < n; ++i) {
        finite = finite && c(i, i) >= 0;
        for (Index j = 0; j < n; ++j) finite = finite && std::isfinite(c(i, j)) && std::isfinite(a(i, j));
    }
    return finite;
}

void CmaDistribution::set_population(Index population) {
    constants.set(n, population, weights);
    z.rows = y.rows = population;
}

void CmaDistribution::begin(Index population, double sigma) {
    set_population(population);
    numbers = {.sigma = sigma, .updates = 0, .decomposed = 0, .condition = 1};
    set_identity(c);
    set_identity(a);
    for (Index i = 0; i < n; ++i) path_sigma[i] = path_c[i] = 0;
}

void CmaDistribution::draw(Random& random) {
    for (Index k = 0; k < z.rows; ++k) {
        for (Index i = 0; i < n; ++i) z(k, i) = random.normal();
    }
}

Status CmaDistribution::spread(Workspace& memory) {
    return gemm(1, z, Transpose::no, a, Transpose::no, 0, y, memory);
}

Status CmaDistribution::update(const int32_t* order, Workspace& memory) {
    const CmaConstants& k = constants;
    const Level1<double>& level1 = kernels().level1;
    const double of_sigma = std::sqrt(k.c_sigma * (2 - k.c_sigma) * k.effective);
    const double of_c = std::sqrt(k.c_c * (2 - k.c_c) * k.effective);
    numbers.updates += 1;

    // (43): p_σ, with C^(-1/2) <y>_w = <z>_w.
    level1.scale(n, 1 - k.c_sigma, path_sigma);
    for (Index i = 0; i < k.parents; ++i) level1.axpy(n, of_sigma * weights[i], z.row(order[i]), path_sigma);
    const double length = std::sqrt(level1.dot(n, path_sigma, path_sigma));
    // h_σ: p_c waits while p_σ is long, which it is where σ is far too small.
    const double shown = std::sqrt(1 - std::pow(1 - k.c_sigma, 2 * numbers.updates));
    const bool waits = length / shown >= (1.4 + 2 / (static_cast<double>(n) + 1)) * k.chi;

    // (42), (45): m and p_c.
    level1.scale(n, 1 - k.c_c, path_c);
    for (Index i = 0; i < k.parents; ++i) {
        const double* const step = y.row(order[i]);
        for (Index j = 0; j < n; ++j) mean[j] += weights[i] * numbers.sigma * scales[j] * step[j];
        if (!waits) level1.axpy(n, of_c * weights[i], step, path_c);
    }

    // (47): C. The rows of z take w° y; what is worse counts by its length in the metric of C.
    for (Index i = 0; i < k.population; ++i) {
        double* const row = z.row(order[i]);
        const double squares = weights[i] < 0 ? level1.dot(n, row, row) : 1;
        const double weight = weights[i] < 0 ? weights[i] * static_cast<double>(n) / squares : weights[i];
        const double* const step = y.row(order[i]);
        for (Index j = 0; j < n; ++j) row[j] = weight * step[j];
    }
    const double kept = 1 - k.c_1 - k.c_mu * k.weight_sum + (waits ? k.c_1 * k.c_c * (2 - k.c_c) : 0);
    const Status status = gemm_upper(k.c_mu, y, Transpose::yes, z, Transpose::no, kept, c, memory);
    for (Index i = 0; i < n; ++i) level1.axpy(n - i, k.c_1 * path_c[i], path_c + i, c.row(i) + i);

    // (44): σ, at most e-fold.
    numbers.sigma *= std::exp(std::fmin(1, k.c_sigma / k.d_sigma * (length / k.chi - 1)));

    const double patience = 1 / ((k.c_1 + k.c_mu) * static_cast<double>(n) * 10);
    if (status != Status::solved || numbers.updates - numbers.decomposed < patience) return status;
    return decompose(memory);
}

Status CmaDistribution::decompose(Workspace& memory) {
    numbers.decomposed = numbers.updates;
    const Scope scope(memory);
    const Matrix<double> copy_of_c = memory.matrix(n, n), b = memory.matrix(n, n);
    const Vector<double> values = memory.vector(n);
    if (memory.failed()) return Status::out_of_memory;
    copy<double>(c, copy_of_c);
    const Status status = eigen_symmetric(copy_of_c, values, b, memory);
    if (status != Status::solved) return status;
    numbers.condition = values[0] > 0 ? values[n - 1] / values[0] : INFINITY;
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) copy_of_c(i, j) = b(i, j) * std::sqrt(std::fmax(values[j], 0));
    }
    return gemm(1, copy_of_c, Transpose::no, b, Transpose::yes, 0, a, memory);
}

}  // namespace steepest
