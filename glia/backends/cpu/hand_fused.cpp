#include "glia/backends/cpu/hand_fused.hpp"

#include <algorithm>
#include <numbers>
#include <string_view>

#include "glia/backends/cpu/gelu_rows.hpp"
#include "glia/backends/cpu/hand_rules.hpp"
#include "glia/backends/cpu/update_kernels.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail::cpu {
namespace {

using namespace hand;

/// Calls update(arrays, n) for each run of adjacent elements. Roles 0 and 1 are gradient and weight, 2 and 3 the slots;
/// the results are the slots, then the weight.
template <int kSlots, class Update>
void each_run(const Block& b, const Update& update) {
  for (std::int64_t r = 0; r < b.rows; ++r) {
    UpdateArrays arrays;
    arrays.gradient = b.in[0].data + r * b.in[0].row;
    arrays.weight = b.in[1].data + r * b.in[1].row;
    arrays.weight_out = b.out[kSlots].data + r * b.out[kSlots].row;
    if (kSlots > 0) {
      arrays.first = b.in[2].data + r * b.in[2].row;
      arrays.first_out = b.out[0].data + r * b.out[0].row;
    }
    if (kSlots > 1) {
      arrays.second = b.in[3].data + r * b.in[3].row;
      arrays.second_out = b.out[1].data + r * b.out[1].row;
    }
    update(arrays, b.columns);
  }
}

Rule bias_rule(bool relu) {
  const Tensor sum = whole(0) + row(1);
  if (relu) {
    return {results({ops::relu(sum)}),
            [](const Block& b) { add_bias_relu(b.in[0], b.in[1].data, b.out[0], b.rows, b.columns); }};
  }
  return {results({sum}), [](const Block& b) { add_bias(b.in[0], b.in[1].data, b.out[0], b.rows, b.columns); }};
}

Rule relu_mask_rule() {
  return {results({whole(0) * ops::cast(ops::greater(whole(1), 0), f32)}),
          [](const Block& b) { relu_mask(b.in[0], b.in[1], b.out[0], b.rows, b.columns); }};
}

template <bool kBias, bool kOther, NormalizedRows::Limit kLimit>
Rule normalized_rule(const Tensor& y) {
  return {results({y}), [](const Block& b) {
            normalized_rows({.x = b.in[0],
                             .other = kOther ? b.in[4] : FloatBlock(),
                             .bias = kBias ? b.in[6].data : nullptr,
                             .mean = b.in[1].data,
                             .factor = b.in[2].data,
                             .beta = b.in[3].data,
                             .out = b.out[0],
                             .limit = kLimit,
                             .most = b.scalar[5]},
                            b.rows, b.columns);
          }};
}

template <bool kBias, bool kOther>
void add_limits(const Tensor& y, std::vector<Rule>& out) {
  using Limit = NormalizedRows::Limit;
  const Tensor above_0 = ops::relu(y);
  out.push_back(normalized_rule<kBias, kOther, Limit::none>(y));
  out.push_back(normalized_rule<kBias, kOther, Limit::below_0>(above_0));
  out.push_back(normalized_rule<kBias, kOther, Limit::below_0_and_above>(ops::minimum(above_0, scalar(5))));
}

/// What a network that predicts computes behind a convolution: its bias, batch normalisation with moving statistics, a
/// residual. The patterns share their nodes.
template <bool kBias>
void add_normalized_rules(std::vector<Rule>& out) {
  const Tensor x = kBias ? whole(0) + row(6) : whole(0);
  const Tensor y = (x - row(1)) * row(2) + row(3);
  add_limits<kBias, false>(y, out);
  add_limits<kBias, true>(whole(4) + y, out);
}

/// gelu() of a value, with its bias or without, and its gradient as those of its ops add up. Role 1 is the gradient by
/// the result, 2 the bias.
template <bool kBias>
void add_gelu_rules(std::vector<Rule>& out) {
  const Tensor half = number(0.5), root = number(std::numbers::sqrt2), dy = whole(1);
  const Tensor v = kBias ? whole(0) + row(2) : whole(0);
  const Tensor halved = v * half, inner = (v * root) * half, twice_share = ops::erf(inner) + number(1);
  const Tensor y = halved * twice_share;
  const Tensor bell = dy * halved * number(2 * std::numbers::inv_sqrtpi) * ops::exp(-ops::square(inner));
  const Tensor gradient = (bell * half) * root + (dy * twice_share) * half;
  out.push_back({results({y}), [](const Block& b) {
                   gelu_forward({.x = b.in[0], .bias = b.in[2].data, .out = b.out[0]}, b.rows, b.columns);
                 }});
  if (kBias) {
    out.push_back({results({v, y}), [](const Block& b) {
                     gelu_forward({.x = b.in[0], .bias = b.in[2].data, .sum = b.out[0], .out = b.out[1]}, b.rows,
                                  b.columns);
                   }});
  }
  out.push_back({results({gradient}), [](const Block& b) {
                   gelu_gradient({.x = b.in[0], .dy = b.in[1], .bias = b.in[2].data, .out = b.out[0]}, b.rows,
                                 b.columns);
                 }});
}

Rule sgd_rule() {
  return {results({whole(1) - whole(0) * scalar(4)}), [](const Block& b) {
            each_run<0>(b, [&](const UpdateArrays& a, std::int64_t n) { sgd_update(a, n, b.scalar[4]); });
          }};
}

Rule momentum_rule(bool nesterov) {
  const Tensor change = whole(0) * scalar(4);
  const Tensor first = whole(2) * scalar(5) - change;
  if (nesterov) {
    return {results({first, whole(1) + (first * scalar(5) - change)}), [](const Block& b) {
              each_run<1>(
                  b, [&](const UpdateArrays& a, std::int64_t n) { nesterov_update(a, n, b.scalar[4], b.scalar[5]); });
            }};
  }
  return {results({first, whole(1) + first}), [](const Block& b) {
            each_run<1>(
                b, [&](const UpdateArrays& a, std::int64_t n) { momentum_update(a, n, b.scalar[4], b.scalar[5]); });
          }};
}

AdamFactors adam_factors(const Block& b) {
  return {.alpha = b.scalar[4], .one_minus_beta1 = b.scalar[5], .one_minus_beta2 = b.scalar[6], .epsilon = b.scalar[7]};
}

Rule adam_rule() {
  const Tensor g = whole(0);
  const Tensor first = whole(2) + (g - whole(2)) * scalar(5);
  const Tensor second = whole(3) + (ops::square(g) - whole(3)) * scalar(6);
  return {results({first, second, whole(1) - first * scalar(4) / (ops::sqrt(second) + scalar(7))}), [](const Block& b) {
            each_run<2>(b, [&](const UpdateArrays& a, std::int64_t n) { adam_update(a, n, adam_factors(b)); });
          }};
}

Rule adamw_rule() {
  const Tensor g = whole(0);
  const Tensor w = whole(1) - whole(1) * scalar(8) * scalar(9);
  const Tensor first = whole(2) + (g - whole(2)) * scalar(5);
  const Tensor second = whole(3) + (ops::square(g) - whole(3)) * scalar(6);
  return {results({first, second, w - first * scalar(4) / (ops::sqrt(second) + scalar(7))}), [](const Block& b) {
            each_run<2>(b, [&](const UpdateArrays& a, std::int64_t n) {
              adamw_update(a, n, adam_factors(b), b.scalar[8], b.scalar[9]);
            });
          }};
}

RmspropFactors rmsprop_factors(const Block& b) {
  return {.learning_rate = b.scalar[4], .rho = b.scalar[5], .one_minus_rho = b.scalar[6], .epsilon = b.scalar[7]};
}

Rule rmsprop_rule(bool momentum) {
  const Tensor g = whole(0);
  const Tensor first = scalar(5) * whole(2) + scalar(6) * ops::square(g);
  const Tensor step = scalar(4) * g / ops::sqrt(first + scalar(7));
  if (momentum) {
    const Tensor second = scalar(8) * whole(3) + step;
    return {results({first, second, whole(1) - second}), [](const Block& b) {
              each_run<2>(b, [&](const UpdateArrays& a, std::int64_t n) {
                rmsprop_momentum_update(a, n, rmsprop_factors(b), b.scalar[8]);
              });
            }};
  }
  return {results({first, whole(1) - step}), [](const Block& b) {
            each_run<1>(b, [&](const UpdateArrays& a, std::int64_t n) { rmsprop_update(a, n, rmsprop_factors(b)); });
          }};
}

// The rules by what their patterns have in common: a family is built when the first body comes that it may match.
const Rules& bias_rules() {
  static const Rules all{bias_rule(true), bias_rule(false), relu_mask_rule()};
  return all;
}
const Rules& normalized_rules() {
  static const Rules all = [] {
    Rules out;
    add_normalized_rules<false>(out);
    add_normalized_rules<true>(out);
    return out;
  }();
  return all;
}
const Rules& gelu_rules() {
  static const Rules all = [] {
    Rules out;
    add_gelu_rules<true>(out);
    add_gelu_rules<false>(out);
    return out;
  }();
  return all;
}
const Rules& update_rules() {
  static const Rules all{sgd_rule(),   momentum_rule(false), momentum_rule(true), adam_rule(),
                         adamw_rule(), rmsprop_rule(true),   rmsprop_rule(false)};
  return all;
}

constexpr std::size_t kMostOfUpdates = 3;  // results: a weight and its slots

const Rules& family_of(const Graph& body) {
  const std::vector<Node*> order = body.order();
  const auto has = [&](std::string_view op) {
    return std::any_of(order.begin(), order.end(), [&](const Node* node) { return node->op->name == op; });
  };
  if (has("erf")) return gelu_rules();
  if (body.results.size() > kMostOfUpdates || (has("tanh") && has("sigmoid"))) return cell_rules();
  if (body.results.size() > 1 || is(body.results[0], op_subtract)) return update_rules();
  return has("subtract") ? normalized_rules() : bias_rules();
}

enum class Kind { scalar, row, whole };

class Matched : public HandFused {
 public:
  Matched(const Rule& rule, const BodyMatch& match)
      : run_(rule.run), match_(match), outputs_(rule.pattern.results.size()) {
    for (const Node* node : rule.pattern.order()) {
      if (node->op != &op_parameter) continue;
      const int rank = node->outputs[0].shape.rank();
      const auto role = static_cast<std::size_t>(node->attributes.integer("index"));
      used_[count_++] = {role, rank == 0 ? Kind::scalar : rank == 1 ? Kind::row : Kind::whole};
    }
  }

  bool run(const BlockOperand* in, void* const* out, const std::int64_t* out_row, std::int64_t rows,
           std::int64_t columns) const override {
    Block block;
    bool flat = true;  // rows follow each other without gaps
    const bool single = rows * columns == 1;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto [role, kind] = used_[i];
      const Operand& operand = match_.roles[role];
      if (operand.is_constant) {
        block.scalar[role] = operand.value;
        continue;
      }
      const BlockOperand& from = in[operand.load];
      const auto* data = static_cast<const float*>(from.data);
      const bool lies = kind == Kind::scalar ? from.row == 0 && from.column == 0
                        : kind == Kind::row  ? from.row == 0 && from.column == 1
                                             : from.column == 1;
      if (!lies && !single) return false;
      if (kind == Kind::scalar) {
        block.scalar[role] = *data;
      } else {
        block.in[role] = {data, from.row};
        flat = flat && kind == Kind::whole && from.row == columns;
      }
    }
    for (std::size_t i = 0; i < outputs_; ++i) {
      const std::size_t at = match_.result[i];
      block.out[i] = {static_cast<float*>(out[at]), out_row[at]};
      flat = flat && out_row[at] == columns;
    }
    block.rows = flat ? 1 : rows;
    block.columns = flat ? rows * columns : columns;
    run_(block);
    return true;
  }

 private:
  void (*run_)(const Block&);
  BodyMatch match_;
  std::size_t outputs_;
  struct Used {
    std::size_t role;
    Kind kind;
  };
  std::array<Used, kMaxRoles> used_{};
  std::size_t count_ = 0;
};

}  // namespace

HandFused::~HandFused() = default;

std::unique_ptr<HandFused> match_hand_fused(const Graph& body, const std::vector<TileProgram::Load>& loads) {
  for (const Rule& rule : family_of(body)) {
    BodyMatch match;
    if (match_body(rule.pattern, body, loads, match)) return std::make_unique<Matched>(rule, match);
  }
  return nullptr;
}

}  // namespace glia::detail::cpu
