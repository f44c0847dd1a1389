// Architectures against Keras: names, shapes, numbers of parameters, and what they compute.
#include <cmath>
#include <map>

#include "glia/applications/alexnet.hpp"
#include "glia/applications/lenet5.hpp"
#include "glia/applications/mobilenet_v2.hpp"
#include "glia/applications/resnet50.hpp"
#include "glia/applications/unet.hpp"
#include "glia/applications/vgg16.hpp"
#include "glia/model/summary_table.hpp"
#include "testing/counted_heap.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"

namespace glia {
namespace {

using tests::expect_error;

/// Of float32 through up to 53 layers with weights against float64; at most 1.9e-5 was seen (MobileNetV2, alpha 0.35).
constexpr double kTolerance = 5e-5;

/// Gives the fields of `options` that a case names.
class Arguments {
 public:
  explicit Arguments(const Value& values) : values_(values) {}
  template <class T>
  Arguments& set(const char* name, T& field) {
    if (const Value* v = values_.find(name)) {
      ++used_;
      if constexpr (std::is_same_v<T, Shape>) {
        field = tests::shape_of(*v);
      } else if constexpr (std::is_same_v<T, bool>) {
        field = v->as_bool();
      } else if constexpr (std::is_same_v<T, double>) {
        field = v->as_double();
      } else if constexpr (std::is_same_v<T, Dim>) {
        field = v->as_int();
      } else {
        field = v->as_string();
      }
    }
    return *this;
  }
  void expect_all_used() const { EXPECT_EQ(used_, values_.as_object().size()); }

 private:
  const Value& values_;
  std::size_t used_ = 0;
};

template <class Options>
Model made(Model (*make)(const Options&), const Value& arguments) {
  Options o;
  Arguments a(arguments);
  a.set("input_shape", o.input_shape).set("classes", o.classes).set("classifier_activation", o.classifier_activation);
  if constexpr (requires { o.include_top; }) a.set("include_top", o.include_top).set("pooling", o.pooling);
  if constexpr (requires { o.alpha; }) a.set("alpha", o.alpha);
  if constexpr (requires { o.depth; }) a.set("filters", o.filters).set("depth", o.depth);
  a.expect_all_used();
  return make(o);
}

Model made(const std::string& function, const Value& arguments) {
  using namespace applications;
  if (function == "VGG16") return made(VGG16, arguments);
  if (function == "ResNet50") return made(ResNet50, arguments);
  if (function == "MobileNetV2") return made(MobileNetV2, arguments);
  if (function == "LeNet5") return made(LeNet5, arguments);
  if (function == "AlexNet") return made(AlexNet, arguments);
  if (function == "UNet") return made(UNet, arguments);
  throw ValueError({.rule = "The case is of an architecture", .received = function});
}

/// tools/goldens/applications.py's weight().
Array weight(std::uint32_t index, const Variable& variable) {
  const Shape& shape = variable.shape();
  const std::string& path = variable.path();
  const std::string name = path.substr(path.rfind('/') + 1);
  double offset = 0, scale = 1.0 / 8;
  if (name == "kernel") {
    const bool depthwise = path.find("depthwise") != std::string::npos;
    const std::int64_t fan_in = shape.sub(0, depthwise ? 2 : shape.rank() - 1).elements();
    scale = std::sqrt(6.0 / static_cast<double>(fan_in));
  } else if (name == "gamma" || name == "moving_variance") {
    offset = 1;
    scale = name == "gamma" ? 1.0 / 4 : 1.0 / 2;
  }
  Array out(shape, f32);
  std::uint32_t place = 0;
  for (float& number : out.span<float>()) {
    std::uint32_t key = index * 0x9E3779B9u + place++;
    key = (key ^ (key >> 16)) * 0x85EBCA6Bu;
    key = (key ^ (key >> 13)) * 0xC2B2AE35u;
    key ^= key >> 16;
    number = static_cast<float>(offset + scale * (key / 2147483648.0 - 1));
  }
  return out;
}

/// The output of `model` with those weights, every `stride`-th number, against Keras's.
void expect_output(const Model& model, const Value& at) {
  std::vector<Array> weights;
  for (const Variable& v : model.weights()) weights.push_back(weight(static_cast<std::uint32_t>(weights.size()), v));
  model.set_weights(weights);
  const Shape images = model.inputs()[0].shape().at(2);
  const Array y = model.predict(tests::noise(1, images).cast(f32));
  const Array expected = tests::array_of(at["output"], f32);
  const std::int64_t stride = at["stride"].as_int();
  Array got(expected.shape(), f32);
  for (std::int64_t i = 0; i < got.size(); ++i) got.set(i, y.get(i * stride));
  EXPECT_TRUE(tests::near(got, expected, {.rel = kTolerance}));
}

void check_case(const Value& at) {
  const Model model = made(at["function"].as_string(), at["arguments"]);
  EXPECT_EQ(model.name(), at["name"].as_string());
  EXPECT_EQ(model.count_params(), at["count"].as_int());
  std::map<std::string, std::string> shapes;
  for (const auto& row : detail::layer_table(model.state()).rows) shapes[row[0].substr(0, row[0].find(' '))] = row[1];
  const std::vector<Layer> layers = model.layers();
  ASSERT_EQ(layers.size(), at["layers"].size());
  for (std::size_t i = 0; i < layers.size(); ++i) {
    ASSERT_EQ(layers[i].name() + " " + shapes[layers[i].name()], at["layers"][i].as_string()) << i;
  }
  if (at.find("output") != nullptr) expect_output(model, at);
}

void check(const std::string& function, int least) {
  int cases = 0;
  tests::for_each_case("applications", [&](const std::string& key, const Value& at) {
    if (at["function"].as_string() != function) return;
    SCOPED_TRACE(key);
    ++cases;
    check_case(at);
  });
  EXPECT_GE(cases, least);
}

TEST(Applications, Vgg16) { check("VGG16", 4); }
TEST(Applications, ResNet50) { check("ResNet50", 5); }
TEST(Applications, MobileNetV2) { check("MobileNetV2", 9); }
TEST(Applications, LeNet5) { check("LeNet5", 2); }
TEST(Applications, AlexNet) { check("AlexNet", 2); }
TEST(Applications, UNet) { check("UNet", 3); }

#ifndef GLIA_FOREIGN_HEAP
// Weights are drawn when they are first read, so a model that is only counted takes no memory for its 553 MB of them.
TEST(Applications, MakingOneDrawsNoWeights) {
  const tests::HeapWatch watch;
  const Model model = applications::VGG16();
  EXPECT_EQ(model.count_params(), 138357544);
  std::int64_t held = 0;
  for (const std::int64_t bytes : watch.held()) held += bytes;
  EXPECT_LT(held, 1 << 20);
}
#endif

TEST(Applications, TheInputIsAnImageOfSomeSize) {
  for (const Shape& shape : {Shape{31, 64, 3}, Shape{64, 31, 3}, Shape{64, 64}, Shape{2, 64, 64, 3}}) {
    for (const auto make : {applications::VGG16, applications::ResNet50}) {
      expect_error<ValueError>([&] { make({.include_top = false, .input_shape = shape}); },
                               {"height, width and channels", "at least 32", shape.str()});
    }
    expect_error<ValueError>([&] { applications::MobileNetV2({.input_shape = shape}); },
                             {"MobileNetV2", "height, width and channels", shape.str()});
  }
  expect_error<ValueError>([] { applications::VGG16({.include_top = false, .pooling = "mean"}); },
                           {"VGG16", "\"avg\", \"max\" or empty", "\"mean\""});
  for (const double alpha : {0.0, -1.0, 1e9, std::nan("")}) {
    expect_error<ValueError>([&] { applications::MobileNetV2({.alpha = alpha}); }, {"MobileNetV2", "alpha"});
  }
  expect_error<ShapeError>([] { applications::LeNet5({.input_shape = {12, 12, 1}}); }, {"lenet5"});
  expect_error<ShapeError>([] { applications::AlexNet({.input_shape = {32, 32, 3}}); }, {"alexnet"});
}

TEST(Applications, TheLevelsOfAUNetDivideTheImage) {
  expect_error<ValueError>(
      [] {
        applications::UNet({.input_shape = {256, 248, 1}});
      },
      {"UNet", "multiples of 16", "(256, 248, 1)", "smaller depth"});
  expect_error<ValueError>([] { applications::UNet({.input_shape = {256, 256}}); }, {"height, width and channels"});
  for (const int depth : {0, -1, 17}) {
    expect_error<ValueError>([&] { applications::UNet({.depth = depth}); }, {"UNet", "1 to 16"});
  }
}

}  // namespace
}  // namespace glia
