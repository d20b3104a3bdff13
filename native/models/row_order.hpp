// The order in which an epoch visits rows: a new one each epoch, by the seed, or always the rows' own.
//
// Without replacement: each row counts once an epoch, and none is forgotten while another is drawn twice. Such
// gradients are not independent, and converge faster for it (Gürbüzbalaban, Ozdaglar & Parrilo, Why random reshuffling
// beats stochastic gradient descent, Math. Program. 186 (2021)).
#pragma once

#include "base/random.hpp"
#include "base/workspace.hpp"

namespace steepest {

// How many rows before it is visited a single row is fetched: memory takes longer than a step.
inline constexpr Index rows_ahead = 2;

struct RowOrder {
    Random random{0.0};
    Index* rows = nullptr;
    Index count = 0;  // in an epoch
    Index held = 0;   // out of all epochs: they stand after the others

    // `share` of the rows, at least one and never all, are drawn by chance and held out.
    bool prepare(Index n, double seed, double share, Workspace& memory) {
        random = Random(seed);
        rows = memory.array<Index>(n);
        Index* const drawn = share > 0 ? memory.array<Index>(n) : nullptr;
        if (memory.failed()) return false;
        for (Index i = 0; i < n; ++i) rows[i] = i;
        count = n;
        if (share > 0) hold_out(static_cast<Index>(std::ceil(share * static_cast<double>(n))), drawn);
        return true;
    }

    void shuffle() { random.shuffle(rows, count); }

  private:
    // Both parts keep the order of the rows.
    void hold_out(Index some, Index* drawn) {
        const Index n = count;
        held = some < n ? some : n - 1;
        count = n - held;
        for (Index i = 0; i < n; ++i) drawn[i] = i < held ? 1 : 0;
        random.shuffle(drawn, n);
        Index next = 0, next_held = count;
        for (Index i = 0; i < n; ++i) rows[drawn[i] != 0 ? next_held++ : next++] = i;
    }
};

}  // namespace steepest
