// Fits of every reference file by every solver, and of hostile data, at every level.
#include "models/glm_fit.hpp"

#include <algorithm>

#include "models/dataset.hpp"
#include "parallel/pool.hpp"
#include "reference.hpp"

using namespace steepest;

namespace {

int failures = 0;
const char* level = "";
std::string what;
template <class... Values>
void expect(bool condition, const char* format, Values... values) {
    if (condition) return;
    ++failures;
    std::printf("FAIL %s %s: ", level, what.c_str());
    std::printf(format, values...);
    std::printf("\n");
}

struct Design {
    std::vector<double> x{}, y{}, weights{};
    Index rows = 0, columns = 0;
};

struct Model {
    Loss loss;
    Index classes = 1;
    bool intercept = true;
    double scale = 1, penalty = 0;
    bool single = false;
};

struct Result {
    Status status;
    double value, gap;
    bool certified;
    Index iterations, passes, hessians;
    std::vector<double> parameters;
};

Result fit(const Design& design, const Model& model, GlmSolver solver, double tolerance = 1e-8) {
    RowMemory row_memory;
    Dataset data(design.rows, design.columns, model.single, row_memory);
    const ColumnSummary& summary = data.summary();
    expect(data.append(Matrix<const double>{design.x.data(), design.rows, design.columns, design.columns}), "finite");
    GlmFit fit;
    fit.solver = solver;
    fit.tolerance = tolerance;
    Options options{};
    options.max_iterations = 1000;
    options.max_evaluations = INFINITY;
    options.target = -INFINITY;
    const GlmProblem problem{.x = data.rows().data,
                             .single = model.single,
                             .padded = true,
                             .rows = design.rows,
                             .columns = design.columns,
                             .stride = design.columns,
                             .y = design.y.data(),
                             .weight = design.weights.empty() ? nullptr : design.weights.data(),
                             .mean = summary.means(),
                             .deviation = summary.deviations(),
                             .loss = model.loss,
                             .classes = model.classes,
                             .intercept = model.intercept,
                             .scale = model.scale,
                             .penalty = model.penalty};
    Workspace memory;
    expect(fit.objective.prepare(problem, memory), "memory");
    Run run(fit.objective.dimension(), options, 1 << 16);
    run.root = fit_glm(run, fit);
    run.begin();
    while (!run.done()) run.tell(0);
    Result result{run.verdict().status,
                  run.incumbent.value,
                  fit.report.gap,
                  fit.report.certified != 0,
                  run.iterations,
                  static_cast<Index>(fit.report.passes),
                  static_cast<Index>(fit.report.hessians),
                  std::vector<double>(static_cast<std::size_t>(run.dimension))};
    run.best_point(result.parameters.data());
    return result;
}

std::vector<std::string> strings(const std::string& json, const std::string& key) {
    std::vector<std::string> found;
    std::size_t at = json.find('"' + key + '"') + key.size() + 2;
    const std::size_t end = json.find(']', at);
    if (json.substr(at, 6).find('[') == std::string::npos) return found;
    while ((at = json.find('"', at)) < end) {
        const std::size_t to = json.find('"', at + 1);
        found.push_back(json.substr(at + 1, to - at - 1));
        at = to + 1;
    }
    return found;
}

// A column by its name: `wool=1` an indicator, `a:b` a product.
double feature(const reference::Table& table, std::size_t i, const std::string& name) {
    if (const std::size_t colon = name.find(':'); colon != std::string::npos) {
        return feature(table, i, name.substr(0, colon)) * feature(table, i, name.substr(colon + 1));
    }
    if (const std::size_t equals = name.find('='); equals != std::string::npos) {
        return table.at(i, table.column(name.substr(0, equals))) == std::atof(name.c_str() + equals + 1);
    }
    return table.at(i, table.column(name));
}

Design design_of(const std::string& json, const std::string& dataset, const std::string& target) {
    const reference::Table table = reference::table(dataset);
    const std::vector<std::string> names = strings(json, "featureNames");
    Design design;
    design.rows = static_cast<Index>(table.rows());
    design.columns = static_cast<Index>(names.size());
    for (std::size_t i = 0; i < table.rows(); ++i) {
        for (const std::string& name : names) design.x.push_back(feature(table, i, name));
        design.y.push_back(table.at(i, table.column(target)));
    }
    const std::vector<double> scale = reference::numbers(json, "featureScale");
    const bool standardize = json.find("\"standardize\": \"x_j") != std::string::npos;
    for (Index j = 0; j < design.columns; ++j) {
        const auto x = [&](Index i) -> double& { return design.x[static_cast<std::size_t>(i * design.columns + j)]; };
        long double mean = 0, squares = 0;
        for (Index i = 0; i < design.rows; ++i) mean += x(i) / static_cast<long double>(design.rows);
        for (Index i = 0; i < design.rows; ++i) squares += (x(i) - mean) * (x(i) - mean) / design.rows;
        for (Index i = 0; i < design.rows; ++i) {
            if (!scale.empty()) x(i) /= scale[0];
            if (standardize) x(i) = static_cast<double>((x(i) - mean) / sqrtl(squares));
        }
    }
    return design;
}

void solve(const char* id, const char* dataset, const char* target, Loss loss) {
    const std::string json = reference::text_of(std::string("solutions/") + id + ".json");
    const Design design = design_of(json, dataset, target);
    const char* key = loss == Loss::logistic || loss == Loss::multinomial ? "C" : "alpha";
    const bool intercept = json.find("NO intercept") == std::string::npos;
    std::size_t at = json.find("\"solutions\"");
    if (at == std::string::npos) at = 0;
    for (;;) {
        const std::size_t next = json.find("\"objectiveValue\"", at);
        if (next == std::string::npos) break;
        const std::size_t from = json.find(std::string("\"") + key + "\"", at);
        const std::vector<double> strengths =
            from < json.find("versions") ? reference::numbers(json, key, at) : std::vector<double>{};
        const double best = reference::numbers(json, "objectiveValue", at)[0];
        Model model{.loss = loss, .intercept = intercept};
        const bool classes = loss == Loss::multinomial;
        if (classes) model.classes = static_cast<Index>(reference::numbers(json, "classes").size());
        const double strength = strengths.empty() ? 0 : strengths[0];
        if (loss == Loss::logistic || classes) {
            model.penalty = strengths.empty() ? 0 : 1;
            model.scale = strengths.empty() ? 1 : strength;
        } else if (loss == Loss::poisson) {
            model.scale = 1 / static_cast<double>(design.rows);
            model.penalty = strength;
        } else {
            model.scale = 2;
            model.penalty = 2 * strength;
        }
        const std::size_t in = json.rfind('{', next);
        std::vector<double> coefficients = reference::numbers(json, classes ? "coefByClass" : "coef", in);
        const std::vector<double> intercepts = reference::numbers(json, "intercept", in);
        if (intercept) coefficients.insert(coefficients.end(), intercepts.begin(), intercepts.end());
        for (GlmSolver solver : {GlmSolver::automatic, GlmSolver::newton, GlmSolver::newton_cg, GlmSolver::lbfgs}) {
            if (std::strstr(id, "letter") && solver != GlmSolver::automatic && std::strcmp(level, "avx512")) continue;
            what = std::string(id) + " " + key + " " + std::to_string(strength) + " " +
                   glm_solver_names[static_cast<int>(solver)];
            const Result result = fit(design, model, solver);
            const double excess = (result.value - best) / std::fabs(best);
            double worst = 0, largest = 0;
            for (std::size_t k = 0; k < coefficients.size(); ++k) {
                worst = std::fmax(worst, std::fabs(result.parameters[k] - coefficients[k]));
                largest = std::fmax(largest, std::fabs(coefficients[k]));
            }
            const bool good = result.status == Status::gap_tolerance || result.status == Status::solved;
            expect(good, "status %s", status_names[static_cast<int>(result.status)]);
            expect(std::fabs(excess) <= 1e-8, "objective %.17g, expected %.17g (%.1e)", result.value, best, excess);
            expect(worst <= 1e-6 * largest, "coefficients differ by %.1e of the largest", worst / largest);
            expect(result.gap / std::fabs(best) <= 1e-8, "gap %.1e", result.gap / std::fabs(best));
            expect(model.penalty == 0 || result.certified || loss == Loss::squared, "certified");
            expect(excess <= result.gap / std::fabs(best) + 1e-11, "excess %.2e above gap %.1e", excess, result.gap);
            if (std::getenv("GLM_VERBOSE")) {
                std::printf("%-60s %s it %td passes %td hessians %td excess %.1e gap %.1e coef %.1e\n", what.c_str(),
                            status_names[static_cast<int>(result.status)], result.iterations, result.passes,
                            result.hessians, excess, result.gap / std::fabs(best), worst / largest);
            }
        }
        at = next + 10;
    }
}

unsigned long long state = 7;
double uniform() {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<double>(state >> 11) / 9007199254740992.0;
}
double normal() {
    return uniform() + uniform() + uniform() + uniform() + uniform() + uniform() - 3;
}

Design random_design(Index rows, Index columns, Loss loss, Index classes = 1) {
    Design design{.rows = rows, .columns = columns};
    for (Index i = 0; i < rows; ++i) {
        double eta = 0.3;
        for (Index j = 0; j < columns; ++j) {
            design.x.push_back(normal());
            eta += design.x.back() / static_cast<double>(j + 1);
        }
        design.y.push_back(loss == Loss::logistic  ? uniform() < 1 / (1 + std::exp(-eta))
                           : loss == Loss::poisson ? std::floor(std::exp(0.5 * eta) + uniform())
                           : loss == Loss::multinomial
                               ? std::fmod(std::floor(std::fabs(3 * eta + 2 * normal())), classes)
                               : eta + normal());
    }
    return design;
}

constexpr GlmSolver solvers[] = {GlmSolver::automatic, GlmSolver::newton, GlmSolver::newton_cg, GlmSolver::lbfgs};

void expect_status(const Result& result, Status status) {
    expect(result.status == status, "status %s, expected %s", status_names[static_cast<int>(result.status)],
           status_names[static_cast<int>(status)]);
}

// No maximum-likelihood estimate: the status says so; with a penalty there is one.
void separable() {
    const Model logistic{.loss = Loss::logistic}, poisson{.loss = Loss::poisson, .scale = 0.1};
    const Model classes{.loss = Loss::multinomial, .classes = 3};
    struct {
        const char* name;
        Design design;
        Model model;
    } const cases[] = {
        {"separated", {{-2, -1, 1, 2}, {0, 0, 1, 1}, {}, 4, 1}, logistic},
        {"separated but for ties", {{-1, 0, 0, 1}, {0, 0, 1, 1}, {}, 4, 1}, logistic},
        {"a column that only one class has",
         {{0, 1, 0, 2, 0, 3, 0, 1, 0, 2, 0, 3, 1, 1, 1, 2}, {0, 1, 0, 1, 0, 1, 1, 1}, {}, 8, 2},
         logistic},
        {"more columns than rows", random_design(10, 20, Loss::logistic), logistic},
        {"a group without counts", {{0, 0, 0, 1, 1, 1}, {2, 3, 1, 0, 0, 0}, {}, 6, 1}, poisson},
        {"separated classes", {{-9, -8, -1, 0, 8, 9}, {0, 0, 1, 1, 2, 2}, {}, 6, 1}, classes},
    };
    for (const auto& each : cases) {
        for (GlmSolver solver : solvers) {
            what = std::string(each.name) + ", " + glm_solver_names[static_cast<int>(solver)];
            expect_status(fit(each.design, each.model, solver), Status::separable);
            Model penalized = each.model;
            penalized.penalty = 0.01;
            const Result result = fit(each.design, penalized, solver);
            expect_status(result, Status::gap_tolerance);
            expect(result.certified, "certified");
        }
    }
    // One row on the other side: an estimate exists, however far away.
    for (double overlap : {1.0, 1e-2, 1e-4}) {
        for (GlmSolver solver : {GlmSolver::newton, GlmSolver::automatic}) {
            what = "overlap of " + std::to_string(overlap);
            const Result result = fit({{-2, -1, overlap, 0, 1, 2}, {0, 0, 0, 1, 1, 1}, {}, 6, 1}, logistic, solver);
            expect_status(result, Status::gap_tolerance);
        }
    }
}

// The same data told otherwise: the objective is the same.
void invariant(Loss loss, GlmSolver solver) {
    const Index classes = loss == Loss::multinomial ? 3 : 1;
    const Design design = random_design(300, 6, loss, classes);
    Model model{.loss = loss, .classes = classes};
    const auto name = [&](const char* text) {
        what = std::string(text) + ", loss " + std::to_string(static_cast<int>(loss)) + ", " +
               glm_solver_names[static_cast<int>(solver)];
    };
    const auto near = [&](double value, double expected, double tolerance) {
        expect(std::fabs(value - expected) <= tolerance * std::fabs(expected), "objective %.17g, expected %.17g", value,
               expected);
    };
    const Status good = loss == Loss::squared ? Status::solved : Status::gap_tolerance;
    name("as it is");
    const Result plain = fit(design, model, solver);
    expect_status(plain, good);

    name("columns scaled and shifted");
    for (double ratio : {1e3, 1e6}) {
        Design moved = design;
        for (std::size_t k = 0; k < moved.x.size(); ++k) {
            const std::size_t j = k % 6;
            const double scale = std::pow(10.0, 4 * static_cast<double>(j) - 12);
            moved.x[k] = scale * (moved.x[k] + (j % 2 ? ratio : 0));
        }
        const Result result = fit(moved, model, solver);
        expect_status(result, good);
        near(result.value, plain.value, 1e-8);
    }

    name("a constant and a repeated column");
    Design wide{.y = design.y, .rows = 300, .columns = 9};
    for (Index i = 0; i < 300; ++i) {
        const double* row = &design.x[static_cast<std::size_t>(6 * i)];
        wide.x.insert(wide.x.end(), row, row + 6);
        wide.x.insert(wide.x.end(), {0.1, row[2], row[1] + row[3]});
    }
    const Result repeated = fit(wide, model, solver);
    const bool exact = loss == Loss::squared || solver != GlmSolver::lbfgs || true;
    expect_status(repeated, exact ? Status::rank_deficient : good);
    near(repeated.value, plain.value, 1e-8);

    name("a penalty on a repeated column");
    Model penalized = model;
    penalized.penalty = 2;
    const Result shared = fit(wide, penalized, solver, 1e-12);
    expect_status(shared, good);
    for (Index k = 0; k < classes; ++k) {
        const double* w = &shared.parameters[static_cast<std::size_t>(9 * k)];
        expect(std::fabs(w[2] - w[7]) <= 1e-5 * std::fabs(w[2]), "equal columns share: %.9g and %.9g", w[2], w[7]);
        expect(w[6] == 0, "a constant column has the coefficient %g", w[6]);
    }

    name("rows of weight 0, 2 and 1");
    Design weighted = design, expanded = design;
    for (Index i = 0; i < 300; ++i) weighted.weights.push_back(i < 100 ? 2 : 1);
    for (int i = 0; i < 20; ++i) {
        for (int j = 0; j < 6; ++j) weighted.x.push_back(1e5 * normal());
        weighted.y.push_back(loss == Loss::multinomial ? 2 : 1);
        weighted.weights.push_back(0);
        ++weighted.rows;
    }
    expanded.x.insert(expanded.x.end(), design.x.begin(), design.x.begin() + 600);
    expanded.y.insert(expanded.y.end(), design.y.begin(), design.y.begin() + 100);
    expanded.rows = 400;
    const Result by_weight = fit(weighted, model, solver), by_rows = fit(expanded, model, solver);
    expect_status(by_weight, good);
    near(by_weight.value, by_rows.value, 1e-8);
}

// Enough rows for a start on a sample: whatever their order, the answer is the plain method's and the gap bounds the
// excess.
void accelerated() {
    struct {
        const char* name;
        Index rows, columns;
        int order;  // 1 sorted by y, 2 by a column, 3 periodic, 4 few of a class, 5 weights on few, 6 columns nearly
                    // alike
        Loss loss;
        double penalty;
        bool intercept;
    } const cases[] = {
        {"as it comes", 30000, 90, 0, Loss::logistic, 1, true},
        {"few rows for each column", 8000, 190, 0, Loss::logistic, 1, false},
        {"sorted by class", 30000, 90, 1, Loss::logistic, 1, true},
        {"sorted by a column", 30000, 90, 2, Loss::logistic, 1, true},
        {"periodic", 32768, 90, 3, Loss::logistic, 1, true},
        {"twelve rows of a class", 30000, 90, 4, Loss::logistic, 1, true},
        {"weights on a few rows", 30000, 90, 5, Loss::logistic, 1, true},
        {"columns nearly alike", 30000, 90, 6, Loss::logistic, 1, true},
        {"no penalty", 30000, 90, 0, Loss::logistic, 0, true},
        {"columns nearly alike, no penalty", 30000, 90, 6, Loss::logistic, 0, true},
        {"counts", 30000, 90, 0, Loss::poisson, 0.1, true},
        {"counts, sorted", 30000, 90, 1, Loss::poisson, 0, true},
        {"classes", 12000, 30, 1, Loss::multinomial, 1, true},
    };
    for (const auto& each : cases) {
        const Index classes = each.loss == Loss::multinomial ? 5 : 1;
        Design design = random_design(each.rows, each.columns, each.loss, classes);
        const std::size_t d = static_cast<std::size_t>(each.columns);
        for (std::size_t i = 0; i < design.y.size(); ++i) {
            if (each.order == 3) design.x[i * d] = static_cast<double>(i % 512) / 100;
            if (each.order == 4) design.y[i] = i % 2500 == 7;
            if (each.order == 5) design.weights.push_back(i < 3000 ? 1 : 1e-6);
            for (std::size_t j = 1; each.order == 6 && j < 8; ++j)
                design.x[i * d + j] = design.x[i * d] + 1e-5 * normal();
        }
        if (each.order == 1 || each.order == 2) {
            std::vector<std::size_t> rank(design.y.size());
            for (std::size_t i = 0; i < rank.size(); ++i) rank[i] = i;
            const auto key = [&](std::size_t i) { return each.order == 1 ? design.y[i] : design.x[i * d]; };
            std::stable_sort(rank.begin(), rank.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
            const Design before = design;
            for (std::size_t i = 0; i < rank.size(); ++i) {
                design.y[i] = before.y[rank[i]];
                std::copy_n(before.x.begin() + static_cast<std::ptrdiff_t>(rank[i] * d), d,
                            design.x.begin() + static_cast<std::ptrdiff_t>(i * d));
            }
        }
        Model model{.loss = each.loss, .classes = classes, .intercept = each.intercept, .penalty = each.penalty};
        if (each.loss == Loss::poisson) model.scale = 1 / static_cast<double>(each.rows);
        what = std::string("accelerated, ") + each.name + ", to 1e-12";
        const Result exact = fit(design, model, GlmSolver::newton, 1e-12);
        for (double tolerance : {1e-4, 1e-6, 1e-8}) {
            what = std::string("accelerated, ") + each.name + ", to " + std::to_string(tolerance);
            const Result result = fit(design, model, GlmSolver::automatic, tolerance);
            expect_status(result, Status::gap_tolerance);
            const double size = std::fabs(exact.value), excess = (result.value - exact.value) / size;
            expect(result.gap <= tolerance * size * (1 + 1e-9), "gap %.2e", result.gap / size);
            // Without a penalty the gap is an estimate.
            expect(excess <= (each.penalty > 0 ? 1 : 2) * result.gap / size + 1e-13, "excess %.2e above the gap %.2e",
                   excess, result.gap / size);
            if (std::getenv("GLM_VERBOSE")) {
                std::printf("%-50s excess %.1e gap %.1e it %td passes %td hessians %td (exact: it %td)\n", what.c_str(),
                            excess, result.gap / size, result.iterations, result.passes, result.hessians,
                            exact.iterations);
            }
        }
    }
}

void small() {
    for (Loss loss : {Loss::squared, Loss::logistic, Loss::poisson}) {
        for (GlmSolver solver : solvers) {
            what =
                "one row, loss " + std::to_string(static_cast<int>(loss)) + glm_solver_names[static_cast<int>(solver)];
            const Design one{{3, 4}, {1}, {}, 1, 2};
            const Result penalized = fit(one, {.loss = loss, .intercept = false, .penalty = 1}, solver);
            expect_status(penalized, loss == Loss::squared ? Status::solved : Status::gap_tolerance);
        }
    }
    what = "more columns than rows, squared";
    const Design wide = random_design(20, 50, Loss::squared);
    for (GlmSolver solver : solvers) {
        const Result result = fit(wide, {.loss = Loss::squared, .scale = 2}, solver);
        expect_status(result, Status::rank_deficient);
        expect(result.value <= 1e-18 * 20, "objective %g", result.value);
    }
    what = "single precision";
    const reference::Table table = reference::table("breast_cancer");
    Design raw{.rows = 569, .columns = 30};
    for (Index i = 0; i < 569; ++i) {
        for (std::size_t j = 0; j < 30; ++j)
            raw.x.push_back(static_cast<float>(table.at(static_cast<std::size_t>(i), j)));
        raw.y.push_back(table.at(static_cast<std::size_t>(i), 30));
    }
    for (GlmSolver solver : solvers) {
        what = std::string("raw breast_cancer, ") + glm_solver_names[static_cast<int>(solver)];
        const Model model{.loss = Loss::logistic, .penalty = 1};
        Model single = model;
        single.single = true;
        const Result in_double = fit(raw, model, solver), in_single = fit(raw, single, solver);
        expect_status(in_double, Status::gap_tolerance);
        expect_status(in_single, Status::gap_tolerance);
        expect(in_double.certified && in_single.certified, "certified");
        expect(std::fabs(in_double.value - in_single.value) <= 1e-12 * in_double.value,
               "the same numbers in both precisions: %.17g, %.17g", in_double.value, in_single.value);
        if (std::getenv("GLM_VERBOSE"))
            std::printf("%s: %.15g, %td iterations\n", what.c_str(), in_double.value, in_double.iterations);
    }
}

}  // namespace

int main() {
    for (int l = 0; l < level_count(); ++l) {
        if (!select_level(l)) continue;
        level = level_name(l);
        separable();
        for (Loss loss : {Loss::squared, Loss::logistic, Loss::poisson, Loss::multinomial}) {
            for (GlmSolver solver : solvers) invariant(loss, solver);
        }
        small();
        if (l + 1 == level_count()) accelerated();
        solve("ols-airquality", "airquality", "Ozone", Loss::squared);
        solve("ols-diabetes", "diabetes", "progression", Loss::squared);
        solve("ols-longley", "longley", "Employed", Loss::squared);
        solve("ols-mtcars", "mtcars", "mpg", Loss::squared);
        solve("ols-stackloss", "stackloss", "stack_loss", Loss::squared);
        solve("ridge-diabetes", "diabetes", "progression", Loss::squared);
        solve("ridge-mtcars", "mtcars", "mpg", Loss::squared);
        solve("logistic-l2-breast_cancer", "breast_cancer", "class", Loss::logistic);
        solve("logistic-l2-noint-breast_cancer", "breast_cancer", "class", Loss::logistic);
        solve("logistic-ml-mtcars", "mtcars", "am", Loss::logistic);
        solve("poisson-warpbreaks", "warpbreaks", "breaks", Loss::poisson);
        solve("poisson-warpbreaks-interaction", "warpbreaks", "breaks", Loss::poisson);
        solve("multinomial-iris", "iris", "class", Loss::multinomial);
        solve("multinomial-wine", "wine", "class", Loss::multinomial);
        solve("multinomial-digits", "digits", "class", Loss::multinomial);
        solve("multinomial-letter", "letter", "lettr", Loss::multinomial);
    }
    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
