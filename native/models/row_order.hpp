// The order in which an epoch visits rows: a new one each epoch, by the seed, or always the rows' own.
//
// Without replacement: each row counts once an epoch, and the last is not forgotten while another is drawn twice. Such
// gradients are not independent, and converge faster for it (Gürbüzbalaban, Ozdaglar & Parrilo, Why random reshuffling
// beats stochastic gradient descent, Math. Program. 186 (2021)).
#pragma once

#include "base/random.hpp"
#include "base/workspace.hpp"

namespace steepest {

struct RowOrder {
    Random random{0.0};
    Index* rows = nullptr;
    Index count = 0;

    bool prepare(Index n, double seed, Workspace& memory) {
        random = Random(seed);
        count = n;
        rows = memory.array<Index>(n);
        for (Index i = 0; rows && i < n; ++i) rows[i] = i;
        return rows != nullptr;
    }

    // The last so many, drawn by chance, are kept out of all epochs: they stand after the others.
    void hold_out(Index some) {
        random.shuffle(rows, count);
        count -= some;
    }

    void shuffle() { random.shuffle(rows, count); }
};

}  // namespace steepest
