// internal
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "glia/base/dtype_policy.hpp"
#include "glia/graph/trace.hpp"
#include "glia/model/model.hpp"
#include "glia/model/source.hpp"
#include "glia/runtime/program.hpp"

namespace glia::detail {

/// A metric on one output of the model, with the variables that carry its state.
struct TrackedMetric {
  Metric metric;
  std::string name;
  std::size_t output = 0;
  bool weighted = false;  ///< by the sample and class weights
  std::vector<Variable> state;
  std::vector<double> initial = {};  ///< of each state when an epoch begins
};

struct CompiledModel {
  CompileOptions options;
  bool resolved = false;  ///< whether `metrics` are made, which needs the first data
  std::vector<TrackedMetric> metrics;
  Variable loss_total, loss_count;           ///< the mean loss of the epoch
  std::vector<Variable> output_loss_totals;  ///< without penalties and loss weights; only of several outputs
};

struct CachedProgram {
  std::string key;
  std::shared_ptr<const Program> program;
};

/// Programs by what they were made for, most recently used first.
class ProgramCache {
 public:
  explicit ProgramCache(std::size_t most = 8) : most_(most) {}
  std::shared_ptr<const Program> find(const std::string& key);
  void insert(const std::string& key, std::shared_ptr<const Program> program);
  void clear();

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::vector<CachedProgram> entries_;
};

struct ModelState {
  std::string name;
  bool sequential = false;
  bool built = false;
  DTypePolicy policy = current_dtype_policy();
  bool trainable = true;  ///< until there is `as_layer`, whose flag counts then
  Tensors inputs, outputs;
  std::vector<Layer> layers;
  std::optional<CompiledModel> compiled;
  Variable seed{"seed", Shape{}, i64};
  std::optional<std::uint64_t> own_seed;  ///< taken from set_seed() with the first layer
  std::optional<std::uint64_t>
      draw_seed;                       ///< of weights not yet drawn, from the options of fit(); none = their models'
  std::string enclosing;               ///< the models around this one: "outer/left/", or empty
  bool hinted_range = false;           ///< the log has said that inputs span 0…255
  std::weak_ptr<LayerState> as_layer;  ///< this model inside others, so that two calls of it share one layer
  ProgramCache programs;
  /// The program of the last predict(), found without comparing signatures.
  struct LastPredict;
  std::shared_ptr<const LastPredict> last_predict;
  std::mutex last_predict_mutex;

  /// Gives names to layers that have none, and other ones to those whose automatic names are taken; then place().
  void name_layers();
  void place(const std::string& models);  ///< says to layers, also of nested models, where they stand
  std::uint64_t seed_of_its_own();
  void require_built(const char* what) const;
  CompiledModel& require_compiled(const char* what);
  void draw_weights();
  void forget_programs();  ///< when the layers change
};

/// The model's outputs for `xs`, expanded in `trace`; checks and adapts the shapes of the data.
Tensors forward(const ModelState& model, const Tensors& xs, Trace& trace);
/// Runs the passes and plans; `guard` is a result that must be finite before variables are written, or −1.
std::shared_ptr<const Program> compile_graph(const Graph& graph, std::int64_t capacity, int guard,
                                             DTypePolicy policy = DTypePolicy::float32);
/// For `most` rows, or for fewer at once if rows do not meet and the values between layers then stay in the cache.
std::shared_ptr<const Program> compile_by_rows(const Graph& graph, std::int64_t most, DTypePolicy policy);

/// fit(), but weights do not become their averages at the end: a batch is not the end of training.
History train_without_end(const std::shared_ptr<ModelState>& model, const Data& x, const Data& y,
                          const FitOptions& options);
/// What the programs below run; tracing takes no memory for variables.
Graph train_graph(ModelState& model, const Source& x, const Source& y, const Source& weights,
                  const std::map<std::int64_t, double>& class_weight, bool gradient_norm = false);
Graph predict_graph(const ModelState& model, const Source& x);
/// A step with everything that fit needs: parameters are the row numbers (i32), then the leaves of x, y, weights. With
/// `gradient_norm` the second result is the global norm of the gradients before clipping, f32.
std::shared_ptr<const Program> train_program(ModelState& model, const Source& x, const Source& y, const Source& weights,
                                             const std::map<std::int64_t, double>& class_weight, std::int64_t capacity,
                                             bool gradient_norm = false);
/// Loss and metrics without gradients: parameters are rows of the leaves of x, y, weights.
std::shared_ptr<const Program> test_program(ModelState& model, const Source& x, const Source& y, const Source& weights,
                                            std::int64_t capacity);
/// For batches of `most` rows; its capacity says how many it takes at once.
std::shared_ptr<const Program> predict_program(ModelState& model, const Source& x, std::int64_t most);
void resolve_metrics(ModelState& model, const Source& y);
void reset_metrics(CompiledModel& compiled);
Logs read_metrics(ModelState& model);
Logs evaluate_rows(ModelState& model, const Source& x, const Source& y, const Source& weights, std::int64_t from,
                   std::int64_t to, std::int64_t batch, int verbose);
/// The same layers and connections; with their numbers, or undrawn. Not compiled.
std::shared_ptr<ModelState> clone_model(const ModelState& model, bool weights);
/// Builds a Sequential without Input from the first data.
void build_for(ModelState& model, const Source& x);
void check_targets(const ModelState& model, const Source& x, const Source& y, const Source& weights);

}  // namespace glia::detail
