// The minima that local runs ended at, each once: with its value, and how many ended there.
#pragma once

#include <cmath>

#include "base/workspace.hpp"

namespace steepest {

class Basins {
  public:
    // Ends that differ in no coordinate by more than this part of `width` are one.
    static constexpr double tolerance = 1e-3;

    struct Basin {
        double* x;
        double value;
        double count;
        Basin* next;
    };

    explicit Basins(Vector<const double> width) : width_(width) {}

    // The basin of an end, made if it is new; null when memory ran out.
    Basin* add(Workspace& memory, const double* x, double value) {
        for (Basin* basin = first_; basin; basin = basin->next) {
            if (!same(basin->x, x)) continue;
            basin->count += 1;
            if (value < basin->value) place(basin, x, value);
            return basin;
        }
        Basin* const made = memory.array<Basin>(1);
        double* const at = memory.array<double>(width_.size);
        if (memory.failed()) return nullptr;
        *made = {at, value, 1, first_};
        place(made, x, value);
        first_ = made;
        ++size_;
        return made;
    }

    bool has(const double* x) const {
        for (const Basin* basin = first_; basin; basin = basin->next) {
            if (same(basin->x, x)) return true;
        }
        return false;
    }

    const Basin* begin() const { return first_; }
    Index size() const { return size_; }

  private:
    bool same(const double* a, const double* b) const {
        for (Index i = 0; i < width_.size; ++i) {
            if (std::fabs(a[i] - b[i]) > tolerance * width_[i]) return false;
        }
        return true;
    }
    void place(Basin* basin, const double* x, double value) {
        for (Index i = 0; i < width_.size; ++i) basin->x[i] = x[i];
        basin->value = value;
    }

    Vector<const double> width_;
    Basin* first_ = nullptr;
    Index size_ = 0;
};

}  // namespace steepest
