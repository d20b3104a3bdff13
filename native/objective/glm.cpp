#include "objective/glm.hpp"

#include <cmath>
#include <cstring>

namespace steepest {
namespace {

Index round_up(Index value, Index multiple) {
    return (value + multiple - 1) / multiple * multiple;
}

Index clamp(Index value, Index low, Index high) {
    return value < low ? low : value > high ? high : value;
}

// What a block of rows should take of the first-level cache, and the least multiplications that are worth a thread.
constexpr Index block_bytes = 32 << 10;
constexpr Index piece_work = 1 << 17;

}  // namespace

bool GlmObjective::prepare(const GlmProblem& problem, Workspace& memory) {
    p_ = problem;
    const Glm& glm = kernels().glm;
    const Index d = p_.columns, K = p_.classes;
    kernel_ = p_.single ? &glm.rows_of_single : &glm.rows_of_double;
    padded_columns_ = round_up(d, glm.lanes);
    padded_classes_ = p_.loss == Loss::multinomial ? round_up(K, glm.lanes) : 1;
    dimension_ = K * (d + (p_.intercept ? 1 : 0));

    const Index row_bytes = 8 * (d + 2 * padded_classes_);
    block_rows_ = clamp(block_bytes / row_bytes / 8 * 8, p_.loss == Loss::multinomial ? 16 : 32, 256);
    all_ = {(p_.rows + block_rows_ - 1) / block_rows_, nullptr, 1};
    group_ = clamp(piece_work / (block_rows_ * (d > 0 ? d : 1) * padded_classes_), 1, 1 << 20);

    double* const center = memory.zeros<double>(padded_columns_).data;
    double* const inverse_scale = memory.zeros<double>(padded_columns_).data;
    w_ = memory.zeros<double>(padded_columns_ * padded_classes_).data;
    offset_ = memory.zeros<double>(padded_classes_).data;
    partial_size_ = round_up(2 + padded_classes_, 8) + padded_columns_ * padded_classes_;
    const Index shifted_size = 1 + padded_classes_ * (2 + padded_classes_);
    if (p_.loss == Loss::multinomial && partial_size_ < shifted_size) partial_size_ = shifted_size;
    if (p_.loss == Loss::multinomial) small_ = memory.array<double>(2 * (padded_classes_ + K * K));
    partials_ = memory.array<double>(pieces(all_) * partial_size_);
    sums_ = memory.array<double>(partial_size_);
    lanes_ = lanes_for(pieces(all_));
    scratch_size_ = 3 * block_rows_ * padded_classes_;
    scratch_ = memory.array<double>(lanes_ * scratch_size_);
    if (memory.failed()) return false;

    for (Index j = 0; j < d; ++j) {
        const double mean = p_.mean[j], deviation = p_.deviation[j];
        center[j] = p_.intercept ? mean : 0;
        const double scale = p_.intercept ? deviation : std::hypot(mean, deviation);
        inverse_scale[j] = scale > 0 && std::isfinite(1 / scale) ? 1 / scale : 0;
    }
    center_ = center;
    location_ = center;
    if (p_.origin) {
        double* const location = memory.array<double>(d);
        if (!location) return false;
        for (Index j = 0; j < d; ++j) location[j] = p_.origin[j] + center[j];
        location_ = location;
    }
    inverse_scale_ = inverse_scale;

    weight_squares_ = p_.weight ? kernels().level1.dot(p_.rows, p_.weight, p_.weight) : static_cast<double>(p_.rows);

    if (!p_.padded && all_.blocks > 0) {
        // A register may reach past the last row from any of the last eight.
        const Index whole = p_.rows > 8 ? (p_.rows - 8) / block_rows_ : 0;
        tail_row_ = whole * block_rows_;
        const Index size = p_.single ? 4 : 8;
        const Index bytes = ((p_.rows - tail_row_ - 1) * p_.stride + d) * size;
        char* const tail = memory.array<char>(bytes + 64);
        if (!tail) return false;
        std::memset(tail + bytes, 0, 64);
        std::memcpy(tail, static_cast<const char*>(p_.x) + tail_row_ * p_.stride * size,
                    static_cast<std::size_t>(bytes));
        tail_ = tail;
    }
    return true;
}

void GlmObjective::look_at(const void* x, Index stride, Index rows, const double* y, const double* weight) {
    p_.x = x;
    p_.stride = stride;
    p_.rows = rows;
    p_.y = y;
    p_.weight = weight;
    tail_ = nullptr;
    all_.blocks = (rows + block_rows_ - 1) / block_rows_;
}

void GlmObjective::weigh(double scale, double penalty) {
    p_.scale = scale;
    p_.penalty = penalty;
}

const void* GlmObjective::row(Index i) const {
    const Index row_bytes = p_.stride * (p_.single ? 4 : 8);
    if (tail_ && i >= tail_row_) return tail_ + (i - tail_row_) * row_bytes;
    return static_cast<const char*>(p_.x) + i * row_bytes;
}

double GlmObjective::weight_in(const RowSet& rows) const {
    double total = 0;
    for (Index b = 0; b < rows.blocks; ++b) {
        const Index first = first_row(rows, b), count = count_rows(first);
        for (Index i = first; i < first + count; ++i) total += p_.weight ? p_.weight[i] : 1;
    }
    return total;
}

void GlmObjective::to_parameters(const double* v, double* parameters) const {
    const Index d = p_.columns, K = p_.classes;
    for (Index k = 0; k < K; ++k) {
        double shift = 0;
        for (Index j = 0; j < d; ++j) {
            const double w = v[k * d + j] * inverse_scale_[j];
            parameters[k * d + j] = w;
            shift += w * location_[j];
        }
        if (p_.intercept) parameters[K * d + k] = v[K * d + k] - shift;
    }
}

void GlmObjective::to_variables(const double* parameters, double* v) const {
    const Index d = p_.columns, K = p_.classes;
    for (Index k = 0; k < K; ++k) {
        double shift = 0;
        for (Index j = 0; j < d; ++j) {
            const double w = parameters[k * d + j];
            v[k * d + j] = inverse_scale_[j] > 0 ? w / inverse_scale_[j] : 0;
            shift += w * location_[j];
        }
        if (p_.intercept) v[K * d + k] = parameters[K * d + k] + shift;
    }
}

// ȳ, log ȳ, log(ȳ / (1 - ȳ)), or the logarithms of the classes' shares, centered.
void GlmObjective::start(double* v) const {
    const Index K = p_.classes;
    for (Index i = 0; i < dimension_; ++i) v[i] = 0;
    if (!p_.intercept) return;
    double* const beta = v + K * p_.columns;
    double total = 0;
    for (Index i = 0; i < p_.rows; ++i) {
        const double weight = p_.weight ? p_.weight[i] : 1;
        total += weight;
        if (p_.loss == Loss::multinomial) {
            beta[static_cast<Index>(p_.y[i])] += weight;
        } else {
            beta[0] += weight * p_.y[i];
        }
    }
    double mean = 0;
    for (Index k = 0; k < K; ++k) {
        const double share = beta[k] / total;
        if (p_.loss == Loss::squared) {
            beta[k] = share;
        } else if (p_.loss == Loss::logistic) {
            beta[k] = std::log(share / (1 - share));
        } else {
            beta[k] = std::log(share);
        }
        if (!std::isfinite(beta[k])) beta[k] = 0;  // a class, or any count, that does not occur
        mean += beta[k] / static_cast<double>(K);
    }
    if (p_.loss == Loss::multinomial) {
        for (Index k = 0; k < K; ++k) beta[k] -= mean;
    }
}

void GlmObjective::diagonal(double* out) const {
    const Index d = p_.columns, K = p_.classes;
    double curvature = curvature_sum_;
    if (p_.loss == Loss::multinomial) {
        double total = 0;
        for (Index i = 0; i < p_.rows; ++i) total += p_.weight ? p_.weight[i] : 1;
        curvature = p_.scale * total * static_cast<double>(K - 1) / static_cast<double>(K * K);
    }
    for (Index k = 0; k < K; ++k) {
        for (Index j = 0; j < d; ++j) {
            const double scale = inverse_scale_[j];
            out[k * d + j] = scale > 0 ? curvature + p_.penalty * scale * scale : 1;
        }
        if (p_.intercept) out[K * d + k] = curvature;
    }
}

double GlmObjective::value_without_columns(const double* v) const {
    const Index K = p_.classes;
    const double* const beta = v + K * p_.columns;
    const auto intercept = [&](Index k) { return p_.intercept ? beta[k] : 0; };
    double constant = 0;  // log Σ exp β, or e^β
    if (p_.loss == Loss::multinomial) {
        double most = intercept(0), sum = 0;
        for (Index k = 1; k < K; ++k) most = std::fmax(most, intercept(k));
        for (Index k = 0; k < K; ++k) sum += std::exp(intercept(k) - most);
        constant = most + std::log(sum);
    } else if (p_.loss == Loss::poisson) {
        constant = std::exp(intercept(0));
    }
    const double eta = intercept(0), positive = std::log1p(std::exp(-std::fabs(eta)));
    double total = 0;
    for (Index i = 0; i < p_.rows; ++i) {
        const double y = p_.y[i];
        const double loss = p_.loss == Loss::multinomial ? constant - intercept(static_cast<Index>(y))
                            : p_.loss == Loss::poisson   ? constant - y * eta
                            : p_.loss == Loss::logistic  ? std::fmax(eta, 0) - y * eta + positive
                                                         : (eta - y) * (eta - y) / 2;
        total += p_.weight ? p_.weight[i] * loss : loss;
    }
    return p_.scale * total;
}

PointSums GlmObjective::penalty_along(const double* v, const double* p, double a) const {
    PointSums total;
    if (p_.penalty == 0) return total;  // the squares of coefficients of tiny columns overflow
    const Index d = p_.columns;
    for (Index k = 0; k < p_.classes; ++k) {
        for (Index j = 0; j < d; ++j) {
            const double w = (v[k * d + j] + a * p[k * d + j]) * inverse_scale_[j];
            const double s = p[k * d + j] * inverse_scale_[j];
            total.value += w * w / 2;
            total.first += w * s;
            total.second += s * s;
        }
    }
    return {p_.penalty * total.value, p_.penalty * total.first, p_.penalty * total.second};
}

}  // namespace steepest
