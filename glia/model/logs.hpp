#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#pragma GCC visibility push(default)
namespace glia {

/// Named numbers in the order in which Keras prints them: loss, metrics, then their val_ counterparts.
class Logs {
 public:
  void set(std::string_view name, double value);
  bool contains(std::string_view name) const;
  double operator[](std::string_view name) const;  ///< a ValueError with the nearest names if it is not there
  const std::vector<std::pair<std::string, double>>& entries() const { return entries_; }
  bool empty() const { return entries_.empty(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  std::vector<std::pair<std::string, double>> entries_;
};

/// What evaluate() returns: `auto [loss, accuracy] = model.evaluate(x, y);`, or by name, result["accuracy"].
class Evaluation {
 public:
  explicit Evaluation(Logs logs) : logs_(std::move(logs)) {}
  double operator[](const char* name) const { return logs_[name]; }
  double operator[](const std::string& name) const { return logs_[name]; }
  double loss() const { return logs_["loss"]; }
  const Logs& logs() const { return logs_; }
  template <std::size_t I>
  double get() const {
    return at(I);
  }

 private:
  double at(std::size_t i) const;
  Logs logs_;
};

/// What fit() returns: the logs of each epoch. history["val_loss"] has one number an epoch.
class History {
 public:
  const std::vector<double>& operator[](std::string_view name) const;  ///< a ValueError with the nearest names
  bool contains(std::string_view name) const;
  const std::vector<std::pair<std::string, std::vector<double>>>& series() const { return series_; }
  const std::vector<std::int64_t>& epoch() const { return epochs_; }
  void append(std::int64_t epoch, const Logs& logs);
  bool stopped_by_interrupt() const { return interrupted_; }
  const std::string& stop_reason() const { return reason_; }  ///< why a callback ended training; empty if none did
  void set_interrupted() { interrupted_ = true; }
  void set_stop_reason(std::string_view reason) { reason_ = reason; }

 private:
  std::vector<std::int64_t> epochs_;
  std::vector<std::pair<std::string, std::vector<double>>> series_;
  std::string reason_;
  bool interrupted_ = false;
};

}  // namespace glia
#pragma GCC visibility pop

template <>
struct std::tuple_size<glia::Evaluation> : std::integral_constant<std::size_t, 2> {};
template <std::size_t I>
struct std::tuple_element<I, glia::Evaluation> {
  using type = double;
};
