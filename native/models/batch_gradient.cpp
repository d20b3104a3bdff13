#include "models/batch_gradient.hpp"

#include <cstring>

namespace steepest {
namespace {

bool consecutive(const Index* rows, Index count) {
    for (Index t = 1; t < count; ++t) {
        if (rows[t] != rows[0] + t) return false;
    }
    return true;
}

}  // namespace

bool BatchGradient::prepare(const GlmObjective& plain, Index rows, bool gathers, Workspace& memory) {
    all_ = plain.problem();
    f_ = plain;
    row_ = all_.single ? &kernels().glm.row_of_single : &kernels().glm.row_of_double;
    single_ = rows == 1 && all_.classes == 1;
    const Index height = f_.block_rows(), size = all_.single ? 4 : 8;
    eta_ = memory.array<double>((rows + height - 1) / height * height * f_.width());
    if (!gathers) return !memory.failed();
    x_ = memory.array<char>(rows * all_.columns * size + 64);
    y_ = memory.array<double>(rows);
    if (all_.weight) weight_ = memory.array<double>(rows);
    if (memory.failed()) return false;
    std::memset(x_ + rows * all_.columns * size, 0, 64);
    return true;
}

void BatchGradient::gather(const Batch& batch) {
    const Index bytes = all_.columns * (all_.single ? 4 : 8), stride = all_.stride * (all_.single ? 4 : 8);
    const char* const from = static_cast<const char*>(all_.x);
    for (Index t = 0; t < batch.count; ++t) {
        const Index i = batch.rows[t];
        std::memcpy(x_ + t * bytes, from + i * stride, static_cast<std::size_t>(bytes));
        y_[t] = all_.y[i];
        if (weight_) weight_[t] = all_.weight[i];
    }
    f_.look_at(x_, all_.columns, batch.count, y_, weight_);
}

void BatchGradient::aim(const Batch& batch, const double* parameters) {
    batch_ = batch;
    if (single_) return;
    if (consecutive(batch.rows, batch.count)) {
        const Index i = batch.rows[0], size = all_.single ? 4 : 8;
        f_.look_at(static_cast<const char*>(all_.x) + i * all_.stride * size, all_.stride, batch.count, all_.y + i,
                   all_.weight ? all_.weight + i : nullptr);
    } else {
        gather(batch);
    }
    f_.weigh(batch.scale, batch.penalty);
    f_.aim(parameters);
}

double BatchGradient::step_on_row(const double* parameters, double* g) {
    const Index d = all_.columns, i = batch_.rows[0], stride = all_.stride * (all_.single ? 4 : 8);
    const char* const x = static_cast<const char*>(all_.x);
    *eta_ = row_->predict(d, x + i * stride, parameters) + (all_.intercept ? parameters[d] : 0);
    double residual, curvature;
    const PointSums sums = kernels().glm.losses[static_cast<int>(all_.loss)].evaluate(
        1, eta_, all_.y + i, all_.weight ? all_.weight + i : nullptr, batch_.scale, &residual, &curvature);
    row_->gradient(d, x + i * stride, residual, batch_.penalty, parameters, g, x + batch_.next * stride);
    if (all_.intercept) g[d] = residual;
    return sums.value / batch_.scale;
}

double BatchGradient::collect(const double* parameters, double* g) {
    if (single_) return step_on_row(parameters, g);
    f_.collect(f_.all(), parameters, g);
    return f_.loss_value() / batch_.scale;
}

}  // namespace steepest
