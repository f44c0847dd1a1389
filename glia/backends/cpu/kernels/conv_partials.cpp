#include <algorithm>

#include "glia/backends/cpu/correlation.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/ops/precision.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kCopyFloats = 1 << 15;  // of an image with its border, at once: half the second-level cache
constexpr std::int64_t kManyRows = 32;         // of a line of taps: enough to share B's panels

/// The gradient of a convolution's kernel, for parts of the batch: each line of taps is a product of the pixels under
/// it with the pixels of the result, added up over lines and images in order. A chunk is a part, and one line of taps
/// if that is long, else a plane of them.
class Partials : public Kernel {
 public:
  explicit Partials(const KernelRequest& request)
      : images_(count_of(request.in[0].shape.sub(0, 1))),
        geometry_(request.node.attributes, request.in[0].shape.at(1),
                  request.out[0].shape.sub(1, request.out[0].shape.rank()), request.in[1].shape.at(1)),
        bf16_(rounds_to_bf16(request.node.attributes)),
        parts_(request.out[0].shape[0]),
        lines_at_once_(lines_at_once()),
        grid_(Correlation::forward(geometry_, lines_at_once_)),
        line_rows_(grid_.segment()),
        runs_(geometry_.taps[2] * geometry_.group_inputs() / std::max<std::int64_t>(line_rows_, 1)),
        tap_lines_(line_rows_ < kManyRows ? geometry_.taps[1] : 1) {}

  std::int64_t chunks(std::int64_t) const override {
    return parts_ * geometry_.taps[0] * (geometry_.taps[1] / tap_lines_);
  }
  double flops(std::int64_t n) const override {
    return 2 * static_cast<double>(images_.at(n)) * geometry_.multiplications();
  }
  std::int64_t scratch_bytes() const override { return grid_.copy_floats() * static_cast<std::int64_t>(sizeof(float)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const std::int64_t pieces = geometry_.taps[1] / tap_lines_;
    const std::int64_t tap_line = chunk % pieces * tap_lines_;
    const std::int64_t tap_plane = chunk / pieces % geometry_.taps[0];
    const std::int64_t part = chunk / pieces / geometry_.taps[0];
    const std::int64_t columns = geometry_.output_channels;
    const std::int64_t tap_floats = geometry_.group_inputs() * columns;
    float* out = args.output() + part * geometry_.tap_count() * tap_floats +
                 (tap_plane * geometry_.taps[1] + tap_line) * geometry_.taps[2] * tap_floats;
    const std::int64_t images = images_.at(args.rows);
    bool first = true;
    for (std::int64_t i = images * part / parts_; i < images * (part + 1) / parts_; ++i) {
      const float* image = args.input(0) + i * grid_.image_floats();
      const float* result = args.input(1) + i * geometry_.output_pixels() * columns;
      for (std::int64_t plane = 0; plane < grid_.planes(); ++plane) {
        for (std::int64_t line = 0; line < grid_.lines(); line += lines_at_once_) {
          const std::int64_t count = std::min(lines_at_once_, grid_.lines() - line);
          const float* grid = grid_.lines_at(image, reinterpret_cast<float*>(args.scratch), plane, line, count);
          multiply(grid + grid_.reach(0, tap_plane) + grid_.reach(1, tap_line),
                   result + (plane * grid_.lines() + line) * grid_.columns() * columns, count, out, !first);
          first = false;
        }
      }
    }
    if (first) std::fill_n(out, tap_lines_ * geometry_.taps[2] * tap_floats, 0.0F);
  }

 private:
  std::int64_t lines_at_once() const {
    const std::int64_t width = geometry_.output[2] * geometry_.stride[2] + geometry_.taps[2] * geometry_.dilation[2];
    const std::int64_t line = std::max<std::int64_t>(
        1, width * geometry_.input_channels * geometry_.taps[0] * geometry_.dilation[0] * geometry_.stride[1]);
    return std::clamp<std::int64_t>(kCopyFloats / line, 1, std::max<std::int64_t>(geometry_.output[1], 1));
  }

  void multiply(const float* grid, const float* result, std::int64_t count, float* out, bool accumulate) const {
    const std::int64_t columns = geometry_.output_channels;
    GemmTile tile;
    tile.bf16 = bf16_;
    tile.a_row = 1;
    tile.a_col = grid_.pixel_step();
    tile.a_segment = grid_.columns();
    tile.a_panel = grid_.line_step();
    tile.a_line = tap_lines_ > 1 ? grid_.reach(1, 1) : 0;
    tile.rows = line_rows_;
    tile.lines = tap_lines_;
    tile.depth = count * grid_.columns();
    tile.b_row = columns;
    tile.b_panel = kPanel;
    tile.b_columns = tile.c_columns = geometry_.group_outputs();
    tile.panels = ceil_div(geometry_.group_outputs(), kPanel);
    tile.c_row = columns;
    tile.c_panel = kPanel;
    tile.c_line = geometry_.taps[2] * geometry_.group_inputs() * columns;
    tile.accumulate = accumulate;
    for (std::int64_t g = 0; g < geometry_.groups; ++g) {
      for (std::int64_t run = 0; run < runs_; ++run) {
        tile.a = grid + g * geometry_.group_inputs() + (runs_ > 1 ? grid_.reach(2, run) : 0);
        tile.b = result + g * geometry_.group_outputs();
        tile.c = out + run * line_rows_ * columns + g * geometry_.group_outputs();
        gemm(tile);
      }
    }
  }

  Count images_;
  ConvGeometry geometry_;  // of one image
  bool bf16_;
  std::int64_t parts_, lines_at_once_;
  Correlation grid_;
  std::int64_t line_rows_;  // pixels' channels that lie side by side under a line of taps
  std::int64_t runs_;       // such runs in a line of taps
  std::int64_t tap_lines_;  // of a chunk
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_conv_partials ? std::make_unique<Partials>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_conv_partials;
const KernelMaker kernel_conv_partials{.name = "conv_partials", .priority = 20, .make = cpu::make};
}  // namespace glia::detail
