// Value, gradient, Hessian, Hessian-vector product and the loss along a line, against plain sums in extended precision
// written from the definitions; at every level, in both storages, and with the same bits for any number of threads.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "objective/glm.hpp"
#include "parallel/pool.hpp"

using namespace steepest;

namespace {

using Long = long double;

int failures = 0;
const char* level = "";
char what[128];
void close(double got, Long expected, Long scale, double tolerance, const char* quantity) {
    const double error = static_cast<double>(fabsl(got - expected) / (scale > 0 ? scale : 1));
    if (error <= tolerance) return;
    if (++failures < 40) {
        std::printf("FAIL %s %s %s: %.17g, expected %.17Lg (%.1e)\n", level, what, quantity, got, expected, error);
    }
}

unsigned long long state = 1;
double uniform() {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<double>(state >> 11) / 9007199254740992.0;
}
double normal() {
    return uniform() + uniform() + uniform() + uniform() + uniform() + uniform() - 3;
}

struct Case {
    Loss loss;
    Index rows, columns, classes;
    bool intercept, single, weighted;
    double penalty;
};

struct Data {
    std::vector<double> x, y, weight, mean, deviation;
    std::vector<float> xs;
    GlmProblem problem;

    explicit Data(const Case& c) : x(c.rows * c.columns), y(c.rows), mean(c.columns), deviation(c.columns) {
        for (Index i = 0; i < c.rows; ++i) {
            for (Index j = 0; j < c.columns; ++j) {
                double value = (j % 3 == 1 ? 20 : 0) + (j % 3 == 2 ? 0.1 : 1) * normal();
                if (j == 3 && c.columns > 4) value = 7;  // a constant column
                if (c.single) value = static_cast<float>(value);
                x[i * c.columns + j] = value;
                mean[j] += value / static_cast<double>(c.rows);
            }
            y[i] = c.loss == Loss::multinomial ? std::floor(uniform() * static_cast<double>(c.classes))
                   : c.loss == Loss::logistic  ? (uniform() < 0.4)
                   : c.loss == Loss::poisson   ? std::floor(3 * uniform())
                                               : normal();
            if (c.weighted) weight.push_back(i % 7 == 3 ? 0 : 2 * uniform());
        }
        for (Index j = 0; j < c.columns; ++j) {
            for (Index i = 0; i < c.rows; ++i) deviation[j] += std::pow(x[i * c.columns + j] - mean[j], 2);
            deviation[j] =
                (j == 3 && c.columns > 4) || c.rows == 1 ? 0 : std::sqrt(deviation[j] / static_cast<double>(c.rows));
        }
        xs.assign(x.begin(), x.end());
        problem = {.x = c.single ? static_cast<const void*>(xs.data()) : x.data(),
                   .single = c.single,
                   .rows = c.rows,
                   .columns = c.columns,
                   .stride = c.columns,
                   .y = y.data(),
                   .weight = c.weighted ? weight.data() : nullptr,
                   .mean = mean.data(),
                   .deviation = deviation.data(),
                   .loss = c.loss,
                   .classes = c.loss == Loss::multinomial ? c.classes : 1,
                   .intercept = c.intercept,
                   .scale = 0.7,
                   .penalty = c.penalty};
    }
};

// F, its gradient and Hessian by the caller's parameters, from the definitions.
struct Naive {
    Long value = 0, sum_of_sizes = 0;
    std::vector<Long> gradient, gradient_size, hessian, hessian_size;

    Naive(const GlmProblem& p, const std::vector<double>& x, const double* parameters) {
        const Index d = p.columns, K = p.classes, P = K * (d + (p.intercept ? 1 : 0));
        gradient.resize(P), gradient_size.resize(P), hessian.resize(P * P), hessian_size.resize(P * P);
        for (Index i = 0; i < p.rows; ++i) {
            const Long c = static_cast<Long>(p.scale) * (p.weight ? p.weight[i] : 1);
            std::vector<Long> eta(K), first(K), second(K * K);
            for (Index k = 0; k < K; ++k) {
                eta[k] = p.intercept ? parameters[K * d + k] : 0;
                for (Index j = 0; j < d; ++j) eta[k] += static_cast<Long>(parameters[k * d + j]) * x[i * d + j];
            }
            const Long y = p.y[i];
            Long loss = 0;
            if (p.loss == Loss::squared) {
                loss = (eta[0] - y) * (eta[0] - y) / 2, first[0] = eta[0] - y, second[0] = 1;
            } else if (p.loss == Loss::poisson) {
                loss = expl(eta[0]) - y * eta[0], first[0] = expl(eta[0]) - y, second[0] = expl(eta[0]);
            } else if (p.loss == Loss::logistic) {
                const Long q = 1 / (1 + expl(-eta[0]));
                loss = y > 0 ? log1pl(expl(-eta[0])) : log1pl(expl(eta[0]));
                first[0] = q - y, second[0] = q * (1 - q);
            } else {
                Long total = 0;
                for (Index k = 0; k < K; ++k) total += expl(eta[k]);
                loss = logl(total) - eta[static_cast<Index>(y)];
                for (Index k = 0; k < K; ++k) {
                    const Long pk = expl(eta[k]) / total;
                    first[k] = pk - (k == static_cast<Index>(y));
                    for (Index l = 0; l < K; ++l) second[k * K + l] = (k == l ? pk : 0) - pk * expl(eta[l]) / total;
                }
            }
            value += c * loss;
            sum_of_sizes += c * fabsl(loss);
            const auto feature = [&](Index j) { return j < d ? static_cast<Long>(x[i * d + j]) : 1; };
            const auto place = [&](Index k, Index j) { return j < d ? k * d + j : K * d + k; };
            for (Index k = 0; k < K; ++k) {
                for (Index j = 0; j < P / K; ++j) {
                    const Long g = c * first[k] * feature(j);
                    gradient[place(k, j)] += g;
                    gradient_size[place(k, j)] += fabsl(g);
                    for (Index l = 0; l < K; ++l) {
                        for (Index m = 0; m < P / K; ++m) {
                            const Long h = c * second[k * K + l] * feature(j) * feature(m);
                            hessian[place(k, j) * P + place(l, m)] += h;
                            hessian_size[place(k, j) * P + place(l, m)] += fabsl(h);
                        }
                    }
                }
            }
        }
        for (Index i = 0; i < K * d; ++i) {
            value += static_cast<Long>(p.penalty) * parameters[i] * parameters[i] / 2;
            gradient[i] += static_cast<Long>(p.penalty) * parameters[i];
            hessian[i * P + i] += p.penalty;
        }
    }
};

struct Pass {
    std::vector<double> v, g, eta, h, product;
    double value = 0;
};

// One pass and one Hessian at a point; `cut` visits the pieces one at a time.
Pass passed(GlmObjective& f, const std::vector<double>& v, bool single_hessian, bool cut, Workspace& memory) {
    const Index P = f.dimension(), pieces = f.pieces(f.all()), step = cut ? 1 : pieces;
    Pass pass{v, std::vector<double>(P), std::vector<double>(f.predictors()), std::vector<double>(P * P),
              std::vector<double>(P)};
    f.aim(v.data());
    for (Index i = 0; i < pieces; i += step) f.visit(f.all(), i, i + step, pass.eta.data());
    pass.value = f.collect(f.all(), v.data(), pass.g.data());
    f.aim_product(pass.g.data());
    for (Index i = 0; i < pieces; i += step) f.visit_product(f.all(), i, i + step, pass.eta.data());
    f.collect_product(f.all(), pass.g.data(), pass.product.data());
    GlmObjective::Hessian hessian;
    if (!f.allocate(hessian, single_hessian, memory)) std::abort();
    f.clear(hessian);
    for (Index i = 0; i < pieces; i += step) f.add(hessian, f.all(), i, i + step, pass.eta.data());
    f.finish(hessian, {pass.h.data(), P, P, P});
    return pass;
}

void check(const Case& c) {
    std::snprintf(what, sizeof what, "loss %d, %td x %td, K %td%s%s%s", static_cast<int>(c.loss), c.rows, c.columns,
                  c.classes, c.intercept ? ", intercept" : "", c.single ? ", single" : "",
                  c.weighted ? ", weighted" : "");
    const Data data(c);
    const GlmProblem& p = data.problem;
    Workspace memory;
    GlmObjective f;
    if (!f.prepare(p, memory)) std::abort();
    const Index P = f.dimension(), d = p.columns, K = p.classes;

    std::vector<double> v(P), parameters(P), back(P);
    for (double& each : v) each = 0.3 * normal();
    const auto dead = [&](Index j) { return p.intercept && p.deviation[j] == 0; };
    for (Index k = 0; k < K; ++k) {
        for (Index j = 0; j < d; ++j) v[k * d + j] = dead(j) ? 0 : v[k * d + j];
    }
    f.to_parameters(v.data(), parameters.data());
    f.to_variables(parameters.data(), back.data());
    for (Index i = 0; i < P; ++i) close(back[i], v[i], 1, 1e-12, "variables there and back");

    const Pass pass = passed(f, v, false, false, memory);
    const Naive naive(p, data.x, parameters.data());
    close(pass.value, naive.value, naive.sum_of_sizes, 1e-14, "value");

    // dθ/dv: w = v/σ, b = β - Σ v μ/σ. Its columns are unit variables turned into parameters.
    std::vector<Long> jacobian(P * P);
    for (Index i = 0; i < P; ++i) {
        std::vector<double> unit(P), column(P);
        unit[i] = 1;
        f.to_parameters(unit.data(), column.data());
        for (Index j = 0; j < P; ++j) jacobian[j * P + i] = column[j];
    }
    std::vector<Long> half(P * P), half_size(P * P), direction(P), product(P), product_size(P);
    for (Index i = 0; i < P; ++i) {
        Long sum = 0, size = 0;
        for (Index a = 0; a < P; ++a) {
            sum += jacobian[a * P + i] * naive.gradient[a];
            size += fabsl(jacobian[a * P + i]) * naive.gradient_size[a];
            for (Index b = 0; b < P; ++b) {
                half[a * P + i] += naive.hessian[a * P + b] * jacobian[b * P + i];
                half_size[a * P + i] += naive.hessian_size[a * P + b] * fabsl(jacobian[b * P + i]);
            }
        }
        close(pass.g[i], sum, size, 1e-14, "gradient");
    }
    for (Index j = 0; j < P; ++j) direction[j] = pass.g[j];
    for (Index i = 0; i < P; ++i) {
        for (Index j = i; j < P; ++j) {
            Long sum = 0, size = 0;
            for (Index a = 0; a < P; ++a) {
                sum += jacobian[a * P + i] * half[a * P + j];
                size += fabsl(jacobian[a * P + i]) * half_size[a * P + j];
            }
            product[i] += sum * direction[j];
            product_size[i] += size * fabsl(direction[j]);
            if (j > i) product[j] += sum * direction[i], product_size[j] += size * fabsl(direction[i]);
            const bool alone = i < K * d && i == j && dead(i % d);
            if (alone) sum = 1;
            const bool shifted = p.loss == Loss::multinomial && i % d == j % d && (i < K * d) == (j < K * d);
            const bool both_intercepts = i >= K * d && j >= K * d && p.loss == Loss::multinomial;
            if (!(shifted || both_intercepts) || alone) close(pass.h[i * P + j], sum, size, 5e-14, "Hessian");
        }
        close(pass.product[i], product[i], product_size[i], 1e-13, "product");
    }

    // The multiple of 11' that is added over the classes of a column leaves differences within a row of blocks alone.
    if (p.loss == Loss::multinomial) {
        const auto exact = [&](Index i, Index j) {
            Long sum = 0;
            for (Index a = 0; a < P; ++a) sum += jacobian[a * P + i] * half[a * P + j];
            return sum;
        };
        for (Index j = 0; j < P / K; ++j) {
            if (j < d && dead(j)) continue;
            const auto place = [&](Index k) { return j < d ? k * d + j : K * d + k; };
            const Long shift = pass.h[place(0) * P + place(1)] - exact(place(0), place(1));
            if (!(shift > 0)) close(0, 1, 1, 0, "shift");
            for (Index k = 0; k < K; ++k) {
                for (Index l = k; l < K; ++l) {
                    close(pass.h[place(k) * P + place(l)] - static_cast<double>(shift), exact(place(k), place(l)),
                          fabsl(exact(place(k), place(k))) + shift, 1e-12, "Hessian of a column's classes");
                }
            }
        }
    }

    const Pass single = passed(f, v, true, false, memory);
    for (Index i = 0; i < P; ++i) {
        for (Index j = i; j < P; ++j) {
            const Long size = sqrtl(fabsl(Long{pass.h[i * P + i]} * pass.h[j * P + j]));
            close(single.h[i * P + j], pass.h[i * P + j], size, 3e-6, "Hessian in single precision");
        }
    }

    // The same bits however the work is cut.
    for (int threads : {1, 2, 3, 16}) {
        set_threads(threads);
        Workspace other_memory;
        GlmObjective other;
        if (!other.prepare(p, other_memory)) std::abort();
        const Pass again = passed(other, v, false, threads == 2, other_memory);
        bool same = again.value == pass.value && again.g == pass.g && again.product == pass.product;
        for (Index i = 0; i < P; ++i) {
            for (Index j = i; j < P; ++j) same = same && again.h[i * P + j] == pass.h[i * P + j];
        }
        if (!same) close(0, 1, 1, 0, "the same bits for any number of threads");
    }
    set_threads(1);

    // Along the line to another point: values and slopes from passes there.
    std::vector<double> p_line(P), moved(P);
    for (Index i = 0; i < P; ++i) p_line[i] = i < K * d && dead(i % d) ? 0 : 0.2 * normal();
    std::vector<double> delta(f.predictors());
    for (Index i = 0; i < P; ++i) moved[i] = v[i] + p_line[i];
    const Pass there = passed(f, moved, false, false, memory);
    for (std::size_t i = 0; i < delta.size(); ++i) delta[i] = there.eta[i] - pass.eta[i];
    const auto along = [&](double a) {
        f.visit_along(f.all(), 0, f.pieces(f.all()), pass.eta.data(), delta.data(), a);
        return f.collect_along(f.all());
    };
    PointSums sums = along(1);
    const PointSums penalty = f.penalty_along(v.data(), p_line.data(), 1);
    Long slope = 0, curvature = 0, slope_size = 0;
    for (Index i = 0; i < P; ++i) {
        slope += Long{there.g[i]} * p_line[i];
        slope_size += fabsl(Long{there.g[i]} * p_line[i]);
        for (Index j = 0; j < P; ++j) {
            const bool gauge = p.loss == Loss::multinomial;
            if (!gauge) curvature += Long{there.h[(i < j ? i : j) * P + (i < j ? j : i)]} * p_line[i] * p_line[j];
        }
    }
    close(sums.value + penalty.value, there.value, fabsl(there.value), 1e-12, "value along a line");
    close(sums.first + penalty.first, slope, slope_size, 1e-10, "slope along a line");
    if (p.loss != Loss::multinomial) {
        close(sums.second + penalty.second, curvature, curvature, 1e-10, "curvature along a line");
    }
    const double e = 1e-4;
    const PointSums more = along(1 + e);
    const PointSums less = along(1 - e);
    close(sums.second, (more.first - less.first) / (2 * e), sums.second, 1e-5, "curvature by differences");
}

// The losses of single rows at predictors of all sizes, for both classes: the value, its first derivative and its
// second.
void logistic_losses() {
    const GlmLoss& loss = kernels().glm.losses[static_cast<int>(Loss::logistic)];
    double worst[3] = {};
    for (int k = 0; k < 20000; ++k) {
        const double size = k % 2 ? 710 * uniform() : std::exp(50 * uniform() - 44);
        const double eta[] = {size, -size, size, -size}, y[] = {0, 0, 1, 1};
        double residual[4], curvature[4];
        loss.evaluate(4, eta, y, nullptr, 1, residual, curvature);
        for (int i = 0; i < 4; ++i) {
            if (size > 700) continue;  // as good as 0
            const Long m = (2 * y[i] - 1) * eta[i], t = expl(-fabsl(m)), wrong = m < 0 ? 1 / (1 + t) : t / (1 + t);
            double r, h;
            const double value = loss.evaluate(1, eta + i, y + i, nullptr, 1, &r, &h).value;
            const Long exact[] = {fmaxl(-m, 0) + log1pl(t), (1 - 2 * y[i]) * wrong, t / (1 + t) / (1 + t)};
            const double got[] = {value, residual[i], curvature[i]};
            for (int q = 0; q < 3; ++q) {
                const double error = static_cast<double>(fabsl((got[q] - exact[q]) / exact[q])) / 0x1p-53;
                worst[q] = std::fmax(worst[q], error);
            }
            if (r != residual[i] || h != curvature[i]) worst[0] = INFINITY;  // alone, or with others
        }
    }
    std::snprintf(what, sizeof what, "logistic");
    for (double error : worst) close(error, 0, 1, 8, "error in half units of the last place");
}

}  // namespace

int main() {
    for (int l = 0; l < level_count(); ++l) {
        if (!select_level(l)) continue;
        level = level_name(l);
        set_threads(1);
        for (Loss loss : {Loss::squared, Loss::logistic, Loss::poisson, Loss::multinomial}) {
            for (Index columns : {1, 2, 5, 8, 17, 33}) {
                for (Index classes : {2, 3, 10}) {
                    if (classes != 2 && (loss != Loss::multinomial || columns > 17)) continue;
                    for (int flags = 0; flags < 8; ++flags) {
                        const Index rows = columns == 33 ? 300 : 1 + 53 * (flags % 3);
                        check({loss, rows, columns, classes, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0,
                               flags % 3 ? 0.5 : 0});
                    }
                }
            }
        }
        logistic_losses();
        check({Loss::logistic, 9000, 60, 2, true, false, false, 1});  // several pieces
        check({Loss::poisson, 9000, 37, 2, true, true, true, 1});
        check({Loss::multinomial, 3000, 9, 5, true, false, true, 1});
        check({Loss::logistic, 40, 130, 2, true, false, false, 1});  // more columns than rows
    }
    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
