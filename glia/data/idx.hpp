#pragma once
#include <cstddef>
#include <span>
#include <string>

#include "glia/base/array.hpp"
#include "glia/base/load_limits.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Reads an IDX file, the format of MNIST, plain or packed with gzip (told by its content, not by its name).
/// u8, i32, f32 and f64 keep their type; i8 and i16 become i32. Any file that is not exactly one IDX array is a
/// FileError; gzip in a build without zlib is an UnsupportedError.
Array read_idx(const std::string& path, const LoadLimits& limits = {});

/// Writes `array` as IDX, packed with gzip if the name ends in ".gz". The file appears whole or not at all.
/// bool is stored as u8; i64 has no IDX type and is a TypeError; so are a rank of 0 and a size above 2^32 − 1 a
/// ShapeError.
void write_idx(const std::string& path, const Array& array);

}  // namespace glia
#pragma GCC visibility pop

namespace glia::detail {

/// read_idx on bytes in memory; `file` is what errors call them.
Array parse_idx(std::span<const std::byte> bytes, const std::string& file, const LoadLimits& limits = {});

}  // namespace glia::detail
