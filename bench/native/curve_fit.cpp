// Ceres' TinySolver on many curve fits, for bench/curve-fit.mjs: hand-written analytic Jacobians, its default
// tolerances.
//
//   curve_fit <file> <file>
//
// The files hold, as doubles, the numbers of fits and of points, the predictor, and the response, fit after fit: of
// decays, and of two peaks on a line. Answers each line of the standard input, "decay" or "peaks", with a line of JSON:
// the milliseconds that all fits took, and their sums of squares in a file beside the data.
#include <ceres/tiny_solver.h>
#include <ceres/version.h>

#include <cstring>
#include <string>

#include "stopwatch.hpp"

namespace {

struct Data {
    long count = 0, points = 0;
    std::vector<double> x, y;
    std::string path;

    explicit Data(const char* file) : path(file) {
        std::FILE* const from = std::fopen(file, "rb");
        double header[2] = {};
        if (!from || std::fread(header, 8, 2, from) != 2) std::exit(2);
        count = static_cast<long>(header[0]), points = static_cast<long>(header[1]);
        x.resize(static_cast<std::size_t>(points));
        y.resize(static_cast<std::size_t>(count * points));
        if (std::fread(x.data(), 8, x.size(), from) != x.size() ||
            std::fread(y.data(), 8, y.size(), from) != y.size()) {
            std::exit(2);
        }
        std::fclose(from);
    }
    const double* row(long k) const { return y.data() + k * points; }
};

// a exp(-b t) + c
struct Decay {
    enum { NUM_RESIDUALS = 50, NUM_PARAMETERS = 3 };
    using Scalar = double;
    const double* t;
    const double* y;

    bool operator()(const double* q, double* r, double* jacobian) const {
        for (int i = 0; i < NUM_RESIDUALS; ++i) {
            const double e = std::exp(-q[1] * t[i]);
            r[i] = q[0] * e + q[2] - y[i];
            if (!jacobian) continue;
            jacobian[i] = e;
            jacobian[i + NUM_RESIDUALS] = -q[0] * t[i] * e;
            jacobian[i + 2 * NUM_RESIDUALS] = 1;
        }
        return true;
    }
    Eigen::Matrix<double, 3, 1> start() const {
        const double last = y[NUM_RESIDUALS - 1];
        return {y[0] - last, 1, last};
    }
};

// a₁ exp(-½ ((x - m₁) / s₁)²) + a₂ exp(-½ ((x - m₂) / s₂)²) + c + d x
struct Peaks {
    enum { NUM_RESIDUALS = 200, NUM_PARAMETERS = 8 };
    using Scalar = double;
    const double* x;
    const double* y;

    bool operator()(const double* q, double* r, double* jacobian) const {
        for (int i = 0; i < NUM_RESIDUALS; ++i) {
            r[i] = q[6] + q[7] * x[i] - y[i];
            for (int k = 0; k < 6; k += 3) {
                const double z = (x[i] - q[k + 1]) / q[k + 2], e = std::exp(-0.5 * z * z),
                             slope = q[k] * e * z / q[k + 2];
                r[i] += q[k] * e;
                if (!jacobian) continue;
                jacobian[i + k * NUM_RESIDUALS] = e;
                jacobian[i + (k + 1) * NUM_RESIDUALS] = slope;
                jacobian[i + (k + 2) * NUM_RESIDUALS] = slope * z;
            }
            if (!jacobian) continue;
            jacobian[i + 6 * NUM_RESIDUALS] = 1;
            jacobian[i + 7 * NUM_RESIDUALS] = x[i];
        }
        return true;
    }
    Eigen::Matrix<double, 8, 1> start() const {
        Eigen::Matrix<double, 8, 1> q;
        q << 2, 3, 0.7, 2, 6.5, 0.9, 0.5, 0.05;
        return q;
    }
};

template <class Model>
void fit(const Data& data) {
    std::vector<double> sums(static_cast<std::size_t>(data.count));
    const double from = bench::seconds();
    for (long k = 0; k < data.count; ++k) {
        const Model model{data.x.data(), data.row(k)};
        ceres::TinySolver<Model> solver;
        solver.options.max_num_iterations = 100;
        auto q = model.start();
        solver.Solve(model, &q);
        sums[static_cast<std::size_t>(k)] = 2 * solver.summary.final_cost;
    }
    const double milliseconds = 1e3 * (bench::seconds() - from);
    std::FILE* const to = std::fopen((data.path + ".tiny").c_str(), "wb");
    if (!to || std::fwrite(sums.data(), 8, sums.size(), to) != sums.size()) std::exit(2);
    std::fclose(to);
    std::printf("{\"milliseconds\": %.6f, \"version\": \"%s\"}\n", milliseconds, CERES_VERSION_STRING);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    const Data decays(arguments[1]), peaks(arguments[2]);
    char line[64];
    while (std::fgets(line, sizeof line, stdin)) {
        if (std::strstr(line, "peaks")) {
            fit<Peaks>(peaks);
        } else {
            fit<Decay>(decays);
        }
    }
    return 0;
}
