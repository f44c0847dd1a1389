#include <CLI/CLI.hpp>
#include <cstdio>
#include <new>

#include "glia/base/error.hpp"
#include "glia/cli/command.hpp"
#include "glia/cli/usage.hpp"

namespace glia::cli {
namespace {

struct Defined {
  const CLI::App* app;
  Action action;
};

constexpr const char* kFooter = R"(Begin with:
  glia demo                                      learns to read digits and writes report.html
  glia train image DIR --model "dense:128:relu dense:10:softmax"
  glia COMMAND --help                            says what a command takes

Exit status: 0 done, 1 failed, 2 not understood, 130 training ended early by Ctrl-C.)";

/// The place of a command's last word in the grammar; makes the words before it where they are new.
CLI::App& at_words(CLI::App& root, std::string_view words, const char* help) {
  CLI::App* at = &root;
  for (std::size_t start = 0; start < words.size();) {
    const std::size_t end = std::min(words.find(' ', start), words.size());
    const std::string word(words.substr(start, end - start));
    const bool last = end == words.size();
    CLI::App* next = find_word(*at, word);
    if (next == nullptr) next = at->add_subcommand(word)->group("Commands")->footer("");
    if (last) next->description(help);
    next->allow_extras();  // so that check_extras() can name the nearest word
    at = next;
    start = end + 1;
  }
  return *at;
}

int run(int argc, char** argv) {
  CLI::App root("Glia: neural networks in C++. Trains, judges and uses them from the command line.", "glia");
  root.footer(kFooter);
  root.set_version_flag("--version", "glia " GLIA_VERSION, "Print the version and exit");
  root.set_help_flag("-h,--help", "Print this help and exit");
  root.get_formatter()->column_width(32);
  root.get_formatter()->label("REQUIRED", "");
  root.get_formatter()->label("SUBCOMMAND", "COMMAND");
  root.allow_extras();

  std::vector<Defined> defined;
  for (const Command& command : commands()) {
    CLI::App& app = at_words(root, command.words, command.help);
    defined.push_back({&app, command.define(app)});
  }
  describe_groups(root);
  try {
    root.parse(argc, argv);
    const CLI::App& chosen = deepest(root);
    check_extras(chosen);
    for (const Defined& d : defined) {
      if (d.app == &chosen) return d.action();
    }
    std::fputs(chosen.help(command_prefix(chosen)).c_str(), stderr);
    return kNotUnderstood;
  } catch (const CLI::Success& asked) {  // --help, --version
    return root.exit(asked);
  } catch (const CLI::ParseError& error) {
    const std::string name = command_name(deepest(root));
    std::fprintf(stderr, "%s: %s\nSee %s --help.\n", name.c_str(), error.what(), name.c_str());
    return kNotUnderstood;
  }
}

}  // namespace
}  // namespace glia::cli

int main(int argc, char** argv) {
  int status = 1;
  try {
    status = glia::cli::run(argc, argv);
  } catch (const glia::Error& error) {
    std::fprintf(stderr, "glia: %s\n", error.what());
  } catch (const std::bad_alloc&) {
    std::fputs("glia: There is not enough memory for this.\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "glia: %s\n", error.what());
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::fputs("glia: The output could not be written.\n", stderr);
    return 1;
  }
  return status;
}
