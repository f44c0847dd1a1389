// internal
#pragma once
#include <string>
#include <vector>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// Cells in a box as Keras 3 draws it: columns end at the given shares of `line_length`, a rule between all rows. Texts
/// that are too long are broken between words, or within a word that is longer than its column.
struct TextTable {
  std::vector<std::string> header;
  std::vector<bool> right;   ///< columns that are aligned to the right
  std::vector<double> ends;  ///< of the columns, as shares of the line
  std::vector<std::vector<std::string>> rows = {};
  std::string str(int line_length) const;
};

/// The layers of a model: name and class, output shape, number of parameters; where one layer does not simply follow
/// the other also what it is connected to.
TextTable layer_table(const ModelState& model);

std::string with_commas(std::int64_t number);  ///< 1,234,567
std::string readable_bytes(double bytes);      ///< "397.54 KB", in powers of 1024 as Keras does

}  // namespace glia::detail
