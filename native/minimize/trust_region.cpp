// What is chosen by size: a factorization takes n³/3 operations and an iteration two or three of them, a product with
// the Hessian 2n² and an iteration rarely n; by differences a Hessian takes 2n gradients, a product 2.
#include "minimize/trust_region.hpp"

#include "minimize/hessian_model.hpp"
#include "minimize/product_model.hpp"
#include "minimize/sr1_model.hpp"
#include "minimize/within_region.hpp"

namespace steepest {
namespace {

constexpr Index largest_factored = 500;    // where the objective gives the Hessian
constexpr Index largest_differenced = 50;  // where it must be made from products or gradients

}  // namespace

Task<Verdict> trust_region(Run& run) {
    const bool known = run.provides & needs::hessian;
    if (run.dimension <= (known ? largest_factored : largest_differenced)) return within_region(run, FactoredModel{});
    if (known && !(run.provides & needs::product)) return within_region(run, TruncatedModel{});
    return within_region(run, ProductModel{});
}

Task<Verdict> sr1(Run& run) {
    return within_region(run, Sr1Model{});
}

}  // namespace steepest
