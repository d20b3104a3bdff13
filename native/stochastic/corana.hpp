// Steps that keep to where half of the visits are taken: after N visits along coordinate i, of which a part r was
// taken,
//
//     vᵢ ← vᵢ (1 + c (r - 0.6) / 0.4)   for r > 0.6        vᵢ ← vᵢ / (1 + c (0.4 - r) / 0.4)   for r < 0.4
//
// with c = 2. Corana, Marchesi, Martini & Ridella, ACM Trans. Math. Software 13 (1987), section 2, step 5.
#pragma once

namespace steepest {

inline double corana_factor(double taken) {
    constexpr double c = 2;
    if (taken > 0.6) return 1 + c * (taken - 0.6) / 0.4;
    if (taken < 0.4) return 1 / (1 + c * (0.4 - taken) / 0.4);
    return 1;
}

}  // namespace steepest
