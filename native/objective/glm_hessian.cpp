// The Hessian, as Gram matrices of standardized and weighted rows.
//
//     one predictor     H = Z'Z,  rows √h_i (z_i, 1),  z_i = (x_i - μ)/σ
//     several classes   H = diag_k Σ_i c_i p_ik (z_i, 1)(z_i, 1)' - Q'Q,  rows √c_i p_i ⊗ (z_i, 1)
//
// Standardizing a block of rows before multiplying costs one write to cache, and no digits: the products of columns
// with large means are never formed. With several classes H is singular along equal shifts of all classes; as gradients
// have no part there, a multiple of 11' over the classes is added for each column.
#include <cmath>

#include "objective/glm.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

Index round_up(Index value, Index multiple) {
    return (value + multiple - 1) / multiple * multiple;
}

// Rows of Z at a time: enough to hide the traffic of the sums, few enough for the second-level cache.
Index rows_at_once(Index width) {
    const Index rows = (Index{512} << 10) / (8 * width) / 8 * 8;
    return rows < 32 ? 32 : rows > 128 ? 128 : rows;
}

// An odd number of cache lines keeps the rows of Z off each other's sets; there is room for a register more, because
// rows are written a register of columns at a time.
Index padded_stride(Index width, Index size) {
    const Index line = 64 / size, lines = (width + 2 * line - 1) / line;
    return (lines | 1) * line;
}

// Sums kept side by side cost a pass over each: they are worth that for many rows only.
Index slots_for(Index rows, Index bytes) {
    constexpr Index most_slots = 8, rows_for_slot = 6000, most_bytes = Index{64} << 20;
    Index slots = 1;
    while (slots < most_slots && 2 * slots * rows_for_slot <= rows && 2 * slots * bytes <= most_bytes) slots *= 2;
    return slots;
}

// Wide sums are shared out by strips of columns.
constexpr Index wide = 256;

template <class T>
void multiply(Index rows, Index columns, const T* z, Index stride, double* c) {
    const Glm& glm = kernels().glm;
    const auto strip = [&](Index begin, Index end) {
        if constexpr (sizeof(T) == sizeof(double)) {
            glm.gram(rows, begin, end, z, stride, c, columns);
        } else {
            glm.gram_single(rows, begin, end, z, stride, c, columns);
        }
    };
    if (columns < wide) return strip(0, columns);
    for_each_range(columns, glm.gram_strip * Index(sizeof(double) / sizeof(T)), strip);
}

}  // namespace

bool GlmObjective::allocate(Hessian& h, bool single, Workspace& memory) const {
    const Index lanes = kernels().glm.lanes * (single ? 2 : 1);
    const Index K = p_.classes, width = p_.columns + 1;
    const bool classes = p_.loss == Loss::multinomial;
    h.single = single;
    h.stride = round_up(dimension_, lanes);
    h.own_stride = round_up(width, lanes);
    h.z_stride = padded_stride(h.stride, single ? 4 : 8);
    h.own_z_stride = padded_stride(h.own_stride, single ? 4 : 8);
    h.z_rows = rows_at_once(h.stride);
    if (h.z_rows < block_rows_) h.z_rows = block_rows_;
    h.slots = slots_for(p_.rows, h.stride * h.stride * 8);
    h.slot_z = h.z_rows * (h.z_stride + (classes ? h.own_z_stride : 0));
    h.sums = memory.array<double>(h.slots * h.stride * h.stride);
    if (classes) h.own = memory.array<double>(h.slots * K * h.own_stride * h.own_stride);
    h.z = memory.zeros<double>(h.slots * h.slot_z).data;
    h.slot_factors = h.z_rows * (2 * padded_classes_ + 2);
    h.factors = memory.array<double>(h.slots * h.slot_factors);
    return !memory.failed();
}

void GlmObjective::clear(const Hessian& h) const {
    for (Index i = 0; i < h.slots * h.stride * h.stride; ++i) h.sums[i] = 0;
    if (!h.own) return;
    for (Index i = 0; i < h.slots * p_.classes * h.own_stride * h.own_stride; ++i) h.own[i] = 0;
}

double GlmObjective::work_of_hessian_piece() const {
    const double P = static_cast<double>(dimension_);
    const double K = static_cast<double>(p_.classes), width = P / K;
    const double own = p_.loss == Loss::multinomial ? K * width * (width + 1) / 2 : 0;
    return static_cast<double>(group_ * block_rows_) * (P * (P + 1) / 2 + own);
}

// A slot takes every so-many-th piece, in order: whatever the number of threads, and wherever a pass is cut.
void GlmObjective::add(const Hessian& h, const RowSet& rows, Index first, Index last, const double* eta) const {
    for_each_block(h.slots, [&](Index slot) {
        for (Index piece = first + (slot - first % h.slots + h.slots) % h.slots; piece < last; piece += h.slots) {
            add_piece(h, slot, rows, piece, eta);
        }
    });
}

template <class T>
void GlmObjective::standardize(Index first, Index rows, const double* factor, T* z, Index stride) const {
    if constexpr (sizeof(T) == sizeof(double)) {
        kernel_->standardize(rows, p_.columns, row(first), p_.stride, center_, inverse_scale_, factor, z, stride);
    } else {
        kernel_->standardize_single(rows, p_.columns, row(first), p_.stride, center_, inverse_scale_, factor, z,
                                    stride);
    }
}

template <class T>
void GlmObjective::add_piece_in(const Hessian& h, Index slot, const RowSet& rows, Index piece,
                                const double* eta) const {
    T* const z = reinterpret_cast<T*>(h.z + slot * h.slot_z);
    T* const own = z + h.z_rows * h.z_stride;
    double* const sums = h.sums + slot * h.stride * h.stride;
    double* const factor = h.factors + slot * h.slot_factors;
    const Index end = (piece + 1) * group_ < rows.blocks ? (piece + 1) * group_ : rows.blocks;
    Index held = 0;
    for (Index b = piece * group_; b < end; ++b) {
        const Index first = first_row(rows, b), count = count_rows(first);
        if (held + count > h.z_rows) {
            multiply(held, h.stride, z, h.z_stride, sums);
            held = 0;
        }
        const double* const eta_b = eta + b * block_rows_ * padded_classes_;
        T* const to = z + held * h.z_stride;
        if (p_.loss == Loss::multinomial) {
            add_classes(h, slot, rows.factor, first, count, eta_b, to, own);
        } else {
            double* const curvature = factor + h.z_rows;
            kernels().glm.losses[static_cast<int>(p_.loss)].evaluate(count, eta_b, p_.y + first, weight(first),
                                                                     p_.scale * rows.factor, factor, curvature);
            for (Index i = 0; i < count; ++i) factor[i] = std::sqrt(curvature[i]);
            standardize(first, count, factor, to, h.z_stride);
            if (p_.intercept) {
                for (Index i = 0; i < count; ++i) to[i * h.z_stride + p_.columns] = static_cast<T>(factor[i]);
            }
        }
        held += count;
    }
    multiply(held, h.stride, z, h.z_stride, sums);
}

// Rows of Q go to `to`; the classes' own matrices are added to at once.
template <class T>
void GlmObjective::add_classes(const Hessian& h, Index slot, double row_factor, Index first, Index count,
                               const double* eta, T* to, T* own) const {
    const Index d = p_.columns, K = p_.classes, padded = padded_classes_;
    const Index own_size = h.own_stride * h.own_stride;
    double* const root = h.factors + slot * h.slot_factors;
    double* const factor = root + h.z_rows;
    double* const probability = factor + h.z_rows;
    double* const residual = probability + h.z_rows * padded;
    const double scale = p_.scale * row_factor;
    kernels().glm.softmax.evaluate(count, padded, eta, p_.y + first, weight(first), scale, residual, probability);
    for (Index i = 0; i < count; ++i) root[i] = std::sqrt(p_.weight ? scale * p_.weight[first + i] : scale);
    for (Index k = 0; k < K; ++k) {
        for (Index i = 0; i < count; ++i) factor[i] = root[i] * probability[i * padded + k];
        standardize(first, count, factor, to + k * d, h.z_stride);
        for (Index i = 0; i < count; ++i) factor[i] = root[i] * std::sqrt(probability[i * padded + k]);
        standardize(first, count, factor, own, h.own_z_stride);
        for (Index i = 0; p_.intercept && i < count; ++i) own[i * h.own_z_stride + d] = static_cast<T>(factor[i]);
        multiply(count, h.own_stride, own, h.own_z_stride, h.own + (slot * K + k) * own_size);
    }
    // After all others: the last register of a class reaches into these columns.
    for (Index i = 0; p_.intercept && i < count; ++i) {
        T* const intercepts = to + i * h.z_stride + K * d;
        for (Index k = 0; k < K; ++k) intercepts[k] = static_cast<T>(root[i] * probability[i * padded + k]);
    }
}

void GlmObjective::add_piece(const Hessian& h, Index slot, const RowSet& rows, Index piece, const double* eta) const {
    h.single ? add_piece_in<float>(h, slot, rows, piece, eta) : add_piece_in<double>(h, slot, rows, piece, eta);
}

void GlmObjective::finish(const Hessian& h, Matrix<double> out) const {
    const Index P = dimension_, d = p_.columns, K = p_.classes, slot_size = h.stride * h.stride;
    const double sign = h.own ? -1 : 1;
    for (Index i = 0; i < P; ++i) {
        for (Index j = i; j < P; ++j) {
            double sum = 0;
            for (Index slot = 0; slot < h.slots; ++slot) sum += h.sums[slot * slot_size + i * h.stride + j];
            out(i, j) = sign * sum;
        }
    }
    if (h.own) add_own(h, out);
    for (Index k = 0; k < K; ++k) {
        for (Index j = 0; j < d; ++j) {
            double& diagonal = out(k * d + j, k * d + j);
            const double scale = inverse_scale_[j];
            diagonal = scale > 0 ? diagonal + p_.penalty * scale * scale : 1;
        }
    }
}

// Σ c p_k (z, 1)(z, 1)' to the blocks of class k, and the multiple of 11' that makes H regular.
void GlmObjective::add_own(const Hessian& h, Matrix<double> out) const {
    const Index d = p_.columns, K = p_.classes, width = dimension_ / K, size = h.own_stride * h.own_stride;
    const auto place = [&](Index k, Index j) { return j < d ? k * d + j : K * d + k; };
    for (Index k = 0; k < K; ++k) {
        for (Index i = 0; i < width; ++i) {
            for (Index j = i; j < width; ++j) {
                double sum = 0;
                for (Index slot = 0; slot < h.slots; ++slot) sum += h.own[(slot * K + k) * size + i * h.own_stride + j];
                out(place(k, i), place(k, j)) += sum;
            }
        }
    }
    for (Index j = 0; j < width; ++j) {
        double trace = 0;
        for (Index k = 0; k < K; ++k) trace += out(place(k, j), place(k, j));
        const double shift = trace / static_cast<double>(K * K);
        for (Index k = 0; k < K; ++k) {
            for (Index l = k; l < K; ++l) out(place(k, j), place(l, j)) += shift;
        }
    }
}

}  // namespace steepest
