#include <algorithm>

#include "glia/backends/cpu/correlation.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/epilogue.hpp"
#include "glia/ops/precision.hpp"
#include "glia/passes/layout.hpp"

namespace glia::detail::cpu {
namespace {

constexpr double kChunkWork = 1 << 20;             // multiply-adds: some 10 µs
constexpr double kMostWork = 1 << 23;              // of a chunk that is a few panels
constexpr std::int64_t kSharedRows = 48;           // pixels that use filters while these are in the second-level cache
constexpr std::int64_t kEpilogueFloats = 1 << 14;  // a chunk's result stays in the second-level cache
constexpr std::int64_t kFewChunks = 8;             // below: few images, so the filters are shared out, too

/// A convolution, or a transposed one whose kernel lies (k…, c, i). A chunk is some lines of one image, of some panels:
/// of all where a line is little work, else of few, so that the filters are not read from memory again for each line
/// (7×7 pixels, 512 → 512, 9.4 MB of filters).
class Conv : public Kernel {
 public:
  Conv(const KernelRequest& request, const Node& node, std::size_t image, std::size_t kernel,
       std::unique_ptr<Epilogue> epilogue)
      : images_(count_of(request.out[0].shape.sub(0, 1))),
        geometry_(geometry_of(node)),
        transposed_(node.op == &op_conv_swapped),
        in_panels_(request.in[kernel].layout == Layout::panels),
        bf16_(rounds_to_bf16(node.attributes)),
        image_(image),
        kernel_(kernel),
        group_columns_(transposed_ ? geometry_.group_inputs() : geometry_.group_outputs()),
        lines_a_chunk_(lines_of_a_chunk(epilogue != nullptr)),
        grid_(transposed_ ? Correlation::transposed(geometry_, lines_a_chunk_)
                          : Correlation::forward(geometry_, lines_a_chunk_)),
        epilogue_(std::move(epilogue)) {
    depth_ = static_cast<std::int64_t>(grid_.segments().size()) * grid_.segment();
    const std::int64_t panels = ceil_div(group_columns_, kPanel);
    panels_a_chunk_ = panels;
    if (geometry_.groups == 1) {
      const auto work = static_cast<double>(lines_a_chunk_ * grid_.columns() * depth_ * kPanel);  // of a panel
      panels_a_chunk_ = std::min(panels, static_cast<std::int64_t>(kMostWork / std::max(1.0, work)));
      const std::int64_t chunks = images_.at(request.capacity) * grid_.planes() * line_parts();
      panels_a_chunk_ = std::min(panels_a_chunk_, panels * std::max<std::int64_t>(chunks, 1) / kFewChunks);
      panels_a_chunk_ = std::max<std::int64_t>(panels_a_chunk_, 1);
    }
    if (epilogue_ != nullptr && geometry_.groups == 1) {
      const std::int64_t most = kEpilogueFloats / (lines_a_chunk_ * grid_.columns() * kPanel);
      panels_a_chunk_ = std::clamp<std::int64_t>(most, 1, panels_a_chunk_);
    }
    panel_parts_ = ceil_div(panels, panels_a_chunk_);
  }

  std::int64_t chunks(std::int64_t n) const override {
    return grid_.columns() == 0 ? 0 : images_.at(n) * grid_.planes() * line_parts() * panel_parts_;
  }
  double flops(std::int64_t n) const override {
    return 2 * static_cast<double>(images_.at(n)) * geometry_.multiplications();
  }
  std::int64_t scratch_bytes() const override {
    return (copy_floats() + product_floats()) * static_cast<std::int64_t>(sizeof(float)) +
           (epilogue_ ? epilogue_->scratch_bytes() : 0);
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut panels(ceil_div(group_columns_, kPanel), panels_a_chunk_, chunk % panel_parts_);
    chunk /= panel_parts_;
    const Cut lines(grid_.lines(), lines_a_chunk_, chunk % line_parts());
    chunk /= line_parts();
    const std::int64_t plane = chunk % grid_.planes();
    const float* image = args.input(image_) + chunk / grid_.planes() * grid_.image_floats();
    auto* copy = reinterpret_cast<float*>(args.scratch);
    float* product = copy + copy_floats();
    const std::int64_t all_columns = group_columns_ * geometry_.groups;
    const std::int64_t row0 = (chunk * grid_.lines() + lines.first) * grid_.columns();
    const std::int64_t column0 = panels.first * kPanel;
    const std::int64_t columns = std::min(group_columns_ - column0, panels.size() * kPanel);

    GemmTile tile;
    tile.bf16 = bf16_;
    tile.a = grid_.lines_at(image, copy, plane, lines.first, lines.size());
    tile.a_row = grid_.pixel_step();
    tile.a_line = grid_.line_step();
    tile.a_col = 1;
    tile.a_segment = grid_.segment();
    tile.a_offsets = grid_.segments().data();
    tile.rows = grid_.columns();
    tile.lines = lines.size();
    tile.depth = depth_;
    tile.panels = panels.size();
    tile.b = args.input(kernel_) + (in_panels_ ? panels.first * depth_ * kPanel : column0);
    tile.b_row = in_panels_ ? kPanel : all_columns;
    tile.b_panel = in_panels_ ? depth_ * kPanel : kPanel;
    if (!in_panels_) tile.b_columns = columns;
    tile.b_is_far = in_panels_;
    tile.c_panel = kPanel;
    tile.c_columns = columns;
    if (epilogue_ == nullptr) {
      tile.c = args.output() + row0 * all_columns + column0;
      tile.c_row = all_columns;
    } else {
      tile.c = product;
      tile.c_row = geometry_.groups == 1 ? columns : all_columns;
    }
    tile.c_line = grid_.columns() * tile.c_row;
    for (std::int64_t g = 0; g < geometry_.groups; ++g) {
      multiply(tile, lines.first);
      tile.a += transposed_ ? geometry_.group_outputs() : geometry_.group_inputs();
      tile.b += group_columns_;
      tile.c += group_columns_;
    }
    if (epilogue_ == nullptr) return;
    epilogue_->block(args, {product, tile.c_row}, row0, lines.size() * grid_.columns(), column0,
                     geometry_.groups == 1 ? columns : all_columns, all_columns,
                     reinterpret_cast<std::byte*>(product + product_floats()));
  }

 private:
  static ConvGeometry geometry_of(const Node& node) {
    const Shape image = spec(node.inputs[0]).shape.at(1);
    const Shape result = node.outputs[0].shape.at(1);
    const Shape& kernel = spec(node.inputs[1]).shape;
    return node.op == &op_conv ? ConvGeometry(node.attributes, image, kernel, result)
                               : ConvGeometry(node.attributes, result, kernel, image);
  }

  std::int64_t lines_of_a_chunk(bool epilogue) const {
    const ConvGeometry::Axes& result = transposed_ ? geometry_.input : geometry_.output;
    const std::int64_t depth =
        geometry_.tap_count() * (transposed_ ? geometry_.group_outputs() : geometry_.group_inputs());
    const std::int64_t floats = result[2] * group_columns_ * geometry_.groups;  // of a line
    const double work = std::max(1.0, static_cast<double>(floats * depth));
    if (geometry_.groups == 1 && work > kChunkWork) {
      return std::clamp<std::int64_t>(ceil_div(kSharedRows, result[2]), 1, result[1]);
    }
    auto lines = static_cast<std::int64_t>(kChunkWork / work);
    if (epilogue) lines = std::min(lines, kEpilogueFloats / std::max<std::int64_t>(floats, 1));
    return std::clamp<std::int64_t>(lines, 1, std::max<std::int64_t>(result[1], 1));
  }
  /// Lines that need the same taps in one product; near a border those beyond it are left out (13 × 13 from 11 × 11
  /// pixels by 3 × 3 taps: 15 % of the work).
  void multiply(const GemmTile& all, std::int64_t line) const {
    for (std::int64_t done = 0, count = 0; done < all.lines; done += count) {
      const Correlation::Range range = grid_.segments_of(line + done);
      count = 1;
      while (done + count < all.lines && grid_.segments_of(line + done + count) == range) ++count;
      GemmTile tile = all;
      tile.lines = count;
      tile.a += done * all.a_line;
      tile.c += done * all.c_line;
      tile.a_offsets += range.first;
      tile.b += range.first * grid_.segment() * all.b_row;
      tile.depth = (range.last - range.first) * grid_.segment();
      gemm(tile);
    }
  }
  std::int64_t line_parts() const { return ceil_div(grid_.lines(), lines_a_chunk_); }
  std::int64_t copy_floats() const { return ceil_div(grid_.copy_floats(), kPanel) * kPanel; }
  std::int64_t product_floats() const {
    if (epilogue_ == nullptr) return 0;
    const std::int64_t columns =
        geometry_.groups == 1 ? panels_a_chunk_ * kPanel : ceil_div(group_columns_ * geometry_.groups, kPanel) * kPanel;
    return lines_a_chunk_ * grid_.columns() * columns;
  }

  Count images_;
  ConvGeometry geometry_;  // of one image
  bool transposed_, in_panels_, bf16_;
  std::size_t image_, kernel_;
  std::int64_t group_columns_, lines_a_chunk_;
  Correlation grid_;
  std::unique_ptr<Epilogue> epilogue_;
  std::int64_t depth_ = 0, panels_a_chunk_ = 1, panel_parts_ = 1;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  const Node* node = request.root;
  if (node == nullptr || (node->op != &op_conv && node->op != &op_conv_swapped)) return nullptr;
  std::size_t image = 0;
  std::size_t kernel = 1;
  std::unique_ptr<Epilogue> epilogue;
  if (node != &request.node) {
    image = static_cast<std::size_t>(node->inputs[0].node()->attributes.integer("index"));
    kernel = static_cast<std::size_t>(node->inputs[1].node()->attributes.integer("index"));
    epilogue = Epilogue::make(request, refusal);
    if (epilogue == nullptr) return nullptr;
  }
  if (request.in[image].dtype != f32) {
    refusal = "only f32";
    return nullptr;
  }
  return std::make_unique<Conv>(request, *node, image, kernel, std::move(epilogue));
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_conv;
const KernelMaker kernel_conv{.name = "conv", .priority = 20, .make = cpu::make};
}  // namespace glia::detail
