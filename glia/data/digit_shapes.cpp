#include "glia/data/digit_shapes.hpp"

#include <algorithm>

namespace glia::detail {
namespace {

constexpr bool kCorner = true;

// clang-format off
constexpr PenPoint kZero[]{{.55, 0}, {.22, .12}, {.03, .5}, {.2, .9}, {.5, 1}, {.8, .88}, {.97, .5}, {.82, .12}, {.55, 0}};
constexpr PenPoint kZeroHooked[]{{.78, .1}, {.5, 0}, {.15, .2}, {.03, .6}, {.25, .95}, {.6, .98}, {.93, .7}, {.95, .35}, {.72, .08}, {.42, .06}};
constexpr PenPoint kOne[]{{.5, 0}, {.5, .5}, {.5, 1}};
constexpr PenPoint kOneSerif[]{{.1, .25}, {.55, 0, kCorner}, {.55, 1}};
constexpr PenPoint kOneBase[]{{.1, 1}, {.9, 1}};
constexpr PenPoint kTwo[]{{.06, .2}, {.3, .02}, {.68, .03}, {.85, .25}, {.68, .55}, {.06, .97, kCorner}, {.96, .95}};
constexpr PenPoint kTwoLoop[]{{.08, .22}, {.32, .02}, {.7, .04}, {.82, .28}, {.62, .62}, {.3, .92}, {.08, .92}, {.1, .76}, {.34, .78}, {.62, .93}, {.97, .9}};
constexpr PenPoint kTwoSwung[]{{.1, .16}, {.42, 0}, {.78, .14}, {.76, .42}, {.4, .8}, {.1, .96, kCorner}, {.4, .86}, {.7, .97}, {.98, .86}};
constexpr PenPoint kThree[]{{.08, .1}, {.42, 0}, {.8, .1}, {.78, .32}, {.36, .46, kCorner}, {.8, .56}, {.92, .8}, {.55, 1}, {.06, .9}};
constexpr PenPoint kThreeFlat[]{{.1, .03}, {.85, .02, kCorner}, {.42, .4, kCorner}, {.82, .5}, {.92, .78}, {.55, 1}, {.08, .92}};
constexpr PenPoint kThreeLoop[]{{.12, .14}, {.45, 0}, {.82, .12}, {.72, .36}, {.4, .48}, {.34, .42}, {.5, .42}, {.86, .56}, {.9, .82}, {.5, 1}, {.05, .86}};
constexpr PenPoint kFourLeft[]{{.16, .02}, {.04, .5, kCorner}, {.9, .48}};
constexpr PenPoint kFourLeftRound[]{{.12, 0}, {.03, .3}, {.12, .52}, {.5, .54}, {.9, .4}};
constexpr PenPoint kFourStem[]{{.82, .03}, {.76, .5}, {.7, 1}};
constexpr PenPoint kFourClosed[]{{.64, 0}, {.3, .36}, {.02, .64, kCorner}, {.5, .63}, {.98, .6}};
constexpr PenPoint kFourClosedStem[]{{.66, 0}, {.66, .5}, {.64, 1}};
constexpr PenPoint kFourOneMove[]{{.2, .02}, {.04, .42}, {.3, .54}, {.72, .36}, {.9, 0, kCorner}, {.76, .5}, {.68, 1}};
constexpr PenPoint kFive[]{{.92, .02}, {.22, .03, kCorner}, {.14, .42, kCorner}, {.5, .36}, {.86, .56}, {.8, .86}, {.45, 1}, {.03, .9}};
constexpr PenPoint kFiveBody[]{{.22, .04}, {.16, .42, kCorner}, {.52, .38}, {.88, .62}, {.72, .93}, {.36, 1}, {.04, .88}};
constexpr PenPoint kFiveBar[]{{.2, .05}, {.6, .04}, {.96, .0}};
constexpr PenPoint kFiveSwung[]{{.95, .0}, {.5, .04}, {.26, .14}, {.2, .36}, {.5, .46}, {.74, .64}, {.66, .9}, {.35, 1}, {.05, .9}};
constexpr PenPoint kSix[]{{.72, 0}, {.34, .22}, {.06, .6}, {.16, .93}, {.5, 1}, {.86, .86}, {.84, .62}, {.5, .52}, {.14, .72}};
constexpr PenPoint kSixStraight[]{{.5, 0}, {.22, .36}, {.06, .72}, {.3, .99}, {.72, .95}, {.84, .7}, {.55, .56}, {.2, .7}, {.12, .82}};
constexpr PenPoint kSixLoop[]{{.86, .04}, {.5, .06}, {.16, .36}, {.05, .7}, {.3, .98}, {.7, .96}, {.86, .74}, {.62, .58}, {.3, .64}, {.12, .8}};
constexpr PenPoint kSeven[]{{.03, .06}, {.5, .05}, {.94, .03, kCorner}, {.66, .45}, {.4, 1}};
constexpr PenPoint kSevenSerif[]{{.05, .2}, {.1, .03, kCorner}, {.9, .05, kCorner}, {.6, .5}, {.45, 1}};
constexpr PenPoint kSevenRound[]{{.03, .12}, {.3, .04}, {.7, .03}, {.9, .14}, {.78, .5}, {.62, 1}};
constexpr PenPoint kSevenBar[]{{.3, .5}, {.6, .48}, {.92, .47}};
constexpr PenPoint kEight[]{{.84, .12}, {.5, 0}, {.18, .16}, {.42, .44}, {.8, .7}, {.7, .95}, {.35, 1}, {.14, .8}, {.45, .5}, {.8, .26}, {.84, .12}};
constexpr PenPoint kEightCrossed[]{{.92, .04}, {.5, .0}, {.22, .2}, {.52, .5}, {.76, .78}, {.5, 1}, {.2, .8}, {.5, .48}, {.95, .1}};
constexpr PenPoint kEightTop[]{{.5, 0}, {.2, .1}, {.22, .36}, {.5, .46}, {.78, .36}, {.8, .1}, {.5, 0}};
constexpr PenPoint kEightBottom[]{{.5, .46}, {.14, .6}, {.14, .9}, {.5, 1}, {.86, .9}, {.86, .6}, {.5, .46}};
constexpr PenPoint kNine[]{{.86, .14}, {.5, .0}, {.12, .18}, {.16, .44}, {.5, .5}, {.84, .26}, {.88, .1, kCorner}, {.8, .55}, {.68, 1}};
constexpr PenPoint kNineTail[]{{.8, .14}, {.45, 0}, {.1, .2}, {.2, .46}, {.55, .44}, {.84, .16, kCorner}, {.88, .55}, {.68, .95}, {.2, .96}};
constexpr PenPoint kNineRound[]{{.86, .22}, {.6, .02}, {.2, .1}, {.08, .36}, {.4, .5}, {.78, .36}, {.88, .2}, {.84, .5}, {.66, .8}, {.5, 1}};

constexpr DigitShape kShapes[]{
    {0, 3, .8, {kZero, {}}}, {0, 1, .75, {kZeroHooked, {}}},
    {1, 5, .35, {kOne, {}}}, {1, 1, .35, {kOneSerif, {}}}, {1, .6, .5, {kOneSerif, kOneBase}},
    {2, 2, .8, {kTwo, {}}}, {2, 2, .85, {kTwoLoop, {}}}, {2, 1, .85, {kTwoSwung, {}}},
    {3, 3, .7, {kThree, {}}}, {3, 1, .7, {kThreeFlat, {}}}, {3, 1, .7, {kThreeLoop, {}}},
    {4, 2, .75, {kFourLeft, kFourStem}}, {4, 2, .75, {kFourLeftRound, kFourStem}},
    {4, 1, .75, {kFourClosed, kFourClosedStem}}, {4, 1, .7, {kFourOneMove, {}}},
    {5, 2, .7, {kFive, {}}}, {5, 2, .75, {kFiveBody, kFiveBar}}, {5, 1, .8, {kFiveSwung, {}}},
    {6, 2, .65, {kSix, {}}}, {6, 2, .6, {kSixStraight, {}}}, {6, 1, .7, {kSixLoop, {}}},
    {7, 3, .7, {kSeven, {}}}, {7, 1, .7, {kSevenSerif, {}}}, {7, 2, .7, {kSevenRound, {}}},
    {7, 1, .75, {kSeven, kSevenBar}},
    {8, 2, .65, {kEight, {}}}, {8, 2, .65, {kEightCrossed, {}}}, {8, 1, .6, {kEightTop, kEightBottom}},
    {9, 3, .62, {kNine, {}}}, {9, 1, .65, {kNineTail, {}}}, {9, 2, .65, {kNineRound, {}}},
};
// clang-format on

static_assert(std::ranges::all_of(kShapes, [](const DigitShape& shape) {
  return std::ranges::all_of(shape.strokes, [](const Stroke& s) { return s.size() != 1 && s.size() <= kMostPoints; });
}));

}  // namespace

std::span<const DigitShape> digit_shapes() { return kShapes; }

}  // namespace glia::detail
