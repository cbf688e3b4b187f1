"""A copy of a PDF with marks on it, written by a worker: standard annotations, or drawn into the pages.

Turns places seen on a page into the file's own coordinates; decides nothing about which marks are written.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.client import read_opened
from cypsc_desktop.pdf.process import WorkerLost, WorkerProcess
from cypsc_desktop.pdf.reading import Edges
from cypsc_desktop.pdf.wire import WireError

SECONDS = 120.0
_PEN = 0.9  # points, less than one: the box is still that of the strokes
_WHAT_IT_RAISES = (WorkerLost, WireError, KeyError, TypeError, ValueError, OverflowError)
NOT_WRITTEN = (
    "This PDF cannot be copied with marks: its pages cannot be read. Open it in a PDF viewer, save it again, and import "
    "that copy."
)

Point = tuple[float, float]


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


@dataclass(frozen=True, slots=True)
class MarkToWrite:
    """One mark: ``rects`` and ``strokes`` in points from the top left of its page (from 1), ``edge`` and ``fill`` as
    "#rrggbb", ``created`` a PDF date, ``name`` what other programs keep as its id."""

    page: int
    kind: str
    name: str
    rects: Sequence[Edges]
    strokes: Sequence[Sequence[Point]] = ()
    text: str = ""
    author: str = ""
    subject: str = ""
    created: str = ""
    edge: str = "#806000"
    fill: str = "#fbefb8"
    meaning: str = ""
    letter: str = ""
    reply_to: str = ""


def page_frames(path: Path, pages: Iterable[int], *, password: str | None = None) -> dict[int, Frame]:
    """What is seen of these pages. UserError where the file cannot be read."""
    try:
        with WorkerProcess() as worker:
            return _frames(worker, path, sorted(set(pages)), password)
    except _WHAT_IT_RAISES as error:
        raise UserError(NOT_WRITTEN) from error


def write_marked(
    path: Path,
    to: Path,
    marks: Sequence[MarkToWrite],
    *,
    replaced: Mapping[int, Sequence[str]] | None = None,
    password: str | None = None,
    flattened: bool = False,
    only: tuple[int, int] | None = None,
) -> int:
    """Write the PDF at ``path`` with marks to ``to``; returns how many it bears. ``replaced`` names, by page, marks of
    the file's own that are among them; ``only`` keeps the pages from the first to the last named. UserError where the
    file cannot be read; ``to`` is then not whole."""
    try:
        with WorkerProcess() as worker, tempfile.TemporaryDirectory(prefix="cypsc-") as folder:
            frames = _frames(worker, path, sorted({mark.page for mark in marks}), password)
            listed = Path(folder) / "marks.json"
            ready = {"marks": [_ready(mark, frames[mark.page]) for mark in marks], "replaced": replaced or {}}
            listed.write_text(json.dumps(ready), encoding="utf-8")
            worker.send(
                do="mark", path=str(path.resolve()), to=str(to.resolve()), marks=str(listed), password=password,
                flattened=flattened, only=only,
            )  # fmt: skip
            return int(worker.answer(seconds=SECONDS).header["written"])
    except _WHAT_IT_RAISES as error:
        raise UserError(NOT_WRITTEN) from error


def _frames(worker: WorkerProcess, path: Path, pages: Sequence[int], password: str | None) -> dict[int, Frame]:
    worker.send(do="open", path=str(path.resolve()), password=password)
    if read_opened(worker.answer(seconds=SECONDS)) is None:
        raise ValueError("the file does not open")
    worker.send(do="frames", pages=list(pages))
    frames = {}
    for number, (left, bottom, right, top, turn) in zip(
        pages, worker.answer(seconds=SECONDS).header["frames"], strict=True
    ):
        frames[number] = Frame((float(left), float(bottom), float(right), float(top)), int(turn) & 3)
    return frames


def _ready(mark: MarkToWrite, frame: Frame) -> dict[str, Any]:
    """The mark as the worker takes it: where it is in the file's coordinates, and how it is drawn within its own box."""
    left, top, right, bottom = hull(mark.rects, mark.strokes)
    if mark.strokes:  # room for the width of the pen
        left, top, right, bottom = left - _PEN, top - _PEN, right + _PEN, bottom + _PEN
    boxes = [(a - left, bottom - d, c - left, bottom - b) for a, b, c, d in mark.rects]
    lines = [[(x - left, bottom - y) for x, y in stroke] for stroke in mark.strokes]
    strokes = [[v for x, y in stroke for v in frame.point(x, y)] for stroke in mark.strokes]
    return {
        "page": mark.page, "kind": mark.kind, "name": mark.name, "rect": frame.rect((left, top, right, bottom)),
        "quads": [frame.rect(box) for box in mark.rects], "strokes": strokes or [[0.0, 0.0, 0.0, 0.0]],
        "width": max(right - left, 0.1), "height": max(bottom - top, 0.1), "boxes": boxes, "lines": lines,
        "turn": frame.turn, "text": mark.text, "author": mark.author, "subject": mark.subject, "created": mark.created,
        "edge": rgb(mark.edge), "fill": rgb(mark.fill), "meaning": mark.meaning, "letter": mark.letter,
        "reply_to": mark.reply_to,
    }  # fmt: skip


def hull(rects: Sequence[Edges], strokes: Sequence[Sequence[Point]]) -> Edges:
    """The box around everything of a mark; one of no size at the top left where there is nothing."""
    boxes = [*rects, *((x, y, x, y) for stroke in strokes for x, y in stroke)] or [(0.0, 0.0, 0.0, 0.0)]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def rgb(colour: str) -> list[float]:
    """ "#rrggbb" as three numbers from 0 to 1."""
    return [round(int(colour[at : at + 2], 16) / 255, 4) for at in (1, 3, 5)]
