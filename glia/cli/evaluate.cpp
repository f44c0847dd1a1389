#include <CLI/CLI.hpp>

#include "glia/base/log.hpp"
#include "glia/cli/command.hpp"
#include "glia/cli/image_data.hpp"
#include "glia/cli/training.hpp"

namespace glia::cli {
namespace {

struct Options {
  std::string file, folder;
  std::string part = "t10k";
  bool quiet = false;
};

int run(const Options& options) {
  const Model model = load_model(options.file);
  const datasets::Split data = read_image_part(options.folder, options.part);
  check_fits(model, data.x, class_count(data.y));
  compile_to_judge(model);
  judge(model, scaled(data.x), data.y, options.quiet);
  return 0;
}

}  // namespace

Command evaluate() {
  return {"evaluate", "Judges a saved network by the test pictures of a folder", [](CLI::App& app) -> Action {
            const auto options = std::make_shared<Options>();
            app.add_option("FILE", options->file, "A saved network")->required()->type_name("");
            app.add_option("DIR", options->folder, "Folder with IDX files of MNIST's names")->required()->type_name("");
            app.add_option("--part", options->part, "t10k, or train: the pictures to judge by")
                ->type_name("NAME")
                ->check(CLI::IsMember({"t10k", "train"}))
                ->capture_default_str();
            app.add_flag("-q,--quiet", options->quiet, "Only the results, no progress");
            app.footer(kImageFolderHelp);
            return [options] { return run(*options); };
          }};
}

}  // namespace glia::cli
