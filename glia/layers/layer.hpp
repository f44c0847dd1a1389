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

#pragma GCC visibility push(default)
namespace glia {
class Layer;
}
#pragma GCC visibility pop

namespace glia::detail {

struct LayerState;

/// A layer's struct behind one interface.
class [[gnu::visibility("default")]] LayerBody {
 public:
  virtual ~LayerBody();
  virtual std::string class_name() const = 0;
  virtual Value config() const = 0;
  virtual Tensors call(Scope & scope, const Tensors& inputs) const = 0;
  virtual std::string given_name() const = 0;                 ///< field `name`; empty = automatic
  virtual bool starts_trainable() const = 0;                  ///< field `trainable`
  virtual DType dtype() const = 0;                            ///< field `dtype`
  virtual std::vector<Dim> state_size() const { return {}; }  ///< of a cell: units of each of its states
  virtual std::size_t output_state() const { return 0; }      ///< of a cell: the state that was its last output
  virtual bool supports_masking() const { return false; }     ///< passes the mask of its first input on
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
  std::vector<Dim> state_size() const override {
    if constexpr (requires { layer_.state_size(); }) return layer_.state_size();
    return {};
  }
  std::size_t output_state() const override {
    if constexpr (requires { layer_.output_state(); }) return layer_.output_state();
    return 0;
  }
  bool supports_masking() const override {
    if constexpr (requires { L::supports_masking; }) return L::supports_masking;
    return false;
  }
  std::shared_ptr<LayerBody> copy() const override { return std::make_shared<LayerHolder>(layer_); }

 private:
  static Tensors wrapped(Tensor y) { return {std::move(y)}; }
  static Tensors wrapped(Tensors ys) { return ys; }
  L layer_;
};

}  // namespace glia::detail

#pragma GCC visibility push(default)
namespace glia {

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
  Layer() = default;  ///< none; for fields that hold a layer
  template <LayerType L>
  requires(!std::same_as<L, Layer>)
      Layer(L layer, const char* file = __builtin_FILE(), int line = __builtin_LINE())  // NOLINT
      : Layer(detail::hold<Layer>(std::move(layer)), file, line) {}
  Layer(std::shared_ptr<detail::LayerBody> body, const char* file, int line);
  using Body = detail::LayerBody;  // internal, as Holder
  template <class L>
  using Holder = detail::LayerHolder<L>;
  explicit Layer(std::shared_ptr<detail::LayerState> state) : state_(std::move(state)) {}

  Tensor operator()(const Tensor& x) const;    ///< records the application; weights are made at the first one
  Tensor operator()(const Tensors& xs) const;  ///< of several inputs
  Tensors apply(const Tensors& xs) const;      ///< of several outputs

  const std::string& name() const;
  std::string class_name() const;
  Value config() const;  ///< {"class_name": …, "config": …}
  bool built() const;    ///< whether it has been applied, so that it has its weights
  std::vector<Variable> weights()
      const;  ///< trainable ones first, then those of inner layers, as in Keras; frozen or not
  std::vector<Variable> trainable_weights() const;
  std::vector<Variable> non_trainable_weights() const;
  std::vector<Array> get_weights() const;
  void set_weights(const std::vector<Array>& values) const;
  bool trainable() const;
  void set_trainable(
      bool trainable) const;  ///< of this and all layers inside; takes effect when fit or train_on_batch next begins
  std::int64_t count_params() const;
  void reset_state() const;  ///< the states that stateful layers in it keep from batch to batch become zeros
  void reset_states() const { reset_state(); }
  Layer clone() const;  ///< the same configuration, weights of its own

  detail::LayerState& state() const { return *state_; }
  const std::shared_ptr<detail::LayerState>& shared_state() const { return state_; }
  bool same(const Layer& other) const { return state_ == other.state_; }
  bool valid() const { return state_ != nullptr; }

 private:
  std::shared_ptr<detail::LayerState> state_;
};

Value to_config(const Layer& layer);  ///< null for none
void from_config(const Value& value, Layer& layer);

/// x | Dense{8}: the struct becomes a layer of its own there, so two such expressions never share weights. No template
/// takes the struct: the layer must be made where the user writes it, for its errors name that line.
Tensor operator|(const Tensor& x, const Layer& layer);
Tensor operator|(const Tensors& xs, const Layer& layer);

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
#pragma GCC visibility pop
