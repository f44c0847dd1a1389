#include "glia/model/input.hpp"

#include "glia/base/error.hpp"
#include "glia/graph/fixed_batch.hpp"
#include "glia/graph/node.hpp"

namespace glia {

Input::Input(const Shape& shape, const InputOptions& options) {
  Shape batch{-1};
  for (const std::int64_t d : shape) {
    if (d < 1) {
      throw ShapeError({.where = "Input",
                        .rule = "Every axis of a sample has a size of at least 1",
                        .received = std::to_string(d),
                        .hint = "Leave the batch out: Input{28, 28} is a picture of 28 by 28"});
    }
    batch.push_back(d);
  }
  constexpr std::int64_t kMostRows = (std::int64_t{1} << 31) - 1;
  if (options.batch_size < 0 || options.batch_size > kMostRows) {
    throw ValueError({.where = "Input",
                      .rule = "batch_size is the number of samples in each batch, or 0 for any",
                      .expected = "0 to " + std::to_string(kMostRows),
                      .received = std::to_string(options.batch_size)});
  }
  tensor_ = detail::parameter(-1, {batch, options.dtype}, options.name);
  if (options.batch_size > 0) detail::fix_batch(tensor_, options.batch_size);
}

Input::Input(std::initializer_list<Dim> shape, const InputOptions& options) : Input(Shape(shape), options) {}

}  // namespace glia
