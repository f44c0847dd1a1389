// internal
#pragma once
#include <string>

#include "glia/applications/classifier_options.hpp"

namespace glia::detail {

/// `given`, or 224×224×3 if it is empty. A ValueError unless it is height, width and channels with at least 32 pixels
/// each way, or if `pooling` is none of "avg", "max" and "".
Shape image_shape(const std::string& where, const Shape& given, const std::string& pooling);

/// A convolution of size×size with padding "same".
Tensor same_convolution(const Tensor& x, Dim filters, Dim size, const std::string& name,
                        const ActivationFn& activation = "relu");

/// One number for each channel, or x itself if `pooling` is empty.
Tensor pooled(const Tensor& x, const std::string& pooling, const std::string& name = {});

/// The dense layer that ends a classifier.
Tensor predictions(const Tensor& x, Dim classes, const ActivationFn& activation);

}  // namespace glia::detail
