#include "fit/batch_evaluation.hpp"

namespace steepest {
namespace {

// What a block's columns and temporaries may take of the L1 cache, and how long it may be where they are few.
constexpr Index block_bytes = 28 * 1024, most_vectors = 64, least_vectors = 8;

}  // namespace

bool BatchEvaluation::allocate(Workspace& memory, const ResidualProgram& residuals, Index longest) {
    const Program& program = residuals.program;
    const Index order = residuals.order();
    residuals_ = &residuals;
    kernel_ = &kernels().fit;
    lanes_ = kernels().program.lanes;
    const Index arrays = program.temporaries + program.columns + 1;
    most_ = block_bytes / (arrays * lanes_ * static_cast<Index>(sizeof(double)));
    most_ = most_ < least_vectors ? least_vectors : most_ > most_vectors ? most_vectors : most_;
    if (longest < most_) most_ = longest > 0 ? longest : 1;
    const Index block = most_ * lanes_;
    place_ = memory.array<double*>(program.places());
    parameter_ = memory.array<double*>(program.parameters);
    output_ = memory.array<const double*>(order);
    masked_output_ = memory.array<const double*>(order);
    changing_ = memory.array<bool>(order);
    double* const uniforms = memory.array<double>(program.uniforms * lanes_);
    double* const temporaries = memory.array<double>(program.temporaries * block);
    alike_ = memory.array<double>(order * block);
    masked_ = memory.array<double>(order * block);
    padded_ = memory.array<double>(program.columns * block);
    sums_ = memory.array<double>(gram_size(order) * lanes_);
    if (memory.failed()) return false;
    for (Index i = 0; i < program.uniforms; ++i) place_[i] = uniforms + i * lanes_;
    for (Index i = 0; i < program.parameters; ++i) parameter_[i] = place_[i];
    double** const first = place_ + program.uniforms + program.columns;
    for (Index i = 0; i < program.temporaries; ++i) first[i] = temporaries + i * block;
    for (Index i = 0; i < program.constants.size; ++i) {
        double* const to = place_[program.parameters + i];
        for (Index k = 0; k < lanes_; ++k) to[k] = program.constants[i];
    }
    for (Index i = 0; i < order; ++i) {
        const std::uint16_t place = program.outputs[i];
        const bool is_column = !program.is_uniform(place) && place < program.uniforms + program.columns;
        const bool is_constant = place >= program.parameters && place < program.parameters + program.constants.size;
        moving_ = moving_ || is_column;
        output_[i] = program.is_uniform(place) ? alike_ + i * block : place_[place];
        if (is_constant) fill_alike(i);
        changing_[i] = program.is_uniform(place) && !is_constant;
    }
    return true;
}

// The block of an output that is alike in all rows.
void BatchEvaluation::fill_alike(Index i) {
    const double* const from = place_[residuals_->program.outputs[i]];
    double* const to = alike_ + i * most_ * lanes_;
    for (Index k = 0; k < most_; ++k) {
        for (Index lane = 0; lane < lanes_; ++lane) to[k * lanes_ + lane] = from[lane];
    }
}

// Blocks as even as can be: a short last one costs as much as a long one.
Index BatchEvaluation::block_of(Index vectors) const {
    const Index blocks = (vectors + most_ - 1) / most_;
    return blocks > 0 ? (vectors + blocks - 1) / blocks : 0;
}

void BatchEvaluation::begin() {
    const Program& program = residuals_->program;
    kernels().program.run(program.once.data, program.once.size, 1, place_);
    for (Index i = 0; i < residuals_->order(); ++i) {
        if (changing_[i]) fill_alike(i);
    }
}

void BatchEvaluation::place_columns(const double* const* columns, Index offset) {
    // Never written: no instruction has a column for its place.
    double** const to = place_ + residuals_->program.uniforms;
    for (Index j = 0; j < residuals_->columns; ++j) to[j] = const_cast<double*>(columns[j]) + offset;
}

// Adds a block to the sums; with limits, rows from them on count for nothing.
void BatchEvaluation::compute(Index vectors, const double* limits) {
    const Program& program = residuals_->program;
    const Index order = residuals_->order();
    kernels().program.run(program.block.data, program.block.size, vectors, place_);
    for (Index i = 0; moving_ && i < order; ++i) {
        if (!program.is_uniform(program.outputs[i])) output_[i] = place_[program.outputs[i]];
    }
    if (!limits) return kernel_->add_gram(order, output_, vectors, sums_);
    kernel_->mask(order, output_, vectors, limits, masked_);
    for (Index i = 0; i < order; ++i) masked_output_[i] = masked_ + i * vectors * lanes_;
    kernel_->add_gram(order, masked_output_, vectors, sums_);
}

void BatchEvaluation::of_fits(const double* parameters, const double* const* columns, Index longest, Index shortest,
                              const double* lengths, double* gram) {
    const Program& program = residuals_->program;
    const Index size = gram_size(residuals_->order()) * lanes_;
    for (Index i = 0; i < program.parameters; ++i) place_[i] = const_cast<double*>(parameters) + i * lanes_;
    begin();
    double* const own = sums_;
    sums_ = gram;
    for (Index i = 0; i < size; ++i) gram[i] = 0;
    const Index block = block_of(longest);
    for (Index first = 0; first < longest; first += block) {
        const Index count = longest - first < block ? longest - first : block;
        place_columns(columns, first * lanes_);
        double limits[16];
        for (Index lane = 0; lane < lanes_; ++lane) limits[lane] = lengths[lane] - static_cast<double>(first);
        compute(count, first + count > shortest ? limits : nullptr);
    }
    sums_ = own;
}

// The last rows, with the last of all repeated to fill a register.
void BatchEvaluation::copy_rows(const double* const* columns, Index first, Index count) {
    const Index padded = (count + lanes_ - 1) / lanes_ * lanes_;
    double** const to = place_ + residuals_->program.uniforms;
    for (Index j = 0; j < residuals_->columns; ++j) {
        double* const copy = padded_ + j * most_ * lanes_;
        for (Index i = 0; i < padded; ++i) copy[i] = columns[j][first + (i < count ? i : count - 1)];
        to[j] = copy;
    }
}

void BatchEvaluation::of_rows(const double* parameters, const double* const* columns, Index rows, double* gram) {
    const Program& program = residuals_->program;
    const Index size = gram_size(residuals_->order());
    for (Index i = 0; i < program.parameters; ++i) {
        place_[i] = parameter_[i];
        for (Index lane = 0; lane < lanes_; ++lane) place_[i][lane] = parameters[i * lanes_];
    }
    begin();
    for (Index i = 0; i < size * lanes_; ++i) sums_[i] = 0;
    const Index block = block_of((rows + lanes_ - 1) / lanes_) * lanes_;
    for (Index first = 0; first < rows; first += block) {
        const Index count = rows - first < block ? rows - first : block, vectors = (count + lanes_ - 1) / lanes_;
        if (count == vectors * lanes_) {
            place_columns(columns, first);
            compute(vectors, nullptr);
        } else {
            double limits[16];
            for (Index lane = 0; lane < lanes_; ++lane) {
                limits[lane] = static_cast<double>((count - lane + lanes_ - 1) / lanes_);
            }
            copy_rows(columns, first, count);
            compute(vectors, limits);
        }
    }
    kernel_->sum_lanes(size, sums_, gram, lanes_);
}

}  // namespace steepest
