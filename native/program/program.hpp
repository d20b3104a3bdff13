// A formula, or several at once, as instructions for the interpreter (kernels/program.hpp).
//
// What depends on no column is the same in every row: it is uniform, and computed once an evaluation by instructions of
// its own. The rest is computed block by block in places that are used again once nobody reads them; an instruction
// never writes to a place that it reads.
#pragma once

#include "base/view.hpp"
#include "base/workspace.hpp"
#include "kernels/program.hpp"
#include "program/graph.hpp"

namespace steepest {

// Places are numbered [uniforms | columns | temporaries]; the first uniforms are the parameters, the next the
// constants.
struct Program {
    Vector<const Instruction> once;   // on uniforms
    Vector<const Instruction> block;  // on columns, temporaries and uniforms
    Vector<const double> constants;
    Index parameters = 0;
    Index uniforms = 0;  // parameters, constants and what follows from them
    Index columns = 0;
    Index temporaries = 0;
    // The places of the outputs; those below `uniforms` are alike in all rows.
    Vector<const std::uint16_t> outputs;

    Index places() const { return uniforms + columns + temporaries; }
    bool is_uniform(std::uint16_t place) const { return place < uniforms; }
};

// The program that computes these nodes; what none of them needs is left out. Null data, and memory.failed(), without
// memory; failed() too where it takes more than 65,535 places.
Program make_program(const Graph& graph, Workspace& memory, Vector<const NodeId> outputs, Index parameters,
                     Index columns);

}  // namespace steepest
