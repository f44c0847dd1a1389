#include "testing/layer_golden.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <optional>

#include "glia/base/threads.hpp"
#include "glia/graph/trace.hpp"
#include "glia/layers/layer.hpp"
#include "glia/model/compile_step.hpp"
#include "glia/model/input.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "testing/golden.hpp"

namespace glia::tests {
namespace {

/// The configuration with `dtype` in it and in those of the layers that it holds.
Value in_dtype(const Value& config, DType dtype) {
  if (const auto* items = config.if_list()) {
    Value out = Value::list();
    for (const Value& item : *items) out.append(in_dtype(item, dtype));
    return out;
  }
  if (config.if_object() == nullptr) return config;
  Value out = Value::object();
  for (const auto& [key, value] : config.as_object()) {
    if (key == "config") {
      Value inner = in_dtype(value, dtype);
      inner.set("dtype", std::string(dtype.name()));
      out.set(key, inner);
    } else {
      out.set(key, in_dtype(value, dtype));
    }
  }
  return out;
}

/// Whether the case has `index` in a list that it may lack.
bool is_in(const Value& at, const char* list, std::size_t index) {
  const Value* found = at.find(list);
  if (found == nullptr) return false;
  const auto& of = found->as_list();
  return std::any_of(of.begin(), of.end(), [&](const Value& k) { return k.as_int() == std::int64_t(index); });
}

double largest(const Array& x) {
  double out = 0;
  for (std::int64_t i = 0; i < x.size(); ++i) out = std::max(out, std::abs(x.get(i)));
  return out;
}

/// A gradient that is 0 for a reason is 0 up to the rounding of what was added up: of the largest other gradient.
void expect_rounding_only(const std::vector<Array>& got, std::size_t first, std::size_t count, std::size_t which) {
  double others = 0;
  for (std::size_t i = first; i < first + count; ++i) others = std::max(others, largest(got[i]));
  const double epsilon = got[which].dtype() == f64 ? 2.2e-16 : 1.2e-7;
  EXPECT_LE(largest(got[which]), 8 * epsilon * others) << "gradient " << which - first << ", which vanishes";
}

/// One layer of a case in one dtype, with the weights and inputs that the script drew.
class Case {
 public:
  Case(const Value& at, DType dtype) : at_(at), dtype_(dtype) {
    Value config = in_dtype(at["config"].value(), dtype);
    config.set("dtype", std::string(dtype.name()));
    layer_ = detail::make_layer(at["class_name"].as_string(), config);
    // What was written is read again: the numbers below are those of a layer that came back.
    const Value written = layer_->config();
    layer_ = detail::make_layer(written["class_name"].as_string(), written["config"].value());
    Tensors inputs;
    std::int64_t first = 1000;
    for (const Value& list : at["inputs"].as_list()) {
      const Shape shape = shape_of(list);
      xs_.push_back(is_bool(xs_.size()) ? more_than(noise(first, shape), -0.4) : drawn(first, shape));
      const Shape sample = shape.sub(1, shape.rank());
      inputs.push_back(Input(sample, {.dtype = xs_.back().dtype()}));
      first += 7000;
    }
    if (const Value* masks = at.find("masks")) {
      for (std::size_t k = 0; k < masks->size(); ++k) {
        if (masks->as_list()[k].is_null()) continue;
        masked_.push_back(k);
        masks_.push_back(array_of(masks->as_list()[k], boolean));
      }
    }
    outputs_ = layer_->apply(inputs);
    set_weights();
    for (std::size_t j = 0; j < outputs_.size(); ++j) {
      const Shape shape = outputs_[j].shape().at(xs_[0].dim(0));
      cotangents_.push_back(noise(300 + 3000 * static_cast<std::int64_t>(j), shape).cast(dtype));
    }
  }

  std::vector<Array> run() const {
    const std::size_t count = xs_.size();
    const detail::UntypedStep step(
        [&](const Tensors& all) {
          const Tensors xs(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
          set_masks(xs, Tensors(all.end() - static_cast<std::ptrdiff_t>(masks_.size()), all.end()));
          Tensors results = layer_->apply(xs);
          Tensor total;
          for (std::size_t j = 0; j < results.size(); ++j) {
            const Tensor part = ops::sum(results[j] * all[count + j]);
            total = total.valid() ? total + part : part;
          }
          Tensors by;
          for (const Variable& w : layer_->trainable_weights()) by.push_back(w);
          for (std::size_t k = 0; k < count; ++k) {
            if (at_.find("integers") == nullptr && !is_bool(k)) by.push_back(xs[k]);
          }
          const Tensors gradients = grad(total, by);
          results.insert(results.end(), gradients.begin(), gradients.end());
          return results;
        },
        {.training = at_["training"].as_bool(), .on_nan = "ignore"});
    std::vector<Data> data(xs_.begin(), xs_.end());
    data.insert(data.end(), cotangents_.begin(), cotangents_.end());
    data.insert(data.end(), masks_.begin(), masks_.end());
    std::vector<Array> out;
    switch (data.size()) {
      case 2: out = step.run({&data[0], &data[1]}); break;
      case 3: out = step.run({&data[0], &data[1], &data[2]}); break;
      case 4: out = step.run({&data[0], &data[1], &data[2], &data[3]}); break;
      case 5: out = step.run({&data[0], &data[1], &data[2], &data[3], &data[4]}); break;
      case 6: out = step.run({&data[0], &data[1], &data[2], &data[3], &data[4], &data[5]}); break;
      case 7: out = step.run({&data[0], &data[1], &data[2], &data[3], &data[4], &data[5], &data[6]}); break;
      default: ADD_FAILURE() << "a case of " << data.size() << " inputs, outputs and masks"; return {};
    }
    for (const Variable& state : layer_->non_trainable_weights()) out.push_back(state.value());
    return out;
  }

  /// `masks`: those of the inputs that have one.
  void set_masks(const Tensors& xs, const Tensors& masks) const {
    for (std::size_t i = 0; i < masks.size(); ++i) detail::Trace::current()->set_mask(xs[masked_[i]], masks[i]);
  }

  void set_weights() const {
    const double scale = at_["scale"].as_double();
    std::vector<Variable> weights = layer_->weights();
    ASSERT_EQ(weights.size(), at_["weights"].size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Shape shape = shape_of(at_["weights"][i].value());
      ASSERT_EQ(weights[i].shape().str(), shape.str()) << weights[i].path();
      Array value = noise(100 + 5000 * static_cast<std::int64_t>(i), shape, scale);
      const auto& positive = at_["positive"].as_list();
      if (std::any_of(positive.begin(), positive.end(),
                      [&](const Value& p) { return p.as_int() == std::int64_t(i); })) {
        for (std::int64_t k = 0; k < value.size(); ++k) value.set(k, value.get(k) + 1);
      }
      weights[i].assign(value.cast(dtype_));
    }
  }

  /// Numbers that are summed for one result, at most.
  double length() const {
    std::int64_t out = 1;
    for (const Array& x : xs_) out = std::max(out, x.size());
    for (const Variable& w : layer_->weights()) out = std::max(out, w.shape().elements());
    return static_cast<double>(out);
  }
  std::size_t outputs() const { return outputs_.size(); }

 private:
  bool is_bool(std::size_t input) const { return is_in(at_, "bools", input); }
  static Array more_than(const Array& x, double limit) {
    Array out(x.shape(), boolean);
    for (std::int64_t i = 0; i < out.size(); ++i) out.set(i, x.get(i) > limit ? 1 : 0);
    return out;
  }
  Array drawn(std::int64_t first, const Shape& shape) const {
    const Value* limit = at_.find("integers");
    if (limit == nullptr) return noise(first, shape).cast(dtype_);
    Array out(shape, i32);
    for (std::int64_t i = 0; i < out.size(); ++i) out.set(i, static_cast<double>(level(1000 + i) % limit->as_int()));
    return out;
  }

  const Value& at_;
  DType dtype_;
  std::optional<Layer> layer_;
  std::vector<Array> xs_, cotangents_, masks_;
  std::vector<std::size_t> masked_;  // which input masks_[i] belongs to
  Tensors outputs_;
};

void check_case(const std::string& file, const std::string& key, const Value& at, DType dtype) {
  Case one(at, dtype);
  set_threads(1);
  const std::vector<Array> got = one.run();
  for (const int threads : {2, 3}) {
    set_threads(threads);
    one.set_weights();
    const std::vector<Array> again = one.run();
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_TRUE(same_bits(again[i], got[i])) << threads << " threads";
  }
  set_threads(0);
  std::size_t next = 0;
  for (const char* what : {"outputs", "gradients", "input_gradients", "state"}) {
    const std::size_t first = next;
    for (const Value& expected : at[what].as_list()) {
      ASSERT_LT(next, got.size()) << what;
      if (std::string_view(what) == "gradients" && is_in(at, "vanishing", next - first)) {
        expect_rounding_only(got, at["outputs"].size(), at["gradients"].size(), next++);
        continue;
      }
      std::string name = what;
      if (at[what].size() > 1) name.append(" ").append(std::to_string(next - first));
      name.append(" in ").append(dtype.name());
      expect_golden(file, key, name, got[next++], array_of(expected), one.length());
    }
  }
  EXPECT_EQ(next, got.size());
}

}  // namespace

void check_layer_goldens(const std::string& family, int least) {
  const std::string file = "layers_" + family;
  const int ran = for_each_case(file, [&](const std::string& key, const Value& at) {
    check_case(file, key, at, f64);
    check_case(file, key, at, f32);
  });
  EXPECT_GE(ran, least);
  expect_all_exceptions_met(file);
}

}  // namespace glia::tests
