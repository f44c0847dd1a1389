#include "glia/layers/layer.hpp"

#include <mutex>

#include "glia/base/error.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/layers/layer_state.hpp"

namespace glia {
namespace detail {

LayerBody::~LayerBody() = default;

void throw_wrong_input_count(std::string_view layer, std::size_t received) {
  throw ValueError({.where = std::string(layer),
                    .rule = "The layer takes one input",
                    .received = std::to_string(received),
                    .hint = "Merge them first, with Add, Concatenate or another merging layer"});
}

namespace {

/// A layer that supports masks and has set none passes that of its first input on.
Tensors masked(Trace& trace, const LayerBody& body, const Tensors& inputs, Tensors outputs) {
  if (inputs.empty() || !body.supports_masking()) return outputs;
  const Tensor mask = trace.mask_of(inputs[0]);
  if (!mask.valid()) return outputs;
  for (const Tensor& y : outputs) {
    if (!trace.mask_of(y).valid()) trace.set_mask(y, mask);
  }
  return outputs;
}

}  // namespace

std::vector<Variable> variables_of(const VariableStore& store, std::optional<bool> learning) {
  std::vector<Variable> out;
  for (const bool trainable : {true, false}) {
    for (const auto& [name, variable] : store.variables) {
      if (variable.trainable() != trainable || !variable.state().is_weight) continue;
      if (!learning || *learning == (trainable && store.trainable)) out.push_back(variable);
    }
  }
  for (const auto& [name, child] : store.children) {
    for (const Variable& v : variables_of(*child, learning)) out.push_back(v);
  }
  return out;
}

std::string LayerState::name() const { return store.path.empty() ? snake_case(body->class_name()) : store.path; }

Tensors LayerState::trace(const Tensors& inputs) const {
  Trace* trace = Trace::current();
  // The store is the layer's own memory; tracing adds variables to it the first time.
  Scope scope(*trace, const_cast<VariableStore&>(store));
  const StoreGuard guard(*trace, const_cast<VariableStore&>(store));
  const RematCall again(remat.get(), *trace);
  return again.results(store.path, inputs, masked(*trace, *body, inputs, body->call(scope, inputs)));
}

namespace {

/// A struct applied inside another layer's call(): its variables live below that layer's, under a name that is the same
/// each time the call runs.
Tensors apply_inside(LayerState& state, const Tensors& inputs) {
  Trace& trace = *Trace::current();
  std::string name = state.body->given_name();
  if (name.empty()) {
    name = snake_case(state.body->class_name());
    if (const int ordinal = trace.next_ordinal(name); ordinal > 0) name += "_" + std::to_string(ordinal);
  }
  const std::size_t known = trace.store->children.size();
  VariableStore& store = trace.store->child(name);
  if (trace.store->children.size() > known) store.trainable = trace.store->trainable && state.store.trainable;
  const ErrorPath path(name, state.file, state.line);
  Scope scope(trace, store);
  const StoreGuard guard(trace, store);
  const RematCall again(state.remat.get(), trace);
  return again.results(name, inputs, masked(trace, *state.body, inputs, state.body->call(scope, inputs)));
}

void reset_states(const VariableStore& store) {
  for (const auto& [name, variable] : store.variables) {
    if (!variable.state().is_weight) Variable(variable).assign(0.0);
  }
  for (const auto& [name, child] : store.children) reset_states(*child);
}

void set_trainable(VariableStore& store, bool trainable) {
  store.trainable = trainable;
  for (const auto& [name, child] : store.children) set_trainable(*child, trainable);
}

std::mutex& registered_mutex() {
  static std::mutex mutex;
  return mutex;
}
std::vector<ClassRecord<Layer>>& registered() {
  static std::vector<ClassRecord<Layer>> records;
  return records;
}

}  // namespace

Layer make_layer(std::string_view class_name, const Value& config) {
  {
    const std::lock_guard lock(registered_mutex());
    for (const auto& record : registered()) {
      if (class_name == record.name) return record.make(config);
    }
  }
  return make_class("layer", builtin_layers(), class_name, config);
}

}  // namespace detail

using detail::LayerState;

void register_layer_class(const detail::ClassRecord<Layer>& record) {
  const std::lock_guard lock(detail::registered_mutex());
  detail::registered().push_back(record);
}

Layer::Layer(std::shared_ptr<detail::LayerBody> body, const char* file, int line)
    : state_(std::make_shared<LayerState>()) {
  state_->body = std::move(body);
  state_->store.trainable = state_->body->starts_trainable();
  state_->store.dtype = state_->body->dtype();
  state_->store.path = state_->body->given_name();
  state_->remat = detail::current_remat_mode();
  state_->file = file;
  state_->line = line;
}

Tensors Layer::apply(const Tensors& xs) const {
  for (const Tensor& x : xs) {
    if (!x.valid())
      throw ValueError({.where = state_->name(),
                        .rule = "A layer is applied to tensors",
                        .received = "an empty Tensor",
                        .file = state_->file,
                        .line = state_->line});
  }
  using namespace detail;
  if (Trace* trace = Trace::current(); trace != nullptr && trace->store != nullptr && !state_->applied) {
    return apply_inside(*state_, xs);
  }
  Trace trace;
  trace.shapes_only = true;
  trace.training = true;  // what only training needs is checked here, too
  std::vector<Spec> outputs;
  {
    const TraceGuard guard(trace);
    const ErrorPath path(state_->name(), state_->file, state_->line);
    for (const Tensor& y : state_->trace(xs)) outputs.push_back(spec(y));
  }
  state_->applied = true;
  Tensors out = emit_call(std::shared_ptr<const Callable>(state_), xs, outputs);
  out[0].node()->file = state_->file;
  out[0].node()->line = state_->line;
  return out;
}

Tensor Layer::operator()(const Tensor& x) const { return apply({x}).at(0); }
Tensor Layer::operator()(const Tensors& xs) const { return apply(xs).at(0); }
Tensor operator|(const Tensor& x, const Layer& layer) { return layer(x); }
Tensor operator|(const Tensors& xs, const Layer& layer) { return layer(xs); }

Value to_config(const Layer& layer) { return layer.valid() ? layer.config() : Value{}; }

void from_config(const Value& value, Layer& layer) {
  layer = value.is_null() ? Layer() : detail::make_layer(value["class_name"].as_string(), value["config"]);
}

const std::string& Layer::name() const { return state_->store.path; }
std::string Layer::class_name() const { return state_->body->class_name(); }
Value Layer::config() const { return detail::class_config(class_name(), state_->body->config()); }
bool Layer::built() const { return state_->applied; }

std::vector<Variable> Layer::weights() const { return detail::variables_of(state_->store); }
std::vector<Variable> Layer::trainable_weights() const {
  return trainable() ? detail::variables_of(state_->store, true) : std::vector<Variable>{};
}
std::vector<Variable> Layer::non_trainable_weights() const {
  return trainable() ? detail::variables_of(state_->store, false) : weights();
}

std::vector<Array> Layer::get_weights() const {
  std::vector<Array> out;
  for (const Variable& v : weights()) out.push_back(v.value());
  return out;
}

void Layer::set_weights(const std::vector<Array>& values) const {
  const std::vector<Variable> all = weights();
  if (values.size() != all.size()) {
    throw ValueError({.where = name(),
                      .rule = "set_weights takes one Array for each weight",
                      .expected = std::to_string(all.size()),
                      .received = std::to_string(values.size()),
                      .hint = all.empty() ? "The layer has no weights before it is applied to an input" : ""});
  }
  for (std::size_t i = 0; i < all.size(); ++i) detail::require_shape(all[i], values[i]);
  for (std::size_t i = 0; i < all.size(); ++i) Variable(all[i]).assign(values[i]);
}

bool Layer::trainable() const { return state_->store.trainable; }
void Layer::set_trainable(bool trainable) const { detail::set_trainable(state_->store, trainable); }

std::int64_t Layer::count_params() const {
  std::int64_t total = 0;
  for (const Variable& v : weights()) total += v.shape().elements();
  return total;
}

void Layer::reset_state() const { detail::reset_states(state_->store); }

Layer Layer::clone() const {
  Layer out(state_->body->copy(), state_->file, state_->line);
  out.state_->remat = state_->remat;
  return out;
}

}  // namespace glia
