#include "models/dataset.hpp"

#include <cstdlib>
#include <cstring>

namespace steepest {
namespace {

bool bytes_of(Index rows, Index columns, Index size, Index& bytes) {
    Index values;
    return !__builtin_mul_overflow(rows, columns, &values) && !__builtin_mul_overflow(values, size, &bytes) &&
           bytes <= PTRDIFF_MAX / 2;
}

}  // namespace

Dataset::Dataset(Index rows, Index columns, bool single, std::int64_t& account)
    : rows_(rows), columns_(columns), single_(single), account_(account) {
    Index bytes;
    if (!bytes_of(rows, columns, single ? 4 : 8, bytes) || !summary_.allocate(columns, memory_)) return;
    // malloc aligns by 16 bytes; rows are no multiple of a cache line anyway.
    data_ = std::malloc(static_cast<std::size_t>(bytes + slack));
    if (!data_) return;
    std::memset(static_cast<char*>(data_) + bytes, 0, slack);
    counted_ = static_cast<std::int64_t>(bytes) + static_cast<std::int64_t>(memory_.size());
    account_ += counted_;
}

Dataset::~Dataset() {
    std::free(data_);
    account_ -= counted_;
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
