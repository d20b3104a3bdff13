// What a formula can be made of. The names are those of JavaScript's Math, which the formulas are written in; `sign`
// and the comparisons give 0, 1 or -1 as numbers, and `select(c, a, b)` is a where c is neither 0 nor NaN.
#pragma once

#include <cstdint>

namespace steepest {

enum class Op : int32_t {
    // Leaves: a number; a place among the parameters; among the columns of data.
    constant,
    parameter,
    column,
    // Of two, written between them.
    add,
    subtract,
    multiply,
    divide,
    power,
    less,
    less_equal,
    equal,
    not_equal,
    both,
    either,
    // Of one, written before it.
    negate,
    invert,
    // Functions of one.
    abs,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cbrt,
    ceil,
    cos,
    cosh,
    erf,
    exp,
    expm1,
    floor,
    log,
    log10,
    log1p,
    log2,
    round,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
    trunc,
    // Of two.
    atan2,
    hypot,
    max,
    min,
    // Of three.
    select,
};

struct OperationInfo {
    const char* name;  // of a function; the sign of an operator
    int arity;
    int precedence;  // of an operator, as JavaScript's; 0 for the rest
};

inline constexpr OperationInfo operation_infos[] = {
    {"", 0, 0},      {"", 0, 0},      {"", 0, 0},      {"+", 2, 11},    {"-", 2, 11},    {"*", 2, 12},
    {"/", 2, 12},    {"**", 2, 14},   {"<", 2, 9},     {"<=", 2, 9},    {"===", 2, 8},   {"!==", 2, 8},
    {"&&", 2, 4},    {"||", 2, 3},    {"-", 1, 13},    {"!", 1, 13},    {"abs", 1, 0},   {"acos", 1, 0},
    {"acosh", 1, 0}, {"asin", 1, 0},  {"asinh", 1, 0}, {"atan", 1, 0},  {"atanh", 1, 0}, {"cbrt", 1, 0},
    {"ceil", 1, 0},  {"cos", 1, 0},   {"cosh", 1, 0},  {"erf", 1, 0},   {"exp", 1, 0},   {"expm1", 1, 0},
    {"floor", 1, 0}, {"log", 1, 0},   {"log10", 1, 0}, {"log1p", 1, 0}, {"log2", 1, 0},  {"round", 1, 0},
    {"sign", 1, 0},  {"sin", 1, 0},   {"sinh", 1, 0},  {"sqrt", 1, 0},  {"tan", 1, 0},   {"tanh", 1, 0},
    {"trunc", 1, 0}, {"atan2", 2, 0}, {"hypot", 2, 0}, {"max", 2, 0},   {"min", 2, 0},   {"?:", 3, 2},
};

inline constexpr int operation_count = sizeof operation_infos / sizeof operation_infos[0];
static_assert(operation_count == static_cast<int>(Op::select) + 1);

inline const OperationInfo& info_of(Op op) {
    return operation_infos[static_cast<int>(op)];
}

}  // namespace steepest
