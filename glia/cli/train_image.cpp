#include <CLI/CLI.hpp>

#include "glia/base/log.hpp"
#include "glia/base/seed.hpp"
#include "glia/cli/command.hpp"
#include "glia/cli/image_data.hpp"
#include "glia/cli/model_text.hpp"
#include "glia/cli/numbers.hpp"
#include "glia/cli/output_file.hpp"
#include "glia/cli/training.hpp"

namespace glia::cli {
namespace {

struct Options {
  std::string folder;
  std::string model;
  std::string output = "model.glia";
  TrainingOptions training = {};
};

std::string described(const datasets::Split& split) {
  return grouped(split.x.dim(0)) + " pictures of " + sizes(split.x.shape().sub(1, split.x.rank()));
}

int train(const Options& options) {
  set_seed(static_cast<std::uint64_t>(options.training.seed));
  const datasets::Split data = read_image_part(options.folder, "train");
  const auto test = find_image_part(options.folder, "t10k");
  const std::int64_t classes = class_count(data.y);
  const std::string text =
      options.model.empty() ? "dense:128:relu dense:" + std::to_string(classes) + ":softmax" : options.model;
  const Shape sample = data.x.shape().sub(1, data.x.rank());
  const Sequential model = model_from_text(text, sample);
  check_fits(model, data.x, classes);
  require_probabilities(model);
  if (test) check_fits(model, test->x, class_count(test->y));
  check_output(options.output, model_from_text(text, sample));

  if (!options.training.quiet) {
    log_write(LogLevel::report, "Learning from " + described(data) + " in " + std::to_string(classes) +
                                    " classes: " + grouped(model.count_params()) + " parameters\n");
  }
  const Trained trained = train_classifier(model, scaled(data.x), data.y, options.training);
  if (test) {
    judge(model, scaled(test->x), test->y, options.training.quiet);
  } else {
    log_write(LogLevel::report, "There are no t10k files in the folder, so the network is not judged.\n");
  }
  model.save(options.output);
  log_write(LogLevel::report, "wrote " + options.output + "\n");
  return trained.interrupted ? kInterrupted : 0;
}

}  // namespace

Command train_image() {
  return {"train image", "Learns to sort the pictures of a folder into classes", [](CLI::App& app) -> Action {
            const auto options = std::make_shared<Options>();
            app.add_option("DIR", options->folder, "Folder with IDX files of MNIST's names")->required()->type_name("");
            app.add_option("--model", options->model,
                           "The network; without it dense:128:relu and a softmax over the classes")
                ->type_name("TEXT");
            app.add_option("-o,--output", options->output, "File for the trained network")
                ->type_name("FILE")
                ->capture_default_str();
            add_training_options(app, options->training);
            app.footer(std::string(kImageFolderHelp) + "\n\n" + kModelTextHelp +
                       "\n\nExample:\n  glia train image mnist --model \"dense:128:relu dropout:0.2 dense:10:softmax\""
                       " --epochs 5");
            return [options] { return train(*options); };
          }};
}

}  // namespace glia::cli
