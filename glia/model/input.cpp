#include "glia/model/input.hpp"

#include "glia/base/error.hpp"
#include "glia/graph/node.hpp"

namespace glia {

Input::Input(const Shape& shape, const InputOptions& options) {
  Shape batch{-1};
  for (const std::int64_t d : shape) {
    if (d < 1) {
      throw ShapeError({.where = "Input",
                        .rule = "Every axis of a sample has a size of at least 1",
                        .received = shape.str(),
                        .hint = "Leave the batch out: Input{28, 28} is a picture of 28 by 28"});
    }
    batch.push_back(d);
  }
  tensor_ = detail::parameter(-1, {batch, options.dtype}, options.name);
}

Input::Input(std::initializer_list<Dim> shape, const InputOptions& options) : Input(Shape(shape), options) {}

}  // namespace glia
