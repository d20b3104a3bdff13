// Variation of permutations of 0 … n-1, held as numbers.
//
// Order crossover: a child has a segment of one parent where that has it, and the other items in the order in which the
// other parent has them, from the segment's end on and round. Davis, IJCAI-85 (1985). Inversion: a segment is reversed,
// which of a tour changes two of its edges. Holland, Adaptation in Natural and Artificial Systems (1975), section 6.2.
#pragma once

#include "base/random.hpp"

namespace steepest {

struct Segment {
    Index first, last;  // inclusive

    Segment(Random& random, Index n) : first(random.below(n)), last(random.below(n)) {
        if (first <= last) return;
        const Index kept = first;
        first = last;
        last = kept;
    }
};

// `taken` is room for n flags.
inline void order_crossover(Segment segment, Index n, const double* keeper, const double* other, double* child,
                            double* taken) {
    for (Index i = 0; i < n; ++i) taken[i] = 0;
    for (Index i = segment.first; i <= segment.last; ++i) {
        child[i] = keeper[i];
        taken[static_cast<Index>(keeper[i])] = 1;
    }
    Index to = segment.last + 1;
    for (Index k = 0; k < n; ++k) {
        const double item = other[(segment.last + 1 + k) % n];
        if (taken[static_cast<Index>(item)] != 0) continue;
        child[to++ % n] = item;
    }
}

inline void invert(Segment segment, double* items) {
    for (Index i = segment.first, j = segment.last; i < j; ++i, --j) {
        const double kept = items[i];
        items[i] = items[j];
        items[j] = kept;
    }
}

// Replaces each number by its rank: any vector tells an order. `ranks` is room for n numbers.
inline void take_order(Index n, double* x, double* ranks) {
    for (Index i = 0; i < n; ++i) {
        Index rank = 0;
        for (Index j = 0; j < n; ++j) rank += x[j] < x[i] || (x[j] == x[i] && j < i);
        ranks[i] = static_cast<double>(rank);
    }
    for (Index i = 0; i < n; ++i) x[i] = ranks[i];
}

}  // namespace steepest
