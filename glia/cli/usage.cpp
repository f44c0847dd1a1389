#include "glia/cli/usage.hpp"

#include <CLI/CLI.hpp>

#include "glia/base/error.hpp"

namespace glia::cli {
namespace {

std::vector<CLI::App*> below(const CLI::App& app) {
  return const_cast<CLI::App&>(app).get_subcommands([](CLI::App*) { return true; });
}

std::string nearest(const std::string& given, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  return nearest_names(given, views.data(), views.size());
}

class WrongWord final : public CLI::ParseError {
 public:
  explicit WrongWord(const std::string& sentence) : CLI::ParseError("WrongWord", sentence, CLI::ExitCodes::BaseClass) {}
};

}  // namespace

CLI::App* find_word(const CLI::App& app, const std::string& word) {
  for (CLI::App* sub : below(app)) {
    if (sub->get_name() == word) return sub;
  }
  return nullptr;
}

void describe_groups(const CLI::App& root) {
  for (CLI::App* group : below(root)) {
    std::string names;
    for (const CLI::App* sub : below(*group)) names += (names.empty() ? "One of: " : ", ") + sub->get_name();
    if (!names.empty()) group->description(names);
  }
}

const CLI::App& deepest(const CLI::App& root) {
  const CLI::App* at = &root;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

std::string command_prefix(const CLI::App& app) {
  return app.get_parent() == nullptr ? "" : command_name(*app.get_parent());
}

std::string command_name(const CLI::App& app) {
  const std::string before = command_prefix(app);
  return before.empty() ? app.get_name() : before + " " + app.get_name();
}

void check_extras(const CLI::App& app) {
  const std::vector<std::string> extras = app.remaining();
  if (extras.empty()) return;
  const std::string& first = extras.front();
  std::vector<std::string> names;
  if (!first.starts_with("-")) {
    for (const CLI::App* sub : below(app)) names.push_back(sub->get_name());
    throw WrongWord(names.empty() ? "There is one word too many, '" + first + "'."
                                  : "There is no command '" + first + "'. " + nearest(first, names));
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::string given = first.substr(0, first.find('='));
  throw WrongWord("There is no option '" + given + "'. " + nearest(given, names));
}

}  // namespace glia::cli
