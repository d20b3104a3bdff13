#include "models/glm_predict.hpp"

#include <cstring>

#include "kernels/table.hpp"

namespace steepest {
namespace {

constexpr Index block_rows = 64;
// Kernels read whole registers, from the last rows past their end: those go through a copy.
constexpr Index tail_rows = 8;

struct Prediction {
    const StoredRows& rows;
    Index classes;
    Index padded;  // classes
    Loss means;
    double* w;        // columns x padded
    double* offset;   // padded
    double* scratch;  // of each lane: predictors, means and what else the losses give
    const double* zeros;
    double* out;

    void predict(const void* x, Index stride, Index first, Index count, int lane) const {
        const Glm& glm = kernels().glm;
        const GlmRows& kernel = rows.single ? glm.rows_of_single : glm.rows_of_double;
        double* const eta = scratch + lane * 3 * block_rows * padded;
        double* const mean = eta + block_rows * padded;
        double* const other = mean + block_rows * padded;
        if (padded == 1) {
            kernel.predict(count, rows.columns, x, stride, w, offset[0], eta);
        } else {
            kernel.predict_classes(count, rows.columns, x, stride, w, padded, offset, eta);
        }
        const double* from = eta;
        if (means == Loss::logistic) {
            // With y = 0 the residual is σ(η), with y = 1 it is -σ(-η): neither loses digits.
            const GlmLoss& loss = glm.losses[static_cast<int>(Loss::logistic)];
            double* const to = out + 2 * first;
            loss.evaluate(count, eta, zeros, nullptr, 1, mean, other);
            for (Index i = 0; i < count; ++i) to[2 * i + 1] = mean[i];
            loss.evaluate(count, eta, zeros + block_rows, nullptr, 1, mean, other);
            for (Index i = 0; i < count; ++i) to[2 * i] = -mean[i];
            return;
        }
        if (means == Loss::poisson) {
            glm.losses[static_cast<int>(Loss::poisson)].evaluate(count, eta, zeros, nullptr, 1, mean, other);
            from = mean;
        } else if (means == Loss::multinomial) {
            glm.softmax.evaluate(count, padded, eta, zeros, nullptr, 1, other, mean);
            from = mean;
        }
        for (Index i = 0; i < count; ++i) {
            for (Index k = 0; k < classes; ++k) out[(first + i) * classes + k] = from[i * padded + k];
        }
    }
};

}  // namespace

bool predict_glm(const StoredRows& rows, Vector<const double> parameters, Index classes, Loss means, double* out) {
    const Index lanes = kernels().glm.lanes, d = rows.columns;
    const Index padded = classes == 1 ? 1 : (classes + lanes - 1) / lanes * lanes;
    const Index width = (d + lanes - 1) / lanes * lanes;
    const Index body = rows.rows > tail_rows ? rows.rows - tail_rows : 0, tail = rows.rows - body;
    const Index blocks = (body + block_rows - 1) / block_rows;
    const int threads = lanes_for(blocks);
    Workspace memory;
    double* const w = memory.zeros<double>(width * padded).data;
    double* const offset = memory.zeros<double>(padded).data;
    double* const scratch = memory.array<double>(threads * 3 * block_rows * padded);
    double* const zeros = memory.zeros<double>(2 * block_rows).data;
    char* const copy = memory.zeros<char>((tail_rows * d + 16) * 8).data;
    if (memory.failed()) return false;
    for (Index i = 0; i < block_rows; ++i) zeros[block_rows + i] = 1;
    for (Index k = 0; k < padded; ++k) {
        offset[k] = k < classes ? parameters[classes * d + k] : -1e300;
        for (Index j = 0; k < classes && j < d; ++j) w[j * padded + k] = parameters[k * d + j];
    }
    const Prediction prediction{rows, classes, padded, means, w, offset, scratch, zeros, out};
    for_each_block(blocks, threads, [&](Index block, int lane) {
        const Index first = block * block_rows;
        const Index count = first + block_rows < body ? block_rows : body - first;
        prediction.predict(rows.row(first), rows.stride, first, count, lane);
    });
    for (Index i = 0; i < tail; ++i) {
        std::memcpy(copy + i * d * rows.size(), rows.row(body + i), static_cast<std::size_t>(d * rows.size()));
    }
    prediction.predict(copy, d, body, tail, 0);
    return true;
}

}  // namespace steepest
