#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)
namespace glia {

/// The type of an element. Written as `f32`, or by Keras's name: "float32", "int64", "uint8", "bool".
class DType {
 public:
  enum Kind : std::uint8_t { f32, f64, i32, i64, u8, boolean };

  constexpr DType(Kind kind) : kind_(kind) {}  // NOLINT
  DType(const char* name);                     // NOLINT
  DType(const std::string& name);              // NOLINT

  constexpr operator Kind() const { return kind_; }             // NOLINT
  constexpr std::size_t size() const { return kSizes[kind_]; }  ///< bytes of one element
  std::string_view name() const;                                ///< short name: "f32"
  std::string_view keras_name() const;                          ///< "float32"
  constexpr bool is_real() const { return kind_ == f32 || kind_ == f64; }
  constexpr bool is_integer() const { return kind_ == i32 || kind_ == i64 || kind_ == u8; }

 private:
  static constexpr std::size_t kSizes[] = {4, 8, 4, 8, 1, 1};  // by kind; here, since kernels ask at each run

  Kind kind_;
};

inline constexpr DType::Kind f32 = DType::f32;
inline constexpr DType::Kind f64 = DType::f64;
inline constexpr DType::Kind i32 = DType::i32;
inline constexpr DType::Kind i64 = DType::i64;
inline constexpr DType::Kind u8 = DType::u8;
inline constexpr DType::Kind boolean = DType::boolean;

/// The dtype of a C++ element type; `bool` is stored as one byte, 0 or 1.
template <class T>
struct DTypeOf;
// clang-format off
template <> struct DTypeOf<float>        { static constexpr DType::Kind value = f32; };
template <> struct DTypeOf<double>       { static constexpr DType::Kind value = f64; };
template <> struct DTypeOf<std::int32_t> { static constexpr DType::Kind value = i32; };
template <> struct DTypeOf<std::int64_t> { static constexpr DType::Kind value = i64; };
template <> struct DTypeOf<std::uint8_t> { static constexpr DType::Kind value = u8; };
template <> struct DTypeOf<bool>         { static constexpr DType::Kind value = boolean; };
// clang-format on

/// Calls f(T{}) with the C++ type of `dtype`.
template <class F>
decltype(auto) dispatch(DType dtype, F&& f) {
  switch (static_cast<DType::Kind>(dtype)) {
    case f64: return f(double{});
    case i32: return f(std::int32_t{});
    case i64: return f(std::int64_t{});
    case u8: return f(std::uint8_t{});
    case boolean: return f(bool{});
    case f32: break;
  }
  return f(float{});
}

/// The dtype of `a op b`: bool < u8 < i32 < i64 < f32 < f64, except that i64 with f32 gives f32.
DType promote(DType a, DType b);

}  // namespace glia
#pragma GCC visibility pop
