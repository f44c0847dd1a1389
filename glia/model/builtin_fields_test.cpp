// Every data member of every built-in class stands in its fields(): what is forgotten there is not saved.
#include <set>
#include <string>

#include "glia/base/fields.hpp"
#include "glia/base/type_name.hpp"
#include "glia/builtin_classes.hpp"

namespace glia {
namespace {

/// Initializes a member of any type. `Self` is the struct: it must not be copied from this.
template <class Self>
struct AnyMember {
  template <class T>
  requires(!std::same_as<T, Self>) operator T() const {  // NOLINT
    throw 0;                                             // never runs; clang wants a body
  }
};

template <class T, std::size_t>
using AnyOf = AnyMember<T>;

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{AnyOf<T, I>{}...}; };
}

/// The number of data members of an aggregate: as many initializers as it takes.
template <class T, std::size_t N = 32>
constexpr std::size_t members() {
  static_assert(std::is_aggregate_v<T>);
  if constexpr (takes<T>(std::make_index_sequence<N>{})) {
    return N;
  } else {
    return members<T, N - 1>();
  }
}

struct Forgetful {
  Dim units = 0;
  Initializer initializer = "zeros";
  std::string name = {};
  static void fields(Fields& f) { f("units", &Forgetful::units)("name", &Forgetful::name); }
};
struct Empty {};

TEST(BuiltinFields, CountingMembersWorks) {
  EXPECT_EQ(members<Empty>(), 0u);
  EXPECT_EQ(members<Forgetful>(), 3u);
  EXPECT_EQ(fields_of<Forgetful>().all().size(), 2u);
}

TEST(BuiltinFields, NameEveryMemberOnce) {
  int classes = 0;
  each_builtin([&]<class T>(const char* kind) {
    ++classes;
    const std::string where = std::string(kind) + ": " + std::string(detail::type_name<T>());
    // SGD::decay is saved as the schedule that it stands for.
    const std::size_t unsaved = std::same_as<T, SGD> ? 1 : 0;
    EXPECT_EQ(fields_of<T>().all().size() + unsaved, members<T>()) << where;
    std::set<std::string> names;
    for (const Fields::Field& field : fields_of<T>().all()) EXPECT_TRUE(names.insert(field.name).second) << where;
  });
  EXPECT_GE(classes, 40);
}

}  // namespace
}  // namespace glia
