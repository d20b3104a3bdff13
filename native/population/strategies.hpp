// Strategies of differential evolution, named base-pairs-crossover as Storn & Price, J. Global Optimization 11 (1997),
// name them: the mutant is
//
//     v = base + F (toward - base) + F Σ (plus - minus)        over one pair or two, all members distinct
//
// `toward` is left out but in current-to-…; pbest is a random one of the best share p of the members (Zhang &
// Sanderson, IEEE Trans. Evol. Comput. 13 (2009), (6)).
#pragma once

#include "base/random.hpp"
#include "base/view.hpp"

namespace steepest {

enum class Member { none, best, pbest, random, current };

struct Strategy {
    const char* name;
    Member base;
    Member toward;
    int pairs;
};

inline constexpr Strategy strategies[] = {
    {"best1bin", Member::best, Member::none, 1},
    {"rand1bin", Member::random, Member::none, 1},
    {"best2bin", Member::best, Member::none, 2},
    {"rand2bin", Member::random, Member::none, 2},
    {"current-to-best1bin", Member::current, Member::best, 1},
    {"current-to-pbest1bin", Member::current, Member::pbest, 1},
};
inline constexpr int strategy_count = sizeof strategies / sizeof strategies[0];

// So many members it takes, that being changed among them; and some choice.
constexpr Index least_members(const Strategy& strategy) {
    const int drawn = 2 * strategy.pairs + (strategy.base == Member::random);
    return drawn + 1 < 4 ? 4 : drawn + 1;
}

// Draws distinct members.
class Distinct {
  public:
    Distinct(Random& random, Index self) : random_(random) { taken_[count_++] = self; }

    // One of `range` that is not taken yet; what is at or beyond `range` of the population may be an archive's.
    Index draw(Index range) {
        for (;;) {
            const Index drawn = random_.below(range);
            bool known = false;
            for (int i = 0; i < count_; ++i) known = known || taken_[i] == drawn;
            if (known) continue;
            taken_[count_++] = drawn;
            return drawn;
        }
    }

  private:
    Random& random_;
    Index taken_[6] = {};
    int count_ = 0;
};

}  // namespace steepest
