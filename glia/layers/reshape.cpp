#include "glia/layers/reshape.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

/// The size that stands for −1, or 0 if none fits; `open` counts the sizes below zero.
std::int64_t what_is_left(const Shape& target, std::int64_t elements, int& open) {
  std::int64_t known = 1;
  for (const std::int64_t d : target) {
    if (d < 0) {
      ++open;
    } else {
      known = checked_multiply(known, d);
    }
  }
  if (open == 0) return known == elements ? 1 : 0;
  return known > 0 && elements % known == 0 ? elements / known : 0;
}

}  // namespace

void Reshape::fields(Fields& f) {
  f("target_shape", &Reshape::target_shape)("name", &Reshape::name)("trainable", &Reshape::trainable);
  f("dtype", &Reshape::dtype);
}

Tensor Reshape::call(Scope&, const Tensor& x) const {
  if (x.rank() == 0) throw ShapeError({.rule = "Reshape needs a batch axis", .received = x.shape().str()});
  const Shape row = x.shape().sub(1, x.rank());
  const std::int64_t elements = row.elements();
  for (const std::int64_t d : target_shape) {
    if (d >= -1) continue;
    throw ShapeError(
        {.rule = "A size of target_shape is 0 or more, or −1 for what is left", .received = std::to_string(d)});
  }
  int open = 0;
  const std::int64_t left = what_is_left(target_shape, elements, open);
  if (open > 1) {
    throw ShapeError({.rule = "Only one size of target_shape may be −1", .received = target_shape.str()});
  }
  if (left == 0 && elements != 0) {
    throw ShapeError({.rule = "A row of the input does not fit into target_shape",
                      .expected = std::to_string(elements) + " elements, as in " + row.str(),
                      .received = target_shape.str(),
                      .hint = "target_shape does not name the batch; one size may be −1"});
  }
  Shape shape{Dim(x.shape()[0])};
  for (const std::int64_t d : target_shape) shape.push_back(d < 0 ? left : d);
  return ops::reshape(x, shape);
}

}  // namespace glia
