// Plane rotations of neighboring rows, put off and then applied together.
//
// The iterations that use them need the rotated matrix only at their end. Applied one by one, each sweep would stream
// the whole matrix through the caches; many sweeps applied to a strip of columns at a time find the strip in the cache.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

template <class T>
class Rotations {
  public:
    Rotations(Matrix<T> target, Workspace& workspace)
        : target_(target), waiting_(workspace.array<Rotation>(target.rows > 0 ? capacity : 0)) {}

    // (row_i, row_i+1) = (c row_i + s row_i+1, c row_i+1 - s row_i)
    void add(Index i, T c, T s) {
        if (count_ == capacity) apply();
        waiting_[count_++] = {i, c, s};
    }

    // Applies what waits. To be called at the end.
    void apply();

  private:
    struct Rotation {
        Index row;
        T c;
        T s;
    };
    static constexpr Index capacity = 8192;

    Matrix<T> target_;
    Rotation* waiting_;
    Index count_ = 0;
};

}  // namespace steepest
