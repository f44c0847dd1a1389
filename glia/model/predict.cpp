#include <algorithm>
#include <array>

#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/model/batch_size.hpp"
#include "glia/model/model_state.hpp"

namespace glia {
namespace detail {

struct ModelState::LastPredict {
  Shape sample;
  DType dtype;
  std::shared_ptr<const Program> program;
  std::int64_t most;  // rows of a batch that it is for
  Shape output;       // with the symbolic rows
};

namespace {

constexpr std::size_t kMostOutputs = 16;

/// Building and planning draw weights and choose their layouts, which models that share layers share; the first calls
/// of several threads take turns.
std::mutex& planning() {
  static std::mutex mutex;
  return mutex;
}

void check_batch(std::int64_t batch) {
  if (batch < 1)
    throw ValueError({.where = "predict", .rule = "batch_size must be at least 1", .received = std::to_string(batch)});
}

std::vector<Array> run_all(ModelState& model, const Source& x, std::int64_t batch, std::int64_t steps) {
  check_batch(batch);
  std::unique_lock lock(planning());
  build_for(model, x);
  if (model.outputs.size() > kMostOutputs)
    throw UnsupportedError({.where = "predict", .rule = "A model has at most 16 outputs"});
  std::int64_t rows = x.rows();
  if (steps > 0) rows = std::min(rows, steps * batch);
  check_batch_size(model, rows, batch);
  const auto program = predict_program(model, x, std::min(batch, rows));
  const std::int64_t capacity = program->capacity();
  lock.unlock();
  std::vector<Array> out;
  for (const Tensor& y : model.outputs) out.emplace_back(y.shape().at(rows), y.dtype());
  std::vector<const void*> parameters;
  std::vector<void*> results(out.size());
  for (std::int64_t row = 0; row < rows; row += capacity) {
    parameters.clear();
    for (const Array& leaf : x.leaves()) parameters.push_back(leaf.raw() + leaf.bytes() / leaf.dim(0) * row);
    for (std::size_t i = 0; i < out.size(); ++i) results[i] = out[i].raw() + out[i].bytes() / rows * row;
    program->run({.parameters = parameters, .results = results, .rows = std::min(capacity, rows - row)});
  }
  return out;
}

}  // namespace
}  // namespace detail

std::vector<Array> Model::predict_all(const Data& x, const PredictOptions& options) const {
  return detail::run_all(*state_, detail::Source(x, "x"), options.batch_size, options.steps);
}

Array Model::predict(const Data& x, const PredictOptions& options) const {
  if (state_->outputs.size() > 1) {
    throw ValueError({.where = state_->name,
                      .rule = "predict() returns one Array, and the model has several outputs",
                      .hint = "Call predict_all()"});
  }
  return predict_all(x, options).at(0);
}

Array Model::predict(const Array& x, const PredictOptions& options) const {
  const std::int64_t batch = options.batch_size;
  detail::check_batch(batch);
  std::shared_ptr<const detail::ModelState::LastPredict> last;
  {
    const std::lock_guard lock(state_->last_predict_mutex);
    last = state_->last_predict;
  }
  const auto fits = [&] {
    return last != nullptr && options.steps == 0 && x.rank() > 0 && x.size() > 0 && x.dtype() == last->dtype &&
           x.shape().sub(1, x.rank()) == last->sample && last->most >= std::min(batch, x.dim(0));
  };
  if (!fits()) {
    Array out = predict(Data(x), options);
    const detail::Source source(Data(x), "x");
    std::shared_ptr<const detail::Program> program;
    {
      const std::lock_guard lock(detail::planning());
      program = detail::predict_program(*state_, source, std::min(batch, x.dim(0)));
    }
    auto made = std::make_shared<detail::ModelState::LastPredict>(
        detail::ModelState::LastPredict{x.shape().sub(1, x.rank()), x.dtype(), std::move(program),
                                        std::min(batch, x.dim(0)), state_->outputs[0].shape()});
    const std::lock_guard lock(state_->last_predict_mutex);
    state_->last_predict = std::move(made);
    return out;
  }
  const std::int64_t rows = x.dim(0);
  detail::check_batch_size(*state_, rows, batch);
  Array out(last->output.at(rows), state_->outputs[0].dtype());
  const std::int64_t capacity = std::min(batch, last->program->capacity());
  for (std::int64_t row = 0; row < rows; row += capacity) {
    const void* parameter = x.raw() + x.bytes() / rows * row;
    void* result = out.raw() + out.bytes() / rows * row;
    last->program->run(
        {.parameters = {&parameter, 1}, .results = {&result, 1}, .rows = std::min(capacity, rows - row)});
  }
  return out;
}

Array Model::predict_on_batch(const Data& x) const {
  const detail::Source source(x, "x");
  return predict(x, {.batch_size = source.rows()});
}

}  // namespace glia
