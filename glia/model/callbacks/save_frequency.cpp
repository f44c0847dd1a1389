#include "glia/model/callbacks/save_frequency.hpp"

#include "glia/base/error.hpp"

namespace glia {

SaveFrequency::SaveFrequency(const char* word) : SaveFrequency(std::string(word)) {}

SaveFrequency::SaveFrequency(const std::string& word) {
  if (word != "epoch") {
    throw ValueError(
        {.where = "save_freq", .rule = "It is \"epoch\" or a number of batches", .received = "\"" + word + "\""});
  }
}

SaveFrequency::SaveFrequency(Batches batches) : batches_(batches.count) {
  if (batches_ < 1) {
    throw ValueError(
        {.where = "save_freq", .rule = "It is \"epoch\" or at least 1", .received = std::to_string(batches_)});
  }
}

}  // namespace glia
