#pragma once
#include <string>

#include "glia/base/array.hpp"

namespace glia::cli {

/// Pictures (count, height, width[, channels]) from an IDX file, in which a rank of 2 is one picture, or from a PGM
/// file (P2 or P5), u8. `invert` turns whole numbers v into 255 − v and reals into 1 − v. A FileError for other files.
Array read_pictures(const std::string& path, bool invert);

}  // namespace glia::cli
