#include "glia/base/dtype.hpp"

#include <array>

#include "glia/base/error.hpp"

namespace glia {
namespace {

struct Facts {
  std::string_view name, keras_name;
  int rank;  // order of promotion
};

// Indexed by DType::Kind.
constexpr std::array<Facts, 6> kFacts{{{"f32", "float32", 4},
                                       {"f64", "float64", 5},
                                       {"i32", "int32", 2},
                                       {"i64", "int64", 3},
                                       {"u8", "uint8", 1},
                                       {"bool", "bool", 0}}};

DType::Kind kind_of(std::string_view name) {
  std::array<std::string_view, kFacts.size()> names;
  for (std::size_t i = 0; i < kFacts.size(); ++i) {
    if (name == kFacts[i].name || name == kFacts[i].keras_name) return static_cast<DType::Kind>(i);
    names[i] = kFacts[i].keras_name;
  }
  throw ValueError({.where = "dtype",
                    .rule = "No dtype has the name '" + std::string(name) + "'",
                    .hint = nearest_names(name, names.data(), names.size())});
}

}  // namespace

DType::DType(const char* name) : kind_(kind_of(name)) {}
DType::DType(const std::string& name) : kind_(kind_of(name)) {}
std::string_view DType::name() const { return kFacts[kind_].name; }
std::string_view DType::keras_name() const { return kFacts[kind_].keras_name; }

DType promote(DType a, DType b) { return kFacts[a].rank >= kFacts[b].rank ? a : b; }

}  // namespace glia
