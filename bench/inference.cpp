// inference resnet50|mobilenetv2 BATCH [THREADS [ROUNDS]]: pictures of 224×224×3 through the classifier, as one JSON
// line with the median and the least of the rounds. bench/inference_peers.py does the same work with other programs, in
// turn.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "glia/glia.hpp"

using namespace glia;

int main(int argc, char** argv) {
  const std::string name = argc > 2 ? argv[1] : "";
  if (name != "resnet50" && name != "mobilenetv2") {
    std::fprintf(stderr, "usage: inference resnet50|mobilenetv2 BATCH [THREADS [ROUNDS]]\n");
    return 2;
  }
  const int batch = std::atoi(argv[2]), rounds = argc > 4 ? std::atoi(argv[4]) : 15;
  if (argc > 3) set_threads(std::atoi(argv[3]));

  const Model model = name == "resnet50" ? applications::ResNet50() : applications::MobileNetV2();
  Array x(Shape{Dim(batch), 224, 224, 3});
  for (std::int64_t i = 0; i < x.size(); ++i) x.set(i, static_cast<double>((i * 7919) % 2003) / 1000 - 1);
  model.predict(x, {.batch_size = batch});
  std::vector<double> ms;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    model.predict(x, {.batch_size = batch});
    ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(ms.begin(), ms.end());
  std::printf(R"({"system": "glia", "model": "%s", "batch": %d, "threads": %d, "ms": %.3f, "least_ms": %.3f})"
              "\n",
              name.c_str(), batch, threads(), ms[ms.size() / 2], ms[0]);
}
