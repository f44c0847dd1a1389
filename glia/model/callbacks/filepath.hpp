// internal
#pragma once
#include <string>
#include <string_view>

#include "glia/model/logs.hpp"

namespace glia::detail {

/// Fills the placeholders of a checkpoint's path as Python's str.format does: {epoch:02d} and {batch} (from 1), and
/// {val_loss:.2f} for any name in the logs; [0][width][.precision] and d, f, e, g or nothing; {{ and }} are braces.
/// A ValueError for anything else, and for a name that is not there.
std::string format_filepath(std::string_view pattern, std::int64_t epoch, std::int64_t batch, const Logs& logs);

/// The ValueError that format_filepath would throw for its grammar, whatever the names.
void check_filepath(std::string_view pattern);

}  // namespace glia::detail
