"""Where pages lie when they follow one another down a column, or stand alone. Pure numbers; lengths in pixels of the
window unless said.

The places of all pages are computed once a layout; what is asked while scrolling is a bisection.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

GAP = 12
Box = tuple[float, float, float, float]
FITS = ("width", "page")


def turned_size(size: tuple[float, float], rotation: int) -> tuple[float, float]:
    """Width and height after so many quarter turns; never less than a point."""
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    return (height, width) if rotation % 2 else (width, height)


def turned_point(x: float, y: float, *, size: tuple[float, float], rotation: int) -> tuple[float, float]:
    """A point of an unturned page of that size, after so many quarter turns clockwise."""
    width, height = size
    return ((x, y), (height - y, x), (width - x, height - y), (y, width - x))[rotation % 4]


def turned_box(box: Box, *, size: tuple[float, float], rotation: int) -> Box:
    """A box of an unturned page of that size, after so many quarter turns clockwise."""
    x0, y0 = turned_point(box[0], box[1], size=size, rotation=rotation)
    x1, y1 = turned_point(box[2], box[3], size=size, rotation=rotation)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


@dataclass(frozen=True, slots=True)
class Flow:
    """A layout. Sheets count from 1; ``only`` is the sheet that stands alone, None where all follow one another."""

    sizes: tuple[tuple[float, float], ...]
    scales: tuple[float, ...]
    rotation: int
    only: int | None
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    tops: tuple[int, ...] = field(repr=False)
    height: int
    width: int

    def in_sight(self, top: int, bottom: int) -> range:
        """The sheets that show between two heights."""
        if self.only is not None:
            return range(self.only, self.only + 1)
        first = max(0, bisect_right(self.tops, top) - 1)
        if first < len(self.tops) and self.tops[first] + self.heights[first] <= top:
            first += 1
        return range(first + 1, bisect_left(self.tops, bottom) + 1)

    def sheet_at(self, y: int) -> int:
        """The sheet at or above a height; 0 where there are none."""
        if self.only is not None:
            return self.only
        return max(1, bisect_right(self.tops, y)) if self.tops else 0

    def alone(self, sheet: int | None) -> "Flow":
        """The same layout with one sheet standing alone, or with all following one another."""
        if sheet is None:
            height = self.tops[-1] + self.heights[-1] + GAP if self.tops else 0
            return replace(self, only=None, height=height, width=max(self.widths, default=0) + 2 * GAP)
        height, width = self.heights[sheet - 1], self.widths[sheet - 1]
        return replace(self, only=sheet, height=height + 2 * GAP, width=width + 2 * GAP)

    def top(self, sheet: int) -> int:
        return GAP if self.only is not None else self.tops[sheet - 1]

    def place(self, box: Box, sheet: int) -> Box:
        """A box in points of a page as one in pixels from the shown page's top left."""
        scale = self.scales[sheet - 1]
        left, top, right, bottom = turned_box(box, size=self.sizes[sheet - 1], rotation=self.rotation)
        return left * scale, top * scale, right * scale, bottom * scale

    def point(self, x: float, y: float, sheet: int) -> tuple[float, float]:
        """A place in pixels from the shown page's top left as one in points of the page."""
        scale = self.scales[sheet - 1]
        back = -self.rotation % 4
        size = turned_size(self.sizes[sheet - 1], self.rotation)
        return turned_point(x / scale, y / scale, size=size, rotation=back)


def lay_out(
    sizes: Sequence[tuple[float, float]],
    *,
    room: tuple[int, int],
    fit: str | None,
    zoom: float,
    rotation: int = 0,
    only: int | None = None,
    ratio: float = 1.0,
) -> Flow:
    """Pages of these sizes in points in a window with that room. ``fit``: "width", "page", or None for ``zoom`` pixels a
    point. ``ratio``: pixels of the screen to one of the window, to whose grid page sizes are rounded."""
    wide, high = max(80, room[0] - 2 * GAP), max(80, room[1] - 2 * GAP)
    known: dict[tuple[float, float], tuple[float, int, int]] = {}
    scales, widths, heights, tops = [], [], [], []
    top = GAP
    for size in sizes:
        if size not in known:
            width, height = turned_size(size, rotation)
            scale = zoom if fit is None else wide / width
            if fit == "page":
                scale = min(scale, high / height)
            scale = round(min(max(scale, 0.05), 12.0) * ratio * 1000) / 1000 / ratio
            known[size] = scale, round(width * scale * ratio), round(height * scale * ratio)
        scale, across, down = known[size]
        scales.append(scale)
        widths.append(max(1, round(across / ratio)))
        heights.append(max(1, round(down / ratio)))
        tops.append(top)
        top += heights[-1] + GAP
    flow = Flow(
        tuple((max(w, 1.0), max(h, 1.0)) for w, h in sizes), tuple(scales), rotation % 4, None, tuple(widths),
        tuple(heights), tuple(tops), top if sizes else 0, max(widths, default=0) + 2 * GAP,
    )  # fmt: skip
    return flow if only is None else flow.alone(only)
