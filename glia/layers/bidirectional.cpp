#include "glia/layers/bidirectional.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/recurrence.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

/// `layer` under `name`, going the way that is asked for.
Layer renamed(const Layer& layer, const std::string& prefix, bool turned) {
  const Value record = layer.config();
  Value config = record["config"];
  const Value* backwards = config.find("go_backwards");
  if (backwards == nullptr) {
    throw ValueError({.rule = "Bidirectional needs a recurrent layer",
                      .received = layer.class_name(),
                      .hint = "Write Bidirectional{LSTM{32}}"});
  }
  std::string name = config["name"].as_string();
  if (name.empty()) name = detail::snake_case(layer.class_name());
  if (turned) config.set("go_backwards", !backwards->as_bool());
  config.set("name", prefix + name);
  return detail::make_layer(layer.class_name(), config);
}

bool flag(const Layer& layer, std::string_view name) {
  const Value record = layer.config();
  return record["config"][name].as_bool();
}

/// Both layers have these arguments in common, or what they return cannot be joined.
void check_alike(const Layer& forward, const Layer& backward) {
  const Value one = forward.config(), other = backward.config();
  for (const char* name : {"return_sequences", "return_state", "stateful", "zero_output_for_mask"}) {
    const Value *a = one["config"].value().find(name), *b = other["config"].value().find(name);
    const bool set = a != nullptr && a->as_bool(), set_behind = b != nullptr && b->as_bool();
    if (set == set_behind) continue;
    const auto word = [](bool value) { return std::string(value ? "true" : "false"); };
    throw ValueError({.rule = "The two layers of Bidirectional have the same " + std::string(name),
                      .expected = word(set) + ", as in layer",
                      .received = word(set_behind) + " in backward_layer"});
  }
}

Tensor merged(const std::string& mode, const Tensor& a, const Tensor& b) {
  if (mode == "concat") return ops::concatenate({a, b}, -1);
  if (!(a.shape() == b.shape())) {
    throw ShapeError({.rule = "With merge_mode \"" + mode + "\" both layers of Bidirectional have outputs of one shape",
                      .expected = a.shape().str() + ", as of layer",
                      .received = b.shape().str() + " of backward_layer",
                      .hint = "Give them as many units, or join them with merge_mode \"concat\""});
  }
  if (mode == "sum") return a + b;
  if (mode == "mul") return a * b;
  return (a + b) / 2;
}

/// Keras sets zero_output_for_mask in the layers of Bidirectional that return sequences.
Tensor zero_where_masked(Tensor mask, const Tensor& y) {
  if (!mask.valid()) return y;
  while (mask.rank() < y.rank()) mask = ops::expand_dims(mask, -1);
  return ops::where(mask, y, ops::zeros_like(y));
}

}  // namespace

void Bidirectional::fields(Fields& f) {
  f("layer", &Bidirectional::layer)("merge_mode", &Bidirectional::merge_mode);
  f("backward_layer", &Bidirectional::backward_layer);
  f("name", &Bidirectional::name)("trainable", &Bidirectional::trainable)("dtype", &Bidirectional::dtype);
}

Tensors Bidirectional::call(Scope& scope, const Tensors& inputs) const {
  const std::string& mode = merge_mode;
  if (mode != "concat" && mode != "sum" && mode != "mul" && mode != "ave" && !mode.empty()) {
    throw ValueError({.rule = "merge_mode says how both outputs become one",
                      .expected = "\"concat\", \"sum\", \"mul\", \"ave\" or \"\"",
                      .received = "\"" + mode + "\""});
  }
  if (!layer.valid())
    throw ValueError({.rule = "Bidirectional needs a layer", .hint = "Write Bidirectional{LSTM{32}}"});
  const Layer forward = renamed(layer, "forward_", false);
  const Layer backward =
      backward_layer.valid() ? renamed(backward_layer, "backward_", false) : renamed(layer, "backward_", true);
  if (flag(forward, "go_backwards") == flag(backward, "go_backwards")) {
    throw ValueError(
        {.rule = "The two layers of Bidirectional go different ways", .received = "the same go_backwards in both"});
  }
  check_alike(forward, backward);
  if (inputs.size() % 2 == 0) {
    throw ValueError({.rule = "The initial states of Bidirectional are those of both layers",
                      .expected = "an even number",
                      .received = std::to_string(inputs.size() - 1)});
  }
  const auto middle = inputs.begin() + 1 + static_cast<std::ptrdiff_t>(inputs.size() / 2);
  Tensors ahead(inputs.begin(), middle), back(middle, inputs.end());
  back.insert(back.begin(), inputs[0]);
  const Tensors a = forward.apply(ahead), b = backward.apply(back);
  const Tensor mask = scope.mask(inputs[0]);
  Tensor y = a[0];
  Tensor z = b[0];
  if (flag(forward, "return_sequences")) y = zero_where_masked(mask, y);
  if (flag(backward, "return_sequences")) z = zero_where_masked(mask, detail::flipped(z, 1));
  Tensors out = mode.empty() ? Tensors{y, z} : Tensors{merged(mode, y, z)};
  if (mask.valid() && flag(forward, "return_sequences")) {
    for (const Tensor& t : out) scope.set_mask(t, mask);
  }
  out.insert(out.end(), a.begin() + 1, a.end());
  out.insert(out.end(), b.begin() + 1, b.end());
  return out;
}

}  // namespace glia
