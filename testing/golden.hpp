#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "glia/base/array.hpp"
#include "glia/base/value.hpp"
#include "glia/graph/tensor.hpp"

namespace glia::tests {

/// The folder that holds glia/, testing/ and docs/.
std::filesystem::path source_root();

/// testing/goldens/`name`.json, whose schema is the docstring of the script that its "made_by" names. Read once.
const Value& golden(const std::string& name);

/// Calls f(key, case) for each case of a golden file. A case of something that Glia does not have must be in `missing`
/// and have its reason there; f() says so by throwing Error. Returns how many cases ran to their end.
int for_each_case(const std::string& name, const std::function<void(const std::string& key, const Value& at)>& f,
                  const std::vector<std::pair<std::string, std::string>>& missing = {});

/// Whether the kernels round a product and its sum once: on AVX2 and AVX-512, not on SSE4 and scalar.
bool has_fused_multiply_add();
/// Holds numbers of a golden case to the rule: f64 within 1e-9, f32 within 2·ε·√length, `length` numbers being summed,
/// of max(|b|, rms(b)), twice that without fused multiply-add. testing/goldens/exceptions.json lists by file, case and
/// what ("gradient") where a multiple of that is allowed, and why; it fails too if such an exception is not needed with
/// fused multiply-add.
void expect_golden(const std::string& file, const std::string& key, const std::string& what, const Array& got,
                   const Array& expected, double length = 1);
/// At the end of a test over a file: fails for its exceptions that expect_golden did not meet.
void expect_all_exceptions_met(const std::string& file);

/// Nested lists of numbers, or one number, as an array.
Array array_of(const Value& value, DType dtype = f64);
Shape shape_of(const Value& list);
/// {"class_name": name, "config": arguments}: the form that Glia's make_… functions take.
Value class_of(const Value& at, const std::string& kind);

/// tools/goldens/common.py's level() and noise(), bit for bit.
std::int64_t level(std::int64_t i);
Array noise(std::int64_t first, const Shape& shape, double scale = 1);

/// t.eval() with 1, 2 and 3 threads, which must give the same bits.
Array eval_on_threads(const Tensor& t);
/// Whether two arrays agree in shape, dtype and every bit.
bool same_bits(const Array& a, const Array& b);

}  // namespace glia::tests
