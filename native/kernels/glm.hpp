// Kernels of generalized linear models: a pass over rows of the design matrix X, cut into blocks that stay in cache.
//
// X is row-major, in double or single precision; everything else is double. A register's worth of columns is read at
// once, so the matrix must be readable up to the next multiple of `lanes` columns after the start of each row, and a
// vector indexed by columns is padded to that multiple: with zeros where it is read, with scratch where it is written.
//
//     linear predictor  η_i = b + x_i·w          loss  Σ c_i ℓ(y_i, η_i),  c_i = scale * weight_i
//
// With K classes η_i is a vector: W is columns x K, and all matrices over classes have a stride that is a multiple of
// `lanes`, their padding zero. An offset of -1e300 keeps a class of the padding out of the softmax.
#pragma once

#include "base/view.hpp"

namespace steepest {

enum class Loss : int32_t { squared, logistic, poisson, multinomial };
inline constexpr int pointwise_losses = 3;  // of one predictor: all but multinomial

// What a pass needs of X, for one storage type.
struct GlmRows {
    // eta_i = offset + x_i·w
    void (*predict)(Index rows, Index columns, const void* x, Index stride, const double* w, double offset,
                    double* eta);
    // g += X' r. The rows that will be read next, if not null, are fetched into the second-level cache meanwhile.
    void (*accumulate)(Index rows, Index columns, const void* x, Index stride, const double* r, double* g,
                       const void* next);
    // eta = offsets + X W, of rows x K
    void (*predict_classes)(Index rows, Index columns, const void* x, Index stride, const double* w,
                            Index padded_classes, const double* offsets, double* eta);
    // G += X' R, of columns x K
    void (*accumulate_classes)(Index rows, Index columns, const void* x, Index stride, const double* r,
                               Index padded_classes, double* g);
    // z_ij = factor_i (x_ij - center_j) inverse_scale_j
    void (*standardize)(Index rows, Index columns, const void* x, Index stride, const double* center,
                        const double* inverse_scale, const double* factor, double* z, Index z_stride);
    void (*standardize_single)(Index rows, Index columns, const void* x, Index stride, const double* center,
                               const double* inverse_scale, const double* factor, float* z, Index z_stride);
    // sums_j += Σ_i (x_ij - shift_j),  squares_j += Σ_i (x_ij - shift_j)²
    void (*moments)(Index rows, Index columns, const void* x, Index stride, const double* shift, double* sums,
                    double* squares);
};

// Σ c ℓ, Σ c ℓ′, Σ c ℓ″; of a trial along a line, the value and the two derivatives by the step size.
struct PointSums {
    double value = 0;
    double first = 0;
    double second = 0;
};

// `weight` may be null for ones.
struct GlmLoss {
    // residual_i = c_i ℓ′, curvature_i = c_i ℓ″
    PointSums (*evaluate)(Index n, const double* eta, const double* y, const double* weight, double scale,
                          double* residual, double* curvature);
    // At η + a δ; a null δ stands for ones.
    PointSums (*trial)(Index n, const double* eta, const double* delta, double a, const double* y, const double* weight,
                       double scale);
};

// ℓ = log Σ_k exp η_k - η_y, y being the index of a class.
struct GlmSoftmax {
    // Returns Σ c ℓ. residual = c (p - e_y); probability = p, unless null.
    double (*evaluate)(Index n, Index padded_classes, const double* eta, const double* y, const double* weight,
                       double scale, double* residual, double* probability);
    // At η + a δ.
    PointSums (*trial)(Index n, Index padded_classes, const double* eta, const double* delta, double a, const double* y,
                       const double* weight, double scale);
};

// The numbers of a step of SAGA: see saga below.
struct SagaStep {
    const double* center;
    const double* size;  // γ / σ²
    const double* keep;  // 1 / (1 + γ λ / σ²)
    double share;        // 1 / n
};

// A single row x, for methods that step after each: no row is read twice from memory.
struct GlmRow {
    // (x - center)·w
    double (*dot)(Index columns, const void* x, const double* center, const double* w);
    // Σ (x - center)² scale
    double (*squares)(Index columns, const void* x, const double* center, const double* scale);
    // x·w, and g = r x + penalty w, of vectors that are not padded. The row at `next` is fetched meanwhile.
    double (*predict)(Index columns, const void* x, const double* w);
    void (*gradient)(Index columns, const void* x, double r, double penalty, const double* w, double* g,
                     const void* next);
    // With t = x - center:  w ← keep (w - size (change t + g)),  then g ← g + share change t. The row at `next` is
    // fetched meanwhile.
    void (*saga)(Index columns, const void* x, const SagaStep& step, double change, double* w, double* g,
                 const void* next);
};

struct Glm {
    Index lanes;
    GlmRows rows_of_double;
    GlmRows rows_of_single;
    GlmRow row_of_double;
    GlmRow row_of_single;
    GlmLoss losses[pointwise_losses];
    GlmSoftmax softmax;
    // C += Z'Z for a block of rows in cache: the columns from `begin` to `end` of the upper triangle, both multiples of
    // `lanes` (in single precision, of twice that). What lies below the diagonal may be overwritten with anything.
    void (*gram)(Index rows, Index begin, Index end, const double* z, Index stride, double* c, Index c_stride);
    void (*gram_single)(Index rows, Index begin, Index end, const float* z, Index stride, double* c, Index c_stride);
    Index gram_strip;  // columns that it works on at once, in double precision
};

}  // namespace steepest
