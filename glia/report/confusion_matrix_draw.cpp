#include <algorithm>
#include <cmath>
#include <numeric>

#include "glia/base/error.hpp"
#include "glia/report/confusion_matrix.hpp"
#include "glia/report/svg.hpp"
#include "glia/report/text.hpp"

namespace glia {
namespace {

using namespace detail::report;  // NOLINT: internals of this folder

constexpr double kEdge = 16;
constexpr double kTitle = 16;
constexpr std::size_t kMostSingle = 20;  // classes with one rectangle for each empty cell
constexpr double kMostName = 96;
constexpr std::string_view kPrecision = "precision, %";
constexpr std::string_view kRecall = "recall, %";
constexpr double kMinNumber = 6.5;  // below it a number cannot be read

class MatrixPainter {
 public:
  MatrixPainter(const Array& counts, const ConfusionOptions& options)
      : k_(static_cast<std::size_t>(counts.dim(0))), counts_(counts.begin(), counts.end()), options_(options) {
    row_.resize(k_);
    column_.resize(k_);
    for (std::size_t i = 0; i < k_; ++i) {
      for (std::size_t j = 0; j < k_; ++j) {
        row_[i] += at(i, j);
        column_[j] += at(i, j);
      }
      right_ += at(i, i);
    }
    total_ = std::accumulate(row_.begin(), row_.end(), 0.0);
    lay_out();
  }

  std::string draw() const {
    Svg svg(width_, height_, title());
    svg.text(kEdge, kEdge + 14, shortened(title(), kTitle * 1.05, width_ - 2 * kEdge),
             {.size = kTitle, .ink = kInk, .bold = true});
    draw_names(svg);
    // Many empty cells would only make the file large.
    if (k_ > kMostSingle) {
      svg.raw(concat({"<rect", attribute("x", left_), attribute("y", top_), attribute("width", side_),
                      attribute("height", side_), attribute("fill-opacity", 0.45), paint(kGrid, "fill"), "/>\n"}));
    }
    for (std::size_t i = 0; i < k_; ++i) {
      for (std::size_t j = 0; j < k_; ++j) draw_cell(svg, i, j);
    }
    draw_margins(svg);
    return std::move(svg).finish();
  }

 private:
  double at(std::size_t i, std::size_t j) const { return counts_[i * k_ + j]; }
  std::string name(std::size_t i) const {
    return options_.class_names.empty() ? std::to_string(i) : options_.class_names[i];
  }
  static double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

  std::string title() const {
    const std::string accuracy =
        total_ > 0 ? concat({percent(right_ / total_, 2), " accuracy, ", grouped(right_), " of ", grouped(total_)})
                   : std::string("no rows");
    return options_.title.empty() ? accuracy : concat({options_.title, ": ", accuracy});
  }

  void lay_out() {
    cell_ = std::clamp(430.0 / static_cast<double>(k_), 4.0, 56.0);
    font_ = std::min(12.0, cell_ * 0.42);
    for (const double count : counts_) font_ = std::min(font_, 12 * (cell_ - 4) / text_width(grouped(count), 12));
    name_font_ = std::clamp(cell_ * 0.8, 7.0, 12.0);
    // In a narrow grid only every n-th class has its name.
    double widest = 0;
    for (std::size_t i = 0; i < k_; ++i) widest = std::max(widest, text_width(name(i), name_font_));
    name_width_ = std::min(widest, kMostName);
    const double need = options_.class_names.empty() ? std::max(name_font_ + 2, widest + 4) : name_font_ + 2;
    every_ = static_cast<std::size_t>(std::ceil(need / cell_));
    turned_ = name_width_ > cell_ * static_cast<double>(every_) - 4;
    side_ = cell_ * static_cast<double>(k_);
    left_ = std::max(kEdge + 20 + name_width_, kEdge + text_width(kPrecision, 11)) + 8;
    top_ = kEdge + kTitle + 30 + (turned_ ? name_width_ * 0.75 + 10 : name_font_ + 6);
    const double recall = text_width(kRecall, 11) + 8;
    width_ = std::max(left_ + side_ + recall + kEdge, std::min(480.0, text_width(title(), kTitle * 1.05) + 2 * kEdge));
    // A turned last name leans out to the right.
    if (turned_) width_ = std::max(width_, left_ + side_ + name_width_ * 0.75 + kEdge);
    height_ = top_ + side_ + 24 + kEdge;
  }

  void draw_names(Svg& svg) const {
    for (std::size_t i = 0; i < k_; i += every_) {
      const double middle = cell_ * (static_cast<double>(i) + 0.5);
      const std::string text = shortened(name(i), name_font_, kMostName);
      svg.text(left_ - 8, top_ + middle + name_font_ * 0.36, text,
               {.size = name_font_, .anchor = Anchor::end, .ink = kInk});
      if (turned_) {
        svg.text(left_ + middle + 3, top_ - 7, text, {.size = name_font_, .ink = kInk, .angle = -45});
      } else {
        svg.text(left_ + middle, top_ - 8, text, {.size = name_font_, .anchor = Anchor::middle, .ink = kInk});
      }
    }
    svg.text(left_, kEdge + kTitle + 18, "predicted \u2192", {.size = 11.5});
    svg.text(kEdge + 8, top_, "\u2190 true", {.size = 11.5, .anchor = Anchor::end, .angle = -90});
  }

  void draw_cell(Svg& svg, std::size_t i, std::size_t j) const {
    const double count = at(i, j);
    const double part = share(count, row_[i]);
    const double opacity = i == j ? part : std::sqrt(part);
    const double x = left_ + cell_ * static_cast<double>(j);
    const double y = top_ + cell_ * static_cast<double>(i);
    const double inset = cell_ > 12 ? 1 : 0.25;
    const std::string tooltip =
        concat({"true ", name(i), ", predicted ", name(j), ": ", grouped(count), " (", percent(part, 1), ")"});
    const auto rect = [&](const std::string& look, std::string_view inner) {
      svg.raw(concat({"<rect", attribute("x", x + inset), attribute("y", y + inset),
                      attribute("width", cell_ - 2 * inset), attribute("height", cell_ - 2 * inset),
                      cell_ > 12 ? attribute("rx", 3) : "", look, ">", inner, "</rect>\n"}));
    };
    const std::string title_tag = concat({"<title>", escape(tooltip), "</title>"});
    if (count == 0 && k_ > kMostSingle) return;
    if (count == 0) {
      rect(concat({paint(kGrid, "fill"), attribute("fill-opacity", 0.55)}), title_tag);
      return;
    }
    rect(concat({paint(i == j ? kSeries[0] : kSeries[1], "fill"), attribute("fill-opacity", 0.06 + 0.94 * opacity)}),
         title_tag);
    if (font_ < kMinNumber) return;
    svg.text(x + cell_ / 2, y + cell_ / 2 + font_ * 0.36, grouped(count),
             {.size = font_,
              .anchor = Anchor::middle,
              .ink = opacity > (i == j ? 0.5 : 0.75) ? kPaper : kInk,
              .bold = i == j,
              .tooltip = tooltip});
  }

  void draw_margins(Svg& svg) const {
    const double x = left_ + side_ + 8;
    const double y = top_ + side_ + 17;
    svg.text(x, top_ - 8, turned_ ? "" : kRecall, {.size = 11});
    for (std::size_t i = 0; i < k_; i += every_) {
      const double middle = cell_ * (static_cast<double>(i) + 0.5);
      const double size = std::min(11.0, name_font_);
      svg.text(x, top_ + middle + 4, row_[i] > 0 ? grouped(100 * at(i, i) / row_[i], 1) : "\u2013", {.size = size});
      const std::string precision = column_[i] > 0 ? grouped(100 * at(i, i) / column_[i], 1) : "\u2013";
      const bool narrow = text_width("100.0", size) > cell_ * static_cast<double>(every_) - 2;
      svg.text(left_ + middle + (narrow ? 4 : 0), y - (narrow ? 8 : 0), precision,
               {.size = size, .anchor = narrow ? Anchor::end : Anchor::middle, .angle = narrow ? -90.0 : 0.0});
    }
    svg.text(left_ - 8, y, kPrecision, {.size = 11, .anchor = Anchor::end});
    if (turned_) svg.text(x, y, kRecall, {.size = 11});
  }

  std::size_t k_;
  std::vector<double> counts_;
  const ConfusionOptions& options_;
  std::vector<double> row_{};
  std::vector<double> column_{};
  double right_ = 0, total_ = 0;
  double cell_ = 0, font_ = 0, name_font_ = 0, name_width_ = 0;
  double side_ = 0, left_ = 0, top_ = 0, width_ = 0, height_ = 0;
  std::size_t every_ = 1;
  bool turned_ = false;
};

}  // namespace

Figure draw_confusion_matrix(const Array& counts, const ConfusionOptions& options) {
  if (counts.rank() != 2 || counts.dim(0) != counts.dim(1) || counts.dim(0) < 1 || counts.dim(0) > 200) {
    throw ShapeError({.where = "draw_confusion_matrix",
                      .rule = "Counts must be a square of 1 to 200 classes",
                      .expected = "shape (classes, classes)",
                      .received = counts.shape().str()});
  }
  if (!std::all_of(counts.begin(), counts.end(), [](double v) { return v >= 0 && v <= 1e15; })) {
    throw ValueError({.where = "draw_confusion_matrix", .rule = "Counts must be numbers in 0…10¹⁵"});
  }
  const std::size_t names = options.class_names.size();
  if (names != 0 && names != static_cast<std::size_t>(counts.dim(0))) {
    throw ValueError({.where = "draw_confusion_matrix",
                      .rule = "There must be one name a class",
                      .expected = std::to_string(counts.dim(0)) + " names",
                      .received = std::to_string(names)});
  }
  return {MatrixPainter(counts, options).draw()};
}

}  // namespace glia
