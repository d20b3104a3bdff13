#include "linalg/rotations.hpp"

#include "kernels/table.hpp"
#include "parallel/pool.hpp"

namespace steepest {

template <class T>
void Rotations<T>::apply() {
    constexpr Index strip = 1024 / sizeof(T);
    const Level1<T>& kernel = level1<T>();
    for_each_range(target_.columns, strip, [&](Index begin, Index end) {
        for (Index k = 0; k < count_; ++k) {
            const Rotation& rotation = waiting_[k];
            kernel.rotate(end - begin, rotation.c, rotation.s, target_.row(rotation.row) + begin,
                          target_.row(rotation.row + 1) + begin);
        }
    });
    count_ = 0;
}

template class Rotations<double>;
template class Rotations<float>;

}  // namespace steepest
