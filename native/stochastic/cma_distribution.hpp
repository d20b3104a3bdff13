// The distribution that CMA-ES draws from and adapts: N(m, σ² S C S), S = diag(scales).
//
// Points are m + σ S y, y = A z with the symmetric root A of C and z from N(0, I). Hansen, arXiv 1604.00772v2,
// (38)-(47), writes y = B D z with the eigenvectors and roots of the eigenvalues of C. Departure: A = B D B' takes the
// place of B D, so that C^(-1/2) y is z itself, and a rotated problem is answered by the same numbers rotated, whatever
// eigenvectors a solver returns. C is decomposed once in so many updates that it costs no more than they do.
#pragma once

#include "base/random.hpp"
#include "linalg/operands.hpp"
#include "stochastic/cma_constants.hpp"

namespace steepest {

struct CmaDistribution {
    Index n = 0;
    CmaConstants constants;
    double* weights = nullptr;
    const double* scales = nullptr;

    double* mean = nullptr;        // m; p_σ and p_c follow in one piece
    double* path_sigma = nullptr;  // p_σ
    double* path_c = nullptr;      // p_c
    Matrix<double> c;              // its upper triangle
    Matrix<double> a;              // root of C, when it was last decomposed
    Matrix<double> z, y;           // of the points drawn last, a row each

    // What changes beside the arrays, in one piece for a snapshot.
    struct Numbers {
        double sigma;
        double updates;     // of this distribution
        double decomposed;  // updates at the last decomposition
        double condition;   // of C then
    } numbers{};

    bool allocate(Workspace& memory, Index dimension, Index most_points);
    template <class Parts>
    void add_parts(Parts& parts) {
        parts.add(numbers).add(mean, 3 * n).add(c.data, n * n).add(a.data, n * n);
    }
    // After a snapshot was restored.
    bool sound() const;
    // Begins anew: C = I.
    void begin(Index population, double sigma);
    void set_population(Index population);
    void draw(Random& random);
    // y of the z drawn.
    Status spread(Workspace& memory);
    // Learns from the points drawn, ordered from the best to the worst.
    Status update(const int32_t* order, Workspace& memory);
    // σ S √Cᵢᵢ
    double deviation(Index i) const { return numbers.sigma * scales[i] * std::sqrt(c(i, i)); }

  private:
    Status decompose(Workspace& memory);
};

}  // namespace steepest
