#pragma once
#include <limits>
#include <string>
#include <vector>

#include "glia/base/array.hpp"
#include "glia/report/figure.hpp"

#pragma GCC visibility push(default)
namespace glia {

struct ImageGridOptions {
  std::string title = "";
  std::vector<std::string> captions = {};  ///< one below each picture, "\n" breaks a line; empty = none
  std::vector<bool> wrong = {};            ///< captions to set in red
  Dim columns = 0;                         ///< 0 = as suits the number of pictures
  double size = 0;                         ///< width of a picture in units; 0 = 56 to 120, by their number of columns
  /// The number drawn black and the one drawn white. NaN = 0 and 255 for u8 (and for reals that lie there), 0 and 1 for
  /// reals in 0…1, else the least and the greatest number of all pictures.
  double vmin = std::numeric_limits<double>::quiet_NaN();
  double vmax = std::numeric_limits<double>::quiet_NaN();
};

/// Pictures (n, h, w), (n, h, w, 1) or (n, h, w, 3) of any dtype side by side, at most 1,000; grey or RGB. NaN is
/// black. A ShapeError for other shapes, a ValueError for captions of another number or for limits that are no
/// interval.
Figure image_grid(const Array& images, const ImageGridOptions& options = {});

/// Captions and colours for predictions: "9" where right, "read 4, is 9" where wrong. y_true (n) or (n,1) holds labels,
/// y_pred labels too or scores (n, classes). Class names replace numbers where given. A DataError for labels outside.
ImageGridOptions prediction_captions(const Array& y_true, const Array& y_pred,
                                     const std::vector<std::string>& class_names = {});

}  // namespace glia
#pragma GCC visibility pop
