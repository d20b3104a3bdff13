#include "minimize/product_model.hpp"

namespace steepest {
namespace {

struct RunProducts : Products {
    Run& run;
    const double* x;

    RunProducts(Run& r, const double* at) : Products{r, pose, conclude_product}, run(r), x(at) {}

  private:
    static bool pose(Products& products, const double* v, double* out, std::coroutine_handle<> waiting) {
        const RunProducts& self = static_cast<RunProducts&>(products);
        self.run.pose({.needs = needs::product, .x = {self.x, self.run.dimension}, .direction = v, .product = out},
                      waiting);
        return true;
    }
    static void conclude_product(Products& products) { static_cast<RunProducts&>(products).run.conclude(); }
};

}  // namespace

Task<RegionStep> minimize_model(Run& run, ProductModel& model, const double* x, const double* g, double radius, bool,
                                double* p) {
    RunProducts products(run, x);
    co_return co_await steihaug(products, model.truncated, g, radius, p);
}

}  // namespace steepest
