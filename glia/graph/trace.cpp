#include "glia/graph/trace.hpp"

#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

thread_local Trace* current_trace = nullptr;

}  // namespace

Variable* VariableStore::find(std::string_view name) {
  for (auto& [key, variable] : variables) {
    if (key == name) return &variable;
  }
  return nullptr;
}

VariableStore& VariableStore::child(std::string_view name) {
  for (auto& [key, store] : children) {
    if (key == name) return *store;
  }
  auto store = std::make_shared<VariableStore>();
  store->path = path.empty() ? std::string(name) : path + "/" + std::string(name);
  store->enclosing = enclosing;
  store->seed = seed;
  store->dtype = dtype;
  children.emplace_back(std::string(name), store);
  return *store;
}

void VariableStore::set_path(const std::string& new_path) {
  path = new_path;
  for (auto& [name, variable] : variables) variable.state().path = path + "/" + name;
  for (auto& [name, store] : children) store->set_path(path + "/" + name);
}

void VariableStore::place(const std::string& models, std::uint64_t model_seed) {
  enclosing = models;
  if (!seed) seed = model_seed;
  for (auto& [name, variable] : variables) {
    variable.state().enclosing = models;
    if (!variable.state().seed) variable.state().seed = seed;
  }
  for (auto& [name, store] : children) store->place(models, model_seed);
}

Trace::Trace() : seed(constant(0, i64)), iteration(constant(0, i64)) {}

void Trace::update(const Variable& variable, const Tensor& value) {
  if (shapes_only) return;
  for (Update& known : updates) {
    if (known.variable.same(variable)) {
      known.value = value;
      return;
    }
  }
  updates.push_back({variable, value});
}

Tensor Trace::mask_of(const Tensor& x) const {
  const auto found = masks.find({x.node(), x.index()});
  return found == masks.end() ? Tensor() : found->second;
}

void Trace::set_mask(const Tensor& y, const Tensor& mask) {
  keep.push_back(y);
  masks[{y.node(), y.index()}] = mask;
}

int Trace::next_ordinal(const std::string& name) {
  for (auto& [known, count] : ordinals) {
    if (known == name) return ++count;
  }
  ordinals.emplace_back(name, 0);
  return 0;
}

StoreGuard::StoreGuard(Trace& trace, VariableStore& store) : trace_(trace), previous_(trace.store) {
  trace_.store = &store;
  ordinals_.swap(trace_.ordinals);
}

StoreGuard::~StoreGuard() {
  trace_.store = previous_;
  ordinals_.swap(trace_.ordinals);
}

Trace* Trace::current() { return current_trace; }

TraceGuard::TraceGuard(Trace& trace) : previous_(current_trace) { current_trace = &trace; }
TraceGuard::~TraceGuard() { current_trace = previous_; }

}  // namespace glia::detail

namespace glia {
namespace {

Variable find_or_make(detail::VariableStore& store, std::string_view name, const Shape& shape, DType dtype,
                      const InitialValue& initializer, bool trainable) {
  if (shape.is_symbolic()) {
    throw ShapeError({.rule = "The shape of variable '" + std::string(name) + "' must not depend on the batch",
                      .received = shape.str(),
                      .hint = "Give the input a fixed size on every axis but the first"});
  }
  if (Variable* known = store.find(name)) {
    if (!(known->shape() == shape)) {
      throw ShapeError({.rule = "The layer was built for another input size and its weights are shared",
                        .expected = "'" + std::string(name) + "' of shape " + known->shape().str(),
                        .received = shape.str(),
                        .hint = "Use a new layer, or give it inputs of the same size"});
    }
    return *known;
  }
  auto state = std::make_shared<detail::VariableState>();
  state->path = store.path.empty() ? std::string(name) : store.path + "/" + std::string(name);
  state->enclosing = store.enclosing;
  state->seed = store.seed;
  state->shape = shape;
  state->dtype = dtype;
  state->trainable = trainable;
  state->initial = initializer;
  store.variables.emplace_back(std::string(name), Variable(state));
  return Variable(state);
}

}  // namespace

Variable Scope::weight(std::string_view name, const Shape& shape, const InitialValue& initializer,
                       const TensorFunction& regularizer, const TensorFunction& constraint) {
  Variable out = find_or_make(*store_, name, shape, store_->dtype, initializer, true);
  out.state().regularizer = regularizer;
  out.state().constraint = constraint;
  return out;
}

Variable Scope::state(std::string_view name, const Shape& shape, const InitialValue& initializer, DType dtype) {
  return find_or_make(*store_, name, shape, dtype, initializer, false);
}

Variable Scope::state(std::string_view name, const Shape& shape, double initial, DType dtype) {
  return state(
      name, shape,
      [initial](const InitialDraw& draw) {
        Array out(draw.shape, draw.dtype);
        out.fill(initial);
        return out;
      },
      dtype);
}

void Scope::update(const Variable& state, const Tensor& value) { trace_->update(state, value); }
bool Scope::training() const { return trace_->training; }
bool Scope::trainable() const { return store_->trainable; }

void Scope::add_loss(const Tensor& scalar) {
  if (!trace_->shapes_only) trace_->losses.push_back(scalar);
}

Tensor Scope::mask(const Tensor& x) const { return trace_->mask_of(x); }
void Scope::set_mask(const Tensor& y, const Tensor& mask) { trace_->set_mask(y, mask); }

RandomSource Scope::random() {
  const std::string path = store_->enclosing + store_->path;
  return {trace_->seed, trace_->iteration, detail::stream_key(0, path, trace_->next_random(path))};
}

DType Scope::dtype() const { return store_->dtype; }

}  // namespace glia
