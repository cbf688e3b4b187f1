"""Where a mark is on its page: boxes and strokes as the log holds them, and all of a mark fitted into another box. Pure.

Points from the top left of the page as seen. A point of a stroke may have a third number: how wide the pen is there.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from cypsc_desktop.papers.text import Edges
from cypsc_desktop.pdf.frames import PEN, Point, hull

Strokes = Sequence[Sequence[Sequence[float]]]


def edges(value: Any) -> tuple[Edges, ...]:
    """Boxes as the log holds them."""
    listed = value if isinstance(value, list) else []
    return tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in (box for box in listed if len(box) == 4))


def strokes_of(value: Any) -> tuple[tuple[Point, ...], ...]:
    """Strokes as the log holds them, without widths."""
    listed = value if isinstance(value, list) else []
    return tuple(tuple((float(p[0]), float(p[1])) for p in stroke if len(p) in (2, 3)) for stroke in listed)


def widths_of(value: Any) -> tuple[tuple[float, ...], ...]:
    """How wide the pen is at each point of the strokes that the log holds; nothing where none of them says."""
    listed = value if isinstance(value, list) else []
    if not any(len(p) == 3 for stroke in listed for p in stroke):
        return ()
    return tuple(tuple(float((*p, PEN)[2]) for p in stroke if len(p) in (2, 3)) for stroke in listed)


def with_widths(strokes: Strokes, widths: Sequence[Sequence[float]]) -> list[list[list[float]]]:
    """Strokes and their widths as the log holds them."""
    if not widths:
        return rounded_strokes(strokes)
    pairs = zip(strokes, widths, strict=True)
    return rounded_strokes([[(x, y, w) for (x, y), w in zip(line, wide, strict=True)] for line, wide in pairs])


def rounded(rects: Iterable[Edges]) -> list[list[float]]:
    """Boxes as the log is to hold them."""
    return [[round(float(v), 2) for v in (min(a, c), min(b, d), max(a, c), max(b, d))] for a, b, c, d in rects]


def rounded_strokes(strokes: Strokes) -> list[list[list[float]]]:
    """Strokes as the log is to hold them."""
    return [[[round(float(part), 2) for part in point[:3]] for point in stroke] for stroke in strokes]


def fitted(
    rects: Sequence[Edges], strokes: Sequence[Sequence[Point]], box: Edges
) -> tuple[tuple[Edges, ...], tuple[tuple[Point, ...], ...]]:
    """Boxes and strokes moved and stretched so that what stands around them all is ``box``; a side that they have no
    length on is only moved."""
    left, top, right, bottom = hull(rects, strokes)
    to = (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    across = (to[2] - to[0]) / (right - left) if right > left else 1.0
    down = (to[3] - to[1]) / (bottom - top) if bottom > top else 1.0

    def place(x: float, y: float) -> Point:
        return round(to[0] + (x - left) * across, 2), round(to[1] + (y - top) * down, 2)

    return (
        tuple((*place(a, b), *place(c, d)) for a, b, c, d in rects),
        tuple(tuple(place(x, y) for x, y in stroke) for stroke in strokes),
    )
