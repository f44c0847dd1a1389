// Times one workload through the public API, as a user writes it, and prints one JSON line (see peers.py).
//   steps dense128|dense128x2|dense512x2|square|line [--data DIR] [--threads N] [--epochs N]
#include <glia/glia.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "glia/base/sha256.hpp"

using namespace glia;
using Clock = std::chrono::steady_clock;

namespace {

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Workload {
  Sequential model;
  Data x, y;
  Split test;
  Dim batch = 32;
  int epochs = 5;
  Array one_row;
};

long peak_kb() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word == "VmHWM:") {
      long kb = 0;
      status >> kb;
      return kb;
    }
  }
  return 0;
}

void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

Dataset pixels(const std::string& data) {
  if (data.empty()) return datasets_random();
  setenv("GLIA_DATA", (data + "/..").c_str(), 1);
  return datasets::mnist();
}

}  // namespace
