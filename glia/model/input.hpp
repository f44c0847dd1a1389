#pragma once
#include <initializer_list>
#include <string>

#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {

struct InputOptions {
  std::string name = {};
  DType dtype = f32;
  Dim batch_size = 0;  ///< 0 = any; else all batches have this many samples, as stateful layers need it
};

/// A model's input: the shape of one sample, without the batch. Makes its node at once, so `auto x = Input{4};` used
/// twice is one input. Axes of unknown size are not allowed.
class Input {
 public:
  Input(std::initializer_list<Dim> shape, const InputOptions& options = {});
  explicit Input(const Shape& shape, const InputOptions& options = {});
  operator const Tensor&() const { return tensor_; }  // NOLINT
  const Tensor& tensor() const { return tensor_; }

 private:
  Tensor tensor_;
};

}  // namespace glia
#pragma GCC visibility pop
