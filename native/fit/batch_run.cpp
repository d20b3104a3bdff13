#include "fit/batch_run.hpp"

namespace steepest {
namespace {

// Between two looks at the clock and the abort flag.
constexpr double slice_nanoseconds = 2e6;

template <class T>
bool copy(Workspace& memory, Matrix<const T>& matrix) {
    const Matrix<T> kept = memory.matrix<T>(matrix.rows, matrix.columns);
    for (Index i = 0; kept.data && i < matrix.rows * matrix.columns; ++i) kept.data[i] = matrix.data[i];
    matrix = kept;
    return !memory.failed();
}

}  // namespace

bool FitManyCall::is_sound() const {
    const FitBatch& b = batch;
    const Index p = residuals.parameters, total = b.each.columns;
    if (b.count < 0 || b.columns.size != residuals.columns || b.start.rows != p) return false;
    if (b.start.columns != b.count && b.start.columns != 1) return false;
    if (b.lower.size != b.upper.size || (b.lower.size != 0 && b.lower.size != p)) return false;
    if (b.offsets.size > 0) {
        if (b.offsets.size != b.count + 1 || b.offsets[0] != 0 || b.offsets[b.count] != total) return false;
    } else if (b.rows * b.count != total) {
        return false;
    }
    Index longest = b.rows;
    for (Index i = 0; b.offsets.size > 0 && i < b.count; ++i) {
        if (b.offsets[i + 1] < b.offsets[i]) return false;
        longest = b.rows_of(i) > longest ? b.rows_of(i) : longest;
    }
    for (const int32_t column : b.columns) {
        const Index row = column < 0 ? -1 - static_cast<Index>(column) : column;
        if (row >= (column < 0 ? b.shared.rows : b.each.rows)) return false;
        if (column < 0 && b.shared.columns < longest) return false;
    }
    return true;
}

bool FitManyCall::keep(bool errors, bool covariance) {
    FitBatch& b = batch;
    const Index p = residuals.parameters, count = b.count;
    copy(memory, b.shared);
    copy(memory, b.each);
    copy(memory, b.start);
    b.columns = memory.copy(b.columns);
    b.offsets = memory.copy(b.offsets);
    b.lower = memory.copy(b.lower);
    b.upper = memory.copy(b.upper);
    results.parameters = memory.matrix(p, count);
    results.errors = memory.matrix(errors ? p : 0, count);
    results.covariance = memory.matrix(covariance ? gram_size(p) : 0, count);
    results.sum = memory.vector(count);
    results.status = memory.vector<std::uint8_t>(count);
    results.iterations = memory.vector<int32_t>(count);
    results.converged = memory.vector<std::uint8_t>(count);
    return !memory.failed();
}

bool FitManyCall::compile(bool exact) {
    if (!formula.formula) return false;
    programs.value = formula.formula->row_program(false);
    if (exact) programs.derivatives = formula.formula->row_program(true);
    if (!programs.value || (exact && !programs.derivatives)) return false;
    return make_residuals(*formula.formula, batch.weighted, residuals);
}

bool FitManyCall::prepare() {
    return fits.prepare(memory, residuals, programs, batch, results);
}

void FitManyCall::fill_unfinished(Status status) {
    for (Index fit = 0; fit < batch.count; ++fit) {
        if (results.status[fit] != FitMany::unfinished) continue;
        results.status[fit] = static_cast<std::uint8_t>(status);
        results.sum[fit] = NAN;
        results.iterations[fit] = 0;
        const Index column = batch.start.columns > 1 ? fit : 0;
        for (Index i = 0; i < residuals.parameters; ++i) results.parameters(i, fit) = batch.start(i, column);
        for (Index i = 0; i < results.errors.rows; ++i) results.errors(i, fit) = NAN;
        for (Index i = 0; i < results.covariance.rows; ++i) results.covariance(i, fit) = NAN;
    }
}

Task<Verdict> fit_many(Run& run, FitManyCall& call) {
    for (bool done = false; !done;) {
        co_await run.pause();
        done = call.fits.work(slice_nanoseconds, nullptr);
        run.iterations = call.fits.finished();
    }
    co_return Verdict{Status::solved, 0, 0};
}

}  // namespace steepest
