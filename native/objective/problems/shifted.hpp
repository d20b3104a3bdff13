// g(x) = f(x - shift): the same function with everything moved by `shift`, so that no method profits from where the
// minimum happens to lie, at the origin or in the middle of the box. Derivatives are those of f at x - shift.
#pragma once

#include "base/query.hpp"
#include "base/workspace.hpp"

namespace steepest {

struct Shifted {
    Objective inner;
    Vector<const double> shift;
    Vector<double> point;

    static void answer(void* place, Query& query) {
        const Shifted& self = *static_cast<const Shifted*>(place);
        for (Index i = 0; i < self.point.size; ++i) self.point[i] = query.x[i] - self.shift[i];
        Query moved = query;
        moved.x = {self.point.data, self.point.size};
        self.inner.answer(self.inner.self, moved);
        query.value = moved.value;
    }
};

// An objective of one point at a time that lives in the workspace, with a copy of the shift, as many numbers as there
// are variables; without memory workspace.failed() is set.
inline Objective make_shifted(Workspace& workspace, const Objective& inner, Vector<const double> shift) {
    Shifted* self = workspace.array<Shifted>(1);
    const Vector<double> kept = workspace.vector(shift.size), point = workspace.vector(shift.size);
    if (workspace.failed()) return {};
    for (Index i = 0; i < shift.size; ++i) kept[i] = shift[i];
    *self = {inner, {kept.data, kept.size}, point};
    return {self, inner.dimension, inner.provides, Shifted::answer};
}

}  // namespace steepest
