#pragma once
#include <string>
#include <vector>

#include "glia/data/digits.hpp"
#include "glia/data/split.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace datasets {

/// The MNIST handwritten digits: `auto [train, test] = datasets::mnist();`
/// x u8 (60000, 28, 28) and (10000, 28, 28), y u8 (60000,) and (10000,), as in Keras.
/// Looks into $GLIA_DATA/mnist, then into the cache ($GLIA_CACHE, else $XDG_CACHE_HOME/glia, else ~/.cache/glia), else
/// downloads 11 MB into the cache and checks their SHA-256. A DataError says what was tried; a damaged file that was
/// found is a FileError.
Dataset mnist();

/// Zalando's Fashion-MNIST: pictures of clothes in the same form, in the folder "fashion-mnist"; a download of 30 MB.
Dataset fashion_mnist();

/// "T-shirt/top", "Trouser", …, "Ankle boot": the names of the labels 0 to 9 of fashion_mnist().
std::vector<std::string> fashion_mnist_class_names();

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
