// The operations on data sets and on columns.
#pragma once

#include "api/environment.hpp"

namespace steepest {

// A data set of so many rows and columns, in double or single precision, to be filled. -1 when memory ran out.
int32_t dataset_create(Environment&, double rows, double columns, int32_t single);
// Copies the next rows. 1 when one of their values is not finite, 2 when they do not fit.
int32_t dataset_append(Environment&, int32_t dataset, Matrix<const double> rows);
int32_t dataset_append_single(Environment&, int32_t dataset, Matrix<const float> rows);
// Means and standard deviations of the columns; in `place`, row and column of the value that was not finite.
int32_t dataset_read(Environment&, int32_t dataset, Vector<double> means, Vector<double> deviations,
                     Vector<double> place);
void dataset_free(Environment&, int32_t dataset);

// Means and standard deviations of the columns. -1, and the place, when a value is not finite; -2 when memory ran out.
int32_t columns_summarize(Matrix<const double> x, Vector<double> means, Vector<double> deviations,
                          Vector<double> place);
int32_t columns_summarize_single(Matrix<const float> x, Vector<double> means, Vector<double> deviations,
                                 Vector<double> place);
// out = (x - center) / scale
void columns_standardize(Matrix<const double> x, Vector<const double> center, Vector<const double> scale,
                         Vector<double> out);
void columns_standardize_single(Matrix<const float> x, Vector<const double> center, Vector<const double> scale,
                                Vector<float> out);

// Ends a fit's hold on its data set, or the handle's.
void drop_dataset(void* dataset);

StoredRows stored(Matrix<const double> x);
StoredRows stored(Matrix<const float> x);
// 0, or -1 and the place of a value that is not finite, or -2 when memory ran out.
int32_t summarize(const StoredRows& rows, ColumnSummary& summary, Workspace& memory, Vector<double> place);

}  // namespace steepest
