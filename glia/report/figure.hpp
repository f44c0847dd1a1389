#pragma once
#include <string>

#pragma GCC visibility push(default)
namespace glia {

/// A finished drawing: the text of one SVG element, which scales with its page and needs no other file.
class Figure {
 public:
  Figure(std::string svg);  // NOLINT: a report takes any SVG; a ValueError if the text does not start with "<svg"

  const std::string& svg() const { return svg_; }
  void save(const std::string& path) const;  ///< all or nothing; a FileError with the reason
  /// Writes plot.svg, or plot_2.svg … if this process has written that name, into $GLIA_PLOTS or the working
  /// directory, and says so in one line of output. Returns the path.
  std::string show() const;

 private:
  std::string svg_;
};

}  // namespace glia
#pragma GCC visibility pop
