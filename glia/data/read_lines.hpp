#pragma once
#include <string>
#include <vector>

#pragma GCC visibility push(default)
namespace glia {
namespace datasets {

/// The lines of a text file, plain or packed with gzip, without their ends ("\n" or "\r\n"). A `path` that is not
/// absolute lies below $GLIA_DATA. A FileError if GLIA_DATA is not set, there is no such file, it is damaged, or it
/// holds more than 1 GiB of text.
std::vector<std::string> read_lines(const std::string& path);

}  // namespace datasets
}  // namespace glia
#pragma GCC visibility pop
