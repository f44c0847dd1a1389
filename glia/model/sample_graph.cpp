#include "glia/model/sample_graph.hpp"

#include "glia/model/outputs.hpp"

namespace glia::detail {
namespace {

/// Rows of a shape that nobody reads.
Array unread_rows(const Shape& batch_shape, DType dtype, std::int64_t rows) {
  static const double memory = 0;
  return Array::view(&memory, batch_shape.at(rows), dtype);
}

Source inputs_of(const ModelState& model, std::int64_t rows) {
  std::vector<Array> parts;
  for (const Tensor& input : model.inputs) parts.push_back(unread_rows(input.shape(), input.dtype(), rows));
  return {Data(parts), "x"};
}

/// Labels for a loss on labels, else numbers of the output's shape.
Source targets_of(const ModelState& model, std::int64_t rows) {
  const std::vector<Loss> losses = losses_of(model);
  std::vector<Array> parts;
  for (std::size_t k = 0; k < model.outputs.size(); ++k) {
    Shape shape = model.outputs[k].shape();
    const bool labels = losses[k].name().rfind("sparse_", 0) == 0 && shape.rank() > 1;
    if (labels) shape = shape.sub(0, shape.rank() - 1);
    parts.push_back(unread_rows(shape, labels ? DType(i32) : DType(f32), rows));
  }
  return {Data(parts), "y"};
}

}  // namespace

SampleGraph sample_training(const ModelState& model, std::int64_t rows) {
  const std::shared_ptr<ModelState> copy = clone_model(model, false);
  CompileOptions options = model.compiled->options;
  options.optimizer = options.optimizer.clone();
  Model(copy).compile(options);
  const Source x = inputs_of(*copy, rows), y = targets_of(*copy, rows);
  resolve_metrics(*copy, y);
  return {copy, train_graph(*copy, x, y, Source(), {})};
}

SampleGraph sample_predicting(const ModelState& model, std::int64_t rows) {
  const std::shared_ptr<ModelState> copy = clone_model(model, false);
  return {copy, predict_graph(*copy, inputs_of(*copy, rows))};
}

}  // namespace glia::detail
