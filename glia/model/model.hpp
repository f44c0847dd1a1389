#pragma once
#include <concepts>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glia/layers/layer.hpp"
#include "glia/losses/loss.hpp"
#include "glia/metrics/metric.hpp"
#include "glia/model/callback.hpp"
#include "glia/model/data.hpp"
#include "glia/model/input.hpp"
#include "glia/model/logs.hpp"
#include "glia/optimizers/optimizer.hpp"

namespace glia::detail {
struct ModelState;
}

namespace [[gnu::visibility("default")]] glia {

/// One loss, or one for each output of the model.
class Losses {
 public:
  Losses() = default;
  template <class T>
  requires(std::convertible_to<T, Loss> && !std::same_as<std::remove_cvref_t<T>, Losses>) Losses(T&& loss)
      : list_{Loss(std::forward<T>(loss))} {}  // NOLINT
  Losses(std::initializer_list<Loss> losses) : list_(losses) {}
  explicit Losses(std::vector<Loss> losses) : list_(std::move(losses)) {}
  const std::vector<Loss>& list() const { return list_; }

 private:
  std::vector<Loss> list_;
};

/// Keras's arguments of compile(), in its order.
struct CompileOptions {
  Optimizer optimizer = "rmsprop";
  Losses loss = {};
  std::vector<double> loss_weights = {};  ///< one factor for each output; none = 1
  std::vector<Metric> metrics = {};
};

/// Data to measure the model on after each epoch.
struct ValidationData {
  Data x = {};
  Data y = {};
  Data sample_weight = {};
};

/// Keras's arguments of fit(), in its order; the last ones are Glia's own.
struct FitOptions {
  Dim batch_size = 32;
  Dim epochs = 1;
  Dim verbose = 1;  ///< 0 silent, 1 progress bar, 2 one line an epoch
  std::vector<Callback> callbacks = {};
  double validation_split = 0;  ///< share of the last rows that is held out, before shuffling
  ValidationData validation_data = {};
  bool shuffle = true;
  std::map<std::int64_t, double> class_weight = {};
  Data sample_weight = {};
  Dim initial_epoch = 0;
  Dim steps_per_epoch = 0;  ///< 0 = as many as the data gives
  Dim validation_steps = 0;
  Dim validation_batch_size = 0;  ///< 0 = batch_size
  Dim validation_freq = 1;
  Dim seed = -1;                 ///< of shuffling, dropout and initial weights not yet drawn; −1 = set_seed()'s
  std::string on_nan = "throw";  ///< "throw", or "ignore": skip such a step and go on
};

struct EvaluateOptions {
  Dim batch_size = 32;
  Dim verbose = 1;
  Data sample_weight = {};
  Dim steps = 0;
};

struct PredictOptions {
  Dim batch_size = 32;
  Dim verbose = 0;  ///< as in Keras with 0: predicting prints nothing
  Dim steps = 0;
};

struct SummaryOptions {
  Dim line_length = 80;
  Dim batch_size = 32;  ///< for the bill
};

/// A network: layers between inputs and outputs. A reference handle; copying shares, clone() copies.
class Model {
 public:
  Model(const Tensors& inputs, const Tensors& outputs, std::string name = {});
  Model(const Tensor& input, const Tensor& output, std::string name = {})
      : Model(Tensors{input}, Tensors{output}, std::move(name)) {}
  Model(std::initializer_list<Tensor> inputs, std::initializer_list<Tensor> outputs, std::string name = {})
      : Model(Tensors(inputs), Tensors(outputs), std::move(name)) {}
  explicit Model(std::shared_ptr<detail::ModelState> state) : state_(std::move(state)) {}

  void compile(const CompileOptions& options = {}) const;
  History fit(const Data& x, const Data& y, const FitOptions& options = {}) const;
  Evaluation evaluate(const Data& x, const Data& y, const EvaluateOptions& options = {}) const;
  Array predict(const Array& x, const PredictOptions& options = {}) const;  ///< no allocation once warm
  Array predict(const Data& x, const PredictOptions& options = {}) const;
  std::vector<Array> predict_all(const Data& x, const PredictOptions& options = {}) const;  ///< of several outputs
  Logs train_on_batch(const Data& x, const Data& y, const Data& sample_weight = {}) const;
  Logs test_on_batch(const Data& x, const Data& y, const Data& sample_weight = {}) const;
  Array predict_on_batch(const Data& x) const;

  Tensor operator()(const Tensor& x) const { return Layer(*this)(x); }
  Tensor operator()(const Tensors& xs) const { return Layer(*this)(xs); }
  operator Layer() const;  // NOLINT: a model is a layer of a larger one

  const std::string& name() const;
  std::vector<Layer> layers() const;
  Layer get_layer(std::string_view name) const;
  Layer get_layer(int index) const;
  std::vector<Variable> weights() const;  ///< layer by layer in order, as in Keras
  std::vector<Variable> trainable_weights() const;
  std::vector<Variable> non_trainable_weights() const;
  std::vector<Array> get_weights() const;
  void set_weights(const std::vector<Array>& values) const;
  void set_trainable(bool trainable) const;
  std::int64_t count_params() const;
  bool built() const;
  void build(const Shape& sample_shape, DType dtype = f32) const;  ///< for a Sequential without Input
  const Tensors& inputs() const;
  const Tensors& outputs() const;
  Optimizer optimizer() const;
  /// The same layers and connections with a copy of the weights (Keras's clone_model draws new ones), not compiled.
  Model clone() const;
  /// The layers and numbers of parameters as Keras prints them, then the bill: the bytes that training and predicting
  /// will hold at most (weights, optimizer, intermediate values, scratch; not the data) and their FLOPs, before they
  /// run. A line for training needs compile() with a loss.
  std::string summary_text(const SummaryOptions& options = {}) const;
  void summary(const SummaryOptions& options = {}) const;  ///< writes it to the log
  void save(const std::string& path) const;
  bool same(const Model& other) const { return state_ == other.state_; }
  const std::shared_ptr<detail::ModelState>& shared_state() const { return state_; }
  detail::ModelState& state() const { return *state_; }

 protected:
  std::shared_ptr<detail::ModelState> state_;
};

/// Opens a saved model, whatever built-in layers it has; layers of the user's own need register_layer<L>() first.
Model load_model(const std::string& path);

/// A stack of layers. The first may be an Input; without one the shape is taken from the first data.
class Sequential : public Model {
 public:
  Sequential();
  /// A layer, an Input or a model, as an element of the list.
  class Item {
   public:
    Item(const Input& input) : input_(input.tensor()) {}  // NOLINT
    Item(const Layer& layer) : layers_{layer} {}          // NOLINT
    Item(const Model& model) : layers_{Layer(model)} {}   // NOLINT
    Item(const Sequential& model);                        // NOLINT
    template <LayerType L>
    Item(L layer, const char* file = __builtin_FILE(), int line = __builtin_LINE())  // NOLINT
        : layers_{Layer(std::move(layer), file, line)} {}

   private:
    friend class Sequential;
    Tensor input_;
    std::vector<Layer> layers_;
    std::shared_ptr<detail::ModelState> sequential_;
  };
  Sequential(std::initializer_list<Item> items);  ///< a list of exactly one Sequential shares it
  Sequential(const std::vector<Layer>& layers, std::string name = {});
  Sequential(const Sequential&) = default;
  Sequential& operator=(const Sequential&) = default;
  void add(const Item& item) const;
  void pop() const;
};

}  // namespace glia
