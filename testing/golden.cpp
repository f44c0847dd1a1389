#include "testing/golden.hpp"

#include <cstring>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

#include "glia/base/error.hpp"
#include "glia/base/threads.hpp"
#include "glia/files/json.hpp"

namespace glia::tests {
namespace {

void collect(const Value& value, std::vector<double>& numbers) {
  if (const Value::List* list = value.if_list()) {
    for (const Value& item : *list) collect(item, numbers);
  } else if (const bool* truth = value.if_bool()) {
    numbers.push_back(*truth ? 1 : 0);
  } else {
    numbers.push_back(value.as_double());
  }
}

}  // namespace

std::filesystem::path source_root() { return std::filesystem::path(GLIA_GOLDENS).parent_path().parent_path(); }

const Value& golden(const std::string& name) {
  static std::map<std::string, Value> known;
  const auto found = known.find(name);
  if (found != known.end()) return found->second;
  const auto path = std::filesystem::path(GLIA_GOLDENS) / (name + ".json");
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) throw FileError({.where = path.string(), .rule = "The golden file must be readable"});
  return known.emplace(name, detail::parse_json(text.str(), path.string())).first->second;
}

int for_each_case(const std::string& name, const std::function<void(const std::string&, const Value&)>& f,
                  const std::vector<std::pair<std::string, std::string>>& missing) {
  std::set<std::string> absent;
  for (const auto& [key, reason] : missing) absent.insert(key);
  int ran = 0;
  for (const auto& [key, at] : golden(name)["cases"].as_object()) {
    SCOPED_TRACE(testing::Message() << name << ": " << key);
    try {
      f(key, at);
      ++ran;
    } catch (const Error& e) {
      EXPECT_TRUE(absent.contains(key)) << e.what();
    }
    absent.erase(key);
  }
  for (const std::string& key : absent) ADD_FAILURE() << "no golden case has the name " << key;
  return ran;
}

Array array_of(const Value& value, DType dtype) {
  std::vector<std::int64_t> dims;
  for (const Value* at = &value; at->if_list() != nullptr && at->size() > 0; at = &at->as_list().front())
    dims.push_back(static_cast<std::int64_t>(at->size()));
  std::vector<double> numbers;
  collect(value, numbers);
  Shape shape{};
  for (const std::int64_t d : dims) shape.push_back(d);
  return Array(numbers).reshape(shape).cast(dtype);
}

Shape shape_of(const Value& list) {
  Shape out{};
  for (const Value& d : list.as_list()) out.push_back(d.as_int());
  return out;
}

Value class_of(const Value& at, const std::string& kind) {
  return Value::object({{"class_name", at[kind].value()}, {"config", at["arguments"].value()}});
}

std::int64_t level(std::int64_t i) { return (1103 * i * i + 377 * i + 29) % 1009; }

Array noise(std::int64_t first, const Shape& shape, double scale) {
  Array out(shape, f64);
  for (std::int64_t i = 0; i < out.size(); ++i)
    out.set(i, scale * (static_cast<double>(level(first + i)) / 504.0 - 1.0));
  return out;
}

Array eval_on_threads(const Tensor& t) {
  set_threads(1);
  Array out = t.eval();
  for (const int count : {2, 3}) {
    set_threads(count);
    EXPECT_TRUE(same_bits(t.eval(), out)) << "with " << count << " threads";
  }
  set_threads(0);
  return out;
}

bool same_bits(const Array& a, const Array& b) {
  return a.shape() == b.shape() && a.dtype() == b.dtype() &&
         std::memcmp(a.raw(), b.raw(), static_cast<std::size_t>(a.bytes())) == 0;
}

}  // namespace glia::tests
