#include "models/dataset.hpp"

#include <cstring>

namespace steepest {
namespace {

bool bytes_of(Index rows, Index columns, Index size, Index& bytes) {
    Index values;
    return !__builtin_mul_overflow(rows, columns, &values) && !__builtin_mul_overflow(values, size, &bytes) &&
           bytes <= PTRDIFF_MAX / 2;
}

}  // namespace

Dataset::Dataset(Index rows, Index columns, bool single, RowMemory& row_memory)
    : rows_(rows), columns_(columns), single_(single), row_memory_(row_memory) {
    Index bytes;
    if (!bytes_of(rows, columns, single ? 4 : 8, bytes) || !summary_.allocate(this->rows(), memory_)) return;
    bytes_ = static_cast<std::size_t>(bytes + slack);
    data_ = take_block(bytes_);
    if (!data_) return;
    std::memset(static_cast<char*>(data_) + bytes, 0, slack);
    counted_ = static_cast<std::int64_t>(bytes) + static_cast<std::int64_t>(memory_.size());
    row_memory_.in_use += counted_;
}

Dataset::~Dataset() {
    give_block(data_, bytes_);
    row_memory_.in_use -= counted_;
}

template <class T>
bool Dataset::append(Matrix<const T> chunk) {
    StoredRows all = rows();
    const Index base = filled_;
    all.rows = base + chunk.rows;
    const auto copy = [&](Index first, Index count) {
        for (Index i = first; i < first + count; ++i) {
            const T* const from = chunk.row(i - base);
            const Index to = i * columns_;
            for (Index j = 0; single_ && j < columns_; ++j)
                static_cast<float*>(data_)[to + j] = static_cast<float>(from[j]);
            for (Index j = 0; !single_ && j < columns_; ++j) static_cast<double*>(data_)[to + j] = from[j];
        }
    };
    if (!summary_.add(all, base, copy)) return false;
    filled_ = all.rows;
    if (complete()) summary_.finish(all);
    return true;
}

template bool Dataset::append(Matrix<const double>);
template bool Dataset::append(Matrix<const float>);

}  // namespace steepest
