// Passes over the rows: the value and the gradient, a product with the Hessian, the loss along a line.
#include <cmath>

#include "objective/glm.hpp"

namespace steepest {

// Partial sums: value, Σ c ℓ′ for each class, Σ c ℓ″ (of a single predictor), and at sums_offset X'R.
namespace {
Index sums_offset(Index padded_classes) {
    return (2 + padded_classes + 7) / 8 * 8;
}
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

void GlmObjective::aim(const double* v) {
    aim_at(v, -1e300);
}
void GlmObjective::aim_product(const double* v) {
    aim_at(v, 0);
}

void GlmObjective::visit(const RowSet& rows, Index first, Index last, double* eta) {
    const Glm& glm = kernels().glm;
    const Index d = p_.columns, padded = padded_classes_, to_products = sums_offset(padded);
    const double scale = p_.scale * rows.factor;
    for_each_piece(rows, first, last, partial_size_, [&](double* part, int lane, Index i, Index count, Index at) {
        double* const eta_b = eta + at;
        double* const r = scratch(lane);
        if (p_.loss != Loss::multinomial) {
            kernel_->predict(count, d, row(i), p_.stride, w_, offset_[0], eta_b);
            const PointSums sums = glm.losses[static_cast<int>(p_.loss)].evaluate(count, eta_b, p_.y + i, weight(i),
                                                                                  scale, r, r + block_rows_);
            part[0] += sums.value;
            part[1] += sums.first;
            part[2] += sums.second;
            kernel_->accumulate(count, d, row(i), p_.stride, r, part + to_products, row_after(rows, at));
        } else {
            kernel_->predict_classes(count, d, row(i), p_.stride, w_, padded, offset_, eta_b);
            part[0] += glm.softmax.evaluate(count, padded, eta_b, p_.y + i, weight(i), scale, r, nullptr);
            for (Index s = 0; s < count; ++s) {
                for (Index k = 0; k < padded; ++k) part[1 + k] += r[s * padded + k];
            }
            kernel_->accumulate_classes(count, d, row(i), p_.stride, r, padded, part + to_products);
        }
    });
}

void GlmObjective::add_partials(Index count, Index size) const {
    for (Index i = 0; i < size; ++i) sums_[i] = 0;
    for (Index piece = 0; piece < count; ++piece) {
        const double* const part = partial(piece);
        for (Index i = 0; i < size; ++i) sums_[i] += part[i];
    }
}

// From Σ c ℓ′ and X'R: with columns centered, (X'R - μ Σ c ℓ′) / σ, and the penalty's part. The sums over all classes
// of the first are 0 but for rounding, which is taken out: nothing would hold a method back along equal shifts.
void GlmObjective::write_gradient(const double* v, double* g) {
    const Index d = p_.columns, K = p_.classes, padded = padded_classes_;
    const double* const products = sums_ + sums_offset(padded);
    for (Index j = 0; j <= d; ++j) {
        const bool column = j < d;
        const double center = column ? center_[j] : 0, scale = column ? inverse_scale_[j] : 1;
        if (!column && !p_.intercept) break;
        const auto by_loss = [&](Index k) {
            return column ? products[j * padded + k] - center * sums_[1 + k] : sums_[1 + k];
        };
        double mean = 0;
        for (Index k = 0; p_.loss == Loss::multinomial && k < K; ++k) mean += by_loss(k) / static_cast<double>(K);
        for (Index k = 0; k < K; ++k) {
            const Index place = column ? k * d + j : K * d + k;
            const double by_parameter = by_loss(k) - mean + (column ? p_.penalty * scale * v[place] : 0);
            g[place] = scale * by_parameter;
        }
    }
}

double GlmObjective::collect(const RowSet& rows, const double* v, double* g) {
    add_partials(pieces(rows), partial_size_);
    loss_value_ = sums_[0];
    curvature_sum_ = sums_[2];
    write_gradient(v, g);
    return loss_value_ + penalty_along(v, v, 0).value;
}

void GlmObjective::visit_product(const RowSet& rows, Index first, Index last, const double* eta) {
    const Glm& glm = kernels().glm;
    const Index d = p_.columns, padded = padded_classes_, to_products = sums_offset(padded);
    const double scale = p_.scale * rows.factor;
    for_each_piece(rows, first, last, partial_size_, [&](double* part, int lane, Index i, Index count, Index at) {
        const double* const eta_b = eta + at;
        double* const t = scratch(lane);
        double* const r = t + block_rows_ * padded;
        double* const h = r + block_rows_ * padded;
        if (p_.loss != Loss::multinomial) {
            kernel_->predict(count, d, row(i), p_.stride, w_, offset_[0], t);
            glm.losses[static_cast<int>(p_.loss)].evaluate(count, eta_b, p_.y + i, weight(i), scale, r, h);
            for (Index s = 0; s < count; ++s) {
                t[s] *= h[s];
                part[1] += t[s];
            }
            kernel_->accumulate(count, d, row(i), p_.stride, t, part + to_products, row_after(rows, at));
            return;
        }
        kernel_->predict_classes(count, d, row(i), p_.stride, w_, padded, offset_, t);
        glm.softmax.evaluate(count, padded, eta_b, p_.y + i, weight(i), scale, r, h);
        for (Index s = 0; s < count; ++s) {  // c (diag p - p p') t
            double* const ts = t + s * padded;
            const double* const ps = h + s * padded;
            double mean = 0;
            for (Index k = 0; k < padded; ++k) mean += ps[k] * ts[k];
            const double c = weight_of(rows, i + s);
            for (Index k = 0; k < padded; ++k) {
                ts[k] = c * ps[k] * (ts[k] - mean);
                part[1 + k] += ts[k];
            }
        }
        kernel_->accumulate_classes(count, d, row(i), p_.stride, t, padded, part + to_products);
    });
}

void GlmObjective::collect_product(const RowSet& rows, const double* v, double* out) {
    add_partials(pieces(rows), partial_size_);
    write_gradient(v, out);
}

void GlmObjective::visit_along(const RowSet& rows, Index begin, Index end, const double* eta, const double* delta,
                               double a) const {
    const Glm& glm = kernels().glm;
    const double scale = p_.scale * rows.factor;
    for_each_piece(rows, begin, end, 3, [&](double* part, int, Index i, Index n, Index at) {
        const double* const step = delta ? delta + at : nullptr;
        const PointSums sums =
            p_.loss == Loss::multinomial
                ? glm.softmax.trial(n, padded_classes_, eta + at, step, a, p_.y + i, weight(i), scale)
                : glm.losses[static_cast<int>(p_.loss)].trial(n, eta + at, step, a, p_.y + i, weight(i), scale);
        part[0] += sums.value;
        part[1] += sums.first;
        part[2] += sums.second;
    });
}

PointSums GlmObjective::collect_along(const RowSet& rows) const {
    add_partials(pieces(rows), 3);
    return {sums_[0], sums_[1], sums_[2]};
}

}  // namespace steepest
