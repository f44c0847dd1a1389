#include "glia/applications/parts.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/conv2d.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/global_average_pooling2d.hpp"
#include "glia/layers/global_max_pooling2d.hpp"

namespace glia::detail {

Shape image_shape(const std::string& where, const Shape& given, const std::string& pooling) {
  if (!pooling.empty() && pooling != "avg" && pooling != "max") {
    throw ValueError(
        {.where = where, .rule = "pooling is \"avg\", \"max\" or empty", .received = "\"" + pooling + "\""});
  }
  if (given.rank() == 0) return {224, 224, 3};
  constexpr std::int64_t kLeast = 32;
  if (given.rank() != 3 || given[0] < kLeast || given[1] < kLeast) {
    throw ValueError({.where = where,
                      .rule = "The input_shape is height, width and channels of an image",
                      .expected = "three sizes, the first two at least 32",
                      .received = given.str()});
  }
  return given;
}

Tensor same_convolution(const Tensor& x, Dim filters, Dim size, const std::string& name,
                        const ActivationFn& activation) {
  return x | Conv2D{.filters = filters, .kernel_size = size, .padding = "same", .activation = activation, .name = name};
}

Tensor pooled(const Tensor& x, const std::string& pooling, const std::string& name) {
  if (pooling.empty()) return x;
  if (pooling == "max") return x | GlobalMaxPooling2D{.name = name};
  return x | GlobalAveragePooling2D{.name = name};
}

Tensor predictions(const Tensor& x, Dim classes, const ActivationFn& activation) {
  return x | Dense{.units = classes, .activation = activation, .name = "predictions"};
}

}  // namespace glia::detail
