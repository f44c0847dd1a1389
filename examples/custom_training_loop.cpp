// A training loop of your own. compile_step() records what the function does to its tensors, once; then each call runs
// the recorded program: forward pass, loss, gradients and update in one.
#include <glia/glia.hpp>
#include <iostream>
using namespace glia;

int main() {
  auto [train, test] = datasets::mnist();

  Sequential model{
      Input{28, 28}, Flatten{}, Dense{128, relu}, Dense{10},  // no softmax: the loss below starts from logits
  };
  Optimizer optimizer = Adam{};

  auto step = compile_step([&](const Tensor& x, const Tensor& y) {
    Tensor loss = ops::mean(ops::sparse_categorical_crossentropy(y, model(x), true));
    optimizer.apply(grad(loss, model.trainable_weights()));
    return loss;
  });

  constexpr int batch = 32;
  for (int epoch = 0; epoch < 2; ++epoch) {
    double total = 0;
    for (int row = 0; row < 60000; row += batch) {
      total += step(train.x.rows(row, row + batch) / 255.0, train.y.rows(row, row + batch));
    }
    std::cout << "epoch " << epoch + 1 << ": mean loss " << total * batch / 60000 << "\n";
  }

  auto accuracy = compile_step(
      [&](const Tensor& x, const Tensor& y) { return ops::mean(ops::cast(ops::equal(ops::argmax(model(x)), y), f32)); },
      {.training = false});
  std::cout << "Test accuracy: " << accuracy(test.x / 255.0, test.y) << "\n";
}
