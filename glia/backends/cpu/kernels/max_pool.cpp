#include <algorithm>
#include <array>

#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/pixel_kernels.hpp"
#include "glia/ops/pool_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kMostTaps = 256;
constexpr std::int64_t kChunk = 1 << 16;  // numbers that are read: some 10 µs

/// Max pooling, and its way back. A chunk is some lines of pooled pixels (back: one image).
class Pool : public Kernel {
 public:
  Pool(const Attributes& attributes, const Shape& image, const Shape& pooled)
      : images_(count_of(image.sub(0, 1))),
        geometry_(pool_geometry(attributes, image.at(1), pooled.at(1))),
        taps_(geometry_.tap_count()) {}

  double flops(std::int64_t n) const override {
    return static_cast<double>(images_.at(n)) * geometry_.multiplications();
  }

 protected:
  /// The taps of pooled pixel `y` of an image that lie inside, in order: their pixels and names.
  std::int64_t inside(std::int64_t y, std::int64_t* pixels, std::uint8_t* names) const {
    const ConvGeometry& g = geometry_;
    const ConvGeometry::Axes o{y / (g.output[1] * g.output[2]), y / g.output[2] % g.output[1], y % g.output[2]};
    std::int64_t count = 0;
    std::int64_t name = 0;
    for (std::int64_t p = 0; p < g.taps[0]; ++p) {
      for (std::int64_t l = 0; l < g.taps[1]; ++l) {
        for (std::int64_t c = 0; c < g.taps[2]; ++c, ++name) {
          const ConvGeometry::Axes at{o[0] * g.stride[0] + p - g.before[0], o[1] * g.stride[1] + l - g.before[1],
                                      o[2] * g.stride[2] + c - g.before[2]};
          bool in = true;
          for (std::size_t a = 0; a < 3; ++a) in = in && at[a] >= 0 && at[a] < g.input[a];
          if (!in) continue;
          pixels[count] = (at[0] * g.input[1] + at[1]) * g.input[2] + at[2];
          names[count++] = static_cast<std::uint8_t>(name);
        }
      }
    }
    return count;
  }

  Count images_;
  ConvGeometry geometry_;  // of one image
  std::int64_t taps_;
};

class MaxPool : public Pool {
 public:
  MaxPool(const Attributes& attributes, const Shape& image, const Shape& pooled)
      : Pool(attributes, image, pooled),
        pixels_a_chunk_(
            std::max<std::int64_t>(1, kChunk / std::max<std::int64_t>(1, taps_ * geometry_.input_channels))) {}

  std::int64_t chunks(std::int64_t n) const override {
    return ceil_div(images_.at(n) * geometry_.output_pixels(), pixels_a_chunk_);
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const std::int64_t channels = geometry_.input_channels;
    const Cut cut(images_.at(args.rows) * geometry_.output_pixels(), pixels_a_chunk_, chunk);
    std::array<std::int64_t, kMostTaps> pixels;
    std::array<std::uint8_t, kMostTaps> names;
    std::array<const float*, kMostTaps> taps;
    for (std::int64_t y = cut.first; y < cut.last; ++y) {
      const float* image = args.input(0) + y / geometry_.output_pixels() * geometry_.input_pixels() * channels;
      const std::int64_t count = inside(y % geometry_.output_pixels(), pixels.data(), names.data());
      for (std::int64_t t = 0; t < count; ++t)
        taps[static_cast<std::size_t>(t)] = image + pixels[static_cast<std::size_t>(t)] * channels;
      max_of_taps(taps.data(), names.data(), count, channels, args.output() + y * channels,
                  args.output<std::uint8_t>(1) + y * channels);
    }
  }

 private:
  std::int64_t pixels_a_chunk_;
};

class MaxUnpool : public Pool {
 public:
  MaxUnpool(const Attributes& attributes, const Shape& image, const Shape& pooled) : Pool(attributes, image, pooled) {
    for (std::size_t a = 0; a < 3; ++a) {
      apart_ = apart_ && geometry_.stride[a] >= geometry_.taps[a];
      covered_ = covered_ && geometry_.stride[a] == geometry_.taps[a] &&
                 geometry_.output[a] * geometry_.taps[a] == geometry_.input[a];
    }
  }

  std::int64_t chunks(std::int64_t n) const override { return images_.at(n); }

  void run(const KernelArgs& args, std::int64_t image) const override {
    const std::int64_t channels = geometry_.input_channels;
    float* out = args.output() + image * geometry_.input_pixels() * channels;
    if (!covered_) std::fill_n(out, geometry_.input_pixels() * channels, 0.0F);
    std::array<std::int64_t, kMostTaps> pixels;
    std::array<std::uint8_t, kMostTaps> names;
    for (std::int64_t y = 0; y < geometry_.output_pixels(); ++y) {
      const std::int64_t from = (image * geometry_.output_pixels() + y) * channels;
      const std::int64_t count = inside(y, pixels.data(), names.data());
      for (std::int64_t t = 0; t < count; ++t) {
        put_tap(args.input(0) + from, args.input<std::uint8_t>(1) + from, names[static_cast<std::size_t>(t)], channels,
                !apart_, out + pixels[static_cast<std::size_t>(t)] * channels);
      }
    }
  }

 private:
  bool apart_ = true;    // no pixel lies under two windows
  bool covered_ = true;  // each lies under one
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  const Node& node = request.node;
  if (node.op != &op_max_pool && node.op != &op_max_unpool) return nullptr;
  if (request.in[0].dtype != f32 || tap_dtype(node.attributes) != DType(u8)) {
    refusal = "only f32 and windows of 256 taps";
    return nullptr;
  }
  if (node.op == &op_max_pool)
    return std::make_unique<MaxPool>(node.attributes, request.in[0].shape, request.out[0].shape);
  return std::make_unique<MaxUnpool>(node.attributes, request.out[0].shape, request.in[0].shape);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_max_pool;
const KernelMaker kernel_max_pool{.name = "max_pool", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
