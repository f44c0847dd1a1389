#include "glia/cli/picture_file.hpp"

#include <fstream>
#include <limits>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/data/idx.hpp"

namespace glia::cli {
namespace {

constexpr std::int64_t kMostPixels = std::int64_t{1} << 28;

[[noreturn]] void broken(const std::string& path, const std::string& rule, const std::string& received = {}) {
  throw FileError({.where = "'" + path + "'", .rule = rule, .received = received});
}

/// A whole number in the text part of a PGM file, where # begins a comment.
std::int64_t read_number(std::istream& in, const std::string& path) {
  in >> std::ws;
  while (in.peek() == '#') {
    in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    in >> std::ws;
  }
  std::int64_t number = -1;
  if (!(in >> number) || number < 0) broken(path, "A PGM file has a whole number here that cannot be read");
  return number;
}

Array read_pgm(std::istream& in, const std::string& path, bool plain) {
  const std::int64_t width = read_number(in, path);
  const std::int64_t height = read_number(in, path);
  const std::int64_t greatest = read_number(in, path);
  if (width < 1 || height < 1 || width > kMostPixels || height > kMostPixels / width) {
    broken(path, "The picture has no size that can be read", std::to_string(width) + " × " + std::to_string(height));
  }
  if (greatest < 1 || greatest > 65535) {
    broken(path, "The greatest grey of a PGM file lies in 1 to 65535", std::to_string(greatest));
  }
  if (!plain) in.get();              // the one white space before the pixels
  std::vector<std::uint8_t> pixels;  // grows with what is read, whatever size the file declares
  const auto add = [&](std::int64_t grey) {
    if (grey > greatest) broken(path, "A pixel is brighter than the greatest grey", std::to_string(grey));
    pixels.push_back(static_cast<std::uint8_t>((grey * 255 + greatest / 2) / greatest));
  };
  for (std::int64_t i = 0; i < width * height; ++i) {
    if (plain) {
      add(read_number(in, path));
      continue;
    }
    int grey = in.get();
    if (greatest > 255 && in) grey = grey * 256 + in.get();
    if (!in) broken(path, "The file ends in the middle of its pixels", "pixel " + std::to_string(i));
    add(grey);
  }
  return Array(pixels).reshape({1, height, width});
}

void invert_pixels(Array& pictures) {
  const bool real = pictures.dtype() == f32 || pictures.dtype() == f64;
  for (std::int64_t i = 0; i < pictures.size(); ++i) pictures.set(i, (real ? 1.0 : 255.0) - pictures.get(i));
}

Array read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const int first = in.get();
  const int second = in.get();
  if (in && first == 'P' && (second == '2' || second == '5')) return read_pgm(in, path, second == '2');
  in.close();
  Array array = read_idx(path);
  if (array.rank() == 2) return array.reshape({1, array.dim(0), array.dim(1)});
  if (array.rank() == 3 || array.rank() == 4) return array;
  broken(path, "Pictures have the axes count, height and width, and perhaps channels",
         "the shape " + array.shape().str());
}

}  // namespace

Array read_pictures(const std::string& path, bool invert) {
  Array pictures = read_file(path);
  if (pictures.empty()) broken(path, "The file holds no pictures", "the shape " + pictures.shape().str());
  if (invert) invert_pixels(pictures);
  return pictures;
}

}  // namespace glia::cli
