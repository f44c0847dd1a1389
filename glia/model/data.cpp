#include "glia/model/data.hpp"

namespace glia {

Data::Data(const Array& array) : parts_{Tensor(array)} {}
Data::Data(const Tensor& expression) : parts_{expression} {}
Data::Data(std::initializer_list<double> values) : Data(Array(values)) {}
Data::Data(std::initializer_list<std::initializer_list<double>> rows) : Data(Array(rows)) {}
Data::Data(std::initializer_list<Data> parts) {
  for (const Data& part : parts) parts_.insert(parts_.end(), part.parts_.begin(), part.parts_.end());
}

}  // namespace glia
