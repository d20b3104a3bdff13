#include "api/run_operations.hpp"

#include "restarts/basins.hpp"

namespace steepest {
namespace {

// The run, unless another thread has it.
Session* idle(Environment& environment, int32_t run) {
    Session* session = environment.runs.find(run);
    return session && !session->busy ? session : nullptr;
}

}  // namespace

int32_t run_multipliers(Environment& environment, int32_t handle, Vector<double> out) {
    Session* session = idle(environment, handle);
    if (!session) return -1;
    const Run& run = session->run;
    const double* const multipliers = run.incumbent.multipliers;
    for (Index i = 0; i < out.size && i < run.constraints.count() + run.dimension; ++i) {
        out[i] = multipliers ? multipliers[i] : NAN;
    }
    return 0;
}

int32_t run_bracket(Environment& environment, int32_t run, Vector<double> out) {
    Session* session = idle(environment, run);
    if (!session || out.size != session->outcome.size) return -1;
    for (Index i = 0; i < out.size; ++i) out[i] = session->outcome[i];
    return 0;
}

int32_t run_give(Environment& environment, int32_t handle, Matrix<const double> points) {
    Session* session = idle(environment, handle);
    if (!session || session->run.begun() || points.columns != session->run.dimension) return -1;
    Run& run = session->run;
    const Vector<double> kept = run.memory.copy(Vector<const double>{points.data, points.rows * points.columns});
    if (run.memory.failed()) return -1;
    run.given = {kept.data, points.rows, points.columns, points.columns};
    return 0;
}

int32_t run_begin(Environment& environment, int32_t run) {
    Session* session = idle(environment, run);
    return session ? session->begin() : -1;
}

int32_t run_tell(Environment& environment, int32_t run, double value) {
    Session* session = idle(environment, run);
    return session ? session->tell(value) : -1;
}

int32_t run_batch(Environment& environment, int32_t run) {
    Session* session = idle(environment, run);
    return session ? static_cast<int32_t>(session->run.query().points.rows) : -1;
}

int32_t run_rows(Environment& environment, int32_t run, Vector<int32_t> out) {
    Session* session = idle(environment, run);
    if (!session) return -1;
    const Vector<const int32_t> rows = session->run.query().rows;
    for (Index i = 0; i < out.size && i < rows.size; ++i) out[i] = rows[i];
    return static_cast<int32_t>(rows.size);
}

int32_t run_layout(Environment& environment, int32_t run, Vector<int32_t> out) {
    Session* session = idle(environment, run);
    if (!session || out.size < 12) return -1;
    const BoxLayout& box = session->layout;
    const int32_t parts[] = {box.size,      box.gradient,         box.hessian,     box.direction, box.product,
                             box.points,    box.values,           box.constraints, box.jacobian,  box.point_constraints,
                             box.residuals, box.residual_jacobian};
    for (Index i = 0; i < 12; ++i) out[i] = parts[i];
    return 0;
}

int32_t run_end(Environment& environment, int32_t run, int32_t status) {
    Session* session = idle(environment, run);
    if (!session) return -1;
    // Of a population that is answered in part, the best counts.
    if (!session->run.done()) session->run.incumbent = session->best();
    session->run.end({static_cast<Status>(status)});
    return session->code();
}

int32_t run_record(Environment& environment, int32_t handle, Vector<const uint8_t> resume) {
    Session* session = idle(environment, handle);
    if (!session) return -1;
    Run& run = session->run;
    run.snapshot.record();
    if (resume.size == 0) return 0;
    const Vector<uint8_t> kept = run.memory.vector<uint8_t>(resume.size);
    if (!kept.data) return -1;
    for (Index i = 0; i < resume.size; ++i) kept[i] = resume[i];
    run.snapshot.resume_from(kept.data, static_cast<std::size_t>(kept.size));
    return 0;
}

int32_t run_snapshot(Environment& environment, int32_t handle, Vector<uint8_t> out) {
    Session* session = idle(environment, handle);
    if (!session) return -1;
    const Vector<const uint8_t> bytes = session->run.snapshot.bytes();
    for (Index i = 0; out.size == bytes.size && i < bytes.size; ++i) out[i] = bytes[i];
    return static_cast<int32_t>(bytes.size);
}

int32_t run_drive(Environment& environment, int32_t run, double milliseconds, int32_t each_iteration) {
    Session* session = idle(environment, run);
    if (!session || !session->objective.answer) return -1;
    return session->drive(milliseconds, nullptr, each_iteration != 0);
}

void write_run_numbers(const Run& run, const Incumbent& best, Vector<double> numbers) {
    const Verdict& verdict = run.verdict();
    const Counts& counts = run.counts();
    const double all[] = {
        static_cast<double>(verdict.status),
        best.x ? best.value : NAN,
        best.gradient ? best.gradient_norm : NAN,
        run.promised_decrease,
        verdict.measured,
        verdict.threshold,
        static_cast<double>(run.iterations),
        static_cast<double>(counts.value),
        static_cast<double>(counts.gradient),
        static_cast<double>(counts.hessian),
        static_cast<double>(counts.product),
        run.last_step_size,
        static_cast<double>(verdict.measure),
        static_cast<double>(counts.constraints),
        static_cast<double>(counts.jacobian),
        best.x ? best.violation : NAN,
        run.constraints.any() ? run.options.constraint_tolerance : INFINITY,
    };
    static_assert(sizeof all / sizeof all[0] == sizeof run_number_names / sizeof run_number_names[0]);
    for (Index i = 0; i < numbers.size && i < Index(sizeof all / sizeof all[0]); ++i) numbers[i] = all[i];
}

int32_t run_result(Environment& environment, int32_t handle, Vector<double> x, Vector<double> gradient,
                   Vector<double> numbers) {
    Session* session = idle(environment, handle);
    if (!session) return -1;
    const Run& run = session->run;
    const Incumbent best = session->best();
    if (x.size == run.dimension) run.point_of(best, x.data);
    if (gradient.size == run.dimension) {
        for (Index i = 0; i < run.dimension; ++i) gradient[i] = best.gradient ? best.gradient[i] : NAN;
    }
    write_run_numbers(run, best, numbers);
    return 0;
}

int32_t run_basins(Environment& environment, int32_t handle, Matrix<double> out) {
    Session* session = idle(environment, handle);
    if (!session) return -1;
    const Run& run = session->run;
    if (!run.basins) return 0;
    const Basins::Basin* basin = run.basins->begin();
    for (Index row = 0; basin && row < out.rows && out.columns == run.dimension + 2; ++row, basin = basin->next) {
        out.row(row)[0] = basin->value;
        out.row(row)[1] = basin->count;
        for (Index i = 0; i < run.dimension; ++i) out.row(row)[2 + i] = basin->x[i];
    }
    return static_cast<int32_t>(run.basins->size());
}

void run_free(Environment& environment, int32_t run) {
    if (idle(environment, run)) environment.runs.remove(run);
}

}  // namespace steepest
