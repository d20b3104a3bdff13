#include "models/centered_rows.hpp"

#include <cmath>

namespace steepest {
namespace {

// Deviations from zero: predictors are good to eleven digits up to here.
constexpr double far = 1e5;
constexpr Index values_at_once = 1 << 14;

}  // namespace

bool far_from_zero(const ColumnSummary& summary, Index columns) {
    for (Index j = 0; j < columns; ++j) {
        const double deviation = summary.deviations()[j];
        if (deviation > 0 && std::fabs(summary.means()[j]) > far * deviation) return true;
    }
    return false;
}

bool center_rows(const StoredRows& from, const ColumnSummary& summary, Workspace& memory, CenteredRows& to) {
    const Index d = from.columns;
    to.origin = memory.array<double>(d);
    double* const data = memory.array<double>(from.rows * d + 8);
    if (memory.failed()) return false;
    for (Index j = 0; j < d; ++j) to.origin[j] = summary.means()[j];
    for (Index k = 0; k < 8; ++k) data[from.rows * d + k] = 0;
    for_each_range(from.rows, values_at_once / d + 1, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            for (Index j = 0; j < d; ++j) data[i * d + j] = from.at(i, j) - to.origin[j];
        }
    });
    to.rows = {data, false, from.rows, d, d};
    if (!to.summary.allocate(to.rows, memory)) return false;
    to.summary.add(to.rows, 0, [](Index, Index) {});
    to.summary.finish(to.rows);
    return true;
}

}  // namespace steepest
