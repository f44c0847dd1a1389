#pragma once
#include <concepts>
#include <initializer_list>
#include <map>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "glia/layers/layer.hpp"
#include "glia/model/callback.hpp"
#include "glia/model/data.hpp"
#include "glia/model/input.hpp"
#include "glia/model/logs.hpp"
#include "glia/model/per_output.hpp"
#include "glia/optimizers/optimizer.hpp"

namespace glia::detail {
struct ModelState;
}

#pragma GCC visibility push(default)
namespace glia {

/// Keras's arguments of compile(), in its order.
struct CompileOptions {
  Optimizer optimizer = "rmsprop";
  Losses loss = {};
  LossWeights loss_weights = {};
  Metrics metrics = {};           ///< take no notice of sample and class weights
  Metrics weighted_metrics = {};  ///< means weighted by them
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
  Dim seed = -1;  ///< of shuffling, dropout and weights not yet drawn; −1 = the model's, see set_seed()
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

/// Which graph of a model is shown.
struct GraphOptions {
  std::string of = "layers";  ///< "layers": one node a layer; "predict", "fit": the ops that such a program begins with
  bool passes = false;        ///< of predict and fit: as it is after all passes, just before kernels are chosen
};

/// A network: layers between inputs and outputs. A reference handle; copying shares, clone() copies.
class Model {
 public:
  Model(const Tensors& inputs, const Tensors& outputs, std::string name = {});
  Model(const Tensor& input, const Tensor& output, std::string name = {});
  Model(std::initializer_list<Tensor> inputs, std::initializer_list<Tensor> outputs, std::string name = {});
  explicit Model(std::shared_ptr<detail::ModelState> state) : state_(std::move(state)) {}

  void compile(const CompileOptions& options = {}) const;
  History fit(const Data& x, const Data& y, const FitOptions& options = {}) const;
  Evaluation evaluate(const Data& x, const Data& y, const EvaluateOptions& options = {}) const;
  Array predict(const Array& x, const PredictOptions& options = {}) const;  ///< no allocation once warm
  Array predict(const Data& x, const PredictOptions& options = {}) const;
  /// Of a std::vector, std::array or std::span of numbers: as many samples, without copying them.
  template <std::ranges::contiguous_range R>
  requires std::is_arithmetic_v<std::ranges::range_value_t<R>> Array predict(const R& values,
                                                                             const PredictOptions& options = {})
  const {
    return predict(
        Array::view(std::span(std::ranges::data(values), std::ranges::size(values)), Shape{std::ranges::size(values)}),
        options);
  }
  Array predict(std::initializer_list<double> values, const PredictOptions& options = {}) const {
    return predict(Array(values), options);
  }
  Array predict(std::initializer_list<std::initializer_list<double>> rows, const PredictOptions& options = {}) const {
    return predict(Array(rows), options);
  }
  std::vector<Array> predict_all(const Data& x, const PredictOptions& options = {}) const;  ///< of several outputs
  Logs train_on_batch(const Data& x, const Data& y, const Data& sample_weight = {}) const;
  Logs test_on_batch(const Data& x, const Data& y, const Data& sample_weight = {}) const;
  Array predict_on_batch(const Data& x) const;

  Tensor operator()(const Tensor& x) const { return Layer(*this)(x); }
  Tensor operator()(const Tensors& xs) const { return Layer(*this)(xs); }
  operator Layer() const;  // NOLINT: a model is a layer of a larger one

  const std::string& name() const;
  void set_name(std::string name) const;  ///< before the model becomes a layer of another
  /// In order. Those of a model from Input to output begin with an InputLayer for each input, as in Keras; a
  /// Sequential's do not.
  std::vector<Layer> layers() const;
  Layer get_layer(std::string_view name) const;
  Layer get_layer(int index) const;       ///< of layers(); from the end if negative
  std::vector<Variable> weights() const;  ///< layer by layer in order, as in Keras
  std::vector<Variable> trainable_weights() const;
  std::vector<Variable> non_trainable_weights() const;
  std::vector<Array> get_weights() const;
  void set_weights(const std::vector<Array>& values) const;
  bool trainable() const;
  /// Of the model and all layers in it, also of nested models. A frozen model trains nothing; a nested one that is
  /// frozen trains those of its layers that are made trainable again.
  void set_trainable(bool trainable) const;
  std::int64_t count_params() const;
  const std::string& dtype_policy() const;
  void set_dtype_policy(std::string_view name) const;  ///< see glia::set_dtype_policy(); of this model from now on
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
  /// The graph of the model as text, one line a node: `%3 = add(%1, %2) : f32[n,10]`, n = rows of a batch; "]p" marks a
  /// weight matrix that lies in panels. That of "fit" needs compile() with a loss. Nothing is drawn or planned.
  std::string graph_text(const GraphOptions& options = {}) const;
  /// The same as a drawing for Graphviz: write it to model.dot, then `dot -Tsvg model.dot -o model.svg`.
  std::string dot(const GraphOptions& options = {}) const;
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
    Item(const Input& input);       // NOLINT
    Item(const Layer& layer);       // NOLINT
    Item(const Model& model);       // NOLINT
    Item(const Sequential& model);  // NOLINT
    template <LayerType L>
    Item(L layer, const char* file = __builtin_FILE(), int line = __builtin_LINE())  // NOLINT
        : layers_{Layer(std::move(layer), file, line)} {}

   private:
    friend class Sequential;
    Tensor input_;
    std::vector<Layer> layers_;
    std::shared_ptr<detail::ModelState> sequential_;
  };
  Sequential(std::initializer_list<Item> items);                    ///< a list of exactly one Sequential shares it
  Sequential(std::initializer_list<Item> items, std::string name);  ///< Sequential{{Input{4}, Dense{3}}, "encoder"}
  Sequential(const std::vector<Layer>& layers, std::string name = {});
  Sequential(const Sequential&) = default;
  Sequential& operator=(const Sequential&) = default;
  void add(const Item& item) const;
  void pop() const;
};

}  // namespace glia
#pragma GCC visibility pop
