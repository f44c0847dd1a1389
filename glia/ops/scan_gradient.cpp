#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "glia/graph/region.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/scan_parts.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

Tensor zeros_like_spec(const Tensor& t) { return broadcast(constant(0, t.dtype()), t.shape()); }

/// The scan that walks back. Step t of it gets the gradient by the carry behind step t and by y[t], and what step t
/// computed: slices and captured values as they were, all else stacked by the forward scan, which is emitted again with
/// that as further ys (pass merge_scans makes one of the two).
class Backward {
 public:
  explicit Backward(const GradientCall& c)
      : call_(c), node_(*c.y[0].node()), parts_(node_), body_(body_of(node_)), order_(body_.order()) {
    forward_.insert(order_.begin(), order_.end());
    constants_ = made_of_constants(order_);
  }

  Tensors operator()() {
    pull();
    carry_gradients();
    for (std::size_t s = 0; s < parts_.sequences; ++s) {
      const Tensor& g = gradients_[parts_.first_sequence() + s];
      if (g.valid()) finish_[parts_.first_sequence() + s] = over_steps(g);
    }
    for (std::size_t k = parts_.first_captured(); k < body_.parameters.size(); ++k) {
      if (gradients_[k].valid()) finish_[k] = total(gradients_[k]);
    }
    emit();
    Tensors out(body_.parameters.size());
    for (const auto& [input, value] : finish_) out[input] = value();
    for (const auto& [input, carry] : of_carry_) out[input] = carries_out_[carry];
    return out;
  }

 private:
  using Later = std::function<Tensor()>;  ///< a value outside, once the scans are emitted

  void pull() {
    Tensors ys, dys;
    for (std::size_t i = 0; i < body_.results.size(); ++i) {
      const Tensor& r = body_.results[i];
      if (!r.dtype().is_real()) continue;
      const bool carry = i < parts_.carries;
      if (!carry && !call_.dy[i].valid()) continue;
      const Tensor dy = parameter(0, spec(r));
      if (carry) {
        of_carry_[i] = carry_parameters_.size();
        carry_parameters_.push_back(dy);
        carry_init_.push_back(call_.dy[i].valid() ? call_.dy[i] : zeros_like_spec(r));
      } else {
        slice_parameters_.push_back(dy);
        sequences_.emplace_back([dy = call_.dy[i]] { return dy; });
      }
      ys.push_back(r);
      dys.push_back(dy);
    }
    gradients_ = pull_back(ys, dys, body_.parameters);
  }

  void carry_gradients() {
    for (const auto& [input, carry] : of_carry_) {
      carry_results_.resize(carry_parameters_.size());
      const Tensor& g = gradients_[input];
      carry_results_[carry] = g.valid() ? g : zeros_like_spec(body_.parameters[input]);
    }
  }

  bool is_forward(const Tensor& t) const { return forward_.contains(t.node()); }

  /// `t` of all steps, stacked: (T, …).
  Later over_steps(const Tensor& t) {
    if (is_forward(t) && !constants_.contains(t.node())) return saved(t);
    const std::size_t y = y_results_.size();
    y_results_.push_back(t);
    return [this, y] { return ys_out_[y]; };
  }

  /// A value of the forward body over all steps.
  Later saved(const Tensor& t) {
    if (is(t, op_parameter)) {
      const auto index = static_cast<std::size_t>(t.node()->attributes.integer("index"));
      if (index >= parts_.first_sequence() && index < parts_.first_captured())
        return [this, index] { return call_.x[index]; };
    }
    std::size_t at = 0;
    while (at < residuals_.size() && !residuals_[at].same(t)) ++at;
    if (at == residuals_.size()) residuals_.push_back(t);
    return [this, at] { return forward_out_.ys[parts_.ys + at]; };
  }

  /// Σ over the steps of `g`. What is linear in stacked values is computed once, behind the scan: a weight's gradient
  /// as one tall product.
  Later total(const Tensor& g) {
    const Node& node = *g.node();
    if (!is_forward(g)) {
      if (node.op == &op_add) {
        return [a = total(node.inputs[0]), b = total(node.inputs[1])] { return a() + b(); };
      }
      if (node.op == &op_reshape) {
        return [a = total(node.inputs[0]), shape = g.shape()] { return ops::reshape(a(), shape); };
      }
      if (node.op == &op_sum) {
        std::vector<int> axes{0};
        for (const std::int64_t a : node.attributes.integers("axes")) axes.push_back(static_cast<int>(a) + 1);
        return [a = over_steps(node.inputs[0]), axes] { return ops::sum(a(), axes); };
      }
      const bool product = node.op == &op_matmul && g.rank() == 2 && node.inputs[0].rank() == 2 &&
                           node.inputs[1].rank() == 2 && node.attributes.integer("transpose_a") != 0 &&
                           node.attributes.integer("transpose_b") == 0;
      if (product) {
        return [a = over_steps(node.inputs[0]), b = over_steps(node.inputs[1])] {
          const Tensor left = a(), right = b();
          return ops::matmul(ops::reshape(left, rows_of(left.shape())), ops::reshape(right, rows_of(right.shape())),
                             true, false);
        };
      }
    }
    const std::size_t carry = carry_parameters_.size();  // added up step by step
    carry_parameters_.push_back(parameter(0, spec(g)));
    carry_init_.push_back(zeros_like_spec(g));
    carry_results_.push_back(carry_parameters_.back() + g);
    return [this, carry] { return carries_out_[carry]; };
  }

  void emit() {
    Tensors results = carry_results_;
    results.insert(results.end(), y_results_.begin(), y_results_.end());
    Rewriter inside([this](const Node& old, const Tensors& inputs) { return with_fixed_transposed(old, inputs); });
    std::vector<Tensor> known;
    const auto cut = [&](const Tensor& t) {
      if (!is_forward(t) || constants_.contains(t.node())) return;
      for (const Tensor& k : known) {
        if (k.same(t)) return;
      }
      known.push_back(t);
      if (is(t, op_parameter)) {
        const auto index = static_cast<std::size_t>(t.node()->attributes.integer("index"));
        if (index >= parts_.first_captured()) return inside.bind(t, call_.x[index]);
      }
      slice_parameters_.push_back(parameter(0, spec(t)));
      sequences_.push_back(saved(t));
      inside.bind(t, slice_parameters_.back());
    };
    for (const Tensor& r : results) cut(r);
    for (const Node* node : Graph{{}, results, {}}.order()) {
      if (forward_.contains(node)) continue;
      for (const Tensor& t : node->inputs) cut(t);
    }
    for (Tensor& r : results) r = inside(r);
    emit_forward();
    Tensors arguments = carry_parameters_;
    arguments.insert(arguments.end(), slice_parameters_.begin(), slice_parameters_.end());
    Tensors walked;
    for (const Later& s : sequences_) walked.push_back(s());
    if (results.empty()) return;
    ops::ScanResult out = emit_scan(carry_init_, walked, parts_.length, !parts_.reverse, arguments, results);
    carries_out_ = std::move(out.carry);
    ys_out_ = std::move(out.ys);
  }

  /// A product with a captured matrix that is transposed: the matrix is transposed once, outside the loop. A variable
  /// stays as it is, since it may lie in panels.
  Tensors with_fixed_transposed(const Node& old, const Tensors& inputs) const {
    if (old.op != &op_matmul || old.attributes.integer("transpose_b") == 0 || old.inputs[1].rank() != 2) return {};
    const bool captured =
        is(old.inputs[1], op_parameter) && is_forward(old.inputs[1]) &&
        static_cast<std::size_t>(old.inputs[1].node()->attributes.integer("index")) >= parts_.first_captured();
    if (!captured || is(inputs[1], op_variable)) return {};
    return {ops::matmul(inputs[0], ops::transpose(inputs[1]), old.attributes.integer("transpose_a") != 0, false)};
  }

  void emit_forward() {
    if (residuals_.empty()) {
      forward_out_.ys.assign(call_.y.begin() + static_cast<std::ptrdiff_t>(parts_.carries), call_.y.end());
      return;
    }
    auto body = std::make_shared<Graph>(body_);
    body->results.insert(body->results.end(), residuals_.begin(), residuals_.end());
    const Tensors out = emit_all(op_scan, {call_.x.begin(), call_.x.end()}, call_.attributes,
                                 std::shared_ptr<const Graph>(std::move(body)));
    forward_out_.ys.assign(out.begin() + static_cast<std::ptrdiff_t>(parts_.carries), out.end());
  }

  const GradientCall& call_;
  const Node& node_;
  ScanParts parts_;
  const Graph& body_;
  std::vector<Node*> order_;
  std::unordered_set<const Node*> forward_, constants_;
  Tensors gradients_;                                      // by parameter of the body, in its terms
  std::unordered_map<std::size_t, std::size_t> of_carry_;  // input → carry of the backward scan
  std::unordered_map<std::size_t, Later> finish_;          // input → its gradient
  Tensors carry_parameters_, carry_init_, carry_results_;
  Tensors slice_parameters_, y_results_, residuals_;
  std::vector<Later> sequences_;
  ops::ScanResult forward_out_;
  Tensors carries_out_, ys_out_;
};

}  // namespace

Tensors scan_gradient(const GradientCall& c) { return Backward(c)(); }

}  // namespace glia::detail
