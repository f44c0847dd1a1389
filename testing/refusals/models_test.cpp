// What models refuse: how they are put together and compiled.
#include "testing/refusals.hpp"
#include "testing/refusals/small_models_test.hpp"

namespace glia::tests {
namespace {

TEST(Refusals, Models) {
  const Dense a{.units = 2, .name = "a"};
  const auto predict = [](const Data& x, PredictOptions options = {}) {
    return [=] { (void)compiled().predict(x, options); };
  };
  check_refusals(
      "models",
      {
          {"Sequential: two layers of one name",
           [a] {
             Sequential{Input{4}, a, a};
           },
           {"All layers of a model have different names", "Received 'a' twice"}},
          {"Sequential: one layer twice",
           [] {
             Layer d = Dense{4};
             Sequential{Input{4}, d, d};
           },
           {"A layer can stand in a Sequential only once", "Received 'dense' twice"},
           Keras::differs},
          {"Sequential: an Input that is not first",
           [] {
             Sequential{Input{4}, Dense{2}, Input{2}};
           },
           {"Input can only be the first item of a Sequential"}},
          {"Sequential: nothing in it",
           [] {
             (void)Sequential().predict(ones({3, 4}));
           },
           {"A model has at least one layer", "Received none", "add()"}},
          {"Sequential: no layer to remove", [] { Sequential().pop(); }, {"There is no layer to remove"}},
          {"Model: an output that does not depend on its input",
           [] {
             Input x{4}, y{4};
             Model(x, y | Dense{2});
           },
           {"The outputs depend on an Input that is not among the", "Received f32[n,4]"}},
          {"Model: no output",
           [] {
             Input x{4};
             Model({x}, Tensors{});
           },
           {"A model has at least one input and one output"}},
          {"Model: an array as output",
           [] {
             Input x{4};
             Model(x, Tensor(ones({3, 4})));
           },
           {"The outputs of a model are computed from its inputs", "Received f32[3,4], which does not depend on any"}},
          {"Model: an input twice",
           [] {
             Input x{4};
             Model({x, x}, {x | Dense{2}});
           },
           {"Every input of a model is listed once"},
           Keras::differs},
          {"Model: two layers of one name",
           [a] {
             Input x{4};
             Model(x, x | a | a);
           },
           {"All layers of a model have different names", "Received 'a' twice"}},
          {"Input: a size of 0",
           [] { Input{0}; },
           {"Every axis of a sample has a size of at least 1", "Received 0"},
           Keras::differs},
          {"Input: a size below 0",
           [] { Input{-2}; },
           {"Every axis of a sample has a size of at least 1", "Received -2"}},
          {"get_layer: an unknown name",
           [] { compiled().get_layer("hiden"); },
           {"The model has no layer of the name 'hiden'", "Known names:"}},
          {"get_layer: an index out of range",
           [] { compiled().get_layer(7); },
           {"The model has 1 layers, counted from 0", "Received 7"}},
          {"set_weights: one array of two",
           [] {
             compiled().set_weights({ones({4, 3})});
           },
           {"set_weights takes one Array for each weight", "received 1"}},
          {"set_weights: another shape",
           [] {
             compiled().set_weights({ones({4, 3}), ones({2})});
           },
           {"A variable keeps its shape", "received (2,)"}},
          {"a nested model: another size",
           [] {
             Input x{5};
             (void)(x | compiled());
           },
           {"A model is applied to tensors of the shape of its inputs", "received (None, 5)"}},
          {"predict: another size of samples",
           predict(ones({3, 5})),
           {"The samples must have the shape of the model's input", "received (5,)"}},
          {"predict: another rank of samples",
           predict(ones({3, 2, 4})),
           {"The samples must have the shape of the model's input", "received (2, 4)"}},
          {"predict: no samples",
           predict(ones({0, 4})),
           {"There must be at least one sample", "Received an empty dataset of shape (0, 4)"}},
          {"predict: a single number",
           predict(ones(Shape{})),
           {"Data has at least one axis, the samples", "Received a single number"}},
          {"predict: two inputs for one",
           predict({ones({3, 4}), ones({3, 4})}),
           {"The data has one part for each input of the model", "received 2"},
           Keras::differs},
          {"predict: batch_size of 0",
           predict(ones({3, 4}), {.batch_size = 0}),
           {"batch_size must be at least 1", "Received 0"},
           Keras::differs},
          {"evaluate: batch_size of 0",
           [] {
             compiled().evaluate(ones({3, 4}), ones({3, 3}), {.batch_size = 0, .verbose = 0});
           },
           {"batch_size must be at least 1", "Received 0"},
           Keras::differs},
          {"evaluate: other rows of y",
           [] {
             compiled().evaluate(ones({3, 4}), ones({2, 3}), {.verbose = 0});
           },
           {"x and y have the same number of samples", "received 2"}},
      });
}

TEST(Refusals, Compile) {
  const auto one = [](CompileOptions options) {
    options.optimizer = "sgd";
    return [options] { compiled(options).fit(ones({12, 4}), ones({12, 3}), {.verbose = 0}); };
  };
  const auto pair = [](CompileOptions options) {
    options.optimizer = "sgd";
    return [options] { two(options).fit(ones({12, 4}), {ones({12, 2}), ones({12, 3})}, {.verbose = 0}); };
  };
  check_refusals("compile",
                 {
                     {"fit before compile",
                      [] {
                        Sequential{Input{4}, Dense{3}}.fit(ones({12, 4}), ones({12, 3}));
                      },
                      {"The model must be compiled before fit()", "Call compile({.optimizer = …, .loss ="}},
                     {"no loss",
                      one({}),
                      {"The model was compiled without a loss", "Give compile() .loss = \"mse\" or"},
                      Keras::differs},
                     {"an unknown optimizer",
                      [] { compiled({.optimizer = "admm", .loss = "mse"}); },
                      {"admm", "Did you mean 'adam'"}},
                     {"an unknown loss",
                      [] { compiled({.optimizer = "sgd", .loss = "mean_square_error"}); },
                      {"mean_square_error", "Did you mean 'mean_squared_error'"}},
                     {"an unknown metric",
                      [] { compiled({.optimizer = "sgd", .loss = "mse", .metrics = {"acuracy"}}); },
                      {"acuracy", "Did you mean 'accuracy'"}},
                     {"two losses for one output",
                      one({.loss = {"mse", "mae"}}),
                      {"There is one loss for all outputs or one for each", "received 2"},
                      Keras::differs},
                     {"three losses for two outputs",
                      pair({.loss = {"mse", "mae", "mse"}}),
                      {"There is one loss for all outputs or one for each", "received 3"}},
                     {"one loss in a list for two outputs", pair({.loss = {"mse"}}), {}},
                     {"a loss for an output that is not there",
                      pair({.loss = {{"p", "mse"}, {"r", "mse"}}}),
                      {"loss is given for an output that the model does not have", "'r'"}},
                     {"no loss for one of two outputs by name",
                      pair({.loss = {{"p", "mse"}}}),
                      {"A loss is missing for an output", "Received none for 'q'"}},
                     {"three loss_weights for two outputs",
                      pair({.loss = {"mse", "mae"}, .loss_weights = {1, 1, 1}}),
                      {"There is one loss weight for each output", "received 3"}},
                     {"one of two loss_weights",
                      pair({.loss = {"mse", "mae"}, .loss_weights = {1}}),
                      {"There is one loss weight for each output", "received 1"}},
                     {"a loss_weight for an output that is not there",
                      pair({.loss = "mse", .loss_weights = {{"r", 1.0}}}),
                      {"given for an output that the model does not have", "'r'"},
                      Keras::differs},
                     {"metrics for one of two outputs",
                      pair({.loss = "mse", .metrics = {{"mae"}}}),
                      {"metrics has one entry for each output of the model", "received 1"}},
                     {"three lists of metrics for two outputs",
                      pair({.loss = "mse", .metrics = {{"mae"}, {"mae"}, {"mae"}}}),
                      {"metrics has one entry for each output of the model", "received 3"}},
                     {"weighted_metrics for one of two outputs",
                      pair({.loss = "mse", .weighted_metrics = {{"mae"}}}),
                      {"weighted_metrics has one entry for each output of the model", "Expected 2, received 1"}},
                     {"metrics for an output that is not there",
                      pair({.loss = "mse", .metrics = {ForOutput{"r", "mae"}}}),
                      {"given for an output that the model does not have", "'r'"}},
                     {"a loss that is not reduced",
                      one({.loss = losses::MeanSquaredError{"none"}}),
                      {"A model is trained on one number, so its loss must be reduced", "Received reduction \"none\""}},
                 });
}

}  // namespace
}  // namespace glia::tests
