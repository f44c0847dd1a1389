// internal
#pragma once
#include <string>
#include <string_view>

#include "glia/model/progress.hpp"

namespace glia::detail::report {

/// "2.1s", "210ms", "85us": two digits at least where they say something.
std::string duration(double seconds);
/// What is left: "12s", "1:05", "1:02:03".
std::string remaining(double seconds);
/// As Keras: four decimals; 1.2000e-04 for what they would not show.
std::string shown_number(double value);
/// "accuracy: 0.9262 - loss: 0.2576 - val_accuracy: …": by name, validation after training, the learning rate last.
std::string shown_logs(const Logs& logs);
/// " 812/1875", as wide as it will be at the end.
std::string counted(const ProgressAt& at);
/// Time per step, "85us/step"; empty before the first.
std::string pace(const ProgressAt& at);
/// Number of characters of UTF-8 text.
int characters(std::string_view text);
/// The first `count` characters, the last of them "…" if some are cut off.
std::string cut(std::string_view text, int count);

}  // namespace glia::detail::report
