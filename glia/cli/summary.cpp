#include <CLI/CLI.hpp>

#include "glia/base/error.hpp"
#include "glia/cli/command.hpp"
#include "glia/cli/model_text.hpp"
#include "glia/cli/ranges.hpp"

namespace glia::cli {
namespace {

struct Options {
  std::string file, text;
  std::vector<std::int64_t> input{28, 28};
  std::int64_t batch_size = 32;
};

int run(const Options& options) {
  const Model model = options.text.empty() ? load_model(options.file)
                                           : Model(model_from_text(options.text, Shape(std::span(options.input))));
  model.summary({.batch_size = options.batch_size});
  return 0;
}

}  // namespace

Command summary() {
  return {"summary", "Prints the layers, shapes and costs of a network", [](CLI::App& app) -> Action {
            const auto options = std::make_shared<Options>();
            CLI::Option* file = app.add_option("FILE", options->file, "A saved network")->type_name("");
            CLI::Option* text =
                app.add_option("--model", options->text, "A network in words, instead of FILE")->type_name("TEXT");
            app.add_option("--input", options->input, "Sizes of one row of its input, as 28,28 or 784")
                ->type_name("SIZES")
                ->delimiter(',')
                ->check(within(std::int64_t{1}, std::int64_t{1} << 31))
                ->expected(1, Shape::kMaxRank - 1)
                ->capture_default_str();
            app.add_option("--batch-size", options->batch_size, "Rows in a step, for the costs")
                ->type_name("N")
                ->check(a_count())
                ->capture_default_str();
            app.footer(kModelTextHelp);
            return [options, file, text] {
              if (file->empty() == text->empty()) throw CLI::RequiredError("Either FILE or --model");
              return run(*options);
            };
          }};
}

}  // namespace glia::cli
