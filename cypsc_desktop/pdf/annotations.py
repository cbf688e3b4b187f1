"""The marks in a PDF, asked of a worker and put upright: kind, place from the page's top left, words under them.

Takes nothing that the worker answers for granted; never loads PDFium or qpdf. What a mark means to the committee is
not decided here.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.client import read_opened
from cypsc_desktop.pdf.process import WorkerLost, WorkerProcess
from cypsc_desktop.pdf.reading import Characters, Edges, read_characters, upright
from cypsc_desktop.pdf.wire import Frame, WireError

READ_SECONDS = 30.0
PAGE_SECONDS = 8.0
CONTEXT = 300
"""Letters kept from before and after what is marked."""
TEXT_MARKS = frozenset({"highlight", "underline", "strikeout", "squiggly"})
KINDS = TEXT_MARKS | {"note", "free-text", "ink", "box", "circle", "line", "stamp"}
_WHAT_IT_RAISES = (WorkerLost, WireError, KeyError, TypeError, ValueError, OverflowError, AttributeError)

_DATE = re.compile(
    r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?[T ]?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?\s*(?:([+-])(\d\d)[':]?(\d\d)?|Z)?"
)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MarkRead:
    """One mark. ``page`` counts from 1; ``rects`` and ``strokes`` are in points from its top left. ``name`` tells it from
    the others of its page; ``reply_to`` is the name of the mark that it answers. ``quote`` is the text under it, with
    some of what stands ``before`` and ``after``; ``created`` is UTC ISO text, ``colour`` "#rrggbb", ``pen`` the width of
    its lines in points, 0 where it does not say, ``said`` the digest of the words with which it was handed out."""

    page: int
    kind: str
    name: str
    rects: tuple[Edges, ...]
    strokes: tuple[tuple[Point, ...], ...] = ()
    text: str = ""
    author: str = ""
    subject: str = ""
    created: str = ""
    colour: str = ""
    reply_to: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""
    pen: float = 0.0
    said: str = ""


@dataclass(frozen=True, slots=True)
class MarksRead:
    """The marks of a file in page order. ``whole`` is False where some could not be read."""

    marks: tuple[MarkRead, ...]
    whole: bool = True


NONE = MarksRead(())
"""Of a file that nobody has marked."""


def read_marks(path: Path, *, password: str | None = None) -> MarksRead:
    """The marks in the PDF at ``path``. A file that ends its worker gives what was read until then."""
    marks: list[MarkRead] = []
    try:
        with WorkerProcess() as worker:
            whole = _read(worker, path, password, marks)
    except (*_WHAT_IT_RAISES, UserError):
        whole = False
    return MarksRead(tuple(marks), whole)


def with_words_of(path: Path, marks: Sequence[MarkRead]) -> tuple[MarkRead, ...]:
    """Marks that came without their paper, with the words that stand under them in it; as they are where it cannot be
    read."""
    pages = sorted({mark.page for mark in marks if mark.kind in TEXT_MARKS})
    held: dict[int, Characters] = {}
    try:
        with WorkerProcess() as worker:
            worker.send(do="open", path=str(path.resolve()), password=None)
            if pages and read_opened(worker.answer(seconds=READ_SECONDS)) is not None:
                for number in pages:
                    worker.send(do="characters", page=number, **{"as": ""})
                    held[number] = read_characters(worker.answer(seconds=PAGE_SECONDS))
    except (*_WHAT_IT_RAISES, UserError):
        pass  # what was read until then is of use
    return tuple(
        with_words(mark, held[mark.page]) if mark.kind in TEXT_MARKS and mark.page in held else mark for mark in marks
    )


def _read(worker: WorkerProcess, path: Path, password: str | None, marks: list[MarkRead]) -> bool:
    """Fill ``marks``, page after page; whether all of them could be read."""
    worker.send(do="annotations", path=str(path.resolve()), password=password)
    pages: list[tuple[int, list[Any]]] = []
    whole = True
    while "done" not in (head := worker.answer(seconds=READ_SECONDS).header):
        if "refused" in head:
            return False
        pages.append((int(head["page"]), list(head["marks"])))
        whole = whole and not head["cut"]
    if not pages:
        return whole
    worker.send(do="open", path=str(path.resolve()), password=password)
    if read_opened(worker.answer(seconds=READ_SECONDS)) is None:
        return False
    for number, raw in pages:
        worker.send(do="characters", page=number, **{"as": ""})
        frame = worker.answer(seconds=PAGE_SECONDS)
        if "refused" in frame.header:
            whole = False
            continue
        marks += _upright_marks(number, raw, frame)
    return whole


def _upright_marks(number: int, raw: Sequence[Any], frame: Frame) -> list[MarkRead]:
    left, bottom, right, top = (float(v) for v in frame.header["frame"])
    place = _Place((left, bottom, right, top), int(frame.header["rotation"]) & 3)
    characters = read_characters(frame)
    found: list[MarkRead] = []
    names: dict[str, int] = {}
    seen = {str(one["name"]) for one in raw if not one["state"] and not one["hidden"]}
    for one in raw:
        if one["state"] or (one["hidden"] and not (one["text"] and one["reply_to"] in seen)):
            continue  # a tick in Acrobat's list of comments, or what its maker hid, which an answer may be and yet be read
        mark = _mark(number, one, place)
        names[mark.name] = names.get(mark.name, 0) + 1
        if names[mark.name] > 1:
            mark = replace(mark, name=f"{mark.name}#{names[mark.name]}")
        found.append(with_words(mark, characters) if mark.kind in TEXT_MARKS else mark)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """The visible box of a page in the file's own coordinates, and its quarter turns."""

    frame: Edges
    turn: int

    def box(self, edges: Sequence[float]) -> Edges:
        x0, y0, x1, y1 = (float(v) for v in edges)
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        left, top, right, bottom = upright(box, frame=self.frame, turn=self.turn)
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)

    def points(self, stroke: Sequence[float]) -> tuple[Point, ...]:
        pairs = zip(stroke[::2], stroke[1::2], strict=False)
        return tuple(self.box((x, y, x, y))[:2] for x, y in pairs)


def _mark(number: int, one: dict[str, Any], place: _Place) -> MarkRead:
    kind = str(one["kind"])
    if kind not in KINDS:
        raise ValueError("a kind of mark that is none")
    rects = tuple(place.box(quad) for quad in one["quads"]) if kind in TEXT_MARKS else ()
    fewest = 1 if kind == "ink" else 2  # a dot is ink too
    strokes = tuple(points for stroke in one["strokes"] if len(points := place.points(stroke)) >= fewest)
    return MarkRead(
        number, kind, str(one["name"]) or "~", rects or (place.box(one["rect"]),), strokes, text=str(one["text"]),
        author=str(one["author"]), subject=str(one["subject"]), colour=colour_of(one["colour"]),
        created=moment_of(str(one["created"])) or moment_of(str(one["changed"])), reply_to=str(one["reply_to"]),
        pen=float(one["pen"]), said=str(one["said"]),
    )  # fmt: skip


def with_words(mark: MarkRead, characters: Characters) -> MarkRead:
    """The mark with the words under its boxes and what stands around them."""
    inside = characters_in(characters, mark.rects)
    if not inside:
        return mark
    mark = replace(mark, rects=_read_down(characters, mark.rects))
    text = characters.text
    units = text.encode("utf-16-le", "surrogatepass")
    first, end = inside[0], inside[-1] + 1
    before, after = _cut(units, 0, first)[-CONTEXT:], _cut(units, end, len(units) // 2)[:CONTEXT]
    # Bullets and numbers can come last in a file's own order: along a line only the place tells.
    parts, last = [], -2
    for rect in mark.rects:
        own = [at for at in inside if _middle_in(characters, at, rect)]
        inside = [at for at in inside if at not in set(own)]
        for at in _as_printed(characters, own):
            parts.append(" " * (at != last + 1) + _cut(units, at, at + 1))
            last = at
    return replace(mark, quote=_plain("".join(parts)), before=_plain(before), after=_plain(after))


def _read_down(characters: Characters, rects: tuple[Edges, ...]) -> tuple[Edges, ...]:
    """The boxes as they are read; some programs list them from the last line up."""
    if len(rects) < 2 or rects[0][1] <= rects[-1][1]:
        return rects
    firsts = [min(characters_in(characters, (rect,)), default=-1) for rect in rects]
    upwards = -1 not in firsts and all(a > b for a, b in pairwise(firsts))
    return rects[::-1] if upwards else rects


def _as_printed(characters: Characters, places: Sequence[int]) -> list[int]:
    """Characters line by line from the top, each line from the left; as the file has them where they do not run to the
    right (words set sideways or upside down)."""
    boxes = characters.boxes
    steps = [(_middle(boxes, a), _middle(boxes, b)) for a, b in pairwise(places) if b == a + 1]
    if 2 * sum(to[0] - at[0] > abs(to[1] - at[1]) for at, to in steps) < len(steps):
        return list(places)
    lines: list[list[int]] = []
    for at in sorted(places, key=lambda at: boxes[4 * at + 1] + boxes[4 * at + 3]):
        top, bottom = boxes[4 * at + 1], boxes[4 * at + 3]
        first = lines[-1][0] if lines else None
        if first is not None and (top + bottom) / 2 < boxes[4 * first + 3]:
            lines[-1].append(at)
        else:
            lines.append([at])
    return [at for line in lines for at in sorted(line, key=lambda at: boxes[4 * at])]


def _middle(boxes: Sequence[float], at: int) -> Point:
    left, top, right, bottom = boxes[4 * at : 4 * at + 4]
    return (left + right) / 2, (top + bottom) / 2


def characters_in(characters: Characters, rects: Sequence[Edges]) -> list[int]:
    """Places in the text (UTF-16 units) of the characters whose middle lies in one of the boxes."""
    return [at for at in range(len(characters.boxes) // 4) if any(_middle_in(characters, at, rect) for rect in rects)]


def _middle_in(characters: Characters, at: int, rect: Edges) -> bool:
    left, top, right, bottom = characters.boxes[4 * at : 4 * at + 4]
    x, y = (left + right) / 2, (top + bottom) / 2
    return right > left and rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]


def _cut(units: bytes, first: int, last: int) -> str:
    return units[2 * first : 2 * last].decode("utf-16-le", "ignore")


def _plain(text: str) -> str:
    """Line ends as spaces, a hyphen at a line's end as a hyphen."""
    return " ".join(text.replace("\ufffe", "-").replace("\x02", "-").replace("\x00", " ").split())


def colour_of(parts: Sequence[float]) -> str:
    """An annotation's colour (grey, RGB or CMYK, each part 0 to 1) as "#rrggbb"; empty for none."""
    values = [min(max(float(v), 0.0), 1.0) for v in parts]
    if len(values) == 1:
        values *= 3
    elif len(values) == 4:
        values = [(1 - v) * (1 - values[3]) for v in values[:3]]
    return "#" + "".join(f"{round(255 * v):02x}" for v in values) if len(values) == 3 else ""


def moment_of(date: str) -> str:
    """A PDF date ("D:20140915184640+02'00'"), or an ISO one, which some programs write instead, as UTC ISO text; empty
    where it is none."""
    found = _DATE.match(date)
    if not found:
        return ""
    parts = zip(found.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)
    year, month, day, hour, minute, second = (int(part) if part else usual for part, usual in parts)
    sign, off_hours, off_minutes = found.groups()[6:]
    with suppress(ValueError, OverflowError):
        off = timedelta(hours=int(off_hours or 0), minutes=int(off_minutes or 0)) * (-1 if sign == "-" else 1)
        zone = timezone(off) if sign else UTC
        made = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return made.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return ""
