// Column sums are taken over blocks of rows while these are in cache, about the block's first row, so that equal values
// give a deviation of exactly 0 and large means cost no digits. Blocks are merged in order by the rule of Chan, Golub &
// LeVeque, The American Statistician 37 (1983), (2.1):
//     M₂ = M₂ᵃ + M₂ᵇ + δ² nᵃ nᵇ / n,   mean = meanᵃ + δ nᵇ / n,   δ = meanᵇ - meanᵃ
#include "models/dataset.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "kernels/table.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

constexpr Index alignment = 64;
constexpr Index slack = 64;  // kernels read up to a register past the last row
constexpr Index block_bytes = 128 << 10;
constexpr Index blocks_at_once = 64;  // between merges
constexpr double tiny_scale = 0x1p-600;

Index padded(Index columns) {
    return (columns + 7) / 8 * 8;
}

bool multiply(Index a, Index b, Index& product) {
    return !__builtin_mul_overflow(a, b, &product);
}

double* copy_of(Vector<const double> from) {
    double* const to = static_cast<double*>(std::malloc(static_cast<std::size_t>(from.size) * 8 + slack));
    if (to) std::memcpy(to, from.data, static_cast<std::size_t>(from.size) * 8);
    return to;
}

}  // namespace

Dataset::Dataset(Index rows, Index columns, bool single)
    : rows_(rows), columns_(columns), stride_(columns), single_(single) {
    Index values, bytes;
    const Index width = padded(columns);
    if (!multiply(rows, stride_, values) || !multiply(values, single ? 4 : 8, bytes) || bytes > PTRDIFF_MAX / 2) return;
    const Index statistics = (2 + 3 * blocks_at_once) * width * 8;
    char* const memory =
        static_cast<char*>(std::malloc(static_cast<std::size_t>(bytes + slack + statistics + alignment)));
    if (!memory) return;
    storage_ = memory;
    char* const aligned = memory + (alignment - reinterpret_cast<std::uintptr_t>(memory) % alignment) % alignment;
    mean_ = reinterpret_cast<double*>(aligned);
    deviation_ = mean_ + width;
    blocks_ = deviation_ + width;
    x_ = blocks_ + 3 * blocks_at_once * width;
    std::memset(mean_, 0, static_cast<std::size_t>(2 * width) * 8);
    std::memset(static_cast<char*>(x_) + bytes, 0, slack);
}

Dataset::~Dataset() {
    std::free(storage_);
    std::free(y_);
    std::free(weights_);
}

double Dataset::value(Index row, Index column) const {
    const Index place = row * stride_ + column;
    return single_ ? static_cast<double>(static_cast<const float*>(x_)[place]) : static_cast<const double*>(x_)[place];
}

template <class T>
void Dataset::summarize(Index first, Index count, double* out) const {
    const Index width = padded(columns_);
    const T* const from = static_cast<const T*>(x_) + first * stride_;
    for (Index j = 0; j < width; ++j) {
        out[j] = j < columns_ ? static_cast<double>(from[j]) : 0;
        out[width + j] = out[2 * width + j] = 0;
    }
    const Glm& glm = kernels().glm;
    const GlmRows& rows = single_ ? glm.rows_of_single : glm.rows_of_double;
    rows.moments(count, columns_, from, stride_, out, out + width, out + 2 * width);
}

void Dataset::merge(const double* block, Index count) {
    const Index width = padded(columns_);
    const double before = static_cast<double>(filled_), added = static_cast<double>(count), all = before + added;
    for (Index j = 0; j < columns_; ++j) {
        const double sum = block[width + j], squares = block[2 * width + j];
        const double mean = block[j] + sum / added, m2 = squares - sum * (sum / added);
        const double delta = mean - mean_[j];
        deviation_[j] += (m2 > 0 ? m2 : 0) + delta * delta * (before / all) * added;
        mean_[j] += delta * (added / all);
    }
}

template <class T>
bool Dataset::append(Matrix<const T> chunk) {
    const Index width = padded(columns_);
    const Index rows_in_block = block_bytes / (columns_ * (single_ ? 4 : 8)) + 1;
    const Index blocks = (chunk.rows + rows_in_block - 1) / rows_in_block;
    const Index base = filled_;
    for (Index from = 0; from < blocks; from += blocks_at_once) {
        const Index some = from + blocks_at_once < blocks ? blocks_at_once : blocks - from;
        const auto rows_of = [&](Index block) {
            const Index first = block * rows_in_block;
            return first + rows_in_block < chunk.rows ? rows_in_block : chunk.rows - first;
        };
        for_each_block(some, [&](Index offset) {
            const Index first = (from + offset) * rows_in_block, count = rows_of(from + offset);
            for (Index i = first; i < first + count; ++i) {
                const T* const row = chunk.row(i);
                const Index to = (base + i) * stride_;
                for (Index j = 0; single_ && j < columns_; ++j)
                    static_cast<float*>(x_)[to + j] = static_cast<float>(row[j]);
                for (Index j = 0; !single_ && j < columns_; ++j) static_cast<double*>(x_)[to + j] = row[j];
            }
            double* const out = blocks_ + 3 * width * offset;
            single_ ? summarize<float>(base + first, count, out) : summarize<double>(base + first, count, out);
        });
        for (Index offset = 0; offset < some; ++offset) {
            const double* const block = blocks_ + 3 * width * offset;
            const Index count = rows_of(from + offset);
            bool finite = true;
            for (Index j = 0; j < columns_; ++j) finite = finite && std::isfinite(block[2 * width + j]);
            if (!finite) {
                if (find_bad(filled_, count)) return false;
                overflowed_ = true;
            }
            merge(block, count);
            filled_ += count;
        }
    }
    return true;
}

bool Dataset::find_bad(Index first, Index count) {
    for (Index i = first; i < first + count; ++i) {
        for (Index j = 0; j < columns_; ++j) {
            if (std::isfinite(value(i, j))) continue;
            bad = {i, j};
            return true;
        }
    }
    return false;
}

// Squares have overflowed: once more, in smaller units.
void Dataset::summarize_huge() {
    const double n = static_cast<double>(filled_);
    for (Index j = 0; j < columns_; ++j) {
        double mean = 0, squares = 0;
        const double shift = value(0, j) * tiny_scale;
        for (Index i = 0; i < filled_; ++i) mean += (value(i, j) * tiny_scale - shift) / n;
        for (Index i = 0; i < filled_; ++i) squares += std::pow(value(i, j) * tiny_scale - shift - mean, 2) / n;
        mean_[j] = (shift + mean) / tiny_scale;
        deviation_[j] = std::sqrt(squares) / tiny_scale;
    }
}

void Dataset::finish() {
    const double n = static_cast<double>(filled_);
    if (overflowed_) return summarize_huge();
    for (Index j = 0; j < columns_; ++j) deviation_[j] = std::sqrt(deviation_[j] / n);
}

bool Dataset::set_target(Vector<const double> y) {
    std::free(y_);
    y_ = copy_of(y);
    return y_ != nullptr;
}

bool Dataset::set_weights(Vector<const double> weights) {
    std::free(weights_);
    weights_ = copy_of(weights);
    return weights_ != nullptr;
}

template bool Dataset::append(Matrix<const double>);
template bool Dataset::append(Matrix<const float>);

}  // namespace steepest
