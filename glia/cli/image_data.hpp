#pragma once
#include <optional>
#include <string>

#include "glia/data/split.hpp"
#include "glia/graph/tensor.hpp"
#include "glia/model/model.hpp"

namespace glia::cli {

/// What --help says about the files that a folder of pictures holds.
extern const char* const kImageFolderHelp;

/// The pictures and labels of MNIST's names in `folder`: part is "train" or "t10k"; plain or packed with gzip. Pictures
/// have 3 axes (count, height, width) or 4, labels one. A FileError says what was looked for, a DataError what does not
/// fit.
datasets::Split read_image_part(const std::string& folder, const std::string& part);
/// The same, nothing if neither of its files is there.
std::optional<datasets::Split> find_image_part(const std::string& folder, const std::string& part);

/// Pixels from 0 to 1 as a network takes them: whole numbers are divided by 255, reals are taken as they are.
Tensor scaled(const Array& pictures);

std::int64_t class_count(const Array& labels);  ///< one more than the greatest label

/// A ShapeError unless the network reads such pictures and gives `classes` probabilities or more for each.
void check_fits(const Model& model, const Array& pictures, std::int64_t classes);

/// Gives a model, however it was compiled before, what judging classes needs.
void compile_to_judge(const Model& model);

}  // namespace glia::cli
