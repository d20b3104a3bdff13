// Fuzzes the fitters: any sound formula through any finite data, one fit and many, with exact derivatives and without,
// within bounds, with weights and every loss. What comes is a status; where that is a success, finite parameters within
// their bounds and a finite sum of squares; and the same again, to the bit.
#include "api/fit_many_operations.hpp"
#include "api/fit_operations.hpp"
#include "api/formula_operations.hpp"
#include "api/run_operations.hpp"
#include "formula_steps.hpp"

using namespace steepest;

namespace {

constexpr Index most_fits = 12, most_data = 40;
constexpr Index numbers_of_fit =
    sizeof run_number_names / sizeof run_number_names[0] + sizeof fit_number_names / sizeof fit_number_names[0];

// A place for every argument, filled from a fuzzer's bytes.
struct Arguments {
    Index parameters, columns, fits, rows;
    double columns_data[most_inputs * most_fits * most_data], response[most_fits * most_data];
    double weights[most_fits * most_data], start[most_inputs * most_fits], lower[most_inputs], upper[most_inputs];
    bool weighted, bounded;

    Arguments(Bytes& bytes, const FormulaSteps& steps)
        : parameters(steps.inputs - steps.columns),
          columns(steps.columns),
          fits(1 + bytes.below(most_fits)),
          rows(1 + bytes.below(most_data)) {
        weighted = bytes.byte() & 1;
        bounded = bytes.byte() & 1;
        const auto finite = [&] {
            const double x = bytes.number();
            return x - x == 0 ? x : 1;
        };
        for (Index i = 0; i < columns * fits * rows; ++i) columns_data[i] = bytes.left() > 200 ? finite() : i % 7 - 2.5;
        for (Index i = 0; i < fits * rows; ++i) {
            response[i] = bytes.left() > 100 ? finite() : i % 5 * 0.5;
            const double w = bytes.left() > 60 ? finite() : 1;
            weights[i] = w < 0 ? -w : w;
        }
        for (Index i = 0; i < parameters; ++i) {
            const double a = finite(), b = finite();
            lower[i] = a < b ? a : b;
            upper[i] = a < b ? b : a;
        }
        for (Index i = 0; i < parameters * fits; ++i) {
            const double x = finite(), low = lower[i / fits], high = upper[i / fits];
            start[i] = !bounded ? x : x < low ? low : x > high ? high : x;
        }
    }
    Vector<const double> low() const { return {lower, bounded ? parameters : 0}; }
    Vector<const double> high() const { return {upper, bounded ? parameters : 0}; }

    // A robust loss may be finite where the sum of squares is not.
    void check(const double* x, Index step, double sum, int status, bool squared) const {
        require(status >= 0 && status < static_cast<int>(sizeof status_names / sizeof status_names[0]));
        if (status > static_cast<int>(Status::target)) return;
        require(!squared || sum - sum == 0);
        for (Index i = 0; i < parameters; ++i) {
            const double value = x[i * step];
            require(value - value == 0 && (!bounded || (value >= lower[i] && value <= upper[i])));
        }
    }
};

void fit_one(Environment& environment, int32_t formula, const Arguments& a, Bytes& bytes) {
    double settings[12] = {};
    settings[0] = bytes.below(2);
    settings[1] = bytes.below(robust_loss_count);
    settings[2] = 0.5;
    settings[3] = bytes.below(3);
    settings[4] = settings[5] = settings[6] = 1e-8;
    settings[7] = 40;
    settings[8] = 400;
    settings[9] = INFINITY;
    settings[10] = NAN;
    settings[11] = 100;
    double x[2][most_inputs], residuals[most_data], covariance[most_inputs * most_inputs], numbers[numbers_of_fit];
    double sums[2];
    int32_t status[2];
    const Index n = a.parameters;
    for (int k = 0; k < 2; ++k) {
        status[k] = fit_solve(environment, formula, {a.columns_data, a.columns, a.rows, a.rows}, {a.response, a.rows},
                              {a.weights, a.weighted ? a.rows : 0}, {settings, 12}, {a.start, n}, a.low(), a.high(),
                              {x[k], n}, {residuals, a.rows}, {covariance, n, n, n}, {numbers, numbers_of_fit});
        sums[k] = 0;
        for (Index i = 0; i < a.rows; ++i) sums[k] += residuals[i] * residuals[i];
    }
    require(status[0] == status[1]);
    if (status[0] < 0) return;
    for (Index i = 0; i < n; ++i) require(same_bits(x[0][i], x[1][i]));
    a.check(x[0], 1, sums[0], status[0], settings[1] == 0);
}

void fit_many(Environment& environment, int32_t formula, const Arguments& a, Bytes& bytes) {
    const Index n = a.parameters, total = a.fits * a.rows;
    double settings[11] = {};
    settings[0] = bytes.below(2);
    settings[1] = bytes.below(4) == 0 ? bytes.below(robust_loss_count) : 0;
    settings[2] = 0.5;
    settings[3] = bytes.below(4) != 0;
    settings[4] = settings[5] = 1e-8;
    settings[6] = 40;
    settings[7] = a.weighted;
    settings[9] = bytes.byte() & 1;
    settings[10] = 0;
    // The columns, the response and the weights, one after another.
    static double each[(most_inputs + 2) * most_fits * most_data];
    int32_t places[most_inputs + 2];
    Index count = 0;
    const auto add = [&](const double* data) {
        for (Index i = 0; i < total; ++i) each[count * total + i] = data[i];
        places[count] = static_cast<int32_t>(count);
        ++count;
    };
    for (Index j = 0; j < a.columns; ++j) add(a.columns_data + j * total);
    add(a.response);
    if (a.weighted) add(a.weights);
    int32_t offsets[most_fits + 1];
    const bool ragged = bytes.byte() & 1;
    offsets[0] = 0;
    for (Index i = 0; i < a.fits; ++i) {
        const Index left = total - offsets[i] - (a.fits - 1 - i);
        const Index length = i == a.fits - 1 ? total - offsets[i] : 1 + bytes.below(left < 1 ? 1 : left);
        offsets[i + 1] = static_cast<int32_t>(offsets[i] + length);
    }
    static double x[2][most_inputs * most_fits], errors[most_inputs * most_fits];
    double sum[2][most_fits];
    std::uint8_t status[2][most_fits], converged[most_fits];
    int32_t iterations[most_fits];
    int32_t answer[2];
    for (int k = 0; k < 2; ++k) {
        answer[k] = fit_many_solve(environment, formula, {settings, 11}, static_cast<int32_t>(a.fits), {places, count},
                                   {nullptr, 0, 0, 0}, {each, count, total, total}, {offsets, ragged ? a.fits + 1 : 0},
                                   {a.start, n, a.fits, a.fits}, a.low(), a.high(), {x[k], n, a.fits, a.fits},
                                   {errors, settings[9] ? n : 0, a.fits, a.fits}, {nullptr, 0, 0, 0}, {sum[k], a.fits},
                                   {status[k], a.fits}, {iterations, a.fits}, {converged, a.fits});
    }
    require(answer[0] == answer[1]);
    if (answer[0] < 0) return;
    for (Index i = 0; i < a.fits; ++i) {
        require(status[0][i] == status[1][i] && same_bits(sum[0][i], sum[1][i]));
        for (Index j = 0; j < n; ++j) require(same_bits(x[0][j * a.fits + i], x[1][j * a.fits + i]));
        a.check(x[0] + i, a.fits, sum[0][i], status[0][i], settings[1] == 0);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Environment environment;
    Bytes bytes(data, size);
    const FormulaSteps steps(bytes, 30);
    static double nothing[1];
    const int32_t formula =
        formula_create(environment, {steps.ops, steps.count}, {steps.operands, 3 * steps.count},
                       {steps.numbers, steps.count}, {steps.column_of, steps.inputs}, {nothing, steps.columns, 0, 0});
    if (formula < 0) return 0;
    static Arguments* const arguments = static_cast<Arguments*>(std::malloc(sizeof(Arguments)));
    ::new (arguments) Arguments(bytes, steps);
    fit_one(environment, formula, *arguments, bytes);
    fit_many(environment, formula, *arguments, bytes);
    formula_free(environment, formula);
    return 0;
}
