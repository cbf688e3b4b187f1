"""Places on a page as seen and in its file's own coordinates: there and back. Pure; worker and owner both use it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.pdf.reading import Edges

Point = tuple[float, float]
PEN = 1.5
"""How wide lines are drawn, in points, where a mark says nothing else."""
MARKER = 4.0
"""Points from which on a pen is a marker, under which words stay readable."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is seen of a page in the file's own coordinates (left, bottom, right, top) and its quarter turns."""

    box: Edges
    turn: int

    def point(self, x: float, y: float) -> Point:
        """A point seen so far from the page's top left, in the file's coordinates."""
        left, bottom, right, top = self.box
        match self.turn:
            case 0:
                return left + x, top - y
            case 1:
                return left + y, bottom + x
            case 2:
                return right - x, bottom + y
        return right - y, top - x

    def rect(self, box: Edges) -> Edges:
        """A box seen (left, top, right, bottom) as left, bottom, right, top in the file's coordinates."""
        (a, b), (c, d) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(a, c), min(b, d), max(a, c), max(b, d)


def hull(rects: Sequence[Edges], strokes: Sequence[Sequence[Point]]) -> Edges:
    """The box around everything of a mark; one of no size at the top left where there is nothing."""
    boxes = [*rects, *((x, y, x, y) for stroke in strokes for x, y in stroke)] or [(0.0, 0.0, 0.0, 0.0)]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def rgb(colour: str) -> list[float]:
    """ "#rrggbb" as three numbers from 0 to 1."""
    return [round(int(colour[at : at + 2], 16) / 255, 4) for at in (1, 3, 5)]
