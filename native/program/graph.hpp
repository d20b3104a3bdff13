// A formula as a graph: each node an operation on nodes before it, alike nodes kept once. So common subexpressions are
// shared by construction, the order of the nodes is an order to compute them in, and a derivative that is added to the
// graph finds what the value has computed already.
//
// `make` simplifies as it goes, by rules that change no bit of a value (but the last of some of small powers, the sign
// of a zero, and x ** ½ at -∞): operations on constants are folded; x + 0, x · 1, x / 1, x ** 1 and - - x
// are x; signs move out of products.
#pragma once

#include "base/workspace.hpp"
#include "kernels/operation.hpp"

namespace steepest {

using NodeId = int32_t;

struct Node {
    Op op;
    NodeId a = -1, b = -1, c = -1;  // of a parameter or a column, a is its place
    double number = 0;              // of a constant

    friend bool operator==(const Node&, const Node&) = default;
};

class Graph {
  public:
    // Of at most so many nodes: past that, and without memory, nodes are -1 and failed() is set.
    Graph(Workspace& memory, Index most) : memory_(memory), most_(most) {}

    NodeId constant(double number);
    NodeId parameter(int32_t place) { return keep({Op::parameter, place}); }
    NodeId column(int32_t place) { return keep({Op::column, place}); }
    // Any operation that is no leaf, simplified.
    NodeId make(Op op, NodeId a, NodeId b = -1, NodeId c = -1);

    const Node& operator[](NodeId id) const { return nodes_[id]; }
    Index size() const { return size_; }
    bool failed() const { return failed_; }
    // Takes back the nodes made since there were so many, and that there was no room for more.
    void take_back(Index size);
    bool is_constant(NodeId id) const { return nodes_[id].op == Op::constant; }
    bool is(NodeId id, double number) const { return is_constant(id) && nodes_[id].number == number; }

  private:
    NodeId keep(const Node& node);
    NodeId negated(NodeId a) { return make(Op::negate, a); }
    NodeId sum(NodeId a, NodeId b);
    NodeId difference(NodeId a, NodeId b);
    NodeId product(NodeId a, NodeId b);
    NodeId quotient(NodeId a, NodeId b);
    NodeId raised(NodeId a, NodeId b);
    bool grow();
    void enter(NodeId id);
    bool is_negated(NodeId id) const { return nodes_[id].op == Op::negate; }

    Workspace& memory_;
    Index most_;
    Node* nodes_ = nullptr;
    NodeId* table_ = nullptr;  // open addressing, a power of two, at most half full
    Index capacity_ = 0;       // of nodes
    Index size_ = 0;
    bool failed_ = false;
};

}  // namespace steepest
