// Learning-rate schedules: the rate αₜ of step t = 0, 1, 2, … from the base rate α, in closed form.
//
//     constant      α
//     step          α φ^⌊s/S⌋
//     exponential   α φ^s
//     cosine        α_min + (α - α_min) ½ (1 + cos π s/S), α_min afterwards   (Loshchilov & Hutter, SGDR, ICLR 2017,
//     (5)) one-cycle     by cosines from α/d up to α at step rS, then down to α/(d e) at the last, and there it stays
//                   (Smith & Topin, Super-convergence, 2018, with the cosines, d and e of PyTorch)
//     inverse-time  α / (1 + s/S)            (Robbins & Monro, Ann. Math. Stat. 22 (1951): Σ αₜ = ∞, Σ αₜ² < ∞)
//     inverse-sqrt  α √(S / (S + s))         (Vaswani et al., NIPS 2017, (3))
//     polyak        α (f - f*) / ‖g‖²        (Polyak, USSR Comput. Math. Math. Phys. 9(3) (1969), (11)), by who knows f
//
// With a warm-up of w steps, αₜ = α₀ (t + 1)/w for t < w, where α₀ is the schedule's own first rate, and s = t - w
// after. For cosine and one-cycle, which end, the steps S are those that the warm-up leaves.
#pragma once

namespace steepest {

enum class ScheduleKind { constant, step, exponential, cosine, one_cycle, inverse_time, inverse_sqrt, polyak };

inline constexpr const char* schedule_names[] = {"constant",  "step",         "exponential",  "cosine",
                                                 "one-cycle", "inverse-time", "inverse-sqrt", "polyak"};
inline constexpr int schedule_count = sizeof schedule_names / sizeof schedule_names[0];

struct Schedule {
    double kind = 0;             // a ScheduleKind
    double steps = 1;            // S
    double warmup = 0;           // w
    double factor = 1;           // φ
    double minimum = 0;          // α_min; of polyak, f*
    double rise = 0;             // r: the share of one-cycle's steps that the rate rises
    double initial_divisor = 1;  // d
    double final_divisor = 1;    // e

    double rate(double base, double t) const;
    // Numbers come from outside: what is none of the kinds is the first.
    ScheduleKind type() const {
        return kind >= 0 && kind < schedule_count ? static_cast<ScheduleKind>(kind) : ScheduleKind::constant;
    }

  private:
    double without_warmup(double base, double s) const;
    double one_cycle(double base, double s) const;
};

}  // namespace steepest
