// A layer of your own: a struct with fields and call(). Swish with a learnt slope, y = x · sigmoid(beta · x).
#include <glia/glia.hpp>
#include <iostream>
using namespace glia;

struct LearntSwish {
  Initializer beta_initializer = "ones";
  std::string name = {};

  static void fields(Fields& f) {  // for saving and printing; a layer that is only trained needs none
    f("beta_initializer", &LearntSwish::beta_initializer)("name", &LearntSwish::name);
  }
  Tensor call(Scope& scope, const Tensor& x) const {
    Tensor beta = scope.weight("beta", {x.dim(-1)}, beta_initializer);
    return x * sigmoid(beta * x);
  }
};

int main() {
  auto [train, test] = datasets::mnist();

  Sequential model{
      Input{28, 28}, Flatten{}, Dense{128}, LearntSwish{}, Dense{10, softmax},
  };
  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  model.fit(train.x / 255.0, train.y, {.epochs = 2});
  auto [loss, accuracy] = model.evaluate(test.x / 255.0, test.y);
  std::cout << "Test accuracy: " << accuracy << "\n";

  Array beta = model.get_layer("learnt_swish").get_weights()[0];
  std::cout << "The first slopes, all 1 before training: " << beta.rows(0, 5) << "\n";
}
