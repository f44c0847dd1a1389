#include <algorithm>
#include <cstring>

#include "glia/backends/cpu/cut.hpp"
#include "glia/base/error.hpp"
#include "glia/ops/by_rows.hpp"
#include "glia/ops/scan_parts.hpp"
#include "glia/runtime/serial_program.hpp"

namespace glia::detail::cpu {
namespace {

// Rows of one chunk: enough that a matrix from the second-level cache is used often, few enough that a batch of 32
// keeps two threads busy. Threads need not wait for each other between the steps.
constexpr std::int64_t kRows = 16;

/// Bytes of one row of the batch, or of the whole if the batch is not in its shape.
struct Extent {
  std::int64_t bytes = 0;
  bool by_rows = false;

  Extent() = default;
  explicit Extent(const Spec& s)
      : bytes(checked_multiply(count_of(s.shape).factor, static_cast<std::int64_t>(s.dtype.size()))),
        by_rows(s.shape.is_symbolic()) {}
  std::int64_t before(std::int64_t row) const { return by_rows ? bytes * row : 0; }
  std::int64_t of(std::int64_t rows) const { return by_rows ? bytes * rows : bytes; }
};

/// The y in whose places a carry lies from step to step, so that it needs none of its own and no copy.
struct Home {
  enum Kind { own, after, before };  ///< y[t] is the carry after step t, or before it
  Kind kind = own;
  std::size_t y = 0;
};

std::vector<Home> find_homes(const Graph& body, std::size_t carries) {
  std::vector<Home> out(carries);
  for (std::size_t i = 0; i < carries; ++i) {
    for (std::size_t y = body.results.size(); y-- > carries;) {
      if (body.results[y].same(body.results[i])) {
        out[i] = {Home::after, y};
      } else if (out[i].kind != Home::after && body.results[y].same(body.parameters[i])) {
        out[i] = {Home::before, y};
      }
    }
  }
  return out;
}

class Scan : public Kernel {
 public:
  Scan(const Node& node, std::int64_t capacity)
      : parts_(node),
        homes_(find_homes(body_of(node), parts_.carries)),
        by_rows_(works_by_rows(body_of(node))),
        rows_(by_rows_ ? std::min(kRows, capacity) : capacity),
        program_(make_plan(computed(body_of(node)), rows_, -1)) {
    const Graph& body = body_of(node);
    for (const Tensor& p : body.parameters) in_.emplace_back(spec(p));
    for (const Tensor& r : body.results) out_.emplace_back(spec(r));
    for (std::size_t i = 0; i < parts_.carries; ++i) {
      offsets_.push_back(carry_bytes_);
      if (homes_[i].kind == Home::own) carry_bytes_ += 2 * room(i);
      varies_ = varies_ || out_[i].by_rows;
    }
    for (std::size_t i = parts_.carries; i < out_.size(); ++i) varies_ = varies_ || out_[i].by_rows;
  }

  std::int64_t chunks(std::int64_t n) const override { return by_rows_ && varies_ ? ceil_div(n, rows_) : 1; }
  std::int64_t scratch_bytes() const override { return program_.scratch_bytes() + carry_bytes_; }
  double flops(std::int64_t n) const override {
    const double pieces = by_rows_ && varies_ ? static_cast<double>(n) / static_cast<double>(rows_) : 1;
    return static_cast<double>(parts_.length) * program_.flops(rows_) * pieces;
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const std::int64_t first = by_rows_ && varies_ ? chunk * rows_ : 0;
    const std::int64_t n = by_rows_ && varies_ ? std::min(rows_, args.rows - first) : args.rows;
    std::byte* carries = args.scratch + program_.scratch_bytes();
    SerialProgram::Run body(program_, args.scratch, n, args.fault);
    const auto input = [&](std::size_t i) { return args.input<std::byte>(i) + in_[i].before(first); };
    for (std::size_t i = parts_.first_captured(); i < in_.size(); ++i) body.set_parameter(i, input(i));
    if (parts_.length == 0) copy_carries(args, first, n);
    // y[t] of the step, or with `later` of the one after it
    const auto y_at = [&](std::size_t y, std::int64_t step, std::int64_t later = 0) {
      const std::int64_t t = parts_.reverse ? parts_.length - 1 - step - later : step + later;
      return args.output<std::byte>(y) + t * out_[y].of(args.rows) + out_[y].before(first);
    };
    for (std::size_t i = 0; i < parts_.carries && parts_.length > 0; ++i) {
      body.set_parameter(i, input(i));
      if (homes_[i].kind != Home::before) continue;
      std::memcpy(y_at(homes_[i].y, 0), input(i), static_cast<std::size_t>(in_[i].of(n)));
    }
    for (std::int64_t step = 0; step < parts_.length; ++step) {
      const std::int64_t t = parts_.reverse ? parts_.length - 1 - step : step;
      for (std::size_t s = parts_.first_sequence(); s < parts_.first_captured(); ++s)
        body.set_parameter(s, input(s) + t * in_[s].of(args.rows));
      const bool last = step + 1 == parts_.length;
      const auto result_at = [&](std::size_t i) {
        const Home& home = homes_[i];
        if (home.kind == Home::after) return y_at(home.y, step);
        if (last) return args.output<std::byte>(i) + out_[i].before(first);
        return home.kind == Home::before ? y_at(home.y, step, 1) : carry(carries, i, step);
      };
      std::size_t next = 0;
      for (std::size_t i = 0; i < parts_.carries; ++i) {
        if (homes_[i].kind != Home::after) body.set_result(next++, result_at(i));
      }
      for (std::size_t y = parts_.carries; y < out_.size(); ++y) {
        if (!is_before(y)) body.set_result(next++, y_at(y, step));
      }
      body();
      for (std::size_t i = 0; i < parts_.carries; ++i) {
        if (!last) {
          body.set_parameter(i, result_at(i));
        } else if (homes_[i].kind == Home::after) {
          std::memcpy(args.output<std::byte>(i) + out_[i].before(first), result_at(i),
                      static_cast<std::size_t>(out_[i].of(n)));
        }
      }
    }
  }

 private:
  /// Whether y is written by the step before, as the carry that lies there.
  bool is_before(std::size_t y) const {
    return std::any_of(homes_.begin(), homes_.end(), [=](const Home& h) { return h.kind == Home::before && h.y == y; });
  }
  /// The body without what need not be computed: carries that are ys, and ys that carries are written to.
  Graph computed(const Graph& body) const {
    Graph out{body.parameters, {}, {}};
    for (std::size_t i = 0; i < body.results.size(); ++i) {
      const bool carry = i < parts_.carries;
      if (carry ? homes_[i].kind != Home::after : !is_before(i)) out.results.push_back(body.results[i]);
    }
    return out;
  }
  /// Bytes of one of the two places of a carry, in whole lines.
  std::int64_t room(std::size_t i) const { return (out_[i].of(rows_) + 63) / 64 * 64; }
  /// The two places take turns: a step reads the one and writes the other.
  std::byte* carry(std::byte* carries, std::size_t i, std::int64_t step) const {
    return carries + offsets_[i] + (step % 2) * room(i);
  }
  void copy_carries(const KernelArgs& args, std::int64_t first, std::int64_t n) const {
    for (std::size_t i = 0; i < parts_.carries; ++i) {
      std::memcpy(args.output<std::byte>(i) + out_[i].before(first), args.input<std::byte>(i) + in_[i].before(first),
                  static_cast<std::size_t>(out_[i].of(n)));
    }
  }

  ScanParts parts_;
  std::vector<Home> homes_;  // of each carry
  bool by_rows_;
  std::int64_t rows_;
  SerialProgram program_;
  std::vector<Extent> in_, out_;  // of the body's parameters and results
  std::vector<std::int64_t> offsets_;
  std::int64_t carry_bytes_ = 0;
  bool varies_ = false;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_scan ? std::make_unique<Scan>(request.node, request.capacity) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_scan;
const KernelMaker kernel_scan{.name = "scan", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
