#include "glia/report/image_grid.hpp"

#include "glia/base/error.hpp"
#include "glia/report/png.hpp"
#include "glia/report/xml_checker.hpp"

namespace glia {

using detail::report::occurrences;
using detail::report::xml_fault;

TEST(ImageGrid, OnePictureWithItsTones) {
  const Array image = Array({0, 51, 255, 102}).cast(u8).reshape({1, 2, 2});
  const std::vector<std::uint8_t> opaque{0, 255, 51, 255, 255, 255, 102, 255};
  const std::string expected = detail::report::base64(detail::report::encode_png(opaque, 2, 2, 2));
  EXPECT_NE(image_grid(image).svg().find("base64," + expected + "\""), std::string::npos);
  // Reals in 0…1 and reals of any range give the same tones.
  const Array unit = Array({0, 0.2, 1, 0.4}).reshape({1, 2, 2, 1});
  EXPECT_EQ(image_grid(unit).svg(), image_grid(image).svg());
  const Array centred = Array({-5, -3, 5, -1}).reshape({1, 2, 2});
  EXPECT_EQ(image_grid(centred).svg(), image_grid(image).svg());
  const Array narrow = Array({10, 12, 30, 14}).reshape({1, 2, 2});
  EXPECT_EQ(image_grid(narrow, {.vmin = 10, .vmax = 20}).svg(), image_grid(image).svg());
  EXPECT_NE(image_grid(narrow).svg(), image_grid(image).svg());
}

TEST(ImageGrid, CaptionsAreEscapedAndWrongOnesRed) {
  const Array images(Shape{3, 8, 8, 3}, u8);
  const ImageGridOptions options{
      .title = "<t>", .captions = {"7", "read 4,\nis \"9\" & <x>", "1"}, .wrong = {false, true, false}, .columns = 2};
  const std::string svg = image_grid(images, options).svg();
  EXPECT_EQ(xml_fault(svg), "");
  EXPECT_EQ(occurrences(svg, "<image"), 1);
  EXPECT_EQ(occurrences(svg, "g-f-red"), 2);  // both lines of the caption
  EXPECT_NE(svg.find("is &quot;9&quot; &amp; &lt;x&gt;"), std::string::npos);
}

TEST(ImageGrid, CaptionsOfPredictions) {
  const Array scores({{0.1, 0.9, 0}, {0.2, 0.3, 0.5}});
  const ImageGridOptions options = prediction_captions({1, 0}, scores);
  EXPECT_EQ(options.captions, (std::vector<std::string>{"1", "read 2, is 0"}));
  EXPECT_EQ(options.wrong, (std::vector<bool>{false, true}));
  EXPECT_EQ(prediction_captions({0}, Array{1}, {"cat", "dog"}).captions[0], "read dog,\nis cat");
  EXPECT_THROW(prediction_captions({2}, Array{1}, {"cat", "dog"}), DataError);
  EXPECT_THROW(prediction_captions({1, 1}, Array{1}), ShapeError);
}

TEST(ImageGrid, RefusesWhatIsNoPicture) {
  EXPECT_THROW(image_grid(Array(Shape{4, 784})), ShapeError);
  EXPECT_THROW(image_grid(Array(Shape{4, 8, 8, 2})), ShapeError);
  EXPECT_THROW(image_grid(Array(Shape{0, 8, 8})), ValueError);
  EXPECT_THROW(image_grid(Array(Shape{1'001, 2, 2})), ValueError);
  EXPECT_THROW(image_grid(Array(Shape{2, 2, 2}), {.captions = {"one"}}), ValueError);
  EXPECT_THROW(image_grid(Array(Shape{2, 2, 2}), {.vmin = 2, .vmax = 1}), ValueError);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(image_grid(Array({nan, 1}).reshape({1, 1, 2})).svg(), image_grid(Array({0, 1}).reshape({1, 1, 2})).svg());
  EXPECT_EQ(xml_fault(image_grid(Array({nan, nan}).reshape({1, 1, 2})).svg()), "");
}

}  // namespace glia
