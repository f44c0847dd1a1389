#include "glia/cli/model_text.hpp"

#include <charconv>
#include <cmath>
#include <span>
#include <string_view>

#include "glia/base/error.hpp"
#include "glia/layers/activation.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/flatten.hpp"

namespace glia::cli {

const char* const kModelTextHelp = R"(A network is written as words, one for each layer, in order:
  dense:UNITS[:ACTIVATION]   fully connected, as dense:128:relu
  dropout:RATE               in training sets this share of the numbers to 0
  activation:NAME            relu, sigmoid, tanh, softmax, gelu, silu, elu, …
  flatten                    all numbers of a picture in one row; put in front of pictures automatically
A network that sorts pictures into N classes ends in dense:N:softmax.)";

namespace {

using Arguments = std::span<const std::string_view>;

/// A word of the text, and how errors call it.
struct Word {
  std::string_view text;
  std::string where;
};

[[noreturn]] void fail(const Word& word, const std::string& rule, const std::string& expected = {},
                       const std::string& hint = {}) {
  throw ValueError({.where = word.where,
                    .rule = rule,
                    .expected = expected,
                    .received = "'" + std::string(word.text) + "'",
                    .hint = hint});
}

/// The number that `text` is as a whole; anything else is NaN.
double number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : std::nan("");
}

ActivationFn activation(const Word& word, std::string_view name) {
  try {
    return {std::string(name)};
  } catch (const Error& error) {
    fail(word, error.parts().rule, {}, error.parts().hint);
  }
}

// Layers are made without the place in this file that errors would name: the user's place is a word.
Layer dense(const Word& word, Arguments arguments) {
  constexpr double kMost = 1 << 24;  // 16 million units: above, the kernel alone would not fit into most machines
  const double units = number(arguments[0]);
  if (!(units >= 1 && units <= kMost && units == std::floor(units))) {
    fail(word, "The number of units is a whole number from 1 to 16777216", "dense:UNITS[:ACTIVATION]");
  }
  return {Dense{.units = static_cast<std::int64_t>(units),
                .activation = arguments.size() > 1 ? activation(word, arguments[1]) : ActivationFn()},
          nullptr, 0};
}

Layer dropout(const Word& word, Arguments arguments) {
  const double rate = number(arguments[0]);
  if (!(rate >= 0 && rate < 1)) fail(word, "The rate is a number from 0 to below 1", "dropout:RATE, as dropout:0.2");
  return {Dropout{.rate = rate}, nullptr, 0};
}

Layer only_activation(const Word& word, Arguments arguments) {
  return {Activation{.activation = activation(word, arguments[0])}, nullptr, 0};
}

Layer flatten(const Word&, Arguments) { return {Flatten{}, nullptr, 0}; }

struct Kind {
  std::string_view name;
  const char* form;
  std::size_t least, most;  ///< numbers of arguments
  Layer (*make)(const Word& word, Arguments arguments);
};

constexpr Kind kKinds[] = {{"dense", "dense:UNITS[:ACTIVATION]", 1, 2, dense},
                           {"dropout", "dropout:RATE", 1, 1, dropout},
                           {"activation", "activation:NAME", 1, 1, only_activation},
                           {"flatten", "flatten", 0, 0, flatten}};

Layer layer(const Word& word) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= word.text.size();) {
    const std::size_t end = std::min(word.text.find(':', start), word.text.size());
    parts.push_back(word.text.substr(start, end - start));
    start = end + 1;
  }
  std::vector<std::string_view> names;
  for (const Kind& kind : kKinds) {
    names.push_back(kind.name);
    if (kind.name != parts[0]) continue;
    const Arguments arguments = Arguments(parts).subspan(1);
    if (arguments.size() < kind.least || arguments.size() > kind.most) {
      fail(word, "This layer is written in another form", kind.form);
    }
    return kind.make(word, arguments);
  }
  fail(word, "There is no layer '" + std::string(parts[0]) + "'", {},
       nearest_names(parts[0], names.data(), names.size()));
}

std::vector<Word> words(const std::string& text) {
  constexpr const char* kSpace = " \t\n\r";
  std::vector<Word> out;
  for (std::size_t start = text.find_first_not_of(kSpace); start != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_of(kSpace, start), text.size());
    out.push_back({std::string_view(text).substr(start, end - start),
                   "--model, word " + std::to_string(out.size() + 1) + " at column " + std::to_string(start + 1)});
    start = text.find_first_not_of(kSpace, end);
  }
  return out;
}

}  // namespace

Sequential model_from_text(const std::string& text, const Shape& sample) {
  const std::vector<Word> all = words(text);
  if (all.empty()) {
    throw ValueError({.where = "--model",
                      .rule = "A network has at least one layer",
                      .expected = "words such as \"dense:128:relu dense:10:softmax\""});
  }
  std::vector<Layer> layers;
  if (sample.rank() > 1 && !all.front().text.starts_with("flatten")) layers.push_back(flatten({}, {}));
  for (const Word& word : all) layers.push_back(layer(word));
  Sequential model(layers);
  model.build(sample);
  return model;
}

void require_probabilities(const Model& model) {
  const Value config = model.layers().back().config();
  const Value* activation = config["config"].value().find("activation");
  const std::string last = activation == nullptr ? "" : activation->as_string();
  if (last == "softmax") return;
  throw ValueError({.where = "--model",
                    .rule = "A network that sorts pictures into classes ends in probabilities",
                    .expected = "softmax in its last word, as dense:10:softmax",
                    .received = "a last layer " + model.layers().back().name() +
                                (last.empty() ? "" : " with the activation " + last)});
}

}  // namespace glia::cli
