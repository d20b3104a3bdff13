// One generation of an evolution strategy: parents, their offspring, and who of them goes on.
#pragma once

#include "base/workspace.hpp"
#include "linalg/sort.hpp"
#include "stochastic/self_adaptation.hpp"

namespace steepest {

// From whom the parents of the next generation are taken: the offspring, or them and the parents.
enum class Selection { comma, plus };
inline constexpr const char* selection_names[] = {"comma", "plus"};

// What is mutated: the mean of all parents, or one of them at random.
enum class Recombination { intermediate, none };
inline constexpr const char* recombination_names[] = {"intermediate", "none"};

struct Generation {
    Index n = 0, parents = 0, offspring = 0;
    const double* scales = nullptr;
    const double* limits = nullptr;  // the largest deviations
    // The parents, then their offspring, a row each: variables, then deviations in units of the scales.
    Matrix<double> rows;
    Vector<double> values;

    bool allocate(Workspace& memory, Index dimension, Index mu, Index lambda) {
        n = dimension;
        parents = mu;
        offspring = lambda;
        rows = memory.matrix(parents + offspring, 2 * n);
        values = memory.vector(parents + offspring);
        order_ = memory.vector<int32_t>(parents + offspring);
        chosen_ = memory.matrix(parents, 2 * n);
        chosen_values_ = memory.vector(parents);
        return !memory.failed();
    }
    template <class Parts>
    void add_parts(Parts& to) {
        to.add(rows.data, parents * 2 * n).add(values.data, parents);
    }
    bool is_alone() const { return parents == 1 && offspring == 1; }
    const double* child(Index k) const { return rows.row(parents + k); }

    // All parents at y, with these deviations; only one of them has its value, lest they all outlive their offspring.
    void begin(const double* y, double value, double deviation = 1) {
        for (Index k = 0; k < parents; ++k) {
            for (Index i = 0; i < n; ++i) {
                rows(k, i) = y[i];
                rows(k, n + i) = deviation;
            }
            values[k] = k == 0 ? value : INFINITY;
        }
    }

    void vary(Recombination recombination, Random& random) {
        const SelfAdaptation adaptation(n);
        double* const mean = chosen_.row(0);
        for (Index i = 0; i < 2 * n; ++i) {
            mean[i] = 0;
            for (Index k = 0; k < parents; ++k) mean[i] += rows(k, i);
            mean[i] /= static_cast<double>(parents);
        }
        for (Index k = 0; k < offspring; ++k) {
            const double* const parent = recombination == Recombination::none ? rows.row(random.below(parents)) : mean;
            adaptation.mutate(parent, scales, limits, random, rows.row(parents + k));
        }
    }

    // The deviations of the only parent do not mutate: the 1/5 rule adapts them.
    void vary_alone(Random& random) {
        for (Index i = 0; i < n; ++i) {
            rows(1, n + i) = rows(0, n + i);
            rows(1, i) = rows(0, i) + rows(0, n + i) * scales[i] * random.normal();
        }
    }

    void select(Selection selection) {
        const Index first = selection == Selection::comma ? parents : 0;
        order_.size = parents + offspring - first;
        sort_indices<double>({values.data + first, order_.size}, order_);
        for (Index k = 0; k < parents; ++k) {
            const Index from = first + order_[k];
            for (Index i = 0; i < 2 * n; ++i) chosen_(k, i) = rows(from, i);
            chosen_values_[k] = values[from];
        }
        for (Index k = 0; k < parents; ++k) {
            for (Index i = 0; i < 2 * n; ++i) rows(k, i) = chosen_(k, i);
            values[k] = chosen_values_[k];
        }
    }

    // Whether the only child is as good as its parent, whose place it takes then; deviations by the 1/5 rule.
    void select_alone() {
        const bool success = values[1] <= values[0];
        const double factor = one_fifth_rule(success, n);
        for (Index i = 0; i < n; ++i) {
            if (success) rows(0, i) = rows(1, i);
            rows(0, n + i) = std::fmin(rows(0, n + i) * factor, limits[i]);
        }
        if (success) values[0] = values[1];
    }

    // The largest of the parents' deviations by some measure of (deviation, variable, scale), over the variables that
    // can move.
    template <class M>
    double largest(const M& measure) const {
        double found = 0;
        for (Index k = 0; k < parents; ++k) {
            for (Index i = 0; i < n; ++i) {
                if (scales[i] == 0) continue;
                found = std::fmax(found, measure(rows(k, n + i) * scales[i], rows(k, i), scales[i]));
            }
        }
        return found;
    }

  private:
    Vector<int32_t> order_;
    Matrix<double> chosen_;  // before that its first row is the parents' mean
    Vector<double> chosen_values_;
};

}  // namespace steepest
