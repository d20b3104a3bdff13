// What formulas are made from: a list of steps as the facade reads it, and columns of data. Several objectives may be
// made from one source, each with programs and places of its own, and work at the same time.
#pragma once

#include <atomic>

#include "objective/formula.hpp"

namespace steepest {

// A step is an operation of steps before it; of an input, `a` is its place among the names, of a constant there is only
// its number.
struct FormulaSource {
    explicit FormulaSource(std::size_t bytes) : memory(bytes) {}

    Workspace memory;
    Vector<int32_t> ops;
    Matrix<int32_t> operands;  // three a step
    Vector<double> numbers;
    Vector<int32_t> column_of;  // of each input; negative for a parameter
    Columns columns;
    std::atomic<int32_t> holds{1};
};

// Copies what it is given. Null without memory.
FormulaSource* make_source(Vector<const int32_t> ops, Vector<const int32_t> operands, Vector<const double> numbers,
                           Vector<const int32_t> column_of, Matrix<const double> columns);
// False when it is no formula: a step of a step to come, or of what is none.
bool is_sound(Vector<const int32_t> ops, Vector<const int32_t> operands, Vector<const int32_t> column_of,
              Index columns);
// Begins a hold on it, and ends one.
FormulaSource* hold_source(FormulaSource* source);
void drop_source(FormulaSource* source);

// An objective made from it, with these parameters fixed (Formula::classify). Null without memory, or where it is too
// large.
Formula* make_formula(const FormulaSource& source, Vector<const double> fixed = {});
void destroy_formula(Formula* formula);

// A source with an objective of its own for evaluations one by one; takes over a hold on the source.
struct CompiledFormula {
    explicit CompiledFormula(FormulaSource* from, Vector<const double> fixed = {})
        : source(from), formula(make_formula(*from, fixed)) {}
    CompiledFormula(const CompiledFormula&) = delete;
    CompiledFormula& operator=(const CompiledFormula&) = delete;
    ~CompiledFormula() {
        if (account) *account -= counted;
        destroy_formula(formula);
        drop_source(source);
    }
    // Brings an account of memory in use up to date: programs are made as they are asked for. It must stay.
    void count(std::int64_t& in_use) {
        const auto now = static_cast<std::int64_t>(source->memory.size() + (formula ? formula->bytes() : 0));
        in_use += now - counted;
        counted = now;
        account = &in_use;
    }

    FormulaSource* source;
    Formula* formula;
    std::int64_t* account = nullptr;
    std::int64_t counted = 0;
};

}  // namespace steepest
