// Means and standard deviations of the columns of a matrix, and the first value that is not finite.
//
// Sums are taken over blocks of rows while these are in cache, about the block's first row, so that equal values give a
// deviation of exactly 0 and large means cost no digits. Blocks are merged in order by the rule of Chan, Golub &
// LeVeque, The American Statistician 37 (1983), (2.1):
//     M₂ = M₂ᵃ + M₂ᵇ + δ² nᵃ nᵇ / n,   mean = meanᵃ + δ nᵇ / n,   δ = meanᵇ - meanᵃ
#pragma once

#include "base/workspace.hpp"
#include "parallel/pool.hpp"

namespace steepest {

// A row-major matrix of doubles or floats.
struct StoredRows {
    const void* data = nullptr;
    bool single = false;
    Index rows = 0;
    Index columns = 0;
    Index stride = 0;

    Index size() const { return single ? 4 : 8; }  // of an element
    const void* row(Index i) const { return static_cast<const char*>(data) + i * stride * size(); }
    double at(Index i, Index j) const {
        return single ? static_cast<const float*>(row(i))[j] : static_cast<const double*>(row(i))[j];
    }
};

class ColumnSummary {
  public:
    // For so many rows and columns at most.
    bool allocate(const StoredRows& all, Workspace& memory);

    // Takes in the rows from `first` to the end; before(first, count) is called for each block of them by the thread
    // that is to read it next. False when a value is not finite: then bad_row and bad_column say which was the first.
    template <class Before>
    bool add(const StoredRows& all, Index first, Before before) {
        const Index height = rows_in_block(all), count = all.rows - first;
        const Index blocks = (count + height - 1) / height;
        const auto rows_of = [&](Index b) { return (b + 1) * height < count ? height : count - b * height; };
        for (Index from = 0; from < blocks; from += blocks_at_once_) {
            const Index some = from + blocks_at_once_ < blocks ? blocks_at_once_ : blocks - from;
            for_each_block(some, [&](Index b) {
                const Index start = first + (from + b) * height, rows = rows_of(from + b);
                before(start, rows);
                summarize(all, start, rows, b);
            });
            for (Index b = 0; b < some; ++b) {
                if (!merge(all, first + (from + b) * height, rows_of(from + b), b)) return false;
            }
        }
        return true;
    }
    // After the last row.
    void finish(const StoredRows& all);

    const double* means() const { return mean_; }
    // √(mean (x - mean)²), exactly 0 for a column whose values are all equal.
    const double* deviations() const { return deviation_; }
    Index bad_row = -1;
    Index bad_column = -1;

  private:
    static constexpr Index most_blocks_at_once = 64;  // between merges
    static Index rows_in_block(const StoredRows& all);
    double* block(Index b) const { return blocks_ + 3 * width_ * b; }
    void summarize(const StoredRows& all, Index first, Index count, Index b) const;
    bool merge(const StoredRows& all, Index first, Index count, Index b);
    bool find_bad(const StoredRows& all, Index first, Index count);
    // Column j once more, in other units.
    void summarize_scaled(const StoredRows& all, Index j, double scale);
    static bool varies(const StoredRows& all, Index j);

    Index blocks_at_once_ = 1;
    Index columns_ = 0;
    Index width_ = 0;  // columns, padded
    Index merged_ = 0;
    double* mean_ = nullptr;
    double* deviation_ = nullptr;  // sums of squares until finish
    double* blocks_ = nullptr;     // shift, sums and squares of each
    double* tails_ = nullptr;      // the last rows of each, where a register may be read past their end
};

}  // namespace steepest
