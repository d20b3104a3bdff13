// A formula as an objective: its value, or the sum of its values over rows of data, with exact derivatives.
//
// Programs are made when they are first asked for: the value alone; with the gradient; the Hessian; its product with a
// vector, which takes the places of n more parameters.
#pragma once

#include "base/query.hpp"
#include "program/derivative.hpp"
#include "program/evaluation.hpp"

namespace steepest {

class Formula {
  public:
    // Of so many names from outside, each a parameter or a column.
    Formula(Index inputs, std::size_t bytes) : memory_(bytes), inputs_(inputs) {}

    Graph& graph() { return graph_; }
    Workspace& memory() { return memory_; }
    NodeId root = -1;

    // Says what the inputs are: that column where column_of[i] is not negative; else, in their order, numbers where
    // `fixed` is not NaN, and the other ones the parameters of the objective. Nothing is fixed where `fixed` is empty.
    // Called once, before the graph is built.
    bool classify(Vector<const int32_t> column_of, Vector<const double> fixed = {});
    NodeId input(Index i) const { return input_[i]; }
    // The rows that are summed over, which must stay. Without them the value is that of the formula itself.
    void set_columns(const Columns& columns) { columns_ = columns; }

    Index rows() const { return columns_.rows; }
    // Memory taken from the system.
    std::size_t bytes() const {
        const std::size_t parts =
            value_.memory.size() + first_.memory.size() + second_.memory.size() + product_.memory.size();
        return parts + memory_.size() + scratch_.size();
    }
    Index parameters() const { return parameters_; }
    Index columns() const { return columns_.count; }
    // The program of a row's value, or of its value and derivatives by the parameters; null as when prepare fails.
    const Program* row_program(bool derivatives);
    // As bits of `needs`: Hessians of many parameters are not to be had as matrices.
    unsigned provides() const;
    Objective objective();
    // Makes the programs for these needs. False without memory, or where the derivative is too large a formula.
    bool prepare(unsigned needed);
    // Those of the needs that it cannot meet, its derivatives being too large. To find out, it makes them; a small
    // formula has room for them, and is not asked to.
    unsigned lacking(unsigned needed);
    void answer(Query& query);
    // The nodes that the value needs, or its derivative by this parameter if that is not negative, in an order to
    // compute them in, numbered by it: four numbers a node, as far as there is room. Returns how many there are.
    Index list(Index parameter, Vector<int32_t> nodes, Vector<double> numbers);

  private:
    struct Part {
        Workspace memory{1 << 12};
        bool made = false;
        bool refused = false;
        Program program;
        RowSums sums;
        Vector<double> out;
    };
    bool make(Part& part, Vector<const NodeId> outputs, Index parameters);
    template <class Make>
    bool prepare(Part& part, const Make& make);
    bool make_gradient();
    bool make_hessian();
    bool make_product();
    const Vector<double>& compute(Part& part, const Columns& columns, const double* parameters);
    const Columns* some_rows(Vector<const int32_t> rows);

    Workspace memory_, scratch_;
    Graph graph_{memory_, Index(1) << 20};
    Index inputs_;
    Index parameters_ = 0;
    NodeId* input_ = nullptr;
    Vector<NodeId> wrt_;
    Vector<NodeId> gradient_;
    Vector<double> extended_;  // parameters and a direction
    Columns columns_;
    Columns some_;          // those of a batch
    Vector<double> batch_;  // their place
    Part value_, first_, second_, product_;
};

}  // namespace steepest
