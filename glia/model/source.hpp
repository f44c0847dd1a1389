// internal
#pragma once
#include <string>
#include <vector>

#include "glia/model/data.hpp"

namespace glia::detail {

/// Data as rows that a program can take batch by batch. An expression that works row by row stays lazy and becomes part
/// of the program; one that mixes rows is computed once here.
class Source {
 public:
  Source() = default;
  Source(const Data& data, const std::string& what);  ///< `what` ("x") is for messages

  bool empty() const { return parts_.empty(); }
  std::int64_t rows() const { return rows_; }
  std::size_t parts() const { return parts_.size(); }
  Shape sample_shape(std::size_t part) const;  ///< without the rows
  DType dtype(std::size_t part) const { return parts_[part].dtype(); }
  const std::vector<Array>& leaves() const { return leaves_; }
  Array values(std::size_t part) const;   ///< all rows; an expression is computed for them
  bool is_plain(std::size_t part) const;  ///< numbers as they are, without arithmetic on them
  /// The parts, with leaf i replaced by batch[i], whose first axis is symbolic.
  Tensors on(const Tensors& batch) const;
  /// Asks the memory for rows that the next step will gather: they lie anywhere in a data set that no cache holds.
  void prefetch(const std::int32_t* rows, std::int64_t count) const;
  /// Equal for sources that the same program can serve; `with_rows` if it gathers rows and so depends on their number.
  std::string signature(bool with_rows) const;

 private:
  Tensors parts_;
  std::vector<Array> leaves_;
  std::int64_t rows_ = 0;
};

}  // namespace glia::detail
