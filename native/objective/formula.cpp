#include "objective/formula.hpp"

#include <cmath>

namespace steepest {
namespace {

// Up to so many parameters the Hessian is to be had as a matrix: its program has an output an element.
constexpr Index most_for_hessian = 100;
// And up to so many at all.
constexpr Index most_for_matrix = 1000;
// Nodes times the elements of value, gradient and Hessian, below which all of those have room.
constexpr Index surely_room = 20'000;

}  // namespace

bool Formula::classify(Vector<const int32_t> column_of, Vector<const double> fixed) {
    input_ = memory_.array<NodeId>(inputs_);
    if (memory_.failed()) return false;
    Index named = 0;  // inputs that are no columns
    for (Index i = 0; i < inputs_; ++i) {
        if (column_of[i] >= 0) {
            input_[i] = graph_.column(column_of[i]);
            continue;
        }
        const double value = fixed.size > 0 ? fixed[named] : NAN;
        const bool is_free = std::isnan(value);
        input_[i] = is_free ? graph_.parameter(static_cast<int32_t>(parameters_++)) : graph_.constant(value);
        ++named;
    }
    wrt_ = memory_.vector<NodeId>(parameters_);
    gradient_ = memory_.vector<NodeId>(parameters_);
    extended_ = memory_.vector(2 * parameters_);
    if (memory_.failed() || graph_.failed()) return false;
    Index next = 0;
    for (Index i = 0; i < inputs_; ++i) {
        if (graph_[input_[i]].op == Op::parameter) wrt_[next++] = input_[i];
    }
    return true;
}

unsigned Formula::provides() const {
    return needs::value_and_gradient | needs::product | (parameters_ <= most_for_hessian ? needs::hessian : 0) |
           (columns_.rows > 0 ? needs::rows : 0);
}

Objective Formula::objective() {
    return {this, parameters_, provides(),
            [](void* self, Query& query) { static_cast<Formula*>(self)->answer(query); }};
}

bool Formula::make(Part& part, Vector<const NodeId> outputs, Index parameters) {
    part.program = make_program(graph_, part.memory, outputs, parameters, columns_.count);
    part.out = part.memory.vector(outputs.size);
    return !part.memory.failed() && part.sums.allocate(part.memory, part.program, columns_.rows);
}

bool Formula::make_gradient() {
    const Vector<const NodeId> wrt{wrt_.data, wrt_.size};
    const Vector<NodeId> outputs = scratch_.vector<NodeId>(parameters_ + 1);
    if (scratch_.failed() || !differentiate(graph_, scratch_, root, wrt, gradient_)) return false;
    outputs[0] = root;
    for (Index i = 0; i < parameters_; ++i) outputs[i + 1] = gradient_[i];
    return make(first_, {outputs.data, outputs.size}, parameters_);
}

bool Formula::make_hessian() {
    if (parameters_ > most_for_matrix) return false;
    const Vector<NodeId> lower = scratch_.vector<NodeId>(parameters_ * (parameters_ + 1) / 2);
    const Vector<NodeId> row = scratch_.vector<NodeId>(parameters_);
    if (scratch_.failed()) return false;
    Index next = 0;
    for (Index i = 0; i < parameters_; ++i) {
        const Vector<const NodeId> before{wrt_.data, i + 1};
        if (!differentiate(graph_, scratch_, gradient_[i], before, row)) return false;
        for (Index j = 0; j <= i; ++j) lower[next++] = row[j];
    }
    return make(second_, {lower.data, lower.size}, parameters_);
}

// The gradient of its product with a vector of more parameters.
bool Formula::make_product() {
    const Vector<NodeId> products = scratch_.vector<NodeId>(parameters_);
    NodeId along = graph_.constant(0);
    for (Index i = 0; i < parameters_; ++i) {
        const NodeId v = graph_.parameter(static_cast<int32_t>(parameters_ + i));
        along = graph_.make(Op::add, along, graph_.make(Op::multiply, gradient_[i], v));
    }
    const Vector<const NodeId> wrt{wrt_.data, wrt_.size};
    if (scratch_.failed() || graph_.failed() || !differentiate(graph_, scratch_, along, wrt, products)) return false;
    return make(product_, {products.data, products.size}, 2 * parameters_);
}

// A part that does not fit leaves everything as it was, and is not tried again.
template <class Make>
bool Formula::prepare(Part& part, const Make& make) {
    if (part.made || part.refused) return part.made;
    const Index before = graph_.size();
    const Scope scope(scratch_);
    part.made = make();
    part.refused = !part.made;
    if (part.refused) graph_.take_back(before);
    return part.made;
}

bool Formula::prepare(unsigned needed) {
    const Vector<const NodeId> value{&root, 1};
    if ((needed & needs::value) && !prepare(value_, [&] { return make(value_, value, parameters_); })) return false;
    if (!(needed & (needs::gradient | needs::hessian | needs::product))) return true;
    if (!prepare(first_, [this] { return make_gradient(); })) return false;
    if ((needed & needs::hessian) && !prepare(second_, [this] { return make_hessian(); })) return false;
    return !(needed & needs::product) || prepare(product_, [this] { return make_product(); });
}

unsigned Formula::lacking(unsigned needed) {
    const Index n = parameters_;
    if (graph_.size() * (n + 1) * (n + 1) < surely_room) return 0;
    constexpr unsigned each[] = {needs::value, needs::gradient, needs::hessian, needs::product};
    unsigned lacking = 0;
    for (const unsigned need : each) {
        if ((needed & need) && !prepare(need)) lacking |= need;
    }
    return lacking;
}

const Program* Formula::row_program(bool derivatives) {
    if (!prepare(derivatives ? needs::gradient : needs::value)) return nullptr;
    return derivatives ? &first_.program : &value_.program;
}

const Vector<double>& Formula::compute(Part& part, const Columns& columns, const double* parameters) {
    part.sums.compute(part.program, columns, parameters, part.out.data);
    return part.out;
}

Index Formula::list(Index parameter, Vector<int32_t> nodes, Vector<double> numbers) {
    if (parameter >= 0 && !prepare(needs::gradient)) return 0;
    const NodeId last = parameter >= 0 ? gradient_[parameter] : root;
    const Scope scope(scratch_);
    const Vector<int32_t> place = scratch_.vector<int32_t>(last + 1);
    if (scratch_.failed()) return 0;
    for (NodeId i = 0; i <= last; ++i) place[i] = i == last ? 0 : -1;
    for (NodeId i = last; i >= 0; --i) {
        const Node& node = graph_[i];
        const int arity = place[i] < 0 ? 0 : info_of(node.op).arity;
        const NodeId operands[] = {node.a, node.b, node.c};
        for (int k = 0; k < arity; ++k) place[operands[k]] = 0;
    }
    Index count = 0;
    for (NodeId i = 0; i <= last; ++i) {
        if (place[i] < 0) continue;
        const Node& node = graph_[i];
        const int arity = info_of(node.op).arity;
        const NodeId operands[] = {node.a, node.b, node.c};
        if (4 * count + 4 <= nodes.size && count < numbers.size) {
            int32_t* const to = nodes.data + 4 * count;
            to[0] = static_cast<int32_t>(node.op);
            for (int k = 0; k < 3; ++k)
                to[k + 1] = k < arity ? place[operands[k]] : (arity == 0 && k == 0 ? node.a : -1);
            numbers[count] = node.number;
        }
        place[i] = static_cast<int32_t>(count++);
    }
    return count;
}

// Null without memory for them.
const Columns* Formula::some_rows(Vector<const int32_t> rows) {
    const Index size = size_of_rows(columns_, rows.size);
    // Twice as much as before at least, for what it leaves behind stays taken.
    if (batch_.size < size) batch_ = memory_.vector(size > 2 * batch_.size ? size : 2 * batch_.size);
    if (!batch_.data) return nullptr;
    some_ = gather(columns_, rows, batch_);
    return &some_;
}

// What could not be prepared is NaN, as an objective that fails.
void Formula::answer(Query& query) {
    const Index n = parameters_;
    const Columns* const columns = query.needs & needs::rows ? some_rows(query.rows) : &columns_;
    const bool able = columns && prepare(query.needs);
    const auto fail = [](double* to, Index count) {
        for (Index i = 0; i < count; ++i) to[i] = NAN;
    };
    if (!able) query.value = NAN;
    if (query.needs & needs::gradient) {
        if (able) {
            const Vector<double>& out = compute(first_, *columns, query.x.data);
            query.value = out[0];
            for (Index i = 0; i < n; ++i) query.gradient[i] = out[i + 1];
        } else {
            fail(query.gradient, n);
        }
    } else if (able && (query.needs & needs::value)) {
        query.value = compute(value_, *columns, query.x.data)[0];
    }
    if (query.needs & needs::hessian) {
        if (able) {
            const Vector<double>& out = compute(second_, *columns, query.x.data);
            Index next = 0;
            for (Index i = 0; i < n; ++i) {
                for (Index j = 0; j <= i; ++j) query.hessian[i * n + j] = query.hessian[j * n + i] = out[next++];
            }
        } else {
            fail(query.hessian, n * n);
        }
    }
    if (query.needs & needs::product) {
        if (able) {
            for (Index i = 0; i < n; ++i) extended_[i] = query.x[i], extended_[n + i] = query.direction[i];
            const Vector<double>& out = compute(product_, *columns, extended_.data);
            for (Index i = 0; i < n; ++i) query.product[i] = out[i];
        } else {
            fail(query.product, n);
        }
    }
}

}  // namespace steepest
