// Rows with columns far from zero, as timestamps are: a predictor would lose to cancellation the digits that the mean
// has more than the deviation. Such rows are fitted on a copy with the means taken away, which is exact or nearly so.
#pragma once

#include "models/column_summary.hpp"

namespace steepest {

struct CenteredRows {
    StoredRows rows;           // in double precision, readable for a register past the end
    ColumnSummary summary;     // of the copy
    double* origin = nullptr;  // what was subtracted from each column
};

bool far_from_zero(const ColumnSummary& summary, Index columns);

// False when memory ran out.
bool center_rows(const StoredRows& from, const ColumnSummary& summary, Workspace& memory, CenteredRows& to);

}  // namespace steepest
