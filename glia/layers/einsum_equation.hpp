// internal
#pragma once
#include <string>
#include <vector>

#include "glia/base/sizes.hpp"
#include "glia/initializers/initializer.hpp"

namespace glia::detail {

/// "x,kernel->y", one letter an axis; an ellipsis is spelled out with letters of its own.
struct EinsumEquation {
  std::string x, kernel, y;
  Shape x_shape, kernel_shape, y_shape;  ///< sizes of the letters
};

/// Reads `equation` for an input of x_shape; `output_shape` are the sizes of y without the batch and what an ellipsis
/// stands for, −1 where x has the axis. ValueError for an equation that is none or that no product computes, ShapeError
/// for sizes that do not fit.
EinsumEquation einsum_equation(const std::string& equation, const Shape& x_shape, const Sizes& output_shape);
/// y by one product: Σ over the letters that y lacks.
Tensor einsum(const EinsumEquation& equation, const Tensor& x, const Tensor& kernel);
/// The shape of a bias with the letters of `axes`: from the first of them on, 1 for each other letter of y. ValueError
/// for a letter that y has not.
Shape einsum_bias(const EinsumEquation& equation, const std::string& axes);
/// `initializer` with the fans that the equation gives: in are the letters of the kernel that y lacks, out the others.
InitialValue einsum_initializer(const EinsumEquation& equation, const Initializer& initializer);

}  // namespace glia::detail
