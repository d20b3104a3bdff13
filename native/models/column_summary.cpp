#include "models/column_summary.hpp"

#include <cfloat>
#include <cmath>
#include <cstring>

#include "kernels/table.hpp"

namespace steepest {
namespace {

constexpr Index block_bytes = 128 << 10;
// Kernels read whole registers: from the last rows of a block, possibly past its end.
constexpr Index tail_rows = 8;
// Units in which squares neither overflow nor vanish, of columns where they would.
constexpr double tiny_scale = 0x1p-600;
constexpr double huge_scale = 0x1p600;
// Below this sum of squares, products that were added up may have been lost.
constexpr double least_squares_sum = DBL_MIN / DBL_EPSILON;

}  // namespace

bool ColumnSummary::allocate(const StoredRows& all, Workspace& memory) {
    const Index columns = all.columns, height = rows_in_block(all), blocks = (all.rows + height - 1) / height;
    blocks_at_once_ = blocks < most_blocks_at_once ? blocks : most_blocks_at_once;
    columns_ = columns;
    width_ = (columns + 7) / 8 * 8;
    mean_ = memory.zeros<double>(width_).data;
    deviation_ = memory.zeros<double>(width_).data;
    blocks_ = memory.array<double>(3 * width_ * blocks_at_once_);
    tails_ = memory.zeros<double>((tail_rows * columns + 8) * blocks_at_once_).data;
    return !memory.failed();
}

Index ColumnSummary::rows_in_block(const StoredRows& all) {
    const Index rows = block_bytes / (all.columns * all.size());
    return rows < tail_rows ? tail_rows : rows;
}

void ColumnSummary::summarize(const StoredRows& all, Index first, Index count, Index b) const {
    double* const shift = block(b);
    double* const tail = tails_ + b * (tail_rows * columns_ + 8);
    for (Index j = 0; j < width_; ++j) {
        shift[j] = j < columns_ ? all.at(first, j) : 0;
        shift[width_ + j] = shift[2 * width_ + j] = 0;
    }
    const Glm& glm = kernels().glm;
    const GlmRows& kernel = all.single ? glm.rows_of_single : glm.rows_of_double;
    // Only where the data end is there nothing behind a row.
    const bool inside = (all.rows - first - count) * columns_ >= 8;
    const Index last = inside ? 0 : count < tail_rows ? count : tail_rows;
    kernel.moments(count - last, columns_, all.row(first), all.stride, shift, shift + width_, shift + 2 * width_);
    for (Index i = 0; i < last; ++i) {
        std::memcpy(reinterpret_cast<char*>(tail) + i * columns_ * all.size(), all.row(first + count - last + i),
                    static_cast<std::size_t>(columns_ * all.size()));
    }
    kernel.moments(last, columns_, tail, columns_, shift, shift + width_, shift + 2 * width_);
}

bool ColumnSummary::merge(const StoredRows& all, Index first, Index count, Index b) {
    const double* const shift = block(b);
    const double* const sums = shift + width_;
    const double* const squares = sums + width_;
    bool finite = true;
    for (Index j = 0; j < columns_; ++j) finite = finite && std::isfinite(squares[j]);
    if (!finite && find_bad(all, first, count)) return false;
    const double before = static_cast<double>(merged_), added = static_cast<double>(count), total = before + added;
    const double inverse = 1 / added, share = added / total, between = before * share;
    for (Index j = 0; j < columns_; ++j) {
        const double excess = sums[j] * inverse, m2 = squares[j] - sums[j] * excess;
        const double delta = shift[j] + excess - mean_[j];
        const double within = !std::isfinite(squares[j]) ? INFINITY : m2 > 0 ? m2 : 0;
        deviation_[j] += within + delta * delta * between;
        mean_[j] += delta * share;
    }
    merged_ += count;
    return true;
}

bool ColumnSummary::find_bad(const StoredRows& all, Index first, Index count) {
    for (Index i = first; i < first + count; ++i) {
        for (Index j = 0; j < columns_; ++j) {
            if (std::isfinite(all.at(i, j))) continue;
            bad_row = i;
            bad_column = j;
            return true;
        }
    }
    return false;
}

void ColumnSummary::summarize_scaled(const StoredRows& all, Index j, double scale) {
    const double n = static_cast<double>(all.rows);
    double mean = 0, squares = 0;
    const double shift = all.at(0, j) * scale;
    for (Index i = 0; i < all.rows; ++i) mean += (all.at(i, j) * scale - shift) / n;
    for (Index i = 0; i < all.rows; ++i) {
        const double difference = all.at(i, j) * scale - shift - mean;
        squares += difference * difference / n;
    }
    mean_[j] = (shift + mean) / scale;
    deviation_[j] = std::sqrt(squares) / scale;
}

bool ColumnSummary::varies(const StoredRows& all, Index j) {
    for (Index i = 1; i < all.rows; ++i) {
        if (all.at(i, j) != all.at(0, j)) return true;
    }
    return false;
}

void ColumnSummary::finish(const StoredRows& all) {
    for (Index j = 0; j < columns_; ++j) {
        // Values of 1 and more differ by more than 1e-16 or not at all: their squares are not lost.
        const bool small = deviation_[j] < least_squares_sum && std::fabs(all.at(0, j)) < 1;
        if (!std::isfinite(deviation_[j])) {
            summarize_scaled(all, j, tiny_scale);
        } else if (small && varies(all, j)) {
            summarize_scaled(all, j, huge_scale);
        } else {
            deviation_[j] = std::sqrt(deviation_[j] / static_cast<double>(merged_));
        }
    }
}

}  // namespace steepest
