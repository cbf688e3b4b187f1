"""From the worker's raw page to words and rules on the sheet as a reader sees it. No layout decisions here."""

import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cypsc_desktop.intake.layout import Box
from cypsc_desktop.pdf.wire import SLANTED, RawPage


class Ink(NamedTuple):
    """A word with its look: size in points, bold, and quarter turns clockwise as seen on the sheet
    (0 upright, SLANTED for neither axis)."""

    text: str
    box: Box
    size: float
    bold: bool
    turn: int


class Rule(NamedTuple):
    """A drawn straight line (kind 0), stroked rectangle (1) or filled rectangle (2)."""

    box: Box
    kind: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page turned upright: words in content order, rules, texts stamped on as annotations, its size in points."""

    number: int
    width: float
    height: float
    words: list[Ink]
    rules: list[Rule]
    images: int
    notes: list[Ink]


def upright(raw: RawPage) -> Page:
    """Apply the page's rotation and crop box. Words and rules outside the page or without a finite place go."""
    left, bottom, right, top = raw.frame
    wide, high = max(right - left, 1.0), max(top - bottom, 1.0)
    turn = raw.rotation
    width, height = (wide, high) if turn % 2 == 0 else (high, wide)

    place = _placing(turn, left=left, bottom=bottom, right=right, top=top)
    fonts = [(size, bold, angle if angle == SLANTED else (turn - angle) % 4) for size, bold, angle in raw.fonts]
    words = [
        Ink(text, box, *fonts[style])
        for text, style, box in zip(raw.words, raw.styles, place(raw.boxes), strict=True)
        if box.right > 0
        and box.left < width
        and box.bottom > 0
        and box.top < height
        and box.width + box.height < math.inf
    ]
    rules = [
        Rule(box, kind)
        for box, kind in zip(place(raw.rules), raw.kinds, strict=True)
        if box.width + box.height < math.inf
    ]
    stamped = place(array("f", [edge for note in raw.notes for edge in note[1:]]))
    notes = [
        Ink(note[0], box, 0.0, False, 0)
        for note, box in zip(raw.notes, stamped, strict=True)
        if box.width + box.height < math.inf
    ]
    return Page(raw.number, width, height, words, rules, raw.images, notes)


def _placing(
    turn: int, *, left: float, bottom: float, right: float, top: float
) -> Callable[["array[float]"], list[Box]]:
    """What makes boxes as the reader sees them of runs of left, bottom, right, top in the file's own coordinates."""

    def place(edges: "array[float]") -> list[Box]:
        x0, y0, x1, y1 = edges[0::4], edges[1::4], edges[2::4], edges[3::4]
        match turn:
            case 0:
                sides = ([x - left for x in x0], [top - y for y in y1], [x - left for x in x1], [top - y for y in y0])
            case 1:
                sides = (
                    [y - bottom for y in y0],
                    [x - left for x in x0],
                    [y - bottom for y in y1],
                    [x - left for x in x1],
                )
            case 2:
                sides = (
                    [right - x for x in x1],
                    [y - bottom for y in y0],
                    [right - x for x in x0],
                    [y - bottom for y in y1],
                )
            case _:
                sides = ([top - y for y in y1], [right - x for x in x1], [top - y for y in y0], [right - x for x in x0])
        return list(map(Box._make, zip(*sides, strict=True)))

    return place
