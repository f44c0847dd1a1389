#include "glia/backends/reference/reference.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/scan_parts.hpp"
#include "glia/passes/layout.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail {
namespace {

void run_elementwise(const Scalar& f, std::span<const Array> in, Array& out) {
  const bool whole = in[0].dtype().is_integer() && f.integer != nullptr;
  for (std::int64_t i = 0; i < out.size(); ++i) {
    if (whole) {
      out.set(i, static_cast<double>(
                     f.integer(static_cast<std::int64_t>(in[0].get(i)), static_cast<std::int64_t>(in[1].get(i)))));
    } else if (f.unary != nullptr) {
      out.set(i, f.unary(in[0].get(i)));
    } else if (f.binary != nullptr) {
      out.set(i, f.binary(in[0].get(i), in[1].get(i)));
    } else {
      out.set(i, f.ternary(in[0].get(i), in[1].get(i), in[2].get(i)));
    }
  }
}

/// n, read off the first operand whose symbolic size is known.
std::int64_t rows_of(const Node& node, std::span<const Array> in, std::span<const Array> out) {
  const auto from = [](const Shape& symbolic, const Shape& concrete) {
    for (int i = 0; i < symbolic.rank(); ++i) {
      if (symbolic[i] < 0) return concrete[i] / -symbolic[i];
    }
    return std::int64_t{-1};
  };
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (const std::int64_t n = from(spec(node.inputs[i]).shape, in[i].shape()); n >= 0) return n;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (const std::int64_t n = from(node.outputs[i].shape, out[i].shape()); n >= 0) return n;
  }
  return 0;
}

void copy_values(const Array& from, Array to) {
  for (std::int64_t j = 0; j < to.size(); ++j) to.set(j, from.get(j));
}

std::vector<Array> run_body(const Graph& body, std::int64_t rows, std::span<const Array> in) {
  std::unordered_map<const Node*, std::vector<Array>> values;
  const auto value = [&](const Tensor& t) { return values.at(t.node())[static_cast<std::size_t>(t.index())]; };
  for (const Node* node : body.order()) {
    std::vector<Array>& out = values[node];
    if (node->op == &op_parameter) {
      out = {in[static_cast<std::size_t>(node->attributes.integer("index"))]};
      continue;
    }
    for (const Spec& s : node->outputs) out.emplace_back(s.shape.at(rows), s.dtype);
    if (node->op == &op_constant) {
      out[0].set(0, node->attributes.real("value"));
      continue;
    }
    std::vector<Array> operands;
    for (const Tensor& input : node->inputs) operands.push_back(value(input));
    run_reference(*node, operands, out);
  }
  std::vector<Array> results;
  for (const Tensor& r : body.results) results.push_back(value(r));
  return results;
}

void run_scan(const Node& node, std::int64_t rows, std::span<const Array> in, std::span<Array> out) {
  const ScanParts parts(node);
  const auto one = [](const Array& stack, std::int64_t t) {
    return stack.rows(t, t + 1).reshape(stack.shape().sub(1, stack.shape().rank()));
  };
  std::vector<Array> operands(in.begin(), in.end());
  for (std::int64_t step = 0; step < parts.length; ++step) {
    const std::int64_t t = parts.reverse ? parts.length - 1 - step : step;
    for (std::size_t s = 0; s < parts.sequences; ++s)
      operands[parts.first_sequence() + s] = one(in[parts.first_sequence() + s], t);
    const std::vector<Array> results = run_body(body_of(node), rows, operands);
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (i < parts.carries) {
        operands[i] = results[i];
      } else {
        copy_values(results[i], one(out[i], t));
      }
    }
  }
  for (std::size_t i = 0; i < parts.carries; ++i) copy_values(operands[i], out[i]);
}

void run_while(const Node& node, std::int64_t rows, std::span<const Array> in, std::span<Array> out) {
  const std::int64_t most = node.attributes.integer("maximum_iterations");
  std::vector<Array> operands(in.begin(), in.end());
  for (std::int64_t i = 0; most < 0 || i < most; ++i) {
    if (run_body(condition_of(node), rows, operands)[0].get(0) == 0) break;
    const std::vector<Array> next = run_body(step_of(node), rows, operands);
    std::copy(next.begin(), next.end(), operands.begin());
  }
  for (std::size_t i = 0; i < out.size(); ++i) copy_values(operands[i], out[i]);
}

void run_cond(const Node& node, std::int64_t rows, std::span<const Array> in, std::span<Array> out) {
  const std::vector<Array> results = run_body(branch_of(node, in[0].get(0) != 0), rows, in.subspan(1));
  for (std::size_t i = 0; i < out.size(); ++i) copy_values(results[i], out[i]);
}

class ReferenceKernel : public Kernel {
 public:
  explicit ReferenceKernel(const KernelRequest& request)
      : node_(Tensor(const_cast<Node&>(request.node).shared_from_this())),
        in_(request.in.begin(), request.in.end()),
        out_(request.out.begin(), request.out.end()) {}

  std::int64_t chunks(std::int64_t) const override { return 1; }

  void run(const KernelArgs& args, std::int64_t) const override {
    std::vector<Array> in, out, packed;
    for (std::size_t i = 0; i < in_.size(); ++i) in.push_back(opened(in_[i], args.in[i], args.rows));
    for (std::size_t i = 0; i < out_.size(); ++i) {
      const Spec& s = out_[i];
      out.push_back(s.layout == Layout::row_major ? Array::view(args.out[i], s.shape.at(args.rows), s.dtype)
                                                  : Array(s.shape, s.dtype));
    }
    try {
      run_reference(*node_.node(), in, out);
    } catch (...) {  // a kernel must not throw: other threads wait for this one
      args.fault->raise(std::current_exception());
      return;
    }
    for (std::size_t i = 0; i < out_.size(); ++i) {
      if (out_[i].layout == Layout::row_major) continue;
      const Array stored = to_layout(out[i], out_[i].layout);
      std::memcpy(args.out[i], stored.raw(), static_cast<std::size_t>(stored.bytes()));
    }
  }

 private:
  static Array opened(const Spec& s, const void* data, std::int64_t rows) {
    const Shape shape = s.shape.at(rows);
    if (s.layout == Layout::row_major) return Array::view(data, shape, s.dtype);
    const std::int64_t count = storage_elements({shape, s.dtype, s.layout});
    return from_layout(Array::view(data, Shape{count}, s.dtype), shape, s.layout);
  }

  Tensor node_;  // keeps it alive
  std::vector<Spec> in_, out_;
};

}  // namespace

void run_reference(const Node& node, std::span<const Array> in, std::span<Array> out) {
  if (node.op == &op_fused) {
    // A fused node may write over its inputs, so the results are copied at the end.
    const std::vector<Array> results = run_body(body_of(node), rows_of(node, in, out), in);
    for (std::size_t i = 0; i < out.size(); ++i) copy_values(results[i], out[i]);
    return;
  }
  if (node.op == &op_scan) return run_scan(node, rows_of(node, in, out), in, out);
  if (node.op == &op_cond) return run_cond(node, rows_of(node, in, out), in, out);
  if (node.op == &op_while_loop) return run_while(node, rows_of(node, in, out), in, out);
  if (node.op == &op_unpack) {  // the operands are row-major here
    for (std::int64_t i = 0; i < out[0].size(); ++i) out[0].set(i, in[0].get(i));
    return;
  }
  if (node.op->reference != nullptr) return node.op->reference({node.attributes, in, out, node});
  if (node.op->has(kElementwise)) return run_elementwise(node.op->scalar, in, out[0]);
  throw UnsupportedError({.where = node.op->name, .rule = "The operation has no reference kernel"});
}

extern const KernelMaker kernel_reference;
const KernelMaker kernel_reference{
    .name = "reference",
    .priority = -1000,
    .make = [](const KernelRequest& request, std::string&) -> std::unique_ptr<Kernel> {
      return std::make_unique<ReferenceKernel>(request);
    },
};

}  // namespace glia::detail
