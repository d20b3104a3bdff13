#include "minimize/genetic.hpp"

#include <utility>

#include "linalg/sort.hpp"
#include "minimize/encoding.hpp"
#include "minimize/first_points.hpp"
#include "minimize/settled.hpp"
#include "population/permutation_variation.hpp"
#include "population/real_variation.hpp"

namespace steepest {
namespace {

struct Breeding {
    Index count;  // of members, and of their children
    Encoding encoding;
    double crossover_rate, mutation_rate;
    Random random;
    Population members = {}, children = {};
    Population next = {};
    Vector<double> values = {};  // of members and children
    Vector<int32_t> order = {};
    Vector<uint8_t> copies = {};
    double* room = nullptr;

    bool allocate(Workspace& memory, Index n);
    void begin(const Run& run);
    void breed(const Run& run);
    void survive();
    // Items are places too: a member from outside is made a permutation, which one that is stays.
    void make_permutations() {
        for (Index i = 0; i < count; ++i) make_permutation(members.points.row(i));
    }
    void make_permutation(double* x) {
        if (encoding == Encoding::permutation) take_order(members.points.columns, x, room);
    }
    // Whether members from outside are of the region and the encoding, apart from permutations.
    bool sound(const Run& run) const {
        const Index numbers = encoding == Encoding::binary ? count * members.points.columns : 0;
        for (Index k = 0; k < numbers; ++k) {
            if (members.points.data[k] != 0 && members.points.data[k] != 1) return false;
        }
        return steepest::sound(run, members);
    }

  private:
    Index tournament();
    void cross(const Run& run, const double* mother, const double* father, double* a, double* b);
    void mutate(const Run& run, double* x);
    const double* candidate(Index i) const {
        return i < count ? members.points.row(i) : children.points.row(i - count);
    }
    bool is_copy(Index place) const;
};

bool Breeding::allocate(Workspace& memory, Index n) {
    members.allocate(memory, count, n);
    children.allocate(memory, count, n);
    next.allocate(memory, count, n);
    values = memory.vector(2 * count);
    order = memory.vector<int32_t>(2 * count);
    copies = memory.vector<uint8_t>(2 * count);
    room = memory.array<double>(n);
    return !memory.failed();
}

void Breeding::begin(const Run& run) {
    const Index n = run.dimension;
    spread_first_points(run, random, members.points);
    for (Index i = 0; i < count && encoding != Encoding::real; ++i) {
        double* const x = members.points.row(i);
        const bool given = i == 0 && run.options.random_start != 1;
        for (Index j = 0; j < n && !given; ++j) x[j] = random.uniform();
        for (Index j = 0; j < n && encoding == Encoding::binary; ++j) x[j] = x[j] >= 0.5 ? 1 : 0;
    }
    make_permutations();
}

Index Breeding::tournament() {
    const Index a = random.below(count), b = random.below(count);
    return members.values[b] < members.values[a] ? b : a;
}

void Breeding::cross(const Run& run, const double* mother, const double* father, double* a, double* b) {
    const Index n = run.dimension;
    if (encoding == Encoding::permutation) {
        const Segment segment(random, n);
        order_crossover(segment, n, mother, father, a, room);
        order_crossover(segment, n, father, mother, b, room);
        return;
    }
    const RealVariation variation;
    for (Index j = 0; j < n; ++j) {
        if (random.uniform() < 0.5) continue;
        if (encoding == Encoding::binary) {
            std::swap(a[j], b[j]);
        } else {
            variation.cross(random, run.bounds().low(j), run.bounds().high(j), a[j], b[j]);
        }
    }
}

void Breeding::mutate(const Run& run, double* x) {
    const Index n = run.dimension;
    if (encoding == Encoding::permutation) {
        if (random.uniform() < mutation_rate) invert(Segment(random, n), x);
        return;
    }
    const RealVariation variation;
    for (Index j = 0; j < n; ++j) {
        if (!(random.uniform() < mutation_rate)) continue;
        const double width = Side(run, j).width();
        if (encoding == Encoding::binary) {
            x[j] = 1 - x[j];
        } else if (width > 0) {
            x[j] = variation.mutate(random, run.bounds().low(j), run.bounds().high(j), width, x[j]);
        }
    }
}

void Breeding::breed(const Run& run) {
    for (Index i = 0; i < count; i += 2) {
        const Index mother = tournament(), father = tournament();
        double* const a = children.points.row(i);
        double* const b = i + 1 < count ? children.points.row(i + 1) : next.points.row(0);
        for (Index j = 0; j < run.dimension; ++j) {
            a[j] = members.points(mother, j);
            b[j] = members.points(father, j);
        }
        if (random.uniform() < crossover_rate) cross(run, members.points.row(mother), members.points.row(father), a, b);
        mutate(run, a);
        mutate(run, b);
    }
}

// Whether one before it in the order, of the same value, is the same point.
bool Breeding::is_copy(Index place) const {
    const double* const x = candidate(order[place]);
    for (Index k = place; k-- > 0 && values[order[k]] == values[order[place]];) {
        if (copies[k]) continue;
        const double* const other = candidate(order[k]);
        Index j = 0;
        while (j < members.points.columns && x[j] == other[j]) ++j;
        if (j == members.points.columns) return true;
    }
    return false;
}

void Breeding::survive() {
    for (Index i = 0; i < count; ++i) {
        values[i] = members.values[i];
        values[count + i] = children.values[i];
    }
    sort_indices<double>(values, order);
    for (Index k = 0; k < 2 * count; ++k) copies[k] = is_copy(k);
    Index survivors = 0;
    for (uint8_t wanted = 0; wanted < 2; ++wanted) {
        for (Index k = 0; k < 2 * count && survivors < count; ++k) {
            if (copies[k] != wanted) continue;
            const Index i = order[k];
            next.take(survivors++, i < count ? members : children, i < count ? i : i - count);
        }
    }
    std::swap(members, next);
}

constexpr double patience = 100;  // generations

Index members_of(const Options& options) {
    return population_size(options, 4);
}

}  // namespace

Index genetic_points(Index, const Options& options) {
    return members_of(options);
}

Task<Verdict> genetic(Run& run) {
    const Options& o = run.options;
    Breeding breeding{.count = members_of(o),
                      .encoding = static_cast<Encoding>(static_cast<int>(o.encoding)),
                      .crossover_rate = o.crossover_rate,
                      .mutation_rate = o.mutation_rate,
                      .random = Random(o.seed)};
    const Index count = breeding.count;
    BestPoint best;
    breeding.allocate(run.memory, run.dimension);
    best.allocate(run);
    if (run.memory.failed()) co_return Verdict{};
    double idle = 0;  // generations since the last better point
    const auto state = [&] {
        Parts parts;
        breeding.members.add_to(parts);
        parts.add(breeding.random).add(idle).add(best.x, run.dimension).add(best.value);
        return parts;
    };
    if (run.snapshot.resuming()) {
        Parts parts = state();
        const bool whole = run.restore(parts) && breeding.sound(run) && sound(run, best) && idle >= 0;
        if (!whole) co_return Verdict{Status::stopped};
        breeding.make_permutations();
        if (best.value < INFINITY) breeding.make_permutation(best.x);
        best.show(run);
    } else {
        breeding.begin(run);
        co_await run.evaluate(values_of(run, breeding.members, count, o.max_evaluations));
        if (!take_values(run, best, breeding.members, count)) co_return no_lower_bound;
        run.count_iteration(extent(run, breeding.members.points, count));
    }
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        const double size = extent(run, breeding.members.points, count);
        Verdict verdict;
        if (settled(run, breeding.members, count, size, best, verdict)) co_return verdict;
        if (idle >= patience && best.value < INFINITY) co_return Verdict{Status::no_further_progress};
        const double before = best.value;
        breeding.breed(run);
        co_await run.evaluate(values_of(run, breeding.children, count, o.max_evaluations));
        if (!take_values(run, best, breeding.children, count)) co_return no_lower_bound;
        breeding.survive();
        const bool better = before - best.value > 1e-8 * std::fmax(std::fabs(best.value), 1.0);
        idle = better ? 0 : idle + 1;
        run.count_iteration(size);
    }
}

}  // namespace steepest
