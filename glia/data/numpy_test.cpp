#include "glia/data/numpy.hpp"

#include <thread>

#include "glia/base/error.hpp"
#include "glia/base/sha256.hpp"

namespace glia::numpy {
namespace {

std::string digest(const Array& a) { return detail::sha256(std::as_bytes(a.span<double>())); }

void expect_values(const Array& a, std::initializer_list<double> values) {
  ASSERT_EQ(a.size(), static_cast<std::int64_t>(values.size()));
  std::int64_t i = 0;
  for (const double v : values) EXPECT_EQ(a.get(i++), v);
}

}  // namespace

// All values and digests below come from NumPy 2.4.6.
TEST(NumpyRandom, SameBitsAsRandomState) {
  RandomState zero(0);
  expect_values(zero.rand({3}), {0x1.18fe1565f12a8p-1, 0x1.6e2d4cf608733p-1, 0x1.349d66b6e894bp-1});
  expect_values(zero.randn({3}), {-0x1.2258941855050p+1, 0x1.55633ae9cc424p+0, -0x1.af7986f57fa88p-1});
  expect_values(zero.rand({2}), {0x1.c8967883a12f7p-1, 0x1.ed65349173336p-1});  // the cached normal must wait
  expect_values(zero.randn({2}), {0x1.f84cf7f7312a7p+0, 0x1.4420580e99483p+0});
  RandomState last(4294967295U);
  expect_values(last.rand({1, 3}), {0x1.8fe69a3924820p-4, 0x1.d323d824032b1p-1, 0x1.93fc6f61af3f9p-1});
  expect_values(last.randn({3, 1}), {0x1.4d051339bc741p-4, 0x1.a3847f39c09c9p-2, 0x1.438a83ff956b5p-2});
}

TEST(NumpyRandom, LongStreamsKeepTheirBits) {
  RandomState state(7);
  EXPECT_EQ(digest(state.randn({100001})), "eacc038efe7c623ab762535c04b2b8378aa8f90e7327e9a1b72fbd839e0f2ab8");
  EXPECT_EQ(digest(state.rand({1000, 100})), "846a5c0129c4fe11d13afef976854c8de5823c36860741e76a6146bb8c2641c8");
}

TEST(NumpyRandom, TheProcessStreamFollowsItsSeed) {
  random_seed(42);
  expect_values(rand({3}), {0x1.7f8771e5f51ecp-2, 0x1.e6c4068bbd654p-1, 0x1.76c7e8f1e6751p-1});
  expect_values(randn({2}), {-0x1.1ca42ce8158a6p+0, 0x1.468e4b5774960p-2});
  EXPECT_THROW(random_seed(-1), ValueError);
  EXPECT_THROW(RandomState(std::int64_t{1} << 32), ValueError);
}

TEST(NumpyRandom, ThreadsShareOneStreamWithoutLosingDraws) {
  random_seed(1);
  std::vector<Array> parts(4);
  std::vector<std::thread> threads;
  for (Array& part : parts) threads.emplace_back([&part] { part = rand({1000}); });
  for (std::thread& thread : threads) thread.join();
  const Array all = RandomState(1).rand({4000});
  std::vector<bool> seen(4);
  for (const Array& part : parts) {
    for (std::size_t k = 0; k < 4; ++k) {
      if (part.get(999) == all.get(static_cast<std::int64_t>(k) * 1000 + 999)) seen[k] = true;
    }
  }
  EXPECT_EQ(seen, std::vector<bool>(4, true));
}

TEST(NumpyLinspace, SameBitsAsNumPy) {
  expect_values(linspace(0, 0.3, 4), {0, 0x1.9999999999999p-4, 0x1.9999999999999p-3, 0x1.3333333333333p-2});
  expect_values(linspace(2, 3, 1), {2});
  EXPECT_EQ(linspace(0, 1, 0).size(), 0);
  EXPECT_EQ(digest(linspace(-1, 1, 100)), "7b0e8005686da0b18c4814501a904cbf04184f8c2336b827cf1f1b5b45170964");
  EXPECT_EQ(digest(linspace(5, -5, 7)), "5cfb51a82e04b9f558115c914e5cf9c5ed1ac5f744972777d0183d3238f782cc");
  EXPECT_EQ(digest(linspace(0, 1)), "239e01fb2915982bb8eccb69c624548e06efc4978638ab20ee16d3267fe29a39");
  EXPECT_EQ(digest(linspace(1e-3, 1e3, 1001)), "6e5692f00905a7e3c2829a07ad68a487d6b0731ff530c9737d67839e0119df5e");
  expect_values(linspace(0, 0x1p-1074, 4), {0, 0, 0x1p-1074, 0x1p-1074});
  expect_values(linspace(3, 3, 3), {3, 3, 3});
  EXPECT_THROW(linspace(0, 1, -1), ValueError);
}

}  // namespace glia::numpy
