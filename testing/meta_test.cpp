// Each op, layer, loss, metric, optimizer and their like has its test, golden cases, line in the docs and name in ONNX,
// or a reason in testing/goldens/none.json why not. Nothing here names one of them: what is new is asked, too.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "glia/base/fields.hpp"
#include "glia/base/type_name.hpp"
#include "glia/builtin_classes.hpp"
#include "glia/files/json.hpp"
#include "glia/graph/op.hpp"
#include "testing/golden.hpp"

namespace glia::tests {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(source_root() / path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_TRUE(file) << path;
  return text.str();
}

/// All tests below a folder, as one text.
std::string tests_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(source_root() / folder)) {
    const std::string name = entry.path().filename();
    if (name.ends_with("_test.cpp") || name.ends_with("_test.hpp")) paths.push_back(entry.path());
  }
  std::string out;
  for (const fs::path& path : paths) out += text_of(path);
  EXPECT_FALSE(out.empty()) << folder;
  return out;
}

/// The rows of the tables of a page.
std::string table_rows(const std::string& page) {
  std::istringstream lines(text_of("docs/" + page));
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("|")) out += line + "\n";
  }
  return out;
}

bool holds(const std::string& text, const std::string& regex) { return std::regex_search(text, std::regex(regex)); }

/// What each thing lacks of one kind ("golden"), against the reasons in none.json.
class Lacks {
 public:
  explicit Lacks(std::string what) : what_(std::move(what)) {
    for (const Value& e : golden("none")["none"].as_list()) {
      if (e["what"].as_string() != what_) continue;
      EXPECT_GE(e["reason"].as_string().size(), 20u) << e["of"].as_string();
      for (const Value& name : e["of"].as_list()) {
        EXPECT_TRUE(open_.insert(name.as_string()).second) << name.as_string() << " stands in none.json twice";
      }
    }
  }
  ~Lacks() {
    for (const std::string& name : open_)
      ADD_FAILURE() << "none.json excepts " << name << " from having a " << what_ << ", but it has one or is no more";
    EXPECT_GT(asked_, 0);
  }
  Lacks(const Lacks&) = delete;
  Lacks& operator=(const Lacks&) = delete;

  void ask(const std::string& name, bool there, const std::string& hint) {
    ++asked_;
    if (!there && open_.erase(name) == 0) {
      ADD_FAILURE() << name << " has no " << what_ << ": " << hint
                    << ", or give the reason in testing/goldens/none.json";
    }
  }

 private:
  std::string what_;
  std::set<std::string> open_;
  int asked_ = 0;
};

struct Builtin {
  std::string kind, name;  // "layers", "Dense"
  std::string id() const { return kind + "::" + name; }
};

std::vector<Builtin> builtins() {
  std::vector<Builtin> out;
  each_builtin([&]<class T>(const char* kind) { out.push_back({kind, std::string(detail::type_name<T>())}); });
  return out;
}

/// The activations that a name may mean: functions of one tensor in their header.
std::vector<std::string> activations() {
  const std::string header = text_of("glia/layers/activations.hpp");
  const std::regex one(R"(\nTensor (\w+)\(Tensor x\);)");
  std::vector<std::string> out;
  for (std::sregex_iterator at(header.begin(), header.end(), one), end; at != end; ++at) out.push_back((*at)[1]);
  return out;
}

/// The layers that a layer's configuration holds.
void count_inner_layers(const Value& value, std::map<std::string, int>& out) {
  if (const auto* items = value.if_list()) {
    for (const Value& item : *items) count_inner_layers(item, out);
  }
  if (value.if_object() == nullptr) return;
  if (const Value* name = value.find("class_name")) ++out["layers::" + name->as_string()];
  for (const auto& [key, inner] : value.as_object()) count_inner_layers(inner, out);
}

/// Golden cases by "kind::Class". A case says under the kind's key what it is a case of, or, nested in it, what it
/// uses.
std::map<std::string, int> golden_cases() {
  const std::map<std::string, std::string> kinds = {{"class_name", "layers"},     {"loss", "losses"},
                                                    {"metric", "metrics"},        {"optimizer", "optimizers"},
                                                    {"schedule", "schedules"},    {"initializer", "initializers"},
                                                    {"function", "activations"},  {"regularizer", "regularizers"},
                                                    {"constraint", "constraints"}};
  std::map<std::string, int> out;
  for (const auto& entry : fs::directory_iterator(source_root() / "testing/goldens")) {
    const Value* cases = golden(entry.path().stem()).find("cases");
    if (cases == nullptr) continue;
    for (const auto& [key, at] : cases->as_object()) {
      if (const Value* config = at.find("config")) count_inner_layers(*config, out);
      for (const auto& [word, kind] : kinds) {
        const Value* found = at.find(word);
        if (found == nullptr || found->is_null()) continue;
        const Value* inside = found->if_string() != nullptr ? found : found->find("class");
        if (inside != nullptr && inside->if_string() != nullptr) ++out[kind + "::" + inside->as_string()];
      }
    }
  }
  return out;
}

TEST(Meta, EachClassHasGoldenCases) {
  const std::map<std::string, int> counted = golden_cases();
  Lacks lacks("golden");
  const auto ask = [&](const std::string& kind, const std::string& name) {
    const auto found = counted.find(kind + "::" + name);
    const int cases = found == counted.end() ? 0 : found->second;
    const auto least = golden("none")["least"][kind].as_int();
    lacks.ask(kind + "::" + name, cases >= least,
              "add cases to tools/goldens/ (there are " + std::to_string(cases) + ", " + std::to_string(least) +
                  " are wanted)");
  };
  for (const Builtin& b : builtins()) ask(b.kind, b.name);
  for (const std::string& name : activations()) ask("activations", name);
}

TEST(Meta, EachGoldenFileIsReadByATest) {
  const std::string tests = tests_in("glia") + tests_in("testing");
  for (const auto& entry : fs::directory_iterator(source_root() / "testing/goldens")) {
    const std::string stem = entry.path().stem();
    const std::string family = stem.starts_with("layers_") ? stem.substr(7) : stem;
    if (stem == "none" || stem == "exceptions") continue;
    EXPECT_TRUE(holds(tests, R"((for_each_case|golden|check_layer_goldens|cases_of|file =)[( ]\s*")" + family + "\"") ||
                tests.find(stem + ".json") != std::string::npos)
        << stem;
  }
}

TEST(Meta, EachClassHasATest) {
  const std::map<std::string, int> counted = golden_cases();
  std::map<std::string, std::string> tests;
  Lacks lacks("test");
  for (const Builtin& b : builtins()) {
    if (!tests.contains(b.kind)) tests[b.kind] = tests_in("glia/" + b.kind);
    lacks.ask(
        b.id(),
        counted.contains(b.id()) || holds(tests[b.kind], "\\b(" + b.name + "|" + detail::snake_case(b.name) + ")\\b"),
        "name it in a test of glia/" + b.kind + " or give it golden cases");
  }
}

TEST(Meta, EachClassHasALineInTheDocs) {
  std::map<std::string, std::string> pages;
  Lacks lacks("doc line");
  const auto ask = [&](const std::string& kind, const std::string& name, const std::string& after) {
    const bool own = fs::exists(source_root() / ("docs/" + kind + ".md"));
    const std::string page = own ? kind + ".md" : "layers.md";  // which has what layers are made of, too
    if (!pages.contains(page)) pages[page] = table_rows(page);
    lacks.ask(kind + "::" + name, holds(pages[page], "[`:]" + name + after), "add a row to docs/" + page);
  };
  for (const Builtin& b : builtins()) ask(b.kind, b.name, "\\{");
  for (const std::string& name : activations()) ask("activations", name, "`");
}

/// What can be saved is there again after it was written as JSON and read.
TEST(Meta, EachClassComesBackFromItsConfiguration) {
  each_builtin([&]<class T>(const char* kind) {
    SCOPED_TRACE(std::string(kind) + "::" + std::string(detail::type_name<T>()));
    const T object{};
    const Value config = fields_of<T>().config(&object);
    T again{};
    fields_of<T>().apply(&again, detail::parse_json(detail::to_json(config), "config"), detail::type_name<T>());
    EXPECT_EQ(detail::to_json(fields_of<T>().config(&again)), detail::to_json(config));
  });
}

TEST(Meta, EachOpHasATest) {
  const std::string tests = tests_in("glia/ops");
  Lacks lacks("check_op");
  for (const detail::Op* op : detail::all_ops()) {
    const std::string name = op->name;
    lacks.ask("ops::" + name, holds(tests, "\\.name = \"" + name + "\""),
              "call check_op in glia/ops/" + name + "_test.cpp");
  }
}

TEST(Meta, EachOpHasALineInTheDocs) {
  const std::string page = table_rows("ops.md");
  Lacks lacks("line in ops.md");
  for (const detail::Op* op : detail::all_ops()) {
    const std::string name = op->name;
    lacks.ask("ops::" + name, holds(page, "`" + name + "[(`]"), "add a row to docs/ops.md");
  }
}

TEST(Meta, EachOpHasANameInOnnx) {
  Lacks lacks("name in ONNX");
  for (const detail::Op* op : detail::all_ops())
    lacks.ask("ops::" + std::string(op->name), *op->onnx != '\0', "fill in the field `onnx`");
}

}  // namespace
}  // namespace glia::tests
