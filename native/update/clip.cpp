#include "update/clip.hpp"

#include <cfloat>
#include <cmath>

#include "kernels/table.hpp"
#include "linalg/norms.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

double norm_of(Vector<const double> block) {
    return norm2<double>(block);
}

// Squares of floats do not overflow in double.
double norm_of(Vector<const float> block) {
    return std::sqrt(level1<float>().dot_in_double(block.size, block.data, block.data));
}

}  // namespace

template <class T>
void GradientNorm::add(Vector<const T> gradient) {
    constexpr Index together = 256;  // blocks whose norms fit on the stack
    double norms[together];
    for (Index first = 0; first < gradient.size; first += together * update_block) {
        const Index rest = gradient.size - first;
        const Index count = rest < together * update_block ? rest : together * update_block;
        for_each_range(count, update_block, [&](Index begin, Index end) {
            norms[begin / update_block] = norm_of(Vector<const T>{gradient.data + first + begin, end - begin});
        });
        for (Index block = 0; block * update_block < count; ++block) norm_ = std::hypot(norm_, norms[block]);
    }
}

template void GradientNorm::add(Vector<const double>);
template void GradientNorm::add(Vector<const float>);

}  // namespace steepest
