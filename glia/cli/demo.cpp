#include <CLI/CLI.hpp>
#include <filesystem>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/seed.hpp"
#include "glia/cli/command.hpp"
#include "glia/cli/digits_report.hpp"
#include "glia/cli/image_data.hpp"
#include "glia/cli/model_text.hpp"
#include "glia/cli/numbers.hpp"
#include "glia/cli/output_file.hpp"
#include "glia/data/datasets.hpp"

namespace glia::cli {
namespace {

constexpr const char* kModel = "dense:128:relu dense:10:softmax";

struct Options {
  std::string report = "report.html";
  bool digits = false;
  TrainingOptions training = {};
};

struct DemoData {
  datasets::Dataset set;
  std::string name;
};

DemoData built_in() {
  // Other seeds draw other digits, so no test digit was learned. 12,000 train in about a second.
  return {{.train = datasets::digits(12000, 1), .test = datasets::digits(2000, 2)}, "the built-in set"};
}

DemoData load(const Options& options) {
  if (options.digits) return built_in();
  const char* missing = "MNIST was neither found nor could it be downloaded";
  try {
    return {datasets::mnist(), "MNIST"};
  } catch (const DataError&) {
  } catch (const UnsupportedError&) {  // no zlib
    missing = "This build cannot unpack MNIST";
  }
  log_write(
      LogLevel::hint,
      std::string(missing) + ", so the demo uses digits that it draws itself (GLIA_DATA names a folder with mnist/)");
  return built_in();
}

int run(const Options& options) {
  check_output(options.report);
  set_seed(static_cast<std::uint64_t>(options.training.seed));
  const DemoData data = load(options);
  const datasets::Split& train = data.set.train;
  const datasets::Split& test = data.set.test;
  const Sequential model = model_from_text(kModel, train.x.shape().sub(1, 3));
  const auto held_out =
      static_cast<std::int64_t>(static_cast<double>(train.x.dim(0)) * options.training.validation_split);
  if (!options.training.quiet) {
    log_write(LogLevel::report, "A network of 784-128-10 learns to read digits: " + grouped(train.x.dim(0) - held_out) +
                                    " of " + data.name + " to learn from, " + grouped(held_out) + " to watch it, " +
                                    grouped(test.x.dim(0)) + " to judge it.\n");
  }
  const Trained trained = train_classifier(model, scaled(train.x), train.y, options.training);
  const Evaluation result = judge(model, scaled(test.x), test.y, options.training.quiet);
  write_report(options.report, model,
               {.data = data.name,
                .rows = train.x.dim(0) - held_out,
                .options = &options.training,
                .trained = &trained,
                .test = test,
                .loss = result.loss(),
                .accuracy = result["accuracy"]});
  log_write(LogLevel::report, "wrote " + options.report + " (file://" +
                                  std::filesystem::absolute(options.report).lexically_normal().string() + ")\n");
  return trained.interrupted ? kInterrupted : 0;
}

}  // namespace

Command demo() {
  return {"demo", "Learns to read digits before your eyes and writes a report", [](CLI::App& app) -> Action {
            const auto options = std::make_shared<Options>();
            options->training.validation_split = 0.1;
            app.add_option("--report", options->report, "File for the report, one self-contained HTML page")
                ->type_name("FILE")
                ->capture_default_str();
            app.add_flag("--digits", options->digits, "Use the built-in digits and not MNIST");
            add_training_options(app, options->training);
            app.footer(
                "MNIST is taken from $GLIA_DATA/mnist, else from the cache ($GLIA_CACHE, else ~/.cache/glia), else\n"
                "downloaded into the cache (11 MB, checked); where none of these works, built-in digits serve.");
            return [options] { return run(*options); };
          }};
}

}  // namespace glia::cli
