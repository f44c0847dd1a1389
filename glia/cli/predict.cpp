#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <numeric>

#include "glia/cli/command.hpp"
#include "glia/cli/image_data.hpp"
#include "glia/cli/numbers.hpp"
#include "glia/cli/picture_file.hpp"
#include "glia/cli/ranges.hpp"

namespace glia::cli {
namespace {

struct Options {
  std::string file, input;
  std::int64_t top = 1;
  bool invert = false;
};

/// The `top` classes of one row of probabilities, the likeliest first, "7 0.9987".
std::string likeliest(const Array& row, std::int64_t top) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(row.size()));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return row.get(a) > row.get(b); });
  std::string out;
  for (std::int64_t i = 0; i < std::min(top, row.size()); ++i) {
    const std::int64_t label = order[static_cast<std::size_t>(i)];
    out += "\t" + std::to_string(label) + "\t" + decimals(row.get(label), 4);
  }
  return out;
}

int run(const Options& options) {
  const Model model = load_model(options.file);
  const Array pictures = read_pictures(options.input, options.invert);
  check_fits(model, pictures, 0);
  const Array probabilities = model.predict(Data(scaled(pictures)), {.batch_size = 256});
  std::string out = "row\tlabel\tprobability\n";
  for (std::int64_t i = 0; i < probabilities.dim(0); ++i) {
    out += std::to_string(i) + likeliest(probabilities[i], options.top) + "\n";
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}

}  // namespace

Command predict() {
  return {"predict", "Prints the label that a saved network gives to each picture", [](CLI::App& app) -> Action {
            const auto options = std::make_shared<Options>();
            app.add_option("FILE", options->file, "A saved network")->required()->type_name("");
            app.add_option("INPUT", options->input, "Pictures: an IDX file, plain or gzip, or one PGM picture")
                ->required()
                ->type_name("");
            app.add_option("--top", options->top, "Labels to print for each picture, the likeliest first")
                ->type_name("N")
                ->check(a_count())
                ->capture_default_str();
            app.add_flag("--invert", options->invert, "Turn dark into light: MNIST's digits are white on black");
            app.footer(
                "Prints a line for each picture: its row, then label and probability, separated by tabs.\n"
                "Pixels that are whole numbers are divided by 255; reals are taken as they are.\n\n"
                "Example:\n  glia predict model.glia mnist/t10k-images-idx3-ubyte.gz | head");
            return [options] { return run(*options); };
          }};
}

}  // namespace glia::cli
