#include <algorithm>

#include "glia/backends/cpu/correlation.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/epilogue.hpp"
#include "glia/backends/cpu/pixel_kernels.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunkWork = 1 << 17;  // multiply-adds; some 10 µs
constexpr std::int64_t kCopyFloats = 1 << 15;

ConvGeometry geometry_of(const Node& node) {
  const Shape image = spec(node.inputs[0]).shape.at(1);
  const Shape result = node.outputs[0].shape.at(1);
  const Shape& kernel = spec(node.inputs[1]).shape;
  if (node.op == &op_conv) return {node.attributes, image, kernel, result};
  return {node.attributes, result, kernel, image};
}

std::int64_t at_most(std::int64_t wanted, std::int64_t lines) {
  return std::clamp<std::int64_t>(wanted, 1, std::max<std::int64_t>(lines, 1));
}

/// One filter for each channel, forward or transposed. A chunk is some lines of one image.
class Depthwise : public Kernel {
 public:
  Depthwise(const KernelRequest& request, const Node& node, std::size_t image, std::size_t kernel,
            std::unique_ptr<Epilogue> epilogue)
      : images_(count_of(request.out[0].shape.sub(0, 1))),
        geometry_(geometry_of(node)),
        transposed_(node.op == &op_conv_swapped),
        image_(image),
        kernel_(kernel),
        lines_a_chunk_(
            at_most(kChunkWork / std::max<std::int64_t>(1, result()[2] * geometry_.tap_count() * geometry_.groups),
                    result()[1])),
        grid_(transposed_ ? Correlation::transposed(geometry_, lines_a_chunk_)
                          : Correlation::forward(geometry_, lines_a_chunk_)),
        epilogue_(std::move(epilogue)) {}

  std::int64_t chunks(std::int64_t n) const override {
    return grid_.columns() == 0 ? 0 : images_.at(n) * grid_.planes() * line_parts();
  }
  double flops(std::int64_t n) const override {
    return 2 * static_cast<double>(images_.at(n)) * geometry_.multiplications();
  }
  std::int64_t scratch_bytes() const override {
    return (copy_floats() + product_floats()) * static_cast<std::int64_t>(sizeof(float)) +
           (epilogue_ ? epilogue_->scratch_bytes() : 0);
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut lines(grid_.lines(), lines_a_chunk_, chunk % line_parts());
    chunk /= line_parts();
    const std::int64_t channels = geometry_.groups;
    auto* copy = reinterpret_cast<float*>(args.scratch);
    float* product = copy + copy_floats();
    const float* image = args.input(image_) + chunk / grid_.planes() * grid_.image_floats();
    const float* grid = grid_.lines_at(image, copy, chunk % grid_.planes(), lines.first, lines.size());
    const std::int64_t row0 = (chunk * grid_.lines() + lines.first) * grid_.columns();
    for (std::int64_t l = 0; l < lines.size(); ++l) {
      const std::int64_t row = row0 + l * grid_.columns();
      depthwise_pixels(grid + l * grid_.line_step(), grid_.pixel_step(), grid_.segments().data(), geometry_.tap_count(),
                       args.input(kernel_), channels, grid_.columns(),
                       epilogue_ ? product : args.output() + row * channels);
      if (!epilogue_) continue;
      epilogue_->block(args, {product, channels}, row, grid_.columns(), 0, channels, channels,
                       reinterpret_cast<std::byte*>(product + product_floats()));
    }
  }

 private:
  const ConvGeometry::Axes& result() const { return transposed_ ? geometry_.input : geometry_.output; }
  std::int64_t line_parts() const { return ceil_div(grid_.lines(), lines_a_chunk_); }
  std::int64_t copy_floats() const { return ceil_div(grid_.copy_floats(), kPanel) * kPanel; }
  std::int64_t product_floats() const {  // of one line, which is still in the first-level cache when it is finished
    return epilogue_ ? ceil_div(grid_.columns() * geometry_.groups, kPanel) * kPanel : 0;
  }

  Count images_;
  ConvGeometry geometry_;  // of one image
  bool transposed_;
  std::size_t image_, kernel_;
  std::int64_t lines_a_chunk_;
  Correlation grid_;
  std::unique_ptr<Epilogue> epilogue_;
};

/// The gradient of such filters, for parts of the batch. A chunk is a part.
class Partials : public Kernel {
 public:
  explicit Partials(const KernelRequest& request)
      : images_(count_of(request.in[0].shape.sub(0, 1))),
        geometry_(geometry_of_parts(request)),
        parts_(request.out[0].shape[0]),
        lines_at_once_(at_most(
            kCopyFloats / std::max<std::int64_t>(1, geometry_.input[2] * geometry_.groups * geometry_.stride[1]),
            geometry_.output[1])),
        grid_(Correlation::forward(geometry_, lines_at_once_)) {}

  std::int64_t chunks(std::int64_t) const override { return parts_; }
  double flops(std::int64_t n) const override {
    return 2 * static_cast<double>(images_.at(n)) * geometry_.multiplications();
  }
  std::int64_t scratch_bytes() const override { return grid_.copy_floats() * static_cast<std::int64_t>(sizeof(float)); }

  void run(const KernelArgs& args, std::int64_t part) const override {
    const std::int64_t channels = geometry_.groups;
    const std::int64_t images = images_.at(args.rows);
    float* out = args.output() + part * geometry_.tap_count() * channels;
    std::fill_n(out, geometry_.tap_count() * channels, 0.0F);
    for (std::int64_t i = images * part / parts_; i < images * (part + 1) / parts_; ++i) {
      for (std::int64_t plane = 0; plane < grid_.planes(); ++plane) {
        for (std::int64_t line = 0; line < grid_.lines(); line += lines_at_once_) {
          const std::int64_t count = std::min(lines_at_once_, grid_.lines() - line);
          const float* grid = grid_.lines_at(args.input(0) + i * grid_.image_floats(),
                                             reinterpret_cast<float*>(args.scratch), plane, line, count);
          const float* y =
              args.input(1) + ((i * grid_.planes() + plane) * grid_.lines() + line) * grid_.columns() * channels;
          for (std::int64_t l = 0; l < count; ++l) {
            for (std::int64_t t = 0; t < geometry_.tap_count(); ++t) {
              depthwise_products(grid + l * grid_.line_step() + grid_.segments()[static_cast<std::size_t>(t)],
                                 grid_.pixel_step(), y + l * grid_.columns() * channels, channels, grid_.columns(),
                                 out + t * channels);
            }
          }
        }
      }
    }
  }

 private:
  static ConvGeometry geometry_of_parts(const KernelRequest& request) {
    return {request.node.attributes, request.in[0].shape.at(1),
            request.out[0].shape.sub(1, request.out[0].shape.rank()), request.in[1].shape.at(1)};
  }

  Count images_;
  ConvGeometry geometry_;  // of one image
  std::int64_t parts_, lines_at_once_;
  Correlation grid_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  const Node* node = request.root;
  std::size_t image = 0;
  std::size_t kernel = 1;
  std::unique_ptr<Epilogue> epilogue;
  if (node == nullptr) return nullptr;
  if (node->op != &op_conv && node->op != &op_conv_swapped && node->op != &op_conv_partials) return nullptr;
  if (node != &request.node) {
    image = static_cast<std::size_t>(node->inputs[0].node()->attributes.integer("index"));
    kernel = static_cast<std::size_t>(node->inputs[1].node()->attributes.integer("index"));
  }
  const std::int64_t groups = node->attributes.integer("groups");
  const bool single = groups > 1 && spec(node->inputs[0]).shape.dim(-1) == groups &&
                      node->outputs[0].shape.dim(-1) == groups && request.in[image].dtype == f32;
  if (!single) {
    refusal = "channels mix";
    return nullptr;
  }
  if (node->op == &op_conv_partials) return std::make_unique<Partials>(request);
  if (&request.node != node) {
    epilogue = Epilogue::make(request, refusal);
    if (epilogue == nullptr) return nullptr;
  }
  return std::make_unique<Depthwise>(request, *node, image, kernel, std::move(epilogue));
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_depthwise_conv;
const KernelMaker kernel_depthwise_conv{.name = "depthwise_conv", .priority = 30, .make = cpu::make};
}  // namespace glia::detail
