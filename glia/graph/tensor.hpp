#pragma once
#include <concepts>
#include <memory>
#include <string>
#include <vector>

#include "glia/base/array.hpp"

namespace glia::detail {
struct Node;
}

#pragma GCC visibility push(default)
namespace glia {

/// A handle on one value of the graph. Operators and ops:: functions on it add nodes; nothing is computed until a
/// model, a compiled step or eval() runs them. Numbers and Arrays convert to it.
class Tensor {
 public:
  Tensor() = default;
  Tensor(double value);  // NOLINT: a scalar takes the dtype of what it meets
  template <std::integral T>
  Tensor(T value) : Tensor(integer_scalar(static_cast<std::int64_t>(value))) {}  // NOLINT
  Tensor(const Array& array);                                                    // NOLINT: the leaf holds the handle
  explicit Tensor(std::shared_ptr<detail::Node> node, int index = 0) : node_(std::move(node)), index_(index) {}

  const Shape& shape() const;
  DType dtype() const;
  int rank() const { return shape().rank(); }
  Dim dim(int axis) const { return shape().dim(axis); }  ///< below zero if it depends on the batch
  bool valid() const { return node_ != nullptr; }
  Array eval() const;  ///< computes the value now; an error if it depends on a model's input

  detail::Node* node() const { return node_.get(); }
  const std::shared_ptr<detail::Node>& shared_node() const { return node_; }
  int index() const { return index_; }
  bool same(const Tensor& other) const { return node_ == other.node_ && index_ == other.index_; }

 private:
  static Tensor integer_scalar(std::int64_t value);
  std::shared_ptr<detail::Node> node_;
  int index_ = 0;
};

using Tensors = std::vector<Tensor>;

}  // namespace glia
#pragma GCC visibility pop
