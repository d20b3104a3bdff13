// The sample of multi-level single linkage, best first: from which of its points a descent may begin.
//
// Rinnooy Kan & Timmer, Math. Programming 39 (1987), II. With m points drawn from a box of volume 1, a descent begins
// from one of the best fifth unless a better one lies within
//
//     r = π^(-1/2) (Γ(1 + n/2) σ ln m / m)^(1/n),   σ = 4
//
// of it: then, as m grows, each minimum is found, and the number of descents stays finite.
#pragma once

#include <cmath>

#include "base/workspace.hpp"

namespace steepest {

class Linkage {
  public:
    // Distances are measured by these widths.
    bool allocate(Workspace& memory, Vector<const double> width) {
        width_ = width;
        const Index room = most_numbers / width.size;
        capacity_ = room < fewest ? fewest : (room > most ? most : room);
        entries_ = memory.array<Entry>(capacity_);
        const Matrix<double> points = memory.matrix(capacity_, width.size);
        if (memory.failed()) return false;
        for (Index k = 0; k < capacity_; ++k) entries_[k] = {points.row(k), INFINITY, false};
        return true;
    }

    // By insertion: blocks are small, and most points of a late one are no better than what is kept.
    void add(const double* x, double value) {
        drawn_ += 1;
        if (!(value < INFINITY)) return;
        if (size_ == capacity_ && !(value < entries_[size_ - 1].value)) return;
        Index to = size_ < capacity_ ? size_++ : size_ - 1;
        double* const place = entries_[to].x;
        for (; to > 0 && value < entries_[to - 1].value; --to) entries_[to] = entries_[to - 1];
        for (Index i = 0; i < width_.size; ++i) place[i] = x[i];
        entries_[to] = {place, value, false};
    }

    // A point to descend from, once each: of those that may, the best; null if there is none.
    const double* next() {
        const double r = critical_distance();
        for (Index k = 0; k < size_ && static_cast<double>(k) < std::fmax(1, drawn_ / 5); ++k) {
            if (!entries_[k].used && !follows_better(k, r * r)) return use(k);
        }
        return nullptr;
    }
    // The best that was not used, whatever is near it.
    const double* next_best() {
        for (Index k = 0; k < size_; ++k) {
            if (!entries_[k].used) return use(k);
        }
        return nullptr;
    }

    double critical_distance() const {
        const double n = static_cast<double>(width_.size);
        const double logarithm = std::log(4 * std::log(drawn_) / drawn_) + std::lgamma(1 + n / 2);
        return std::exp(logarithm / n) / std::sqrt(3.141592653589793);
    }

  private:
    static constexpr Index most_numbers = 1'000'000, fewest = 100, most = 1000;

    struct Entry {
        double* x;
        double value;
        bool used;
    };

    const double* use(Index k) {
        entries_[k].used = true;
        return entries_[k].x;
    }
    bool follows_better(Index k, double square) const {
        for (Index j = 0; j < k; ++j) {
            double sum = 0;
            for (Index i = 0; i < width_.size; ++i) {
                const double apart = width_[i] > 0 ? (entries_[k].x[i] - entries_[j].x[i]) / width_[i] : 0;
                sum += apart * apart;
            }
            if (sum < square) return true;
        }
        return false;
    }

    Vector<const double> width_ = {};
    Index capacity_ = 0, size_ = 0;
    Entry* entries_ = nullptr;
    double drawn_ = 0;
};

}  // namespace steepest
