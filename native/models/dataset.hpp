// Data in the core's memory: X (rows x columns, in double or single precision), y and weights, checked while they are
// copied in, with the means and standard deviations of the columns.
#pragma once

#include "base/view.hpp"

namespace steepest {

class Dataset {
  public:
    // Storage for X; valid() says whether there was memory.
    Dataset(Index rows, Index columns, bool single);
    Dataset(const Dataset&) = delete;
    Dataset& operator=(const Dataset&) = delete;
    ~Dataset();
    bool valid() const { return storage_ != nullptr; }

    // Copies the next rows, on all threads. False when one of their values is not finite: then `bad` says which was the
    // first, by row and column.
    template <class T>
    bool append(Matrix<const T> chunk);
    // After the last row. False when memory ran out.
    bool set_target(Vector<const double> y);
    bool set_weights(Vector<const double> weights);
    void finish();

    struct Place {
        Index row = -1;
        Index column = -1;
    };
    Place bad;

    const void* x() const { return x_; }
    bool single() const { return single_; }
    Index rows() const { return rows_; }
    Index columns() const { return columns_; }
    Index stride() const { return stride_; }
    Index filled() const { return filled_; }
    const double* y() const { return y_; }
    const double* weights() const { return weights_; }  // null: ones
    const double* means() const { return mean_; }
    // √(mean (x - mean)²), exactly 0 for a column whose values are all equal.
    const double* deviations() const { return deviation_; }

  private:
    template <class T>
    void summarize(Index first, Index count, double* out) const;
    void merge(const double* block, Index count);
    void summarize_huge();
    bool find_bad(Index first, Index count);
    double value(Index row, Index column) const;

    Index rows_ = 0;
    Index columns_ = 0;
    Index stride_ = 0;
    bool single_ = false;
    bool overflowed_ = false;
    Index filled_ = 0;
    void* storage_ = nullptr;
    void* x_ = nullptr;
    double* mean_ = nullptr;
    double* deviation_ = nullptr;  // sums of squares until finish
    double* blocks_ = nullptr;     // shift, sums, squares of a few blocks
    double* y_ = nullptr;
    double* weights_ = nullptr;
};

}  // namespace steepest
