// Data and arguments that fit() refuses, and callbacks that cannot be.
#include <limits>

#include "testing/refusals.hpp"
#include "testing/refusals/small_models_test.hpp"

namespace glia::tests {
namespace {

Array classes(double first) {
  Array out(Shape{12}, i64);
  for (std::int64_t i = 0; i < 12; ++i) out.set(i, first + static_cast<double>(i % 3));
  return out;
}

TEST(Refusals, Fit) {
  struct Given {
    Data x = ones({12, 4}), y = ones({12, 3});
  };
  const auto fit = [](FitOptions options, const Given& given = {}) {
    options.verbose = 0;
    return [=] { compiled().fit(given.x, given.y, options); };
  };
  const auto of_two = [](FitOptions options) {
    options.verbose = 0;
    return [=] { two().fit(ones({12, 4}), {ones({12, 2}), ones({12, 3})}, options); };
  };
  const auto classify = [](FitOptions options, const Array& y = classes(0)) {
    options.verbose = 0;
    return [=] {
      Sequential model{Input{4}, Dense{3, softmax}};
      model.compile({.optimizer = "sgd", .loss = "sparse_categorical_crossentropy"});
      model.fit(ones({12, 4}), y, options);
    };
  };
  const auto all = [](double value, const Shape& shape) {
    Array out(shape);
    out.fill(value);
    return out;
  };
  const Array x3 = ones({3, 4}), y3 = ones({3, 3});
  check_refusals(
      "fit",
      {
          {"batch_size of 0", fit({.batch_size = 0}), {"batch_size must be at least 1", "Received 0"}, Keras::differs},
          {"batch_size below 0", fit({.batch_size = -1}), {"batch_size must be at least 1", "Received -1"}},
          {"epochs below 0", fit({.epochs = -1}), {"epochs must be at least 0", "Received -1"}, Keras::differs},
          {"initial_epoch below 0",
           fit({.initial_epoch = -1}),
           {"initial_epoch must be at least 0", "Received -1"},
           Keras::differs},
          {"initial_epoch after the last", fit({.epochs = 2, .initial_epoch = 5}), {}},
          {"steps_per_epoch below 0",
           fit({.steps_per_epoch = -1}),
           {"steps_per_epoch must be at least 0", "Received -1"}},
          {"validation_steps below 0",
           fit({.validation_split = 0.5, .validation_steps = -1}),
           {"validation_steps must be at least 0", "Received -1"},
           Keras::differs},
          {"validation_freq of 0",
           fit({.validation_split = 0.5, .validation_freq = 0}),
           {"validation_freq must be at least 1", "Received 0"}},
          {"validation_batch_size below 0",
           fit({.validation_split = 0.5, .validation_batch_size = -1}),
           {"validation_batch_size must be at least 0", "Received -1"},
           Keras::differs},
          {"validation_split of 1",
           fit({.validation_split = 1}),
           {"validation_split lies in [0, 1)", "Received 1.000000"}},
          {"validation_split above 1",
           fit({.validation_split = 1.5}),
           {"validation_split lies in [0, 1)", "Received 1.500000"},
           Keras::differs},
          {"validation_split below 0",
           fit({.validation_split = -0.5}),
           {"validation_split lies in [0, 1)", "Received -0.500000"},
           Keras::differs},
          {"validation_split that leaves nothing",
           fit({.validation_split = 0.5}, {ones({1, 4}), ones({1, 3})}),
           {"validation_split leaves no samples on one side", "Received 0.500000 of 1 samples"}},
          {"validation_data without y", fit({.validation_data = {.x = x3}}), {"validation_data has both x and y"}},
          {"validation_data of another size",
           fit({.validation_data = {ones({3, 5}), y3}}),
           {"The samples must have the shape of the model's input", "received (5,)"}},
          {"validation_data of other rows",
           fit({.validation_data = {x3, ones({2, 3})}}),
           {"x and y have the same number of samples", "received 2"}},
          {"other rows of y",
           fit({}, {.y = ones({11, 3})}),
           {"x and y have the same number of samples", "received 11"}},
          {"no samples",
           fit({}, {ones({0, 4}), ones({0, 3})}),
           {"There must be at least one sample", "Received an empty dataset of shape (0, 4)"}},
          {"another size of samples",
           fit({}, {.x = ones({12, 5})}),
           {"The samples must have the shape of the model's input", "received (5,)"}},
          {"another rank of samples",
           fit({}, {.x = ones({12, 2, 4})}),
           {"The samples must have the shape of the model's input", "received (2, 4)"}},
          {"another size of y",
           fit({}, {.y = ones({12, 2})}),
           {"The target must have the shape of the output", "received (None, 2)"}},
          {"two parts of x for one input",
           fit({}, {.x = {ones({12, 4}), ones({12, 4})}}),
           {"The data has one part for each input of the model", "received 2"},
           Keras::differs},
          {"one y for two outputs",
           [] {
             two().fit(ones({12, 4}), ones({12, 2}), {.verbose = 0});
           },
           {"There is one target for each output of the model", "received 1"}},
          {"other rows of sample_weight",
           fit({.sample_weight = ones({11})}),
           {"There is one sample weight for each sample", "received 11"}},
          {"sample_weight of two axes for losses of one",
           fit({.sample_weight = ones({12, 2})}),
           {"There is one weight for each sample, or one for each loss", "received (None, 2)"}},
          {"two sample_weights for one output",
           fit({.sample_weight = {ones({12}), ones({12})}}),
           {"There is one sample_weight for all outputs or one for each", "Expected 1, received 2"},
           Keras::differs},
          {"sample_weight of two columns for two outputs",
           of_two({.sample_weight = ones({12, 2})}),
           {"There is one weight for each sample, or one for each loss", "received (None, 2)"}},
          {"class_weight for two outputs",
           of_two({.class_weight = {{0, 1.0}}}),
           {"Weights of classes belong to a model with one output", "Received 2 outputs"}},
          {"class_weight and sample_weight",
           classify({.class_weight = {{0, 2.0}}, .sample_weight = ones({12})}),
           {},
           Keras::differs},
          {"class_weight of a class below 0",
           classify({.class_weight = {{-1, 2.0}}}),
           {"Classes are counted from 0", "Received -1"},
           Keras::differs},
          {"a label out of range",
           classify({}, classes(1)),
           {"A label must be a whole number in [0, number of classes)", "received 3 in sample"},
           Keras::differs},
          {"a label below 0",
           classify({}, classes(-1)),
           {"A label must be a whole number in [0, number of classes)", "received -1 in sample"},
           Keras::differs},
          {"a label that is no whole number",
           classify({}, all(0.5, {12})),
           {"A label is the number of a class, a whole number", "Received 0.500000 in sample 0"},
           Keras::differs},
          {"an input that is not finite",
           fit({}, {.x = all(std::numeric_limits<double>::quiet_NaN(), {12, 4})}),
           {"The data must be finite", "Received NaN in sample"},
           Keras::differs},
          {"a stateful model: another batch",
           [] {
             Sequential model{Input({5, 4}, {.batch_size = 3}), LSTM{.units = 3, .stateful = true}};
             model.compile({.optimizer = "sgd", .loss = "mse"});
             model.fit(ones({12, 5, 4}), ones({12, 3}), {.batch_size = 4, .verbose = 0});
           },
           {"The batch_size of its Input is the size of all batches", "received 12 samples in batches of 4"}},
      });
}

TEST(Refusals, Callbacks) {
  const auto fit = [](const Callback& callback, FitOptions options = {}) {
    options.verbose = 0;
    options.callbacks = {callback};
    return [=] { compiled().fit(ones({12, 4}), ones({12, 3}), options); };
  };
  check_refusals(
      "callbacks",
      {
          {"EarlyStopping: an unknown mode",
           fit(EarlyStopping{.monitor = "loss", .mode = "most"}),
           {"mode is \"auto\", \"min\" or \"max\"", "Received \"most\""},
           Keras::differs},
          {"EarlyStopping: a monitor whose direction is unknown",
           fit(EarlyStopping{.monitor = "quality"}, {.validation_split = 0.5}),
           {"The name 'quality' does not tell whether more of it is", "better or worse. Set .mode = \"min\" or"}},
          {"EarlyStopping: patience below 0", fit(EarlyStopping{.monitor = "loss", .patience = -1}), {}},
          {"ReduceLROnPlateau: factor of 1",
           fit(ReduceLROnPlateau{.monitor = "loss", .factor = 1}),
           {"factor must be below 1", "Received 1"}},
          {"ReduceLROnPlateau: an unknown mode",
           fit(ReduceLROnPlateau{.monitor = "loss", .mode = "most"}),
           {"mode is \"auto\", \"min\" or \"max\"", "Received \"most\""},
           Keras::differs},
          {"ModelCheckpoint: an unknown save_freq",
           [] { (void)ModelCheckpoint{.filepath = "m.glia", .save_freq = "batch"}; },
           {"It is \"epoch\" or a number of batches", "Received \"batch\""}},
          {"ModelCheckpoint: save_freq of 0",
           [] { (void)ModelCheckpoint{.filepath = "m.glia", .save_freq = 0}; },
           {"It is \"epoch\" or at least 1", "Received 0"},
           Keras::differs},
          {"ModelCheckpoint: an unknown mode",
           fit(ModelCheckpoint{.filepath = "m.glia", .monitor = "loss", .save_best_only = true, .mode = "most"},
               {.epochs = 0}),
           {"mode is \"auto\", \"min\" or \"max\"", "Received \"most\""},
           Keras::differs},
          {"BackupAndRestore: no folder", fit(BackupAndRestore{}), {"backup_dir must name a folder for the files"}},
          {"BackupAndRestore: an unknown save_freq",
           [] { (void)BackupAndRestore{.backup_dir = "folder", .save_freq = "batch"}; },
           {"It is \"epoch\" or a number of batches", "Received \"batch\""}},
          {"LearningRateScheduler: no function",
           fit(LearningRateScheduler{}),
           {"A schedule must be given", "Expected a function (epoch, rate) →"}},
          {"LearningRateScheduler: a rate that is not finite",
           fit(LearningRateScheduler{[](std::int64_t, double) { return std::numeric_limits<double>::quiet_NaN(); }}),
           {"The schedule must return a finite number", "Received nan for epoch 0"},
           Keras::differs},
          {"SwapEMAWeights: an optimizer without averages",
           fit(SwapEMAWeights{}),
           {"The optimizer must keep averages of the weights", "Make it with .use_ema ="},
           Keras::differs},
          {"CSVLogger: no file name", fit(CSVLogger{}), {"filename and separator must not be empty"}},
      });
}

}  // namespace
}  // namespace glia::tests
