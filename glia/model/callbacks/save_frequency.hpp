#pragma once
#include <concepts>
#include <cstdint>
#include <string>

#include "glia/base/dim.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// "epoch", or a number of batches.
class SaveFrequency {
 public:
  SaveFrequency(const char* word);         // NOLINT: a ValueError unless it is "epoch"
  SaveFrequency(const std::string& word);  // NOLINT
  template <std::integral T>
  requires(!std::same_as<T, bool>) SaveFrequency(T batches) : SaveFrequency(Batches{batches}) {}  // NOLINT
  std::int64_t batches() const { return batches_; }                                               ///< 0 = each epoch

 private:
  struct Batches {
    Dim count;
  };
  SaveFrequency(Batches batches);
  std::int64_t batches_ = 0;
};

}  // namespace glia
#pragma GCC visibility pop
