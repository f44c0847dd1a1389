#include "glia/backends/cpu/body_match.hpp"

#include <algorithm>
#include <string_view>

#include "glia/ops/nn_ops.hpp"

namespace glia::detail::cpu {
namespace {

const Tensor& unspread(const Tensor& t) { return is(t, op_broadcast_to) ? t.node()->inputs[0] : t; }

bool is_square(const Node& node) { return std::string_view(node.op->name) == "square"; }
bool is_own_product(const Node& node) { return node.op == &op_multiply && node.inputs[0].same(node.inputs[1]); }

class Matcher {
 public:
  Matcher(const Graph& body, const std::vector<TileProgram::Load>& loads)
      : body_(body), roots_(roots_of(body)), loads_(loads) {}

  /// Finds a result of the body for each result of the pattern from `next` on.
  bool results(const Graph& pattern, std::size_t next, unsigned taken, BodyMatch& match) const {
    if (next == pattern.results.size()) return true;
    if (next >= kMaxResults) return false;
    for (std::size_t i = 0; i < body_.results.size(); ++i) {
      if ((taken >> i & 1) != 0) continue;
      BodyMatch attempt = match;
      if (!unify(pattern.results[next], body_.results[i], attempt)) continue;
      attempt.result[next] = i;
      if (!results(pattern, next + 1, taken | 1U << i, attempt)) continue;
      match = attempt;
      return true;
    }
    return false;
  }

 private:
  bool unify(const Tensor& pattern, const Tensor& t, BodyMatch& match) const {
    const Tensor& leaf = unspread(pattern);
    if (is(leaf, op_parameter)) return bind(leaf, t, match);
    if (is(leaf, op_constant)) {
      const double* value = constant_value(unspread(t));
      return value != nullptr && *value == *constant_value(leaf);
    }
    const Node& p = *pattern.node();
    const Node& b = *t.node();
    if ((is_square(p) && is_own_product(b)) || (is_own_product(p) && is_square(b)))
      return unify(p.inputs[0], b.inputs[0], match);
    if (p.op != b.op || !b.op->has(kElementwise) || pattern.dtype() != t.dtype()) return false;
    const BodyMatch before = match;
    bool equal = true;
    for (std::size_t i = 0; equal && i < p.inputs.size(); ++i) equal = unify(p.inputs[i], b.inputs[i], match);
    if (equal) return true;
    match = before;
    return b.op->has(kCommutative) && unify(p.inputs[0], b.inputs[1], match) && unify(p.inputs[1], b.inputs[0], match);
  }

  bool bind(const Tensor& parameter, const Tensor& t, BodyMatch& match) const {
    const Tensor& source = unspread(t);
    const Shape& shape = source.shape();
    const bool spread = is(t, op_broadcast_to);
    Operand operand;
    if (parameter.rank() == 0) {
      if (const double* value = constant_value(source)) {
        operand.is_constant = true;
        operand.value = static_cast<float>(*value);
      } else if (shape.rank() == 0) {
        operand.load = load_of(source);
      }
    } else if (parameter.rank() == 1) {
      bool row = spread && shape.rank() > 0 && shape.dim(-1) != 1;
      for (int i = 0; i + 1 < shape.rank(); ++i) row = row && shape[i] == 1;
      if (row) operand.load = load_of(source);
    } else if (!spread) {
      operand.load = load_of(source);
    }
    Operand& known = match.roles[static_cast<std::size_t>(parameter.node()->attributes.integer("index"))];
    if (!operand.bound() || (known.bound() && !(known == operand))) return false;
    known = operand;
    return true;
  }

  int load_of(const Tensor& source) const {
    const auto root = std::find(roots_.begin(), roots_.end(), source.node());
    if (!is(source, op_parameter) && root == roots_.end()) return -1;
    const int number = root == roots_.end() ? -1 : static_cast<int>(root - roots_.begin());
    for (std::size_t i = 0; i < loads_.size(); ++i) {
      const TileProgram::Load& load = loads_[i];
      if (load.dtype != f32 || load.root != number) continue;
      const bool same =
          load.is_product() || (load.shape == source.shape() &&
                                static_cast<std::int64_t>(load.input) == source.node()->attributes.integer("index"));
      if (same) return static_cast<int>(i);
    }
    return -1;
  }

  const Graph& body_;
  std::vector<const Node*> roots_;
  const std::vector<TileProgram::Load>& loads_;
};

}  // namespace

bool match_body(const Graph& pattern, const Graph& body, const std::vector<TileProgram::Load>& loads,
                BodyMatch& match) {
  if (pattern.results.size() != body.results.size()) return false;
  for (const Tensor& result : body.results) {
    if (result.dtype() != f32) return false;
  }
  return Matcher(body, loads).results(pattern, 0, 0, match);
}

}  // namespace glia::detail::cpu
