"""What an eraser leaves of a drawing. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.papers.places import Strokes
from cypsc_desktop.ui.marks.tools import REACH

Point = tuple[float, float]


def left_of(shown: Shown, rubbed: Sequence[Point]) -> Strokes | None:
    """The strokes that the eraser did not touch on its way, with their widths; None where it touched none of them."""
    touched = [any(_meets(stroke, spot) for spot in _dense(rubbed)) for stroke in shown.strokes]
    if not any(touched):
        return None
    widths = shown.widths or ((),) * len(shown.strokes)
    kept = [(s, w) for s, w, gone in zip(shown.strokes, widths, touched, strict=True) if not gone]
    return [[(x, y, *w[n : n + 1]) for n, (x, y) in enumerate(s)] for s, w in kept]


def _dense(points: Sequence[Point]) -> list[Point]:
    """The eraser's way with a spot at least every few points of it: a quick hand skips."""
    spots = list(points[:1])
    for (a, b), (c, d) in pairwise(points):
        steps = max(1, int(hypot(c - a, d - b) // REACH) + 1)
        spots += [(a + (c - a) * n / steps, b + (d - b) * n / steps) for n in range(1, steps + 1)]
    return spots


def _meets(stroke: Sequence[Point], spot: Point) -> bool:
    if len(stroke) == 1:
        return hypot(stroke[0][0] - spot[0], stroke[0][1] - spot[1]) <= REACH
    return any(_distance(a, b, spot) <= REACH for a, b in pairwise(stroke))


def _distance(a: Point, b: Point, spot: Point) -> float:
    """How far a spot is from the line between two points."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, ((spot[0] - a[0]) * dx + (spot[1] - a[1]) * dy) / length)) if length else 0.0
    return hypot(a[0] + along * dx - spot[0], a[1] + along * dy - spot[1])
