"""The marks that other programs left in a file, as plain values: kind, place, words, who and when.

Reads what a file says and judges nothing: coordinates stay the file's own, and every number of things is bounded.
Links, form fields and pop-ups are no marks.
"""

import hashlib
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import pikepdf

from cypsc_desktop.pdf.rich_text import words_of_markup
from cypsc_desktop.pdf.said import KEY
from cypsc_desktop.pdf.worker.files import Refused

MAX_ON_PAGE = 5_000
MAX_IN_FILE = 50_000
MAX_TEXT = 20_000
MAX_QUADS = 2_000
MAX_POINTS = 20_000
MAX_SIZE = 3 << 20
"""Roughly the letters and numbers of one page's marks that are sent; what lies beyond is left out and told."""

KINDS = {
    "/Highlight": "highlight", "/Underline": "underline", "/StrikeOut": "strikeout", "/Squiggly": "squiggly",
    "/Text": "note", "/FreeText": "free-text", "/Ink": "ink", "/Square": "box", "/Circle": "circle", "/Line": "line",
    "/Stamp": "stamp", "/Polygon": "ink", "/PolyLine": "ink", "/Caret": "note", "/FileAttachment": "note",
    "/Sound": "note", "/Redact": "box",
}  # fmt: skip
STAMPS = {
    "AsIs": "As is", "ForComment": "For comment", "ForPublicRelease": "For public release", "NotApproved": "Not approved",
    "NotForPublicRelease": "Not for public release", "TopSecret": "Top secret",
    **{name: name for name in ("Approved", "Confidential", "Departmental", "Draft", "Experimental", "Expired", "Final", "Sold")},
}  # fmt: skip
"""The stamps that every program has (ISO 32000, 12.5.6.12); the names of others mean nothing to a reader."""
_WHAT_IT_RAISES = (
    pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
_ENCODED = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")
_LANGUAGE = re.compile("\x1b[A-Za-z-]{2,12}\x1b")  # a text string may name its language (ISO 32000, 7.9.2.2)
_DEEPEST = 20

Mark = dict[str, Any]


def open_pdf(path: str, password: str | None) -> pikepdf.Pdf:
    """The file as qpdf reads it. Raises Refused."""
    try:
        return pikepdf.open(path, password=password or "", suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refused("wrong-password" if password else "password") from error
    except (*_WHAT_IT_RAISES, OSError, RecursionError) as error:
        raise Refused("damaged") from error


def marks_by_page(pdf: pikepdf.Pdf) -> Iterator[tuple[int, list[Mark], bool]]:
    """Each page that holds marks: its number from 1, its marks in order, and whether there were more than are sent."""
    left = MAX_IN_FILE
    for number, page in enumerate(pdf.pages, 1):
        found: list[tuple[pikepdf.Object, Mark]] = []
        size, cut = 0, False
        listed = list(_annotations(page))
        popups = _told_by_popups(listed)
        for annotation in listed:
            mark = mark_of(annotation)
            if mark is None:
                continue
            mark["text"] = mark["text"] or popups.get(annotation.objgen, "")
            size += len(mark["text"]) + 12 * (len(mark["quads"]) * 8 + sum(map(len, mark["strokes"])) * 2) + 300
            if left <= 0 or size > MAX_SIZE:
                cut = True
                break
            found.append((annotation, mark))
            left -= 1
        if found or cut:
            _tie(found)
            yield number, [mark for _, mark in found], cut


def _tie(found: Sequence[tuple[pikepdf.Object, Mark]]) -> None:
    """Give each mark of a page a name of its own, though the file may use one twice, and each answer the name of what it
    answers."""
    times: dict[str, int] = {}
    names: dict[tuple[int, int], str] = {}
    for annotation, mark in found:
        name = mark["name"]
        times[name] = times.get(name, 0) + 1
        mark["name"] = f"{name}#{times[name]}" if times[name] > 1 else name
        if annotation.is_indirect:
            names[annotation.objgen] = mark["name"]
    for annotation, mark in found:
        above = _answered(annotation)
        if above is not None:
            mark["reply_to"] = names.get(above.objgen) or name_of(above)


def _told_by_popups(listed: Sequence[pikepdf.Object]) -> dict[tuple[int, int], str]:
    """What pop-ups say of the annotations that they name as theirs: some programs keep a comment there alone."""
    told = {}
    for one in listed:
        with suppress(*_WHAT_IT_RAISES):
            owner = one.get("/Parent")
            if (
                one.get("/Subtype") == pikepdf.Name.Popup
                and isinstance(owner, pikepdf.Dictionary)
                and owner.is_indirect
            ):
                told[owner.objgen] = _text(one.get("/Contents"))
    return told


def name_of(annotation: pikepdf.Object) -> str:
    """What tells one annotation of a page from the others: the name the file gives it, else a digest of what it says."""
    given = _text(annotation.get("/NM"))
    if given:
        return given[:200]
    parts = [str(annotation.get("/Subtype")), _text(annotation.get("/Contents")), _text(annotation.get("/T"))]
    parts += [",".join(f"{v:.2f}" for v in _numbers(annotation.get(key), 64)) for key in ("/Rect", "/QuadPoints")]
    return "~" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _annotations(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The annotations of a page that are dictionaries, as many as are looked at."""
    try:
        listed = page.obj.get("/Annots")
        if not isinstance(listed, pikepdf.Array):
            return
        count = len(listed)
    except _WHAT_IT_RAISES:
        return
    for index in range(min(count, MAX_ON_PAGE)):
        with suppress(*_WHAT_IT_RAISES):
            one = listed[index]
            if isinstance(one, pikepdf.Dictionary):
                yield one


def mark_of(annotation: pikepdf.Object) -> Mark | None:
    """One annotation; None for what is no mark, or says nothing at all: neither where it is nor anything else."""
    try:
        subtype = str(annotation.get("/Subtype"))
        kind = KINDS.get(subtype)
        if kind is None:
            return None
        quads, strokes = _quads(annotation), _strokes(annotation, subtype)
        text = _contents(annotation, subtype)
        rect = _rect(annotation, quads, strokes) or ([0.0] * 4 if text else [])
        if not rect:
            return None
        return {
            "kind": kind, "subtype": subtype[1:], "name": name_of(annotation), "rect": rect,
            "quads": quads, "strokes": strokes, "text": text, "author": _text(annotation.get("/T"))[:200],
            "subject": _text(annotation.get("/Subj"))[:200], "created": _text(annotation.get("/CreationDate"))[:40],
            "changed": _text(annotation.get("/M"))[:40], "colour": _numbers(annotation.get("/C"), 4),
            "reply_to": "", "said": _text(annotation.get(KEY))[:40],
            "state": _text(annotation.get("/State") or annotation.get("/StateModel"))[:40],
            "pen": _pen(annotation), "hidden": bool(_whole(annotation.get("/F")) & 2),
        }  # fmt: skip
    except _WHAT_IT_RAISES:
        return None


def _pen(annotation: pikepdf.Object) -> float:
    """How wide its lines are in points; 0 where it does not say."""
    style = annotation.get("/BS")
    width = style.get("/W") if isinstance(style, pikepdf.Dictionary) else None
    border = _numbers(annotation.get("/Border"), 3)
    try:
        wide = float(width) if width is not None else border[2] if len(border) == 3 else 0.0
    except (*_WHAT_IT_RAISES, ArithmeticError):
        return 0.0
    return round(wide, 3) if 0 < wide <= 100 else 0.0


def _rect(annotation: pikepdf.Object, quads: list[list[float]], strokes: list[list[float]]) -> list[float]:
    """Its rectangle, else what is round its boxes or strokes; empty where nothing says where it is."""
    given = _numbers(annotation.get("/Rect"), 4)
    if len(given) == 4:
        return given
    xs = [x for numbers in (*quads, *strokes) for x in numbers[::2]]
    ys = [y for numbers in (*quads, *strokes) for y in numbers[1::2]]
    return [min(xs), min(ys), max(xs), max(ys)] if xs and ys else []


def _answered(annotation: pikepdf.Object) -> pikepdf.Object | None:
    """The annotation that this one answers: for an answer to a pop-up its owner, for one to a tick in a list of comments
    what was ticked. None for what answers none, and for what is grouped with another."""
    above = annotation.get("/IRT")
    if not isinstance(above, pikepdf.Dictionary) or str(annotation.get("/RT", "/R")) == "/Group":
        return None
    for _ in range(_DEEPEST):
        key = "/Parent" if above.get("/Subtype") == pikepdf.Name.Popup else "/IRT" if above.get("/State") else ""
        further = above.get(key) if key else None
        if not isinstance(further, pikepdf.Dictionary):
            break
        above = further
    return above


def _contents(annotation: pikepdf.Object, subtype: str) -> str:
    text = _text(annotation.get("/Contents")) or words_of_markup(_text(annotation.get("/RC")))[:MAX_TEXT]
    if subtype == "/FileAttachment" and not text:
        file = annotation.get("/FS")
        named = _text((file.get("/UF") or file.get("/F")) if isinstance(file, pikepdf.Dictionary) else file)
        return f"Attached file: {named}" if named else ""
    if subtype == "/Stamp" and not text:
        return STAMPS.get(str(annotation.get("/Name", "/"))[1:], "")
    if subtype == "/Redact" and not text:
        return _text(annotation.get("/OverlayText"))
    popup = annotation.get("/Popup")
    if not text and isinstance(popup, pikepdf.Dictionary):
        return _text(popup.get("/Contents"))  # some programs keep it there alone
    return text


def _quads(annotation: pikepdf.Object) -> list[list[float]]:
    """Left, bottom, right, top of each quadrilateral that has a size, whatever the order of its corners."""
    numbers = _numbers(annotation.get("/QuadPoints"), 8 * MAX_QUADS)
    found = []
    for at in range(0, len(numbers) - 7, 8):
        xs, ys = numbers[at : at + 8 : 2], numbers[at + 1 : at + 8 : 2]
        if max(xs) > min(xs) and max(ys) > min(ys):
            found.append([min(xs), min(ys), max(xs), max(ys)])
    return found


def _strokes(annotation: pikepdf.Object, subtype: str) -> list[list[float]]:
    """Each stroke as x, y, x, y … ; a line is one stroke of two points, a polygon one that ends where it began."""
    if subtype == "/Line":
        return [_numbers(annotation.get("/L"), 4)]
    if subtype in ("/Polygon", "/PolyLine"):
        points = _numbers(annotation.get("/Vertices"), 2 * MAX_POINTS)
        return [points + points[:2] if subtype == "/Polygon" else points]
    listed = annotation.get("/InkList")
    if subtype != "/Ink" or not isinstance(listed, pikepdf.Array):
        return []
    strokes, left = [], 2 * MAX_POINTS
    for index in range(min(len(listed), MAX_QUADS)):
        stroke = _numbers(listed[index], left)
        if len(stroke) >= 2:
            strokes.append(stroke[: len(stroke) // 2 * 2])
            left -= len(stroke)
    return strokes


def _numbers(value: Any, most: int) -> list[float]:
    """The numbers of an array, at most so many; none where any of them is no finite number."""
    if not isinstance(value, pikepdf.Array):
        return []
    found = []
    for index in range(min(len(value), most)):
        try:
            number = float(value[index])
        except (*_WHAT_IT_RAISES, ArithmeticError):
            return []
        if not math.isfinite(number) or abs(number) > 1e6:
            return []
        found.append(round(number, 3))
    return found


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _text(value: Any) -> str:
    """A text string as its reader sees it, line ends as one sign."""
    if isinstance(value, pikepdf.Stream):
        with suppress(*_WHAT_IT_RAISES):
            return _plain(value.read_bytes()[:MAX_TEXT].decode("utf-8", "replace"))
        return ""
    return _plain(_decoded(value)[:MAX_TEXT]) if isinstance(value, pikepdf.String) else ""


def _decoded(value: pikepdf.Object) -> str:
    """The letters of a string. Some programs write UTF-8 without saying so; hardly any other text reads as that."""
    raw = bytes(value)
    if not raw.startswith(_ENCODED) and not raw.isascii():
        with suppress(UnicodeDecodeError):
            return raw.decode("utf-8")
    return str(value)


def _plain(text: str) -> str:
    lines = _LANGUAGE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(ch for ch in lines if ch == "\n" or ch == "\t" or ch.isprintable()).strip()
