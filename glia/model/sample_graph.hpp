// internal
#pragma once
#include "glia/model/model_state.hpp"

namespace glia::detail {

/// The graph of a program of `model`, a copy, so that nothing is drawn and no layout is fixed in the original.
struct SampleGraph {
  std::shared_ptr<ModelState> model;
  Graph graph;
};

/// For data in memory of the model's input shapes and dtypes, with targets as the loss wants them.
SampleGraph sample_training(const ModelState& model, std::int64_t rows);
SampleGraph sample_predicting(const ModelState& model, std::int64_t rows);

}  // namespace glia::detail
