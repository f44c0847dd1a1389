#include "glia/schedules/schedule.hpp"

namespace glia::detail {

Schedule make_schedule(const Value& config) {
  return make_class("schedule", builtin_schedules(), config["class_name"].as_string(), config["config"]);
}

}  // namespace glia::detail
