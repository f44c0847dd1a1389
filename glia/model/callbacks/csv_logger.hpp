#pragma once
#include <memory>
#include <string>

#include "glia/model/callback.hpp"

namespace glia::detail {
struct CSVLoggerState;
}

#pragma GCC visibility push(default)
namespace glia {

/// Writes one line an epoch: its number (from 0), then the logs by name; "NA" where an epoch did not measure one. The
/// file is complete after each epoch. A FileError with the path if it cannot be written.
struct CSVLogger {
  std::string filename = {};
  std::string separator = ",";
  bool append = false;  ///< goes on below what is in the file, with its columns

  void on_train_begin(FitContext& context) const;
  void on_epoch_end(FitContext& context) const;

  std::shared_ptr<detail::CSVLoggerState> state = made();

 private:
  static std::shared_ptr<detail::CSVLoggerState> made();
};

}  // namespace glia
#pragma GCC visibility pop
