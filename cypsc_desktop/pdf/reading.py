"""What a page holds for its reader beside its picture: words, rules, characters and links, as the worker sends them.

Turns the worker's frames into values and takes nothing in them for granted; draws and lays out nothing.
"""

from array import array
from dataclasses import dataclass
from typing import Any

from cypsc_desktop.pdf.wire import Frame, RawPage, unpack_page

Edges = tuple[float, float, float, float]
Bookmark = tuple[str, int, int, bool]
"""Title, level from 0, page from 1, whether it points at a whole page."""


@dataclass(frozen=True, slots=True)
class Characters:
    """A page's text and, for each UTF-16 unit of it, left, top, right, bottom in points from the page's top left."""

    text: str
    boxes: "array[float]"


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads somewhere: ``box`` is left, top, right, bottom in points from the page's top left.

    ``sheet`` counts from 1 and is None for an ``address`` outside the file; ``top`` is how far down the sheet, None
    where the whole sheet is meant.
    """

    box: Edges
    sheet: int | None
    top: float | None
    address: str


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page: ``raw`` as layout takes it, its characters and its links."""

    raw: RawPage
    characters: Characters
    links: tuple[Link, ...]


def read_page_reading(raw: Frame, characters: Frame) -> PageReading:
    """The page in the two frames. Raises ValueError, WireError or what reading a header badly made raises."""
    page = unpack_page(raw)
    return PageReading(page, read_characters(characters), tuple(read_links(characters.header, page)))


def read_links(header: dict[str, Any], page: RawPage) -> list[Link]:
    """The links in a header, their boxes turned upright."""
    found = []
    for edges, sheet, _, top, address in header["links"]:
        left, bottom, right, high = (float(v) for v in edges)
        box = upright((left, bottom, right, high), frame=page.frame, turn=page.rotation)
        inside = int(sheet) if sheet else None
        found.append(Link(box, inside, float(top) if top >= 0 else None, str(address)))
    return found


def read_characters(frame: Frame) -> Characters:
    """The characters in a frame, their boxes turned upright. Raises ValueError."""
    head = frame.header
    count, turn = int(head["characters"]), int(head["rotation"]) & 3
    left, bottom, right, top = (float(v) for v in head["frame"])
    if count < 0 or len(frame.body) != count * 18:
        raise ValueError("characters that do not fit")
    raw = array("f")
    raw.frombytes(frame.body[2 * count :])
    x0, y1, x1, y0 = (raw[edge::4].tolist() for edge in range(4))
    boxes = array("f", bytes(16 * count))
    for edge, values in enumerate(_sides(turn, x0, y0, x1, y1, frame=(left, bottom, right, top))):
        boxes[edge::4] = array("f", values)
    return Characters(frame.body[: 2 * count].decode("utf-16-le", "replace"), boxes)


def upright(box: Edges, *, frame: Edges, turn: int) -> Edges:
    """A box in the file's own coordinates as left, top, right, bottom from the top left of the page as it is seen."""
    x0, y0, x1, y1 = ([v] for v in box)
    left, top, right, bottom = (side[0] for side in _sides(turn, x0, y0, x1, y1, frame=frame))
    return left, top, right, bottom


def _sides(
    turn: int, x0: list[float], y0: list[float], x1: list[float], y1: list[float], *, frame: Edges
) -> tuple[list[float], list[float], list[float], list[float]]:
    left, bottom, right, top = frame
    if turn == 0:
        return [x - left for x in x0], [top - y for y in y1], [x - left for x in x1], [top - y for y in y0]
    if turn == 1:
        return [y - bottom for y in y0], [x - left for x in x0], [y - bottom for y in y1], [x - left for x in x1]
    if turn == 2:
        return [right - x for x in x1], [y - bottom for y in y0], [right - x for x in x0], [y - bottom for y in y1]
    return [top - y for y in y1], [right - x for x in x1], [top - y for y in y0], [right - x for x in x0]
