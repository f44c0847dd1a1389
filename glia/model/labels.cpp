#include "glia/model/labels.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/model/outputs.hpp"

namespace glia::detail {
namespace {

constexpr double kRounding = 1e-6;  // probabilities that were computed in f32 may pass 1 by as much

/// Whether a label names one of the output's columns.
bool is_sparse(const Loss& loss) {
  return loss.name() == "sparse_categorical_crossentropy" || loss.name() == "categorical_generalized_cross_entropy";
}
bool on_labels(const Loss& loss) { return is_sparse(loss) || loss.name() == "circle"; }
bool is_binary(const Loss& loss) { return loss.name().starts_with("binary_"); }
bool on_probabilities(const Loss& loss) {
  const std::string name = loss.name();
  return name == "binary_crossentropy" || name == "binary_focal_crossentropy" || name == "categorical_crossentropy" ||
         name == "categorical_focal_crossentropy";
}

/// Whether a label says that its sample does not count.
bool is_ignored(const Loss& loss, double label) {
  const Value config = loss.config();
  const Value* ignored = config["config"].value().find("ignore_class");
  return ignored != nullptr && !ignored->is_null() && label == ignored->as_double();
}

std::int64_t numbers_of_a_sample(const Shape& output) {
  const Shape sample = output.sub(1, output.rank());
  return sample.is_symbolic() ? -1 : sample.elements();
}

std::string name_of(const Source& y, std::size_t part) {
  return y.parts() == 1 ? "y" : "y[" + std::to_string(part) + "]";
}

std::string text_of(double number) {
  if (std::isnan(number)) return "NaN";
  if (number == std::floor(number) && std::fabs(number) < 1e15)
    return std::to_string(static_cast<std::int64_t>(number));
  return std::to_string(number);
}

/// "3 in sample 77", with the place inside the sample if it has more than one number.
std::string found(const Array& values, std::int64_t flat) {
  const std::int64_t each = values.size() / values.dim(0);
  return text_of(values.get(flat)) + " in sample " + std::to_string(flat / each) +
         (each > 1 ? ", value " + std::to_string(flat % each) + " of it" : "");
}

/// The first element of which `is_wrong`, or −1.
template <class F>
std::int64_t find_first(const Array& values, F is_wrong) {
  return dispatch(values.dtype(), [&](auto t) -> std::int64_t {
    const auto all = values.span<decltype(t)>();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (is_wrong(static_cast<double>(all[i]))) return static_cast<std::int64_t>(i);
    }
    return -1;
  });
}

void check_whole(const Source& y, std::size_t part, const char* rule) {
  if (!y.dtype(part).is_real()) return;
  const Array labels = y.values(part);
  const std::int64_t at = find_first(labels, [](double label) { return label != std::floor(label); });
  if (at < 0) return;
  throw DataError({.where = name_of(y, part), .rule = rule, .received = found(labels, at)});
}

void check_probabilities(const Source& y, std::size_t part, const Loss& loss) {
  if (y.dtype(part) == boolean) return;
  const Array targets = y.values(part);
  const std::int64_t at = find_first(targets, [](double t) { return t < -kRounding || t > 1 + kRounding; });
  if (at < 0) return;
  throw DataError({.where = name_of(y, part),
                   .rule = "A target of " + loss.name() + " is a probability",
                   .expected = "0 to 1",
                   .received = found(targets, at),
                   .hint = is_binary(loss)
                               ? "For numbers of classes use sparse_categorical_crossentropy; divide pixels by 255"
                               : "Turn class numbers into this form with ops::one_hot, or use "
                                 "sparse_categorical_crossentropy for them"});
}

/// Labels of the loss "ctc": class numbers, then zeros, for which the frames have room.
void check_transcripts(const Source& y, std::size_t part, const Shape& output) {
  if (output.rank() != 3 || y.sample_shape(part).rank() != 1) return;
  check_whole(y, part, "A label is the number of a class, a whole number");
  const Array labels = y.values(part);
  const std::int64_t frames = output[1];
  const std::int64_t classes = output[2];
  for (std::int64_t sample = 0; sample < labels.dim(0); ++sample) {
    const auto fail = [&](const char* rule, std::string expected, const std::string& received, const char* hint) {
      throw DataError({.where = name_of(y, part),
                       .rule = rule,
                       .expected = std::move(expected),
                       .received = received + " in sample " + std::to_string(sample),
                       .hint = hint});
    };
    std::int64_t needed = 0;
    double before = 0;
    for (std::int64_t i = 0; i < labels.dim(1); ++i) {
      const double label = labels.get(sample * labels.dim(1) + i);
      if (label < 0 || label >= static_cast<double>(classes)) {
        fail("A label must be a whole number in [0, number of classes)", "0 to " + std::to_string(classes - 1),
             text_of(label), "Class 0 is the blank, with which labels are filled up");
      }
      if (label != 0 && before == 0 && i > 0) {
        fail("Labels are filled up with 0, the number of the blank, only at the end", "no label behind a 0",
             text_of(label) + " behind a 0", "Count the classes from 1");
      }
      if (label != 0) needed += label == before ? 2 : 1;
      before = label;
    }
    if (needed > frames) {
      fail("The frames have room for the labels, with a blank between equal neighbours",
           "labels that need at most " + std::to_string(frames) + " frames", std::to_string(needed) + " needed",
           "Give the model more frames a label, for instance by smaller strides, or leave the sample out");
    }
  }
}

}  // namespace

void check_labels(const ModelState& model, const Source& y) {
  if (!model.compiled) return;
  const std::vector<Loss> losses = losses_of(model);
  for (std::size_t k = 0; k < y.parts(); ++k) {
    const Loss& loss = losses[k];
    // Where the number of numbers does not fit, the loss says what is wrong with the shape.
    const std::int64_t each = y.sample_shape(k).elements();
    if (on_labels(loss) && each == 1) check_whole(y, k, "A label is the number of a class, a whole number");
    if (loss.name() == "ctc") check_transcripts(y, k, model.outputs[k].shape());
    if (on_probabilities(loss) && each == numbers_of_a_sample(model.outputs[k].shape()))
      check_probabilities(y, k, loss);
  }
}

void check_class_weight(const ModelState& model, const Source& y, const std::map<std::int64_t, double>& weights) {
  if (weights.empty()) return;
  if (model.outputs.size() > 1) {
    throw ValueError({.where = "class_weight",
                      .rule = "Weights of classes belong to a model with one output",
                      .received = std::to_string(model.outputs.size()) + " outputs",
                      .hint = "Give sample_weight instead, one number for each sample"});
  }
  const Shape sample = y.sample_shape(0);
  if (sample.rank() > 1) {
    throw ValueError({.where = "class_weight",
                      .rule = "Weights of classes belong to targets with one class a sample",
                      .expected = "(n,), (n, 1) or (n, classes)",
                      .received = model.outputs[0].shape().sub(0, 1).str() + " and then " + sample.str(),
                      .hint = "Give sample_weight instead"});
  }
  if (sample.rank() == 0 || sample[0] == 1)
    check_whole(y, 0, "With class_weight a target is the number of a class, a whole number");
}

void throw_label_outside(const ModelState& model, const Source& y, std::span<const std::int32_t> rows) {
  const std::vector<Loss> losses = losses_of(model);
  for (std::size_t k = 0; k < y.parts(); ++k) {
    if (!is_sparse(losses[k]) || model.outputs[k].rank() < 2) continue;
    const auto classes = static_cast<std::int64_t>(model.outputs[k].dim(-1));
    const Array labels = y.values(k);
    const std::int64_t each = labels.size() / labels.dim(0);
    for (const std::int32_t row : rows) {
      for (std::int64_t i = row * each; i < (row + 1) * each; ++i) {
        const double label = labels.get(i);
        if ((label >= 0 && label < static_cast<double>(classes)) || is_ignored(losses[k], label)) continue;
        throw DataError({.where = name_of(y, k),
                         .rule = "A label must be a whole number in [0, number of classes)",
                         .expected = "0 to " + std::to_string(classes - 1),
                         .received = found(labels, i),
                         .hint = "Count the classes from 0, and give the last layer one unit for each"});
      }
    }
  }
}

}  // namespace glia::detail
