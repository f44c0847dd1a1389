#pragma once
#include <string>

namespace CLI {
class App;
}

namespace glia::cli {

inline constexpr int kNotUnderstood = 2;  ///< exit status of a command line with wrong words

/// The words below a first word that several commands share become its help: "One of: image, table".
void describe_groups(const CLI::App& root);

CLI::App* find_word(const CLI::App& app, const std::string& word);  ///< the command of that name below `app`, or null
const CLI::App& deepest(const CLI::App& root);                      ///< the command that was parsed
std::string command_name(const CLI::App& app);                      ///< "glia train image"
std::string command_prefix(const CLI::App& app);                    ///< the words before its last, "glia train"

/// A CLI::ParseError with the nearest names if there are words that the parser did not know what to do with.
void check_extras(const CLI::App& app);

}  // namespace glia::cli
