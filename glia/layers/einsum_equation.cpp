#include "glia/layers/einsum_equation.hpp"

#include <algorithm>
#include <set>

#include "glia/base/error.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr char kEllipsis[] = "...";

bool has(const std::string& letters, char c) { return letters.find(c) != std::string::npos; }
bool is_word(const std::string& s) { return !s.empty() && s.find_first_not_of(kLetters) == std::string::npos; }

[[noreturn]] void throw_equation(const std::string& equation, const std::string& rule, const std::string& expected) {
  throw ValueError({.rule = rule, .expected = expected, .received = "\"" + equation + "\""});
}

/// Takes an ellipsis from the front or back of `term`; 'l', 'r' or ' ' for none.
char take_ellipsis(std::string& term) {
  if (term.starts_with(kEllipsis)) {
    term.erase(0, 3);
    return 'l';
  }
  if (!term.ends_with(kEllipsis)) return ' ';
  term.erase(term.size() - 3);
  return 'r';
}

/// `count` letters that `used` has not.
std::string fresh_letters(const std::string& used, std::size_t count) {
  std::string out;
  for (const char* c = kLetters; *c != 0 && out.size() < count; ++c) {
    if (!has(used, *c)) out += *c;
  }
  return out;
}

void check_letters(const std::string& equation, const EinsumEquation& e) {
  for (const std::string* term : {&e.x, &e.kernel, &e.y}) {
    if (std::set<char>(term->begin(), term->end()).size() != term->size())
      throw_equation(equation, "EinsumDense reads no diagonals: a term has each letter once", "different letters");
  }
  for (const char c : e.y) {
    if (!has(e.x, c) && !has(e.kernel, c))
      throw_equation(equation, std::string("The output's letter '") + c + "' stands on no other side",
                     "letters of the input or the kernel");
  }
  for (const char c : e.kernel) {
    if (!has(e.x, c) && !has(e.y, c))
      throw_equation(equation, std::string("The kernel's letter '") + c + "' has no size",
                     "letters of input or output");
  }
  if (e.x[0] != e.y[0] || has(e.kernel, e.x[0]))
    throw_equation(equation, "The first axis is the batch: it stays first, and the kernel has it not",
                   "such as \"abc,cd->abd\"");
}

Shape sizes_of(const std::string& letters, const std::string& known, const Shape& sizes, const std::string& more,
               const Shape& others) {
  Shape out;
  for (const char c : letters) {
    const std::size_t at = known.find(c);
    out.push_back(at != std::string::npos ? sizes[static_cast<int>(at)] : others[static_cast<int>(more.find(c))]);
  }
  return out;
}

/// The letters of `from`, in its order, for which keep(letter) holds.
template <class F>
std::string those(const std::string& from, F&& keep) {
  std::string out;
  std::copy_if(from.begin(), from.end(), std::back_inserter(out), keep);
  return out;
}

std::int64_t product(const Shape& s) {
  std::int64_t out = 1;
  for (const std::int64_t d : s) out = checked_multiply(out, d);
  return out;
}

/// The axes of `from` in the order of `to`.
Tensor in_order(const Tensor& x, const std::string& from, const std::string& to) {
  if (from == to) return x;
  std::vector<int> axes;
  for (const char c : to) axes.push_back(static_cast<int>(from.find(c)));
  return ops::transpose(x, axes);
}

}  // namespace

EinsumEquation einsum_equation(const std::string& equation, const Shape& x_shape, const Sizes& output_shape) {
  const std::string form = "[X],[Y]->[Z], ...[X],[Y]->...[Z] or [X]...,[Y]->[Z]...";
  const std::size_t comma = equation.find(',');
  const std::size_t arrow = equation.find("->");
  const std::string no_equation = "EinsumDense needs an equation of two terms and a result";
  if (comma == std::string::npos || arrow == std::string::npos || comma > arrow)
    throw_equation(equation, no_equation, form);
  EinsumEquation e{equation.substr(0, comma),
                   equation.substr(comma + 1, arrow - comma - 1),
                   equation.substr(arrow + 2),
                   x_shape,
                   {},
                   {}};
  const char side = take_ellipsis(e.x);
  if (take_ellipsis(e.y) != side || !is_word(e.x) || !is_word(e.kernel) || !is_word(e.y))
    throw_equation(equation, no_equation, form);
  const auto letters = static_cast<std::size_t>(x_shape.rank());
  if (side == ' ' ? letters != e.x.size() : letters < e.x.size()) {
    throw ShapeError(
        {.rule = "The equation has a letter for each axis of the input",
         .expected = std::to_string(e.x.size()) + (side == ' ' ? "" : " or more") + " axes for \"" + equation + "\"",
         .received = x_shape.str()});
  }
  const std::string elided = fresh_letters(e.x + e.kernel + e.y, letters - e.x.size());
  for (std::string* term : {&e.x, &e.y}) *term = side == 'l' ? elided + *term : *term + elided;
  check_letters(equation, e);

  const std::string given = those(e.y, [&](char c) { return c != e.y[0] && !has(elided, c); });
  const Shape sizes(output_shape.values());
  if (static_cast<std::size_t>(sizes.rank()) != given.size()) {
    throw ValueError({.rule = "output_shape has a size for each letter of the output but the batch",
                      .expected = std::to_string(given.size()) + " sizes for \"" + equation + "\"",
                      .received = sizes.str()});
  }
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::size_t in_x = e.x.find(given[i]);
    const std::int64_t size = sizes[static_cast<int>(i)];
    const std::string letter(1, given[i]);
    if (in_x == std::string::npos) {
      if (size > 0) continue;
      throw ValueError({.rule = "output_shape says the size of axis '" + letter + "', which the input has not",
                        .expected = "1 or more",
                        .received = std::to_string(size)});
    }
    if (const std::int64_t is = x_shape[static_cast<int>(in_x)]; size != -1 && size != is) {
      throw ShapeError({.rule = "Input and output_shape differ along axis '" + letter + "', which both have",
                        .expected = std::to_string(is) + ", or −1 for the input's",
                        .received = std::to_string(size)});
    }
  }
  e.y_shape = sizes_of(e.y, e.x, x_shape, given, sizes);
  e.kernel_shape = sizes_of(e.kernel, e.x, x_shape, given, sizes);
  return e;
}

Tensor einsum(const EinsumEquation& e, const Tensor& x, const Tensor& kernel) {
  const auto size = [&](const std::string& letters) {
    return product(sizes_of(letters, e.x, e.x_shape, e.kernel, e.kernel_shape));
  };
  std::string x_letters = e.x;
  Tensor left = x;
  std::vector<int> lone;
  for (std::size_t i = 0; i < e.x.size(); ++i) {
    if (!has(e.kernel, e.x[i]) && !has(e.y, e.x[i])) lone.push_back(static_cast<int>(i));
  }
  if (!lone.empty()) {
    left = ops::sum(left, lone);
    x_letters = those(e.x, [&](char c) { return has(e.kernel, c) || has(e.y, c); });
  }
  const std::string both = those(e.kernel, [&](char c) { return has(e.x, c) && has(e.y, c); });
  const std::string inner = those(e.kernel, [&](char c) { return !has(e.y, c); });
  const std::string outer = those(e.kernel, [&](char c) { return !has(e.x, c); });
  const std::string batch(1, e.x[0]);
  const std::string rows = those(x_letters, [&](char c) { return c != batch[0] && !has(e.kernel, c); });
  left = in_order(left, x_letters, batch + both + rows + inner);
  Tensor right = in_order(kernel, e.kernel, both + inner + outer);
  const std::int64_t n = e.x_shape[0];
  if (both.empty()) {
    left = ops::reshape(left, {n, size(rows), size(inner)});
    right = ops::reshape(right, {size(inner), size(outer)});
  } else {
    left = ops::reshape(left, {n, size(both), size(rows), size(inner)});
    right = ops::reshape(right, {size(both), size(inner), size(outer)});
  }
  const std::string made = batch + both + rows + outer;
  const Tensor y = ops::reshape(ops::matmul(left, right), sizes_of(made, e.y, e.y_shape, e.y, e.y_shape));
  return in_order(y, made, e.y);
}

Shape einsum_bias(const EinsumEquation& e, const std::string& axes) {
  std::size_t first = e.y.size();
  for (const char c : axes) {
    if (!has(e.y, c)) {
      throw ValueError({.rule = "bias_axes names letters of the output",
                        .expected = "letters of \"" + e.y + "\"",
                        .received = "\"" + axes + "\""});
    }
    if (c == e.y[0]) throw ValueError({.rule = "A bias has no batch axis", .received = "\"" + axes + "\""});
    first = std::min(first, e.y.find(c));
  }
  Shape out;
  for (std::size_t i = first; i < e.y.size(); ++i)
    out.push_back(has(axes, e.y[i]) ? e.y_shape[static_cast<int>(i)] : 1);
  return out;
}

InitialValue einsum_initializer(const EinsumEquation& e, const Initializer& initializer) {
  const Value config = initializer.config();
  const Value* name = config.find("class_name");
  const std::string of = name == nullptr ? "" : name->as_string();
  const bool by_fans =
      of == "VarianceScaling" || of.starts_with("Glorot") || of.starts_with("He") || of.starts_with("Lecun");
  if (!by_fans) return initializer;
  std::int64_t in = 1;
  std::int64_t out = 1;
  for (std::size_t i = 0; i < e.kernel.size(); ++i) {
    std::int64_t& fan = has(e.y, e.kernel[i]) ? out : in;
    fan = checked_multiply(fan, e.kernel_shape[static_cast<int>(i)]);
  }
  return [initializer, in, out](const InitialDraw& draw) {
    InitialDraw flat = draw;
    flat.shape = {in, out};
    flat.first_row = 0;
    flat.rows = -1;
    return initializer(flat).reshape(draw.shape);
  };
}

}  // namespace glia::detail
