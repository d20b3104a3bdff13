// One call for many fits with everything that it needs, and the run that does it in slices.
#pragma once

#include "fit/batch.hpp"
#include "minimize/run.hpp"

namespace steepest {

struct FitManyCall {
    explicit FitManyCall(FormulaSource* held) : formula(hold_source(held)) {}

    Workspace memory{std::size_t{1} << 16};
    CompiledFormula formula;
    ResidualProgram residuals;
    RowPrograms programs;
    FitBatch batch;
    FitResults results;
    FitMany fits;

    // Whether what was given goes together: whatever indices are made of.
    bool is_sound() const;
    // The call's own copies of what it was given, and places for its results.
    bool keep(bool errors, bool covariance);
    // Makes the programs, the batch being set. False without memory, or where they are too large.
    bool compile(bool exact);
    // False without memory. The places of the results are set.
    bool prepare();
    // What is said of fits that have not ended.
    void fill_unfinished(Status status);
};

// Works, with pauses.
Task<Verdict> fit_many(Run& run, FitManyCall& call);

}  // namespace steepest
