// Rows in the core's memory, checked while they are copied in, with the means and standard deviations of the columns.
// Whoever fits them keeps a hold, so that freeing a data set does not take it from under a fit.
#pragma once

#include "models/column_summary.hpp"
#include "models/row_memory.hpp"

namespace steepest {

class Dataset {
  public:
    static constexpr Index slack = 64;  // bytes that may be read past the last row

    // valid() says whether there was memory. The row memory outlives it.
    Dataset(Index rows, Index columns, bool single, RowMemory& row_memory);
    Dataset(const Dataset&) = delete;
    Dataset& operator=(const Dataset&) = delete;
    ~Dataset();
    bool valid() const { return data_ != nullptr; }

    // Copies the next rows, on all threads. False when one of their values is not finite: see summary().
    template <class T>
    bool append(Matrix<const T> chunk);

    StoredRows rows() const { return {data_, single_, rows_, columns_, columns_}; }
    Index room() const { return rows_ - filled_; }
    bool complete() const { return filled_ == rows_; }
    const ColumnSummary& summary() const { return summary_; }

    Index holds = 1;  // of the handle, and of the fits under way

  private:
    Index rows_;
    Index columns_;
    bool single_;
    Index filled_ = 0;
    void* data_ = nullptr;
    Workspace memory_;
    ColumnSummary summary_;
    RowMemory& row_memory_;
    std::size_t bytes_ = 0;  // of data_
    std::int64_t counted_ = 0;
};

}  // namespace steepest
