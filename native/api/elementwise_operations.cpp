#include "api/elementwise_operations.hpp"

#include "kernels/table.hpp"

namespace steepest {

void elementwise(int32_t function, Vector<const double> x, Vector<double> out) {
    Map* const kernel = kernels().elementwise.*elementwise_functions[function].kernel;
    kernel(x.size < out.size ? x.size : out.size, x.data, out.data);
}

void elementwise_of_two(int32_t function, Vector<const double> x, Vector<const double> y, Vector<double> out) {
    MapOfTwo* const kernel = kernels().elementwise.*elementwise_functions_of_two[function].kernel;
    const Index both = x.size < y.size ? x.size : y.size;
    kernel(both < out.size ? both : out.size, x.data, 1, y.data, 1, out.data);
}

}  // namespace steepest
