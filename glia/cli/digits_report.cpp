#include "glia/cli/digits_report.hpp"

#include <algorithm>

#include "glia/cli/image_data.hpp"
#include "glia/cli/numbers.hpp"
#include "glia/data/transforms.hpp"
#include "glia/report/confusion_matrix.hpp"
#include "glia/report/html.hpp"
#include "glia/report/image_grid.hpp"
#include "glia/report/learning_curves.hpp"

namespace glia::cli {
namespace {

constexpr std::size_t kShownDigits = 36;

struct Misread {
  std::int64_t row;
  double confidence;
};

/// The rows that were read wrongly, the surest first.
std::vector<Misread> misread(const Array& labels, const Array& probabilities) {
  const Array read = probabilities.argmax();
  std::vector<Misread> out;
  for (std::int64_t i = 0; i < labels.size(); ++i) {
    if (read.get(i) == labels.get(i)) continue;
    out.push_back({i, probabilities.get(i * probabilities.dim(1) + static_cast<std::int64_t>(read.get(i)))});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Misread& a, const Misread& b) { return a.confidence > b.confidence; });
  return out;
}

Figure grid_of(const datasets::Split& test, const Array& probabilities, const std::vector<Misread>& wrong) {
  std::vector<std::int64_t> rows;
  for (std::size_t i = 0; i < std::min(wrong.size(), kShownDigits); ++i) rows.push_back(wrong[i].row);
  ImageGridOptions options = prediction_captions(utils::take_rows(test.y, rows), utils::take_rows(probabilities, rows));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double sure = wrong[i].confidence;
    options.captions[i] += "\n" + (sure < 0.9995 ? percent(sure, 1) + " sure" : "over 99.9 %");
  }
  options.wrong = {};  // all are: red would mark none
  options.columns = 6;
  options.size = 96;
  return image_grid(utils::take_rows(test.x, rows), options);
}

/// The curves of one metric and its validation.
Plot curves(const History& history, const std::string& metric) {
  std::vector<std::pair<std::string, std::vector<double>>> series;
  for (const auto& one : history.series()) {
    if (one.first == metric || one.first == "val_" + metric) series.push_back(one);
  }
  return learning_curves(series);
}

void add_layers(HtmlReport& page, const Model& model) {
  std::vector<std::vector<std::string>> rows;
  Tensor x = model.inputs().at(0);
  for (const Layer& layer : model.layers()) {
    x = layer(x);
    std::string weights;
    for (const Variable& v : layer.weights()) weights += (weights.empty() ? "" : ", ") + sizes(v.shape());
    rows.push_back(
        {layer.name() + " (" + layer.class_name() + ")", x.shape().str(), weights, grouped(layer.count_params())});
  }
  rows.push_back({"in all", "", "", grouped(model.count_params())});
  page.add_table({"layer", "output", "weights", "parameters"}, rows);
}

std::string subtitle(const DigitsReport& report) {
  const std::size_t epochs = report.trained->history.epoch().size();
  return "A small network has read " + grouped(report.rows) + " digits of " + report.data + " " +
         (epochs == 1 ? "once" : std::to_string(epochs) + " times") +
         (report.trained->interrupted ? ", the last time not to the end," : "") + " and was then shown " +
         grouped(report.test.x.dim(0)) + " others, which it had never seen.";
}

}  // namespace

void write_report(const std::string& path, const Model& model, const DigitsReport& report) {
  const Array probabilities = model.predict(Data(scaled(report.test.x)), {.batch_size = 256});
  const std::vector<Misread> wrong = misread(report.test.y, probabilities);
  const Trained& trained = *report.trained;
  const std::int64_t parameters = model.count_params();

  HtmlReport page("Handwritten digits", subtitle(report));
  page.add_metrics(
      {{"test accuracy", percent(report.accuracy, 2),
        grouped(static_cast<std::int64_t>(wrong.size())) + " of " + grouped(report.test.x.dim(0)) + " read wrongly"},
       {"test loss", decimals(report.loss, 4), "mean cross-entropy"},
       {"training", decimals(trained.seconds, 1) + " s",
        grouped(trained.steps) + " steps of " + grouped(report.options->batch_size) + " digits"},
       {"speed", grouped(static_cast<std::int64_t>(static_cast<double>(trained.steps) / trained.seconds)),
        "steps a second"},
       {"parameters", grouped(parameters), bytes(parameters * 4) + " as float32"}});
  page.add_heading("How it learnt");
  page.add_figure(curves(trained.history, "loss"), "Loss: what the training makes small.");
  page.add_figure(curves(trained.history, "accuracy"), "Accuracy: the share of digits read rightly.");
  page.add_heading("What it mistakes for what");
  page.add_figure(draw_confusion_matrix(confusion_matrix(report.test.y, probabilities, probabilities.dim(1))),
                  "Each row is a digit, each column what it was read as.");
  if (!wrong.empty()) {
    page.add_heading("Read wrongly");
    page.add_figure(grid_of(report.test, probabilities, wrong),
                    wrong.size() > kShownDigits
                        ? "The " + std::to_string(kShownDigits) + " mistakes of which the network was surest."
                        : "All its mistakes, the surest first.");
  }
  page.add_heading("The network");
  add_layers(page, model);
  page.add_heading("A network of your own");
  page.add_text(
      "examples/mnist_dense.cpp is this one in a page of C++. Without writing any, glia train image DIR --model "
      "\"dense:256:relu dropout:0.2 dense:10:softmax\" tries another; glia --help says what else there is.");
  page.save(path);
}

}  // namespace glia::cli
