#include <functional>

#include "glia/base/error.hpp"
#include "glia/files/json.hpp"
#include "glia/files/model_file.hpp"
#include "glia/layers/dense.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/sgd.hpp"

namespace glia::detail {
namespace {

ModelFile sequential_file() {
  const Sequential model{Input{3}, Dense{4}, Dense{.units = 2, .name = "last"}};
  model.compile({.optimizer = SGD{.momentum = 0.9}, .loss = "mse", .metrics = {"mae"}});
  model.fit(Array(Shape{4, 3}), Array(Shape{4, 2}), {.verbose = 0});
  return model_to_file(model);
}

ModelFile functional_file() {
  const Input x{3};
  const Tensor h = x | Dense{4};
  return model_to_file(Model(x, (h + Array{1, 2, 3, 4}) | Dense{.units = 2, .name = "last"}));
}

std::string& text_of(ModelFile& file, const std::string& key) {
  for (auto& [k, text] : file.metadata) {
    if (k == key) return text;
  }
  throw ValueError({.where = key, .rule = "The file has no such metadata"});
}

using Change = std::function<void(ModelFile&)>;

Change replace(const std::string& key, const std::string& from, const std::string& to) {
  return [=](ModelFile& file) {
    std::string& text = text_of(file, key);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw ValueError({.where = text, .rule = "The text does not hold " + from});
    text.replace(at, from.size(), to);
  };
}
Change in_model(const std::string& from, const std::string& to) { return replace("glia.model", from, to); }
Change in_compile(const std::string& from, const std::string& to) { return replace("glia.compile", from, to); }

Change model(const std::string& json) {
  return [=](ModelFile& file) { text_of(file, "glia.model") = json; };
}

Change without(const std::string& key) {
  return [=](ModelFile& file) { std::erase_if(file.metadata, [&](const auto& m) { return m.first == key; }); };
}

Change tensor(const std::string& name, const Array& array) {
  return [=](ModelFile& file) {
    for (NamedArray& t : file.tensors) {
      if (t.name == name) {
        t.array = array;
        return;
      }
    }
    file.tensors.push_back({name, array});
  };
}

Change no_tensor(const std::string& name) {
  return [=](ModelFile& file) { std::erase_if(file.tensors, [&](const NamedArray& t) { return t.name == name; }); };
}

std::string refusal(ModelFile file, const Change& change) {
  change(file);
  try {
    (void)model_from_file({file.tensors, file.metadata, false}, "m.glia");
  } catch (const FileError& e) {
    EXPECT_EQ(std::string(e.what()).find("m.glia: "), 0U) << e.what();
    EXPECT_LT(std::string(e.what()).size(), 900U);
    return e.what();
  } catch (const std::exception& e) {
    return std::string("not a FileError: ") + e.what();
  }
  return "no error";
}

std::string nested(int depth) {
  std::string out =
      R"({"class_name":"Sequential","name":"m","layers":[],"input":{"shape":[3],"dtype":"float32","name":""}})";
  for (int i = 0; i < depth; ++i) {
    out = R"({"class_name":"Sequential","name":"m","layers":[{"name":"m","trainable":true,"model":)" + out +
          R"(}],"input":{"shape":[3],"dtype":"float32","name":""}})";
  }
  return out;
}

struct Case {
  const char* name;
  Change change;
  const char* text;  // what the message says
};

void expect_refusals(const ModelFile& file, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const std::string message = refusal(file, c.change);
    EXPECT_NE(message.find(c.text), std::string::npos) << c.name << ": " << message;
  }
}

TEST(ModelFileHostile, SequentialDescriptionsAreRefusedByPathAndRule) {
  const std::string million = "1000000000000";
  expect_refusals(
      sequential_file(),
      {
          {"no version", without("glia.version"), "holds tensors, but no model of Glia"},
          {"newer version", replace("glia.version", "1", "2"), "newer format than this build reads"},
          {"enormous version", replace("glia.version", "1", std::string(60, '9')), "newer format"},
          {"odd version", replace("glia.version", "1", "-1"), "whole number from 1 on. Received '-1'"},
          {"version 0", replace("glia.version", "1", "0"), "whole number from 1 on"},
          {"no model", without("glia.model"), "The metadata 'glia.model' is missing"},
          {"no JSON", model("{"), "m.glia: glia.model"},
          {"a list", model("[]"), "glia.model: This setting has the wrong type"},
          {"empty object", model("{}"), "The setting 'name' is missing"},
          {"two keys", in_model(R"("name")", R"("class_name":"x","name")"), "appears twice"},
          {"depth", model(nested(40)), "nested deeper than 64 levels"},
          {"unknown kind", in_model(R"("Sequential")", R"("Subclassed")"), "A model is Sequential or Functional"},
          {"unknown class", in_model(R"("class_name":"Dense")", R"("class_name":"Dens")"),
           "glia.model.layers[0].class_name: There is no layer class 'Dens'"},
          {"unknown class says register", in_model(R"("class_name":"Dense")", R"("class_name":"Mine")"),
           "register_layer<Mine>()"},
          {"class is a number", in_model(R"("class_name":"Dense")", R"("class_name":7)"),
           "glia.model.layers[0].class_name: This setting has the wrong type"},
          {"unknown field", in_model(R"("units":4)", R"("unit":4)"), "The class has no field 'unit'"},
          {"units is text", in_model(R"("units":4)", R"("units":"4")"), "Expected an integer"},
          {"units below 0", in_model(R"("units":4)", R"("units":-4)"), "glia.model.layers[0]"},
          {"units 0", in_model(R"("units":4)", R"("units":0)"), "glia.model.layers[0]"},
          {"units 10^12", in_model(R"("units":4)", R"("units":)" + million),
           "tensor 'dense/kernel': The tensor has the shape and dtype that the model declares. Expected "
           "f32(3, 1000000000000), received f32(3, 4)"},
          {"units 2^63-1", in_model(R"("units":4)", R"("units":9223372036854775807)"), "m.glia: "},
          {"units above 64 bits", in_model(R"("units":4)", R"("units":92233720368547758070)"), "glia.model"},
          {"units are a real", in_model(R"("units":4)", R"("units":4.0)"), "Expected an integer, received a real"},
          {"config is a list", in_model(R"("config":{)", R"("config":[],"x":{)"), "glia.model.layers[0].config"},
          {"unknown activation", in_model(R"("linear")", R"("linea")"), "No activation has the name 'linea'"},
          {"unknown dtype", in_model(R"("dtype":"float32")", R"("dtype":"float3")"), "glia.model.layers[0].config"},
          {"unknown initializer", in_model(R"("GlorotUniform")", R"("Glorot")"), "glia.model.layers[0].config"},
          {"layers are an object", in_model(R"("layers":[)", R"("layers":{},"x":[)"), "glia.model.layers: "},
          {"a layer is a number", in_model(R"("layers":[)", R"("layers":[1,)"), "glia.model.layers[0]: "},
          {"no name", in_model(R"("name":"last")", R"("name":"")"), "A layer in a file has a name"},
          {"name twice", in_model(R"({"name":"last")", R"({"name":"dense")"),
           "All layers of a model have different names. Received 'dense' twice"},
          {"shared with a later one", in_model(R"("layers":[)", R"("layers":[{"shared":"dense"},)"),
           "glia.model.layers[0].shared: A shared layer stands in the file before"},
          {"shared with itself twice", in_model(R"({"name":"last")", R"({"shared":"dense"},{"name":"last")"), "twice"},
          {"input of rank 9", in_model(R"("shape":[3])", R"("shape":[1,1,1,1,1,1,1,1,3])"), "glia.model"},
          {"input of no size", in_model(R"("shape":[3])", R"("shape":[0])"), "Every axis of a sample"},
          {"symbolic input", in_model(R"("shape":[3])", R"("shape":[-1])"), "Every axis of a sample"},
          {"batch_size below 0", in_model(R"("shape":[3])", R"("batch_size":-1,"shape":[3])"),
           "batch_size is the number"},
          {"batch_size of 2^40", in_model(R"("shape":[3])", R"("batch_size":1099511627776,"shape":[3])"),
           "batch_size is the number"},
          {"batch_size that is no number", in_model(R"("shape":[3])", R"("batch_size":"2","shape":[3])"), "glia.model"},
          {"input of another size", in_model(R"("shape":[3])", R"("shape":[5])"),
           "tensor 'dense/kernel': The tensor has the shape and dtype that the model declares. Expected f32(5, 4), "
           "received f32(3, 4)"},
          {"input overflows", in_model(R"("shape":[3])", R"("shape":[4611686018427387904,4611686018427387904])"),
           "m.glia: "},
          {"unknown frozen weight", in_model(R"("not_trainable":[])", R"("not_trainable":["x"])"),
           "glia.model.not_trainable: The model has no weight 'x'"},
          {"trainable is a number", in_model(R"("trainable":true},{)", R"("trainable":1},{)"), "Expected a bool"},
          {"many layers",
           [](ModelFile& file) {
             std::string layers;
             for (int i = 0; i < 20000; ++i) {
               layers +=
                   R"({"name":"d)" + std::to_string(i) + R"(","class_name":"Flatten","config":{},"trainable":true},)";
             }
             in_model(R"("layers":[)", R"("layers":[)" + layers)(file);
             no_tensor("last/bias")(file);
           },
           "Weights of the model are missing in the file. Received 'last/bias'"},
      });
}

TEST(ModelFileHostile, TensorsThatDoNotFitAreRefusedByName) {
  expect_refusals(
      sequential_file(),
      {
          {"missing", no_tensor("last/kernel"), "Weights of the model are missing in the file. Received 'last/kernel'"},
          {"extra", tensor("last/scale", Array{1}), "tensors that the model has not. Received 'last/scale'"},
          {"transposed", tensor("dense/kernel", Array(Shape{4, 3})), "Expected f32(3, 4), received f32(4, 3)"},
          {"dtype", tensor("dense/kernel", Array(Shape{3, 4}, f64)), "Expected f32(3, 4), received f64(3, 4)"},
          {"an array that nothing reads", tensor("array:0", Array{1}), "an array that no node of the model reads"},
          {"no iteration", no_tensor("optimizer:iteration"), "optimizer's state is missing in the file"},
          {"iteration is a list", tensor("optimizer:iteration", Array(Shape{2}, i64)),
           "Expected i64(), received i64(2,)"},
          {"learning rate in double", tensor("optimizer:learning_rate", Array(Shape{}, f64)), "Expected f32()"},
          {"slot of another shape", tensor("optimizer:momentum:dense/kernel", Array(Shape{4, 3})),
           "tensor 'optimizer:momentum:dense/kernel'"},
          {"slot of no weight", tensor("optimizer:momentum:x/kernel", Array(Shape{4, 3})),
           "A slot of the optimizer belongs to a weight of the model"},
          {"slot without a weight", tensor("optimizer:momentum", Array(Shape{4, 3})), "A slot of the optimizer"},
          {"optimizer's state without compile", without("glia.compile"), "the state of an optimizer, but no compile"},
      });
}

TEST(ModelFileHostile, CompileStatesAreRefusedByPathAndRule) {
  expect_refusals(sequential_file(),
                  {
                      {"unknown optimizer", in_compile(R"("SGD")", R"("SDG")"), "glia.compile.optimizer: "},
                      {"optimizer by name", in_compile(R"("optimizer":{)", R"("optimizer":"sgd","x":{)"),
                       "glia.compile.optimizer: This setting has the wrong type"},
                      {"field of text", in_compile(R"("momentum":0.9)", R"("momentum":"much")"), "glia.compile"},
                      {"unknown loss", in_compile("MeanSquaredError", "MeanSquaredEror"), "glia.compile.loss[0]: "},
                      {"unknown metric", in_compile("MeanAbsoluteError", "Mae2"), "glia.compile.metrics[0]: "},
                      {"no losses", in_compile(R"("loss")", R"("los")"), "The setting 'loss' is missing"},
                      {"weights are text", in_compile(R"("loss_weights":[])", R"("loss_weights":["1"])"),
                       "glia.compile.loss_weights[0]"},
                  });
}

TEST(ModelFileHostile, GraphsAreRefusedByPathAndRule) {
  // The nodes: 1 array, 2 dense, … in the order of the writer; each reads what stands before it.
  expect_refusals(
      functional_file(),
      {
          {"cycle", in_model(R"("inputs":[[0,0]])", R"("inputs":[[3,0]])"),
           "The number names an input or a node that stands before this one"},
          {"self reference", in_model(R"("inputs":[[0,0]])", R"("inputs":[[1,0]])"), "that stands before this one"},
          {"below 0", in_model(R"("inputs":[[0,0]])", R"("inputs":[[-1,0]])"), "Expected 0 to 0, received -1"},
          {"output that is not there", in_model(R"("inputs":[[0,0]])", R"("inputs":[[0,1]])"),
           "an output of that node"},
          {"one number", in_model(R"("inputs":[[0,0]])", R"("inputs":[[0]])"), "A value is named by its number"},
          {"a bool", in_model(R"("inputs":[[0,0]])", R"("inputs":[[0,true]])"), "Expected an integer"},
          {"no inputs", in_model(R"("inputs":[[0,0]])", R"("inputs":[])"), "A layer has at least one input"},
          {"two inputs", in_model(R"("inputs":[[0,0]])", R"("inputs":[[0,0],[0,0]])"), "The layer takes one input"},
          {"unknown layer", in_model(R"("layer":"last")", R"("layer":"lost")"), "The model has no layer 'lost'"},
          {"unconnected layer", in_model(R"("layer":"last")", R"("layer":"dense")"), "glia.model"},
          {"unknown operation", in_model(R"("op":"add")", R"("op":"ad")"), "There is no operation 'ad'"},
          {"an inner operation", in_model(R"("op":"add")", R"("op":"fused")"), "There is no operation 'fused'"},
          {"a call", in_model(R"("op":"add")", R"("op":"call")"), "There is no operation 'call'"},
          {"another operation", in_model(R"("op":"add")", R"("op":"concatenate")"), "glia.model.nodes["},
          {"unknown array", in_model(R"("array":"array:0")", R"("array":"array:1")"), "holds no tensor 'array:1'"},
          {"a weight as array", in_model(R"("array":"array:0")", R"("array":"last/bias")"), "holds no tensor"},
          {"no outputs", in_model(R"("outputs":[)", R"("outputs":[],"x":[)"), "at least one input and one output"},
      });
}

TEST(ModelFileHostile, EveryChangedCharacterGivesAModelOrAFileError) {
  int opened = 0, refused = 0;
  for (const ModelFile& file : {sequential_file(), functional_file()}) {
    for (std::size_t m = 1; m < file.metadata.size(); ++m) {
      for (std::size_t i = 0; i < file.metadata[m].second.size(); ++i) {
        for (const char* to : {"0", "9", "-", "\"", ",", "e", "]", ""}) {
          ModelFile changed = file;
          changed.metadata[m].second.replace(i, 1, to);
          try {
            (void)model_from_file({changed.tensors, changed.metadata, false}, "m.glia");
            ++opened;
          } catch (const FileError& e) {
            ++refused;
            ASSERT_EQ(std::string(e.what()).find("m.glia: "), 0U) << e.what();
          }
        }
      }
    }
  }
  EXPECT_GT(refused, 10'000);
  EXPECT_GT(opened, 100);
}

TEST(ModelFileHostile, UnknownClassNamesAndTextsOfAnyBytesStayReadable) {
  std::string name = "\"class_name\":\"\\u001b[31m\\u0000";
  name.append(5000, 'x').append("\"");
  const std::string message = refusal(sequential_file(), in_model(R"("class_name":"Dense")", name));
  EXPECT_EQ(message.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace glia::detail
