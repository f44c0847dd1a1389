#include "glia/report/confusion_matrix.hpp"

#include "glia/base/error.hpp"
#include "glia/report/xml_checker.hpp"

namespace glia {

using detail::report::occurrences;
using detail::report::xml_fault;

TEST(ConfusionMatrix, CountsByHand) {
  const Array y_true{0, 0, 1, 1, 1, 2, 2};
  const Array y_pred{0, 1, 1, 1, 2, 2, 0};
  const Array counts = confusion_matrix(y_true, y_pred.cast(u8).reshape({7, 1}), 4);
  EXPECT_EQ(counts.dtype(), i64);
  EXPECT_EQ(counts.shape(), (Shape{4, 4}));
  const std::vector<std::int64_t> expected{1, 1, 0, 0, 0, 2, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0};
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), counts.begin()));
  EXPECT_EQ(confusion_matrix(y_true, y_pred).shape(), (Shape{3, 3}));
  const Array scores({{0.9, 0.1, 0}, {0, 0.2, 0.8}});
  EXPECT_EQ(confusion_matrix({0, 1}, scores)(1, 2), 1);
}

TEST(ConfusionMatrix, LabelsMustBeClasses) {
  EXPECT_THROW(confusion_matrix({0, 3}, Array{0, 1}, 3), DataError);
  EXPECT_THROW(confusion_matrix({0, 1}, Array{0, 3}, 3), DataError);
  EXPECT_THROW(confusion_matrix({0, -1}, Array{0, 1}, 3), DataError);
  EXPECT_THROW(confusion_matrix({0, 0.5}, Array{0, 1}, 3), DataError);
  EXPECT_THROW(confusion_matrix({0, std::numeric_limits<double>::quiet_NaN()}, Array{0, 1}, 3), DataError);
  EXPECT_THROW(confusion_matrix({0, 1, 1}, Array{0, 1}, 3), ShapeError);
  EXPECT_THROW(confusion_matrix(Array({{1, 0}, {0, 1}}), Array{0, 1}), ShapeError);
  EXPECT_THROW(confusion_matrix({0, 1e12}, Array{0, 1}), ValueError);
  try {
    confusion_matrix({0, 1, 7}, Array{0, 1, 1}, 3);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("7 in row 2"), std::string::npos) << error.what();
  }
}

TEST(ConfusionMatrix, DrawingStatesAccuracyRecallAndPrecision) {
  const Array counts = confusion_matrix({0, 0, 0, 1, 1}, Array{0, 0, 1, 1, 1});
  const std::string svg = draw_confusion_matrix(counts, {.class_names = {"a & \"b\"", "<c>"}}).svg();
  EXPECT_EQ(xml_fault(svg), "");
  EXPECT_NE(svg.find("80.00\u00A0% accuracy, 4 of 5"), std::string::npos);
  EXPECT_EQ(occurrences(svg, ">66.7<"), 2);   // recall of class 0, precision of class 1
  EXPECT_EQ(occurrences(svg, ">100.0<"), 2);  // recall of class 1, precision of class 0
  EXPECT_NE(svg.find("a &amp; &quot;b&quot;"), std::string::npos);
  EXPECT_NE(svg.find("true a &amp; &quot;b&quot;, predicted &lt;c&gt;: 1 (33.3\u00A0%)"), std::string::npos);
}

TEST(ConfusionMatrix, DrawsEmptyLargeAndHugeCounts) {
  EXPECT_NE(draw_confusion_matrix(Array(Shape{3, 3}, i64)).svg().find("no rows"), std::string::npos);
  const Array large(Shape{200, 200}, i64);
  EXPECT_EQ(xml_fault(draw_confusion_matrix(large).svg()), "");
  EXPECT_EQ(xml_fault(draw_confusion_matrix(Array(std::vector<double>{1e12}).reshape({1, 1})).svg()), "");
  EXPECT_THROW(draw_confusion_matrix(Array(Shape{2, 3})), ShapeError);
  EXPECT_THROW(draw_confusion_matrix(Array(Shape{201, 201})), ShapeError);
  EXPECT_THROW(draw_confusion_matrix(Array({{1, -1}, {0, 1}})), ValueError);
  EXPECT_THROW(draw_confusion_matrix(Array(Shape{2, 2}), {.class_names = {"one"}}), ValueError);
}

}  // namespace glia
