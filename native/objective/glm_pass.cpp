// Passes over the rows: the value and the gradient, a product with the Hessian, the loss along a line.
#include <cmath>

#include "objective/glm.hpp"
#include "parallel/pool.hpp"

namespace steepest {

// Partial sums: value, Σ c ℓ′ for each class, Σ c ℓ″ (of a single predictor), and at sums_offset X'R.
namespace {
Index sums_offset(Index padded_classes) { return (2 + padded_classes + 7) / 8 * 8; }
}  // namespace

void GlmObjective::aim_at(const double* v, double padding) {
    const Index d = p_.columns, K = p_.classes, padded = padded_classes_;
    for (Index k = 0; k < padded; ++k) offset_[k] = padding;
    for (Index k = 0; k < K; ++k) {
        double offset = p_.intercept ? v[K * d + k] : 0;
        for (Index j = 0; j < d; ++j) {
            const double w = v[k * d + j] * inverse_scale_[j];
            w_[j * padded + k] = w;
            offset -= w * center_[j];
        }
        offset_[k] = offset;
    }
}

void GlmObjective::aim(const double* v) { aim_at(v, -1e300); }
void GlmObjective::aim_product(const double* v) { aim_at(v, 0); }

void GlmObjective::visit(const RowSet& rows, Index first, Index last, double* eta) {
    const Glm& glm = kernels().glm;
    const Index d = p_.columns, padded = padded_classes_, to_products = sums_offset(padded);
    const double scale = p_.scale * rows.factor;
    const auto piece = [&](Index offset, int lane) {
        double* const part = partial(first + offset);
        for (Index i = 0; i < partial_size_; ++i) part[i] = 0;
        double* const products = part + to_products;
        double* const r = residual(lane);
        const Index block = (first + offset) * group_;
        const Index end = block + group_ < rows.blocks ? block + group_ : rows.blocks;
        for (Index b = block; b < end; ++b) {
            const Index i = first_row(rows, b), count = count_rows(i);
            double* const eta_b = eta + b * block_rows_ * padded;
            if (p_.loss != Loss::multinomial) {
                kernel_->predict(count, d, row(i), p_.stride, w_, offset_[0], eta_b);
                const PointSums sums = glm.losses[static_cast<int>(p_.loss)].evaluate(count, eta_b, p_.y + i, weight(i),
                                                                                     scale, r, r + block_rows_);
                part[0] += sums.value;
                part[1] += sums.first;
                part[2] += sums.second;
                kernel_->accumulate(count, d, row(i), p_.stride, r, products);
            } else {
                kernel_->predict_classes(count, d, row(i), p_.stride, w_, padded, offset_, eta_b);
                part[0] += glm.softmax.evaluate(count, padded, eta_b, p_.y + i, weight(i), scale, r, nullptr);
                for (Index t = 0; t < count; ++t) {
                    for (Index k = 0; k < padded; ++k) part[1 + k] += r[t * padded + k];
                }
                kernel_->accumulate_classes(count, d, row(i), p_.stride, r, padded, products);
            }
        }
    };
    const int lanes = lanes_for(last - first);
    for_each_block(last - first, lanes < lanes_ ? lanes : lanes_, piece);
}

void GlmObjective::add_partials(Index count) {
    for (Index i = 0; i < partial_size_; ++i) sums_[i] = 0;
    for (Index piece = 0; piece < count; ++piece) {
        const double* const part = partial(piece);
        for (Index i = 0; i < partial_size_; ++i) sums_[i] += part[i];
    }
}

// From Σ c ℓ′ and X'R: with columns centered, (X'R - μ Σ c ℓ′) / σ, and the penalty's part.
void GlmObjective::write_gradient(const double* v, double* g) {
    const Index d = p_.columns, K = p_.classes, padded = padded_classes_;
    const double* const products = sums_ + sums_offset(padded);
    double squares = 0;
    for (Index k = 0; k < K; ++k) {
        for (Index j = 0; j < d; ++j) {
            const double w = v[k * d + j] * inverse_scale_[j];
            const double by_w = inverse_scale_[j] > 0
                                    ? products[j * padded + k] - center_[j] * sums_[1 + k] + p_.penalty * w
                                    : 0;
            squares += by_w * by_w;
            g[k * d + j] = by_w * inverse_scale_[j];
        }
        if (p_.intercept) g[K * d + k] = sums_[1 + k];
    }
    gradient_norm_ = std::sqrt(squares);
}

double GlmObjective::collect(const RowSet& rows, const double* v, double* g) {
    add_partials(pieces(rows));
    write_gradient(v, g);
    return sums_[0] + penalty_along(v, v, 0).value;
}

void GlmObjective::visit_product(const RowSet& rows, Index first, Index last, const double* eta) {
    const Glm& glm = kernels().glm;
    const Index d = p_.columns, padded = padded_classes_, to_products = sums_offset(padded);
    const double scale = p_.scale * rows.factor;
    const auto piece = [&](Index offset, int lane) {
        double* const part = partial(first + offset);
        for (Index i = 0; i < partial_size_; ++i) part[i] = 0;
        double* const products = part + to_products;
        double* const t = residual(lane);
        double* const r = t + block_rows_ * padded;
        double* const h = r + block_rows_ * padded;
        const Index block = (first + offset) * group_;
        const Index end = block + group_ < rows.blocks ? block + group_ : rows.blocks;
        for (Index b = block; b < end; ++b) {
            const Index i = first_row(rows, b), count = count_rows(i);
            const double* const eta_b = eta + b * block_rows_ * padded;
            if (p_.loss != Loss::multinomial) {
                kernel_->predict(count, d, row(i), p_.stride, w_, offset_[0], t);
                glm.losses[static_cast<int>(p_.loss)].evaluate(count, eta_b, p_.y + i, weight(i), scale, r, h);
                for (Index s = 0; s < count; ++s) {
                    t[s] *= h[s];
                    part[1] += t[s];
                }
                kernel_->accumulate(count, d, row(i), p_.stride, t, products);
            } else {
                kernel_->predict_classes(count, d, row(i), p_.stride, w_, padded, offset_, t);
                glm.softmax.evaluate(count, padded, eta_b, p_.y + i, weight(i), scale, r, h);
                // c (diag p - p p') t
                for (Index s = 0; s < count; ++s) {
                    double* const ts = t + s * padded;
                    const double* const ps = h + s * padded;
                    double mean = 0;
                    for (Index k = 0; k < padded; ++k) mean += ps[k] * ts[k];
                    const double c = p_.weight ? scale * p_.weight[i + s] : scale;
                    for (Index k = 0; k < padded; ++k) {
                        ts[k] = c * ps[k] * (ts[k] - mean);
                        part[1 + k] += ts[k];
                    }
                }
                kernel_->accumulate_classes(count, d, row(i), p_.stride, t, padded, products);
            }
        }
    };
    const int lanes = lanes_for(last - first);
    for_each_block(last - first, lanes < lanes_ ? lanes : lanes_, piece);
}

void GlmObjective::collect_product(const RowSet& rows, const double* v, double* out) {
    add_partials(pieces(rows));
    const double norm = gradient_norm_;
    write_gradient(v, out);
    gradient_norm_ = norm;
}

PointSums GlmObjective::along(const RowSet& rows, const double* eta, const double* delta, double a) const {
    const Glm& glm = kernels().glm;
    const Index padded = padded_classes_, count = pieces(rows);
    const double scale = p_.scale * rows.factor;
    for_each_block(count, [&](Index piece) {
        PointSums total;
        const Index end = (piece + 1) * group_ < rows.blocks ? (piece + 1) * group_ : rows.blocks;
        for (Index b = piece * group_; b < end; ++b) {
            const Index i = first_row(rows, b), n = count_rows(i), at = b * block_rows_ * padded;
            const double* const step = delta ? delta + at : nullptr;
            const PointSums sums =
                p_.loss == Loss::multinomial
                    ? glm.softmax.trial(n, padded, eta + at, step, a, p_.y + i, weight(i), scale)
                    : glm.losses[static_cast<int>(p_.loss)].trial(n, eta + at, step, a, p_.y + i, weight(i), scale);
            total.value += sums.value;
            total.first += sums.first;
            total.second += sums.second;
        }
        double* const part = partial(piece);
        part[0] = total.value;
        part[1] = total.first;
        part[2] = total.second;
    });
    PointSums total;
    for (Index piece = 0; piece < count; ++piece) {
        total.value += partial(piece)[0];
        total.first += partial(piece)[1];
        total.second += partial(piece)[2];
    }
    return total;
}

}  // namespace steepest
