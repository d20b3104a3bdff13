#include "api/data_operations.hpp"

#include "parallel/pool.hpp"

namespace steepest {
namespace {

template <class T>
int32_t summarize_columns(Matrix<const T> x, Vector<double> means, Vector<double> deviations, Vector<double> place) {
    if (x.rows < 1 || x.columns < 1 || means.size != x.columns || deviations.size != x.columns) return -2;
    Workspace memory;
    ColumnSummary summary;
    const int32_t summarized = summarize(stored(x), summary, memory, place);
    for (Index j = 0; summarized == 0 && j < x.columns; ++j) {
        means[j] = summary.means()[j];
        deviations[j] = summary.deviations()[j];
    }
    return summarized;
}

template <class T>
void standardize_columns(Matrix<const T> x, Vector<const double> center, Vector<const double> scale, Vector<T> out) {
    const Index d = x.columns;
    if (center.size != d || scale.size != d || out.size != x.rows * d) return;
    for_each_range(x.rows, 1 + 20000 / (d + 1), [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            for (Index j = 0; j < d; ++j) out[i * d + j] = static_cast<T>((x(i, j) - center[j]) / scale[j]);
        }
    });
}

template <class T>
int32_t append(Environment& environment, int32_t dataset, Matrix<const T> rows) {
    Dataset* const data = environment.datasets.find(dataset);
    if (!data) return -1;
    if (rows.columns != data->rows().columns || rows.rows > data->room()) return 2;
    return data->append(rows) ? 0 : 1;
}

}  // namespace

void drop_dataset(void* dataset) {
    Dataset* const held = static_cast<Dataset*>(dataset);
    if (--held->holds == 0) Handles<Dataset>::destroy(held);
}

StoredRows stored(Matrix<const double> x) {
    return {x.data, false, x.rows, x.columns, x.stride};
}
StoredRows stored(Matrix<const float> x) {
    return {x.data, true, x.rows, x.columns, x.stride};
}

int32_t summarize(const StoredRows& rows, ColumnSummary& summary, Workspace& memory, Vector<double> place) {
    if (!summary.allocate(rows, memory)) return -2;
    if (summary.add(rows, 0, [](Index, Index) {})) {
        summary.finish(rows);
        return 0;
    }
    if (place.size >= 2) {
        place[0] = static_cast<double>(summary.bad_row);
        place[1] = static_cast<double>(summary.bad_column);
    }
    return -1;
}

int32_t dataset_create(Environment& environment, double rows, double columns, int32_t single) {
    if (!(rows >= 1 && columns >= 1 && rows * columns < 0x1p60)) return -1;
    Dataset* const data = make_object<Dataset>(static_cast<Index>(rows), static_cast<Index>(columns), single != 0,
                                               environment.row_memory);
    if (data && data->valid()) return environment.datasets.add(data);
    Handles<Dataset>::destroy(data);
    return -1;
}

int32_t dataset_append(Environment& environment, int32_t dataset, Matrix<const double> rows) {
    return append(environment, dataset, rows);
}

int32_t dataset_append_single(Environment& environment, int32_t dataset, Matrix<const float> rows) {
    return append(environment, dataset, rows);
}

int32_t dataset_read(Environment& environment, int32_t dataset, Vector<double> means, Vector<double> deviations,
                     Vector<double> place) {
    const Dataset* const data = environment.datasets.find(dataset);
    if (!data) return -1;
    const ColumnSummary& summary = data->summary();
    const Index columns = data->rows().columns;
    for (Index j = 0; j < columns && j < means.size; ++j) means[j] = summary.means()[j];
    for (Index j = 0; j < columns && j < deviations.size; ++j) deviations[j] = summary.deviations()[j];
    if (place.size >= 2) {
        place[0] = static_cast<double>(summary.bad_row);
        place[1] = static_cast<double>(summary.bad_column);
    }
    return 0;
}

void dataset_free(Environment& environment, int32_t dataset) {
    if (Dataset* const data = environment.datasets.take(dataset)) drop_dataset(data);
}

int32_t columns_summarize(Matrix<const double> x, Vector<double> means, Vector<double> deviations,
                          Vector<double> place) {
    return summarize_columns(x, means, deviations, place);
}

int32_t columns_summarize_single(Matrix<const float> x, Vector<double> means, Vector<double> deviations,
                                 Vector<double> place) {
    return summarize_columns(x, means, deviations, place);
}

void columns_standardize(Matrix<const double> x, Vector<const double> center, Vector<const double> scale,
                         Vector<double> out) {
    standardize_columns(x, center, scale, out);
}

void columns_standardize_single(Matrix<const float> x, Vector<const double> center, Vector<const double> scale,
                                Vector<float> out) {
    standardize_columns(x, center, scale, out);
}

}  // namespace steepest
