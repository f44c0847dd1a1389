#pragma once
#include <array>
#include <string>

#include "glia/data/split.hpp"

namespace glia::detail {

/// One file of a data set in IDX form. The digest is that of the unpacked bytes, so any packing of them will do.
struct IdxDatasetFile {
  std::string name;  ///< without ".gz"
  std::string sha256;
};

/// Where four IDX files come from: train and test images, train and test labels.
struct IdxDataset {
  std::string where;   ///< what errors call it: "datasets::mnist"
  std::string folder;  ///< below $GLIA_DATA and the cache
  std::string url;     ///< of the folder to download from, with "/" at its end
  std::array<IdxDatasetFile, 4> files;
};

datasets::Dataset load(const IdxDataset& dataset);

}  // namespace glia::detail
