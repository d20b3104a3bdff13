// Sorting by index.
#pragma once

#include <utility>

#include "base/view.hpp"

namespace steepest {

// Orders the indices 0 … n - 1 so that the values ascend. Heapsort: no memory, n log n at worst.
template <class T>
void sort_indices(Vector<const T> values, Vector<int32_t> order) {
    const Index n = order.size;
    const auto sift = [&](Index root, Index end) {
        for (Index child = 2 * root + 1; child < end; child = 2 * root + 1) {
            if (child + 1 < end && values[order[child]] < values[order[child + 1]]) ++child;
            if (!(values[order[root]] < values[order[child]])) return;
            std::swap(order[root], order[child]);
            root = child;
        }
    };
    for (Index i = 0; i < n; ++i) order[i] = static_cast<int32_t>(i);
    for (Index i = n / 2; i-- > 0;) sift(i, n);
    for (Index end = n; end-- > 1;) {
        std::swap(order[0], order[end]);
        sift(0, end);
    }
}

}  // namespace steepest
