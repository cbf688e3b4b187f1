"""XFDF, the XML in which marks travel without their paper (ISO 19444-1): written from marks, and read with suspicion.

Places in it are in the paper's own coordinates, pages count from 0; here both are as everywhere: points from the top left
of the page as seen, pages from 1.
"""

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.annotations import TEXT_MARKS, MarkRead, moment_of
from cypsc_desktop.pdf.frames import PEN, Frame, hull
from cypsc_desktop.pdf.marking import MarkToWrite
from cypsc_desktop.pdf.reading import Edges, upright
from cypsc_desktop.pdf.rich_text import words_of

SPACE = "http://ns.adobe.com/xfdf/"
LARGEST = 64 << 20
MAX_MARKS = 50_000
_ELEMENTS = {
    "highlight": "highlight", "underline": "underline", "strikeout": "strikeout", "squiggly": "squiggly", "note": "text",
    "free-text": "freetext", "ink": "ink", "box": "square", "circle": "circle", "line": "line", "stamp": "stamp",
}  # fmt: skip
_KINDS = {
    **{element: kind for kind, element in _ELEMENTS.items()}, "polygon": "ink", "polyline": "ink", "caret": "note",
    "fileattachment": "note", "redact": "box",
}  # fmt: skip
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BROKEN = "This XFDF file cannot be read. Export it again from the program that made it, then import it."

Element = Any  # of lxml, which names its class privately


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a file of marks says: the name of its paper, the digest that this program gives it, and the marks, still in
    the paper's own coordinates."""

    paper: str
    digest: str
    marks: tuple[MarkRead, ...]

    def placed(self, frames: Mapping[int, Frame]) -> tuple[MarkRead, ...]:
        """The marks as seen on pages with these frames; those on other pages are left out."""
        return tuple(_upright(mark, frames[mark.page]) for mark in self.marks if mark.page in frames)


def write(marks: Sequence[MarkToWrite], frames: Mapping[int, Frame], *, paper: str, digest: str) -> bytes:
    """The marks as an XFDF file for the paper of this file name. ``frames`` has every page with marks."""
    spaces: Any = {None: SPACE}
    root = etree.Element(f"{{{SPACE}}}xfdf", nsmap=spaces)
    annots = etree.SubElement(root, f"{{{SPACE}}}annots")
    for mark in marks:
        _write_mark(annots, mark, frames[mark.page])
    etree.SubElement(root, f"{{{SPACE}}}f", href=_plain(paper))
    etree.SubElement(root, f"{{{SPACE}}}ids", original=digest.upper(), modified=digest.upper())
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _write_mark(annots: Element, mark: MarkToWrite, frame: Frame) -> None:
    one = etree.SubElement(annots, f"{{{SPACE}}}{_ELEMENTS[mark.kind]}")
    box = hull(mark.rects, mark.strokes)
    values = {
        "page": str(mark.page - 1), "rect": _joined(frame.rect(box)), "name": mark.name, "title": mark.author,
        "subject": mark.subject, "creationdate": mark.created, "date": mark.created, "flags": "print",
        "color": mark.fill if mark.kind == "highlight" else mark.edge, "inreplyto": mark.reply_to,
    }  # fmt: skip
    for name, value in values.items():
        if value:
            one.set(name, _plain(value))
    if mark.strokes:
        pens = [width for widths in mark.widths for width in widths] or [PEN]
        one.set("width", _joined([sum(pens) / len(pens)]))
    if mark.kind in TEXT_MARKS:
        corners = [(a, d, c, d, a, b, c, b) for a, b, c, d in map(frame.rect, mark.rects)]
        one.set("coords", _joined([v for quad in corners for v in quad]))
    strokes = [[frame.point(x, y) for x, y in stroke] for stroke in mark.strokes]
    if mark.kind == "line" and strokes:
        one.set("start", _joined(strokes[0][0]))
        one.set("end", _joined(strokes[0][-1]))
    if mark.text:
        etree.SubElement(one, f"{{{SPACE}}}contents").text = _plain(mark.text)
    if mark.kind == "ink":
        listed = etree.SubElement(one, f"{{{SPACE}}}inklist")
        for stroke in strokes:
            etree.SubElement(listed, f"{{{SPACE}}}gesture").text = ";".join(_joined(point) for point in stroke)


def read(content: bytes) -> Exchange:
    """What an XFDF file says. UserError where it is none."""
    if len(content) > LARGEST:
        raise UserError("This XFDF file is too large to read. Export fewer marks at a time, then import each file.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UserError(BROKEN) from error
    if etree.QName(root).localname != "xfdf":
        raise UserError(BROKEN)
    file, ids = root.find("{*}f"), root.find("{*}ids")
    annots = root.find("{*}annots")
    marks: list[MarkRead] = []
    names: dict[tuple[int, str], int] = {}
    for element in list(annots)[:MAX_MARKS] if annots is not None else []:
        mark = _read_mark(element) if isinstance(element.tag, str) else None
        if mark is not None:
            names[mark.page, mark.name] = names.get((mark.page, mark.name), 0) + 1
            again = names[mark.page, mark.name]
            marks.append(replace(mark, name=f"{mark.name}#{again}") if again > 1 else mark)
    digest = (ids.get("original") or "").lower() if ids is not None else ""
    return Exchange((file.get("href") or "") if file is not None else "", digest, tuple(marks))


def _read_mark(element: Element) -> MarkRead | None:
    """One mark, its boxes as left, bottom, right, top in the paper's own coordinates; None for what is none."""
    kind = _KINDS.get(etree.QName(element).localname.lower())
    rect = _numbers(element.get("rect"))
    page = element.get("page", "")
    if kind is None or len(rect) != 4 or not page.isascii() or not page.isdigit() or element.get("state"):
        return None
    quads = _numbers(element.get("coords")) if kind in TEXT_MARKS else []
    boxes = [
        (min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2]))
        for q in (quads[at : at + 8] for at in range(0, len(quads) - 7, 8))
    ]
    colour = (element.get("color") or "").lower()
    return MarkRead(
        int(page[:6]) + 1, kind, element.get("name") or _digest(element), tuple(boxes) or ((rect[0], rect[1], rect[2], rect[3]),),
        _strokes(element), text=_contents(element), author=(element.get("title") or "")[:200],
        subject=(element.get("subject") or "")[:200],
        created=moment_of(element.get("creationdate") or element.get("date") or ""),
        colour=colour if len(colour) == 7 and colour[0] == "#" and _is_hex(colour[1:]) else "",
        reply_to="" if element.get("replyType") == "group" else element.get("inreplyto") or "", pen=_pen(element),
    )  # fmt: skip


def _digest(element: Element) -> str:
    """What tells a mark without a name from the others: what it is, says, and where."""
    said = [etree.QName(element).localname, _contents(element), element.get("title") or ""]
    said += [element.get(key) or "" for key in ("page", "rect", "coords", "start", "end")]
    return "~" + hashlib.sha256("\x1f".join(said).encode("utf-8", "replace")).hexdigest()[:24]


def _pen(element: Element) -> float:
    wide = _numbers(element.get("width"))
    return wide[0] if len(wide) == 1 and 0 < wide[0] <= 100 else 0.0


def _strokes(element: Element) -> tuple[tuple[tuple[float, float], ...], ...]:
    if element.get("start") and element.get("end"):
        listed = [f"{element.get('start')};{element.get('end')}"]
    else:
        listed = [part.text or "" for part in element.iterfind("{*}inklist/{*}gesture")]
        listed += [part.text or "" for part in element.iterfind("{*}vertices")]
    strokes = []
    for text in listed:
        numbers = _numbers(text.replace(";", ","))
        points = tuple(zip(numbers[::2], numbers[1::2], strict=False))
        if points:
            strokes.append(points)
    return tuple(strokes)


def _contents(element: Element) -> str:
    plain, rich = element.find("{*}contents"), element.find("{*}contents-richtext")
    said = (
        "" if plain is None else "".join(map(str, plain.itertext())).replace("\r\n", "\n").replace("\r", "\n").strip()
    )
    return (said or ("" if rich is None else words_of(rich)))[:20_000]


def _upright(mark: MarkRead, frame: Frame) -> MarkRead:
    def seen(box: Edges) -> Edges:
        a, b, c, d = upright(
            (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])),
            frame=frame.box, turn=frame.turn,
        )  # fmt: skip
        return round(a, 2), round(b, 2), round(c, 2), round(d, 2)

    strokes = tuple(tuple(seen((x, y, x, y))[:2] for x, y in stroke) for stroke in mark.strokes)
    return replace(mark, rects=tuple(seen(box) for box in mark.rects), strokes=strokes)


def _numbers(text: str | None) -> list[float]:
    """Numbers parted by commas; none where any of them is no finite number."""
    try:
        found = [float(part) for part in (text or "").split(",")[:40_000] if part.strip()]
    except ValueError:
        return []
    return found if all(math.isfinite(v) and abs(v) < 1e6 for v in found) else []


def _joined(values: Sequence[float]) -> str:
    return ",".join(f"{v:.3f}".rstrip("0").rstrip(".") for v in values)


def _is_hex(text: str) -> bool:
    return all(c in "0123456789abcdef" for c in text)


def _plain(text: str) -> str:
    """What XML can hold."""
    return _FORBIDDEN.sub("", text)
