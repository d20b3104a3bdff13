// The kernels of one instruction-set level, as a table of functions. Each level's object file exports its table and
// nothing else; everything above reaches kernels through kernels().
#pragma once

#include "kernels/ceilings.hpp"
#include "kernels/elementwise.hpp"
#include "kernels/fit.hpp"
#include "kernels/gemm.hpp"
#include "kernels/glm.hpp"
#include "kernels/level1.hpp"
#include "kernels/level2.hpp"
#include "kernels/program.hpp"
#include "kernels/rosenbrock.hpp"
#include "kernels/rows.hpp"
#include "kernels/substitution.hpp"
#include "kernels/update.hpp"

namespace steepest {

struct Kernels {
    const char* name;  // as in STEEPEST_ISA
    Level1<double> level1;
    Level1<float> level1_single;
    Level2<double> level2;
    Level2<float> level2_single;
    Gemm<double> gemm;
    Gemm<float> gemm_single;
    Substitution<double> substitution;
    Substitution<float> substitution_single;
    Rosenbrock rosenbrock;
    Rows rows;
    Ceilings ceilings;
    Glm glm;
    Elementwise elementwise;
    Update<double> update;
    Update<float> update_single;
    ProgramKernels program;
    FitKernels fit;
};

// The level in force: the best one this processor has, unless select_level chose another.
const Kernels& kernels();

// The same for code that is a template on the storage type.
template <class T>
const Level1<T>& level1() {
    if constexpr (sizeof(T) == sizeof(double))
        return kernels().level1;
    else
        return kernels().level1_single;
}
template <class T>
const Level2<T>& level2() {
    if constexpr (sizeof(T) == sizeof(double))
        return kernels().level2;
    else
        return kernels().level2_single;
}
template <class T>
const Gemm<T>& gemm_kernels() {
    if constexpr (sizeof(T) == sizeof(double))
        return kernels().gemm;
    else
        return kernels().gemm_single;
}
template <class T>
const Substitution<T>& substitution_kernels() {
    if constexpr (sizeof(T) == sizeof(double))
        return kernels().substitution;
    else
        return kernels().substitution_single;
}

template <class T>
const Update<T>& update_kernels() {
    if constexpr (sizeof(T) == sizeof(double))
        return kernels().update;
    else
        return kernels().update_single;
}

// The levels compiled into this binary, from the plainest to the widest.
int level_count();
const char* level_name(int level);
bool level_supported(int level);

// Returns false, and changes nothing, when the processor lacks the level.
bool select_level(int level);
int selected_level();

}  // namespace steepest
