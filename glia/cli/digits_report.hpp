#pragma once
#include <string>

#include "glia/cli/training.hpp"
#include "glia/data/split.hpp"

namespace glia::cli {

/// What the report of a demo tells.
struct DigitsReport {
  std::string data;   ///< "MNIST"
  std::int64_t rows;  ///< learned from, validation excluded
  const TrainingOptions* options;
  const Trained* trained;
  datasets::Split test;
  double loss, accuracy;
};

/// Writes one self-contained page: numbers, learning curves, confusion matrix, the digits that were read wrongly, the
/// network.
void write_report(const std::string& path, const Model& model, const DigitsReport& report);

}  // namespace glia::cli
