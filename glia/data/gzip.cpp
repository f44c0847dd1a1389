#include "glia/data/gzip.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "glia/base/error.hpp"

#ifdef GLIA_HAS_ZLIB
#include <zlib.h>
#endif

namespace glia::detail {

bool is_gzip(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == std::byte{0x1F} && bytes[1] == std::byte{0x8B};
}

#ifdef GLIA_HAS_ZLIB

namespace {

constexpr int kGzipWindow = MAX_WBITS + 16;                // 16 selects the gzip wrapper
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;  // zlib counts in unsigned int

}  // namespace

struct GzipReader::State {
  std::span<const std::byte> packed;
  std::string file;
  z_stream stream{};
  bool ended = false;

  [[noreturn]] void fail(const std::string& rule) const {
    const std::size_t position = packed.size() - left();
    throw FileError({.where = "'" + file + "', byte " + std::to_string(position),
                     .rule = rule,
                     .hint = "Copy or download the file again"});
  }

  std::size_t left() const { return static_cast<std::size_t>(packed.data() + packed.size() - next()); }
  const std::byte* next() const { return reinterpret_cast<const std::byte*>(stream.next_in); }

  void next_member() {
    const auto rest = packed.last(left());
    ended = rest.empty();
    if (ended) return;
    if (!is_gzip(rest)) fail(std::to_string(rest.size()) + " bytes follow the end of the gzip data");
    inflateReset(&stream);
  }
};

GzipReader::GzipReader(std::span<const std::byte> packed, std::string file) : state_(std::make_unique<State>()) {
  state_->packed = packed;
  state_->file = std::move(file);
  state_->stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
  if (inflateInit2(&state_->stream, kGzipWindow) != Z_OK) {
    throw ResourceError({.where = "'" + state_->file + "'", .rule = "zlib cannot start: not enough memory"});
  }
}

GzipReader::~GzipReader() { inflateEnd(&state_->stream); }

std::size_t GzipReader::read(std::span<std::byte> out) {
  State& s = *state_;
  std::size_t done = 0;
  while (done < out.size() && !s.ended) {
    s.stream.avail_in = static_cast<uInt>(std::min(s.left(), kMostAtOnce));
    const auto room = static_cast<uInt>(std::min(out.size() - done, kMostAtOnce));
    s.stream.next_out = reinterpret_cast<Bytef*>(out.data() + done);
    s.stream.avail_out = room;
    const int status = inflate(&s.stream, Z_NO_FLUSH);
    done += room - s.stream.avail_out;
    if (status == Z_STREAM_END) {
      s.next_member();
    } else if (status == Z_BUF_ERROR || (status == Z_OK && s.left() == 0 && done < out.size())) {
      s.fail("The gzip data end too early");
    } else if (status != Z_OK) {
      s.fail("The gzip data are damaged (" + std::string(s.stream.msg != nullptr ? s.stream.msg : "unknown error") +
             ")");
    }
  }
  return done;
}

std::vector<std::byte> gzip(std::span<const std::byte> bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw ResourceError({.where = "gzip", .rule = "zlib cannot start: not enough memory"});
  }
  std::vector<std::byte> out;
  std::array<std::byte, 1 << 16> piece;
  std::size_t taken = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    const auto count = static_cast<uInt>(std::min(bytes.size() - taken, kMostAtOnce));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data() + taken));
    stream.avail_in = count;
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    status = deflate(&stream, taken + count == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    taken += count - stream.avail_in;
    out.insert(out.end(), piece.begin(), piece.end() - stream.avail_out);
  }
  deflateEnd(&stream);
  return out;
}

#else

struct GzipReader::State {};

namespace {

[[noreturn]] void refuse(const std::string& file) {
  throw UnsupportedError({.where = "'" + file + "'",
                          .rule = "This build of Glia cannot read or write gzip: zlib was not found when it was built",
                          .hint = "Unpack the file with gunzip, or build Glia with zlib"});
}

}  // namespace

GzipReader::GzipReader(std::span<const std::byte>, std::string file) { refuse(file); }
GzipReader::~GzipReader() = default;
std::size_t GzipReader::read(std::span<std::byte>) { return 0; }
std::vector<std::byte> gzip(std::span<const std::byte>) { refuse("gzip"); }

#endif

std::uint64_t GzipReader::skip(std::uint64_t count) {
  std::array<std::byte, 1 << 16> scratch;
  std::uint64_t done = 0;
  while (done < count) {
    const std::uint64_t room = std::min<std::uint64_t>(count - done, scratch.size());
    const std::size_t got = read(std::span(scratch).first(static_cast<std::size_t>(room)));
    if (got == 0) break;
    done += got;
  }
  return done;
}

}  // namespace glia::detail
