#pragma once
#include <concepts>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "glia/base/class_record.hpp"
#include "glia/graph/scope.hpp"

namespace [[gnu::visibility("default")]] glia {
class Layer;
}

namespace glia::detail {

struct LayerState;

/// A layer's struct behind one interface.
class [[gnu::visibility("default")]] LayerBody {
 public:
  virtual ~LayerBody();
  virtual std::string class_name() const = 0;
  virtual Value config() const = 0;
  virtual Tensors call(Scope & scope, const Tensors& inputs) const = 0;
  virtual std::string given_name() const = 0;  ///< field `name`; empty = automatic
  virtual bool starts_trainable() const = 0;   ///< field `trainable`
  virtual DType dtype() const = 0;             ///< field `dtype`
  virtual std::shared_ptr<LayerBody> copy() const = 0;
};

template <class L>
concept TakesOne = requires(const L& layer, Scope& scope, const Tensor& x) {
  layer.call(scope, x);
};
template <class L>
concept TakesMany = requires(const L& layer, Scope& scope, const Tensors& xs) {
  layer.call(scope, xs);
};
/// A model can be called too, but becomes a layer by its own conversion.
template <class T>
concept BecomesLayer = requires(const T& t) {
  t.operator Layer();
};
template <class F>
concept PlainFunction = std::is_class_v<F> && std::is_invocable_r_v<Tensor, const F&, Tensor> && !BecomesLayer<F>;

[[noreturn, gnu::visibility("default")]] void throw_wrong_input_count(std::string_view layer, std::size_t received);

template <class L>
class LayerHolder final : public LayerBody {
 public:
  explicit LayerHolder(L layer) : layer_(std::move(layer)) {}
  std::string class_name() const override { return std::string(PlainFunction<L> ? "Lambda" : type_name<L>()); }
  Value config() const override { return fields_of<L>().config(&layer_); }
  Tensors call(Scope& scope, const Tensors& inputs) const override {
    if constexpr (TakesMany<L>) {
      return wrapped(layer_.call(scope, inputs));
    } else {
      if (inputs.size() != 1) throw_wrong_input_count(class_name(), inputs.size());
      if constexpr (TakesOne<L>) {
        return wrapped(layer_.call(scope, inputs[0]));
      } else {
        return {layer_(inputs[0])};
      }
    }
  }
  std::string given_name() const override {
    if constexpr (requires { std::string(layer_.name); }) return layer_.name;
    return {};
  }
  bool starts_trainable() const override {
    if constexpr (requires { static_cast<bool>(layer_.trainable); }) return layer_.trainable;
    return true;
  }
  DType dtype() const override {
    if constexpr (requires { DType(layer_.dtype); }) return layer_.dtype;
    return f32;
  }
  std::shared_ptr<LayerBody> copy() const override { return std::make_shared<LayerHolder>(layer_); }

 private:
  static Tensors wrapped(Tensor y) { return {std::move(y)}; }
  static Tensors wrapped(Tensors ys) { return ys; }
  L layer_;
};

}  // namespace glia::detail

namespace [[gnu::visibility("default")]] glia {

class Layer;

/// A struct with `Tensor call(Scope&, Tensor) const`, or with Tensors on either side; or a lambda Tensor(Tensor). A
/// model, which becomes a Layer by itself, is none.
template <class L>
concept LayerType = std::is_class_v<L> && !requires(const L& layer) {
  layer.operator Layer();
}
&&(detail::TakesOne<L> || detail::TakesMany<L> || detail::PlainFunction<L>);

/// A handle on one layer with its weights. Copying shares them: `Layer f = Dense{8}; f(a); f(b);` applies one layer
/// twice.
class Layer {
 public:
  template <LayerType L>
  requires(!std::same_as<L, Layer>)
      Layer(L layer, const char* file = __builtin_FILE(), int line = __builtin_LINE())  // NOLINT
      : Layer(std::make_shared<detail::LayerHolder<L>>(std::move(layer)), file, line) {}
  Layer(std::shared_ptr<detail::LayerBody> body, const char* file, int line);
  explicit Layer(std::shared_ptr<detail::LayerState> state) : state_(std::move(state)) {}

  Tensor operator()(const Tensor& x) const;    ///< records the application; weights are made at the first one
  Tensor operator()(const Tensors& xs) const;  ///< of several inputs
  Tensors apply(const Tensors& xs) const;      ///< of several outputs

  const std::string& name() const;
  std::string class_name() const;
  Value config() const;                   ///< {"class_name": …, "config": …}
  bool built() const;                     ///< whether it has been applied, so that it has its weights
  std::vector<Variable> weights() const;  ///< trainable ones first, as in Keras
  std::vector<Variable> trainable_weights() const;
  std::vector<Variable> non_trainable_weights() const;
  std::vector<Array> get_weights() const;
  void set_weights(const std::vector<Array>& values) const;
  bool trainable() const;
  void set_trainable(bool trainable) const;  ///< takes effect when fit or train_on_batch next begins
  std::int64_t count_params() const;
  Layer clone() const;  ///< the same configuration, weights of its own

  detail::LayerState& state() const { return *state_; }
  const std::shared_ptr<detail::LayerState>& shared_state() const { return state_; }
  bool same(const Layer& other) const { return state_ == other.state_; }

 private:
  std::shared_ptr<detail::LayerState> state_;
};

Tensor operator|(const Tensor& x, const Layer& layer);
Tensor operator|(const Tensors& xs, const Layer& layer);

/// A struct applied in place: a layer of its own, so two such expressions never share weights.
template <LayerType L>
requires(!std::same_as<L, Layer>) Tensor operator|(const Tensor& x, L layer) { return x | Layer(std::move(layer)); }
template <LayerType L>
requires(!std::same_as<L, Layer>) Tensor operator|(const Tensors& xs, L layer) { return xs | Layer(std::move(layer)); }

/// Lets load() make a layer of the user's own: register_layer<MyLayer>().
void register_layer_class(const detail::ClassRecord<Layer>& record);
template <LayerType L>
void register_layer() {
  static const std::string name(detail::type_name<L>());
  register_layer_class(detail::class_record<Layer, L>(name.c_str()));
}

namespace detail {
std::span<const ClassRecord<Layer>> builtin_layers();
Layer make_layer(std::string_view class_name, const Value& config);  ///< built-in or registered
}  // namespace detail

}  // namespace glia
