#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "glia/base/error.hpp"
#include "glia/base/load_limits.hpp"

namespace glia::detail {

/// Reads bytes that come from outside, forwards, never past their end. Every error is a FileError that names the file,
/// the position in it and what was being read. `what` completes "… while reading <what>": "the number of rows".
class ByteReader {
 public:
  /// `inside` is the path inside the file ("weights/dense/kernel"); `start` is where `bytes` lie in the file.
  ByteReader(std::span<const std::byte> bytes, std::string file, std::string inside = {}, std::uint64_t start = 0);

  std::uint8_t read_u8(std::string_view what);
  std::uint16_t read_u16_be(std::string_view what);
  std::uint32_t read_u32_be(std::string_view what);
  std::uint64_t read_u64_be(std::string_view what);
  std::uint16_t read_u16_le(std::string_view what);
  std::uint32_t read_u32_le(std::string_view what);
  std::uint64_t read_u64_le(std::string_view what);
  std::span<const std::byte> take(std::uint64_t count, std::string_view what);
  void skip(std::uint64_t count, std::string_view what) { (void)take(count, what); }
  void seek(std::uint64_t position, std::string_view what);  ///< from the start of the span; its end is allowed

  std::uint64_t position() const { return position_; }  ///< from the start of the span
  std::uint64_t size() const { return bytes_.size(); }
  std::uint64_t remaining() const { return bytes_.size() - position_; }
  std::span<const std::byte> rest() const { return bytes_.subspan(static_cast<std::size_t>(position_)); }

  /// The next `count` bytes as a reader of their own, which names `inside`; this reader moves past them.
  ByteReader sub(std::uint64_t count, std::string_view what, std::string inside);

  /// Throws a FileError at the current position. The rule is a whole sentence.
  [[noreturn]] void fail(std::string rule, std::string expected = {}, std::string received = {},
                         std::string hint = {}) const;

 private:
  template <class T, bool kBigEndian>
  T number(std::string_view what);

  std::span<const std::byte> bytes_;
  std::uint64_t position_ = 0;
  std::uint64_t start_;
  std::string file_;
  std::string inside_;
};

}  // namespace glia::detail
