#include "glia/model/range_hint.hpp"

#include <algorithm>

#include "glia/base/log.hpp"

namespace glia::detail {

bool spans_bytes(const Array& array) {
  if (array.dtype() == boolean) return false;
  bool outside = false;
  bool large = false;
  const std::int64_t count = std::min<std::int64_t>(array.size(), 20'000);  // some 25 pictures are enough
  dispatch(array.dtype(), [&](auto t) {
    const auto* values = reinterpret_cast<const decltype(t)*>(array.raw());
    for (std::int64_t i = 0; i < count; ++i) {
      const auto value = static_cast<double>(values[i]);
      outside |= value < 0 || value > 255;
      large |= value >= 200;
    }
  });
  return large && !outside;
}

void hint_about_range(const Source& x, ModelState& model) {
  if (model.hinted_range) return;
  for (std::size_t part = 0; part < x.parts() && part < model.inputs.size(); ++part) {
    if (!x.is_plain(part) || !model.inputs[part].dtype().is_real() || !spans_bytes(x.values(part))) continue;
    model.hinted_range = true;
    return write_range_hint();
  }
}

void write_range_hint() {
  log_write(LogLevel::hint, "the inputs span 0…255; x / 255.0 usually trains faster and to a better result");
}

}  // namespace glia::detail
