// internal
#pragma once
#include <optional>
#include <string>

#include "glia/model/callback.hpp"

namespace glia::detail {

/// The number of the logs that a callback watches, and what "better" means for it.
class Monitor {
 public:
  Monitor() = default;
  /// A ValueError for another mode than "auto", "min" and "max", and for "auto" with a name that tells no direction.
  Monitor(std::string callback, std::string name, const std::string& mode, double min_delta);

  /// The number; if the logs lack it nothing, and for the first time a hint that lists what they have.
  std::optional<double> read(const FitContext& context, const Logs& logs);
  /// Better than `reference` by more than min_delta. NaN never is; any number is better than none.
  bool improves(double value, std::optional<double> reference) const;
  const std::string& name() const { return name_; }

 private:
  std::string callback_, name_;
  double min_delta_ = 0;
  bool rising_ = false;
  bool hinted_ = false;
};

}  // namespace glia::detail
