#include "glia/model/source.hpp"

#include <unordered_map>

#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"
#include "glia/ops/nn_ops.hpp"

namespace glia::detail {
namespace {

/// Whether row i of the value depends on row i of the leaves alone.
bool works_row_by_row(const Tensor& root, std::int64_t rows) {
  std::unordered_map<const Node*, bool> has_rows;  // of every node: whether its first axis is the rows
  for (const Node* node : Graph{{}, {root}, {}}.order()) {
    const Shape& shape = node->outputs[0].shape;
    bool mine = shape.rank() > 0 && shape[0] == rows;
    if (node->op == &op_array) {
      // numbers: rows if the first axis says so
    } else if (node->op == &op_constant) {
      mine = false;
    } else if (node->op->has(kElementwise)) {
      for (const Tensor& input : node->inputs) mine = mine || has_rows.at(input.node());
    } else if (node->op == &op_broadcast_to) {
      const Tensor& from = node->inputs[0];
      if (has_rows.at(from.node()) && !(from.rank() == shape.rank() && mine)) return false;
    } else if (node->op == &op_reshape) {
      if (has_rows.at(node->inputs[0].node()) != mine) return false;
    } else {
      return false;
    }
    has_rows[node] = mine;
  }
  return has_rows.at(root.node());
}

std::string count(std::int64_t n) { return std::to_string(n); }

}  // namespace

Source::Source(const Data& data, const std::string& what) : parts_(data.parts()) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    Tensor& part = parts_[i];
    if (part.rank() == 0) {
      throw ShapeError(
          {.where = what, .rule = "Data has at least one axis, the samples", .received = "a single number"});
    }
    const std::int64_t rows = part.shape()[0];
    if (rows == 0 || part.shape().elements() == 0) {
      throw DataError({.where = what,
                       .rule = "There must be at least one sample",
                       .received = "an empty dataset of shape " + part.shape().str()});
    }
    if (i > 0 && rows != rows_) {
      throw DataError({.where = what,
                       .rule = "All parts of the data have the same number of samples",
                       .expected = count(rows_) + " as in the first part",
                       .received = count(rows)});
    }
    rows_ = rows;
    if (!works_row_by_row(part, rows)) part = part.eval();
    for (Node* node : Graph{{}, {part}, {}}.order()) {
      if (node->op == &op_array && node->outputs[0].shape.rank() > 0 && node->outputs[0].shape[0] == rows) {
        leaves_.push_back(std::get<Array>(node->payload));
      }
    }
  }
}

Shape Source::sample_shape(std::size_t part) const {
  const Shape& s = parts_[part].shape();
  return s.sub(1, s.rank());
}

Tensors Source::on(const Tensors& batch) const {
  std::size_t next = 0;
  Tensors out;
  for (const Tensor& part : parts_) {  // leaves are met in the order in which the constructor met them
    Rewriter rewrite([&](const Node& node, const Tensors& inputs) -> Tensors {
      const Shape& shape = node.outputs[0].shape;
      const bool rows = shape.rank() > 0 && shape[0] == rows_;
      if (node.op == &op_array) return rows ? Tensors{batch.at(next++)} : Tensors{};
      if (node.op == &op_constant) return {};
      Attributes attributes = node.attributes;
      if (rows && attributes.find("shape") != nullptr) {
        std::vector<std::int64_t> symbolic = attributes.integers("shape");
        symbolic[0] = -1;
        attributes.set("shape", symbolic);
      }
      return emit_all(*node.op, inputs, attributes);
    });
    out.push_back(rewrite(part));
  }
  return out;
}

Array Source::values(std::size_t part) const {
  const Tensor& t = parts_[part];
  return is(t, op_array) ? std::get<Array>(t.node()->payload) : t.eval();
}

bool Source::is_plain(std::size_t part) const { return is(parts_[part], op_array); }

void Source::prefetch(const std::int32_t* rows, std::int64_t count) const {
  constexpr std::int64_t kLine = 64;
  constexpr std::int64_t kMost = 256 * 1024;  // bytes; more would push the weights out of the second-level cache
  for (const Array& leaf : leaves_) {
    const std::int64_t row = leaf.bytes() / rows_;
    if (row * count > kMost) continue;
    for (std::int64_t i = 0; i < count; ++i) {
      const std::byte* at = leaf.raw() + row * rows[i];
      for (std::int64_t offset = 0; offset < row; offset += kLine) __builtin_prefetch(at + offset, 0, 2);
      __builtin_prefetch(at + row - 1, 0, 2);  // rows begin anywhere in a line
    }
  }
}

std::string Source::signature(bool with_rows) const {
  std::string out;
  for (const Tensor& part : parts_) {
    std::unordered_map<const Node*, std::size_t> number;
    for (const Node* node : Graph{{}, {part}, {}}.order()) {
      out += node->op->name;
      for (const Tensor& input : node->inputs) out += "%" + count(static_cast<std::int64_t>(number.at(input.node())));
      number.emplace(node, number.size());
      out += with_rows ? node->outputs[0].str()
                       : Spec{node->outputs[0].shape.rank() > 0 && node->outputs[0].shape[0] == rows_
                                  ? node->outputs[0].shape.sub(1, node->outputs[0].shape.rank())
                                  : node->outputs[0].shape,
                              node->outputs[0].dtype}
                             .str();
      out += std::to_string(node->attributes.hash());
      if (node->op == &op_array && !(node->outputs[0].shape.rank() > 0 && node->outputs[0].shape[0] == rows_)) {
        out += std::to_string(reinterpret_cast<std::uintptr_t>(std::get<Array>(node->payload).identity()));
      }
    }
    out += ';';
  }
  return out;
}

}  // namespace glia::detail
