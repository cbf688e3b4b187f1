"""Files of Xournal++ (.xopp), read with suspicion: the lines and texts that were put on the pages of a PDF.

Its PDFs hold no annotations: what was drawn is part of their pages. Its own files keep it apart, as points from the top left
of each page as seen.
"""

import hashlib
import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.annotations import MarkRead
from cypsc_desktop.pdf.frames import Frame

LARGEST = 64 << 20  # unpacked
MAX_MARKS = 50_000
BROKEN = "This Xournal++ file cannot be read. Save it again in Xournal++, then import it."
NO_PDF = "This Xournal++ file is not about a PDF. Only what is drawn on the pages of a PDF can be imported."

Element = Any  # of lxml, which names its class privately


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an .xopp file says: the file name of its paper, and the marks by page of that paper."""

    paper: str
    marks: tuple[MarkRead, ...]
    digest: str = ""

    def placed(self, frames: Mapping[int, Frame]) -> tuple[MarkRead, ...]:
        """The marks on the pages that there are."""
        return tuple(mark for mark in self.marks if mark.page in frames)


def read(content: bytes) -> Drawn:
    """What the file says. UserError where it is none, or is not about a PDF."""
    try:
        unpacked = zlib.decompressobj(31)
        text = unpacked.decompress(content, LARGEST + 1)
        if len(text) > LARGEST:
            raise UserError("This Xournal++ file is too large to read.")
        root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (zlib.error, etree.XMLSyntaxError, ValueError) as error:
        raise UserError(BROKEN) from error
    if root.tag != "xournal":
        raise UserError(BROKEN)
    paper = ""
    marks: list[MarkRead] = []
    times: dict[str, int] = {}
    for page in root.iterfind("page"):
        background = page.find("background")
        number = _page(background)
        if background is None or not number:
            continue  # a sheet of its own, or one without the paper
        paper = paper or background.get("filename") or ""
        for element in page.iterfind("layer/*"):
            mark = _mark(element, number) if len(marks) < MAX_MARKS else None
            if mark is not None:
                times[mark.name] = times.get(mark.name, 0) + 1
                marks.append(mark)
    if not paper:
        raise UserError(NO_PDF)
    return Drawn(paper, tuple(marks))


def _page(background: Element) -> int:
    """The page of the PDF that a sheet shows, 0 for none."""
    if background is None or background.get("type") != "pdf":
        return 0
    found = re.match(r"\d{1,6}", background.get("pageno") or "")
    return int(found.group()) if found else 0


def _mark(element: Element, page: int) -> MarkRead | None:
    text = (element.text or "").strip()
    name = "~" + hashlib.sha256(f"{element.tag} {page} {sorted(element.items())} {text}".encode()).hexdigest()[:24]
    colour = (element.get("color") or "")[:7].lower()
    colour = colour if re.fullmatch(r"#[0-9a-f]{6}", colour) else ""
    if element.tag == "stroke":
        numbers, widths = _numbers(text), _numbers(element.get("width"))
        points = tuple(zip(numbers[::2], numbers[1::2], strict=False))
        if not points:
            return None
        pen = sum(widths) / len(widths) if widths else 0.0
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        return MarkRead(
            page, "ink", name, (box,), (points,), colour=colour, pen=round(pen, 2) if 0 < pen <= 100 else 0.0
        )
    left, top, size = (_numbers(element.get(key)) for key in ("x", "y", "size"))
    if element.tag != "text" or not text or not (left and top):
        return None
    high = size[0] if size and 0 < size[0] <= 200 else 12.0
    lines = text[:20_000].split("\n")
    right, bottom = left[0] + 0.55 * high * max(map(len, lines)), top[0] + 1.3 * high * len(lines)
    return MarkRead(page, "free-text", name, ((left[0], top[0], right, bottom),), text="\n".join(lines), colour=colour)


def _numbers(text: str | None) -> list[float]:
    """Numbers parted by blanks; none where any of them is no finite number."""
    try:
        found = [float(part) for part in (text or "").split()[:40_000]]
    except ValueError:
        return []
    return [round(v, 2) for v in found] if all(math.isfinite(v) and abs(v) < 1e6 for v in found) else []
