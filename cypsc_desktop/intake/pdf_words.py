"""From the worker's raw page to words and rules on the sheet as a reader sees it. No layout decisions here."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from cypsc_desktop.intake.layout import Box
from cypsc_desktop.pdf.wire import RawPage


class Ink(NamedTuple):
    """A word with its look: size in points, bold, and quarter turns as seen on the sheet (0 upright)."""

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

    def place(x0: float, y0: float, x1: float, y1: float) -> Box:
        if turn == 0:
            return Box(x0 - left, top - y1, x1 - left, top - y0)
        if turn == 1:
            return Box(y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if turn == 2:
            return Box(right - x1, y0 - bottom, right - x0, y1 - bottom)
        return Box(top - y1, right - x1, top - y0, right - x0)

    words: list[Ink] = []
    fonts = [(size, bold, (turn - angle) % 4) for size, bold, angle in raw.fonts]
    edges = iter(raw.boxes.tolist())
    for text, style, x0, y0, x1, y1 in zip(raw.words, raw.styles, edges, edges, edges, edges, strict=True):
        box = place(x0, y0, x1, y1)
        if box.right > 0 and box.left < width and box.bottom > 0 and box.top < height and math.isfinite(sum(box)):
            words.append(Ink(text, box, *fonts[style]))
    edges = iter(raw.rules.tolist())
    drawn = zip(raw.kinds, edges, edges, edges, edges, strict=True)
    rules = [Rule(place(*box), kind) for kind, *box in drawn if math.isfinite(sum(box))]
    notes = [Ink(text, place(*box), 0.0, False, 0) for text, *box in raw.notes if math.isfinite(sum(box))]
    return Page(raw.number, width, height, words, rules, raw.images, notes)
