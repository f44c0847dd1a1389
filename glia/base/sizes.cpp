#include "glia/base/sizes.hpp"

namespace glia {

Sizes::Sizes(Dim all) : Sizes{std::initializer_list<Dim>{all}} {}
Sizes::Sizes(std::initializer_list<Dim> each) : values_(each.begin(), each.end()) {}
Sizes::Sizes(std::vector<std::int64_t> values) : values_(std::move(values)) {}

}  // namespace glia
