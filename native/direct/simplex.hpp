// n + 1 points and their values, in the order of the values.
#pragma once

#include "base/rank.hpp"
#include "base/workspace.hpp"
#include "bounds/projection.hpp"

namespace steepest {

struct Simplex {
    Index n = 0;
    Matrix<double> points;  // a vertex a row, in no order
    double* values = nullptr;
    Index* order = nullptr;  // rows from the best to the worst

    bool allocate(Workspace& memory, Index dimension) {
        n = dimension;
        points = memory.matrix(n + 1, n);
        values = memory.array<double>(n + 1);
        order = memory.array<Index>(n + 1);
        return !memory.failed();
    }

    double* vertex(Index place) const { return points.row(order[place]); }
    double value(Index place) const { return values[order[place]]; }

    // Whether the order, which may come from outside, names every row once.
    bool sound() const {
        for (Index row = 0; row <= n; ++row) {
            Index places = 0;
            for (Index place = 0; place <= n; ++place) places += order[place] == row ? 1 : 0;
            if (places != 1) return false;
        }
        return true;
    }

    // By insertion: of equal values, the one that came first stays in front (Lagarias et al., section 2).
    void sort() {
        for (Index place = 0; place <= n; ++place) sink(place);
    }
    void set(Index place, const double* x, double f) {
        double* const row = vertex(place);
        for (Index i = 0; i < n; ++i) row[i] = x[i];
        values[order[place]] = f;
    }
    // Puts a new point in the place of the worst, and that into the order.
    void replace_worst(const double* x, double f) {
        set(n, x, f);
        sink(n);
    }

    // The mean of all vertices but the worst.
    void centroid(double* mean) const {
        for (Index i = 0; i < n; ++i) mean[i] = 0;
        for (Index place = 0; place < n; ++place) {
            const double* const x = vertex(place);
            for (Index i = 0; i < n; ++i) mean[i] += x[i];
        }
        for (Index i = 0; i < n; ++i) mean[i] /= static_cast<double>(n);
    }

    // The largest distance of a coordinate from the best vertex's, relative to that where it is above 1.
    double size() const {
        const double* const best = vertex(0);
        double largest = 0;
        for (Index place = 1; place <= n; ++place) {
            const double* const x = vertex(place);
            for (Index i = 0; i < n; ++i) {
                largest = std::fmax(largest, std::fabs(x[i] - best[i]) / std::fmax(std::fabs(best[i]), 1.0));
            }
        }
        return largest;
    }

    // The difference of the worst value from the best, relative to that where it is above 1.
    double spread() const { return (rank(value(n)) - value(0)) / std::fmax(std::fabs(value(0)), 1.0); }

  private:
    // Moves the point at `place` before those in front of it that are worse.
    void sink(Index place) {
        const Index row = order[place];
        const double f = rank(values[row]);
        for (; place > 0 && rank(values[order[place - 1]]) > f; --place) order[place] = order[place - 1];
        order[place] = row;
    }
};

}  // namespace steepest
