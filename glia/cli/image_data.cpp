#include "glia/cli/image_data.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "glia/base/error.hpp"
#include "glia/cli/numbers.hpp"
#include "glia/data/idx.hpp"
#include "glia/ops/math.hpp"

namespace glia::cli {

const char* const kImageFolderHelp = R"(DIR holds pictures as IDX files, plain or packed with gzip (.gz):
  train-images-idx3-ubyte, train-labels-idx1-ubyte   to learn from
  t10k-images-idx3-ubyte,  t10k-labels-idx1-ubyte    to be judged by
Pixels that are whole numbers are divided by 255; reals are taken as they are.)";

namespace {

namespace fs = std::filesystem;

struct Names {
  std::string images, labels;
};

Names names_of(const std::string& part) { return {part + "-images-idx3-ubyte", part + "-labels-idx1-ubyte"}; }

/// The path of the file, packed or not; empty if neither is there.
std::string find(const std::string& folder, const std::string& name) {
  std::error_code ignored;
  for (const char* ending : {"", ".gz"}) {
    const fs::path path = fs::path(folder) / (name + ending);
    if (fs::exists(path, ignored)) return path.string();
  }
  return {};
}

/// A few of the names in a folder, for an error.
std::string listing(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    names.push_back(entry.path().filename().string());
  }
  if (names.empty()) return "an empty folder";
  std::sort(names.begin(), names.end());
  constexpr std::size_t kShown = 5;
  std::string out = "a folder with ";
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) out += (i == 0 ? "" : ", ") + names[i];
  return names.size() > kShown ? out + " and " + std::to_string(names.size() - kShown) + " more" : out;
}

void require_folder(const std::string& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  throw FileError({.where = "'" + folder + "'",
                   .rule = fs::exists(folder, error) ? "This is a file, not a folder" : "There is no such folder",
                   .expected = "a folder with IDX files of MNIST's names"});
}

void check(const datasets::Split& split, const std::string& images, const std::string& labels) {
  const Shape& shape = split.x.shape();
  if (shape.rank() < 3 || shape.rank() > 4 || split.x.empty()) {
    throw DataError({.where = "'" + images + "'",
                     .rule = "Pictures have the axes count, height and width, and perhaps channels",
                     .received = "the shape " + shape.str()});
  }
  if (split.y.shape() != Shape{shape[0]}) {
    throw DataError({.where = "'" + labels + "'",
                     .rule = "There must be one label for each picture",
                     .expected = "the shape " + Shape{shape[0]}.str(),
                     .received = split.y.shape().str()});
  }
  for (std::int64_t i = 0; i < split.y.size(); ++i) {
    const double label = split.y.get(i);
    if (label >= 0 && label < 1e6 && label == std::floor(label)) continue;
    throw DataError({.where = "'" + labels + "'",
                     .rule = "Labels are whole numbers from 0 on",
                     .received = decimals(label, 3) + " in row " + grouped(i)});
  }
}

}  // namespace

datasets::Split read_image_part(const std::string& folder, const std::string& part) {
  require_folder(folder);
  const Names names = names_of(part);
  const std::string images = find(folder, names.images);
  const std::string labels = find(folder, names.labels);
  if (images.empty() || labels.empty()) {
    const std::string& missing = images.empty() ? names.images : names.labels;
    throw FileError({.where = "'" + folder + "'",
                     .rule = std::string("The folder lacks the ") + (images.empty() ? "pictures" : "labels"),
                     .expected = missing + " or " + missing + ".gz",
                     .received = listing(folder)});
  }
  datasets::Split out{.x = read_idx(images), .y = read_idx(labels)};
  check(out, images, labels);
  return out;
}

std::optional<datasets::Split> find_image_part(const std::string& folder, const std::string& part) {
  require_folder(folder);
  const Names names = names_of(part);
  if (find(folder, names.images).empty() && find(folder, names.labels).empty()) return std::nullopt;
  return read_image_part(folder, part);
}

Tensor scaled(const Array& pictures) {
  const bool real = pictures.dtype() == f32 || pictures.dtype() == f64;
  return real ? Tensor(pictures) : pictures / 255.0;
}

std::int64_t class_count(const Array& labels) {
  double greatest = 0;
  for (const double label : labels) greatest = std::max(greatest, label);
  return static_cast<std::int64_t>(greatest) + 1;
}

void check_fits(const Model& model, const Array& pictures, std::int64_t classes) {
  if (model.inputs().size() != 1 || model.outputs().size() != 1) {
    throw ShapeError(
        {.where = model.name(),
         .rule = "A network that reads pictures has one input and one output",
         .received = std::to_string(model.inputs().size()) + " and " + std::to_string(model.outputs().size())});
  }
  Shape sample = pictures.shape();
  sample[0] = -1;
  const Shape& input = model.inputs()[0].shape();
  if (input != sample) {
    throw ShapeError({.where = model.name(),
                      .rule = "The network reads pictures of another size",
                      .expected = input.str(),
                      .received = sample.str()});
  }
  const Shape& output = model.outputs()[0].shape();
  if (output.rank() != 2 || output[1] < std::max<std::int64_t>(classes, 2)) {
    throw ShapeError({.where = model.name(),
                      .rule = "The network must end in one probability for each class",
                      .expected = "an output of " + Shape{-1, std::max<std::int64_t>(classes, 2)}.str(),
                      .received = output.str(),
                      .hint = classes > 0 ? "The last word of --model would be dense:" + std::to_string(classes) +
                                                ":softmax for these labels"
                                          : ""});
  }
}

void compile_to_judge(const Model& model) {
  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
}

}  // namespace glia::cli
