"""Writes a copy of a file with marks on it, as annotations or drawn into the pages. The file itself stays as it is.

Marks come as they are seen on their pages; a mark keeps its id in ``/NM`` and carries an appearance stream.
"""

import errno
import json
import os
from collections.abc import Container, Mapping
from contextlib import ExitStack, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from cypsc_desktop.pdf.frames import PEN, Frame, hull, rgb
from cypsc_desktop.pdf.reading import Edges
from cypsc_desktop.pdf.said import KEY, digest
from cypsc_desktop.pdf.worker.annotations import mark_of, name_of, open_pdf
from cypsc_desktop.pdf.worker.appearances import Look, operators
from cypsc_desktop.pdf.worker.files import Refused

SUBTYPES = {
    "highlight": "/Highlight", "underline": "/Underline", "strikeout": "/StrikeOut", "squiggly": "/Squiggly",
    "note": "/Text", "free-text": "/FreeText", "ink": "/Ink", "box": "/Square", "circle": "/Circle", "line": "/Line",
    "stamp": "/Stamp",
}  # fmt: skip
_TURNS = ([1, 0, 0, 1, 0, 0], [0, 1, -1, 0, 0, 0], [-1, 0, 0, -1, 0, 0], [0, -1, 1, 0, 0, 0])
_ROOM = 0.15  # points around what the pen covers; with its usual width the box is still that of the strokes, by a point
_PRINTED, _NOT_TURNED = 4, 16  # flags of an annotation; without the first it is not printed
_NO_MARKS = (Name.Popup, Name.Link, Name.Widget)


def write_copy(
    path: str,
    to: str,
    marks: str,
    *,
    password: str | None,
    flattened: bool,
    only: list[int] | None = None,
) -> int:
    """Write the copy; returns how many marks it bears. ``marks`` is a JSON file: marks in page order under "marks"; under
    "replaced", by page, the names of those of the file's own that are among them, each with its mark's name (empty: it goes);
    under "plates" the path of a PDF whose pages are texts set for marks. ``only``: first and last page of the copy. Raises
    Refused."""
    listed = json.loads(Path(marks).read_text(encoding="utf-8"))
    with ExitStack() as held:
        pdf = held.enter_context(open_pdf(path, password))
        plates = held.enter_context(open_pdf(listed["plates"], None)) if listed["plates"] else None
        writer = _Writer(pdf, plates)
        ready = {mark["name"]: _ready(mark, writer.frame(int(mark["page"]))) for mark in listed["marks"]}
        for number, names in listed["replaced"].items():
            writer.replace(int(number), names, ready)
        for mark in ready.values():
            writer.add(mark)
        writer.finish()
        if only:
            del pdf.pages[only[1] :]
            del pdf.pages[: only[0] - 1]
        try:
            if flattened:
                pdf.flatten_annotations("all")
            pdf.save(to, encryption=False, compress_streams=True)
        except (pikepdf.PdfError, OSError, ValueError, RuntimeError) as error:
            raise Refused("no room" if _is_full(error) else "not written") from error
        return writer.count


def _is_full(error: Exception) -> bool:
    """Whether the disk is. qpdf says so in words alone."""
    codes = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return getattr(error, "errno", 0) in codes or any(os.strerror(code) in str(error) for code in codes)


def frame_of_page(page: pikepdf.Page) -> Frame:
    """What is seen of a page, by the rules by which PDFium draws it: boxes and rotation are inherited, the crop box counts
    as far as it lies in the media box, and a page without a box is a letter sheet."""
    media = _box(_inherited(page, "/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(_inherited(page, "/CropBox")) or media
    seen = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    rotation = _inherited(page, "/Rotate")
    turn = int(rotation) // 90 % 4 if isinstance(rotation, (int, float, Decimal)) else 0
    return Frame(seen if seen[0] < seen[2] and seen[1] < seen[3] else media, turn)


def _inherited(page: pikepdf.Page, key: str) -> Any:
    """What a page or the tree above it says."""
    node: Any = page.obj
    for _ in range(64):
        if not isinstance(node, Dictionary):
            return None
        if (found := node.get(key)) is not None:
            return found
        node = node.get("/Parent")
    return None


def _box(value: Any) -> Edges | None:
    if not isinstance(value, Array) or len(value) != 4:
        return None
    try:
        a, b, c, d = (float(part) for part in value)
    except (TypeError, ValueError):
        return None
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[0] < box[2] and box[1] < box[3] else None


class _Writer:
    """Adds marks to the pages of an open file."""

    def __init__(self, pdf: pikepdf.Pdf, plates: pikepdf.Pdf | None = None) -> None:
        self.pdf = pdf
        self.plates = plates
        self.count = 0
        self._made: dict[str, pikepdf.Object] = {}
        self._waiting: dict[int, list[pikepdf.Object]] = {}
        self._pages: dict[int, pikepdf.Page] = {}
        self._frames: dict[int, Frame] = {}
        self._font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )
        self._multiply = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Multiply))

    def replace(self, number: int, names: Mapping[str, str], ready: Mapping[str, dict[str, Any]]) -> None:
        """Of the marks of these names on a page, those that still are as the file has them stay, under their new name and
        as their maker drew them; the others go, with their pop-ups."""
        page = self._page(number)
        listed = page.obj.get("/Annots")
        if not isinstance(listed, Array):
            return
        seen: dict[str, int] = {}
        gone: set[int] = set()
        for at, one in enumerate(listed):
            if not isinstance(one, Dictionary):
                continue
            name = name_of(one)
            seen[name] = seen.get(name, 0) + 1
            name = f"{name}#{seen[name]}" if seen[name] > 1 else name
            if name not in names or one.get("/Subtype") in _NO_MARKS:
                continue
            mark = ready.get(names[name])
            if mark is not None and mark["page"] == number and _is_as_it_was(one, mark):
                self._made[mark["name"]] = one
            else:
                gone.add(at)
        for name, one in self._made.items():
            one["/NM"] = String(name)
        if gone:
            owners = {listed[at].objgen for at in gone if listed[at].is_indirect}
            kept = (one for at, one in enumerate(listed) if at not in gone and not _is_popup_of(one, owners))
            page.obj["/Annots"] = Array(kept)

    def frame(self, number: int) -> Frame:
        """What is seen of a page."""
        if number not in self._frames:
            self._frames[number] = frame_of_page(self._page(number))
        return self._frames[number]

    def add(self, mark: dict[str, Any]) -> None:
        """Make one annotation, unless it is there; it is put on its page at the end."""
        if mark["name"] in self._made:
            self.count += 1
            return
        page = self._page(int(mark["page"]))
        made = Dictionary(
            Type=Name.Annot, Subtype=Name(SUBTYPES[mark["kind"]]), Rect=Array(mark["rect"]), P=page.obj,
            NM=String(mark["name"]), F=mark["flags"], C=Array(mark["edge"]), Contents=String(mark["text"]),
        )  # fmt: skip
        made[KEY] = String(digest(mark["text"]))
        for key, value in (
            ("/T", mark["author"]), ("/Subj", mark["subject"]), ("/CreationDate", mark["created"]), ("/M", mark["created"]),
        ):  # fmt: skip
            if value:
                made[key] = String(value)
        self._say_where(made, mark)
        above = self._made.get(mark["reply_to"]) if mark["reply_to"] else None
        if above is not None:
            made["/IRT"], made["/RT"] = above, Name.R
        made["/AP"] = Dictionary(N=self._appearance(mark))
        self._made[mark["name"]] = self.pdf.make_indirect(made)
        self._waiting.setdefault(int(mark["page"]), []).append(self._made[mark["name"]])
        self.count += 1

    def finish(self) -> None:
        """Put what was made on its pages, after what they bear."""
        for number, made in self._waiting.items():
            page = self._page(number)
            listed = page.obj.get("/Annots")
            own = list(listed) if isinstance(listed, Array) else []
            page.obj["/Annots"] = Array([*own, *made])

    def _page(self, number: int) -> pikepdf.Page:
        """A page by its number from 1; kept, since finding it takes longer the further back it is."""
        if number not in self._pages:
            with suppress(IndexError):
                self._pages[number] = self.pdf.pages[number - 1]
        if number not in self._pages:
            raise Refused("no such page")
        return self._pages[number]

    def _say_where(self, made: Dictionary, mark: dict[str, Any]) -> None:
        match mark["kind"]:
            case "highlight" | "underline" | "strikeout" | "squiggly":
                corners = [(a, d, c, d, a, b, c, b) for a, b, c, d in mark["quads"]]
                made["/QuadPoints"] = Array([value for quad in corners for value in quad])
                if mark["kind"] == "highlight":
                    made["/C"] = Array(mark["fill"])
            case "ink":
                made["/InkList"] = Array([Array(stroke) for stroke in mark["strokes"]])
                made["/BS"] = Dictionary(W=mark["pen"])
            case "line":
                made["/L"] = Array([*mark["strokes"][0][:2], *mark["strokes"][0][-2:]])
                made["/BS"] = Dictionary(W=mark["pen"])
            case "box" | "circle":
                made["/BS"] = Dictionary(W=PEN)
            case "free-text":
                made["/DA"] = String("/Helv 10 Tf 0.1 g")
                made["/BS"] = Dictionary(W=0.8)
            case "note":
                made["/Name"] = Name.Comment
            case "stamp":
                made["/Name"] = Name("/CypscStamp")

    def _appearance(self, mark: dict[str, Any]) -> pikepdf.Stream:
        look = Look(
            mark["kind"], mark["width"], mark["height"], mark["boxes"], mark["lines"], mark["widths"], mark["edge"], mark["fill"],
            mark["meaning"], mark["letter"], mark["text"], plated=bool(mark["plate"]), ribbon=mark["ribbon"],
        )  # fmt: skip
        # A reply has no place of its own. A form that is no group lets a highlight multiply with the page under it.
        drawn = "q\nQ\n" if mark["reply_to"] in self._made else operators(look)
        set_by_itself = self._plate(mark)
        if set_by_itself is not None:
            drawn = f"{drawn}q /T Do Q\n"
        form = self.pdf.make_stream(drawn.encode("ascii"))
        form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
        form["/BBox"] = Array([0, 0, mark["width"], mark["height"]])
        form["/Matrix"] = Array(_TURNS[mark["turn"]])
        form["/Resources"] = Dictionary(Font=Dictionary(F=self._font), ExtGState=Dictionary(M=self._multiply))
        if set_by_itself is not None:
            form["/Resources"]["/XObject"] = Dictionary(T=set_by_itself)
        return form

    def _plate(self, mark: dict[str, Any]) -> pikepdf.Object | None:
        """The words of a mark that are set on a page of their own."""
        if self.plates is None or not mark["plate"]:
            return None
        return self.pdf.copy_foreign(self.plates.pages[mark["plate"] - 1].as_form_xobject())


def _is_as_it_was(one: Dictionary, mark: dict[str, Any]) -> bool:
    """Whether a mark still says what its file has it say, of the same kind, meaning and place (by two points)."""
    found = mark_of(one)
    if found is None or found["kind"] != mark["kind"] or found["text"] != mark["text"]:
        return False
    if mark["subject"] and mark["subject"].casefold() != found["subject"].casefold().replace("-", " "):
        return False
    boxes = found["quads"] or [found["rect"]]
    xs, ys = [x for box in boxes for x in box[::2]], [y for box in boxes for y in box[1::2]]
    place = (min(xs), min(ys), max(xs), max(ys))
    return all(abs(a - b) <= 2 for a, b in zip(place, mark["place"], strict=True))


def _is_popup_of(one: pikepdf.Object, owners: Container[tuple[int, int]]) -> bool:
    if not isinstance(one, Dictionary) or one.get("/Subtype") != Name.Popup:
        return False
    owner = one.get("/Parent")
    return isinstance(owner, Dictionary) and owner.objgen in owners


def _ready(mark: dict[str, Any], frame: Frame) -> dict[str, Any]:
    """The mark as it is written: where it is in the file's coordinates, and how it is drawn within its own box."""
    left, top, right, bottom = hull(mark["rects"], mark["strokes"])
    place = hull(mark["rects"], () if mark["rects"] else mark["strokes"])
    pens = [float(width) for widths in mark["widths"] for width in widths] or [PEN]
    if mark["strokes"]:
        room = max(pens) / 2 + _ROOM
        left, top, right, bottom = left - room, top - room, right + room, bottom + room
    boxes = [(a - left, bottom - d, c - left, bottom - b) for a, b, c, d in mark["rects"]]
    lines = [[(x - left, bottom - y) for x, y in stroke] for stroke in mark["strokes"]]
    strokes = [[v for x, y in stroke for v in frame.point(x, y)] for stroke in mark["strokes"]]
    width, height, turn, flags = max(right - left, 0.1), max(bottom - top, 0.1), frame.turn, _PRINTED
    if mark["kind"] == "note" and turn:
        # Readers never turn a note with its page, whatever it says, and so it is drawn upright in the file's own box.
        turn, flags = 0, _PRINTED | _NOT_TURNED
        width, height = (height, width) if frame.turn % 2 else (width, height)
    return {
        "page": mark["page"], "kind": mark["kind"], "name": mark["name"], "rect": frame.rect((left, top, right, bottom)),
        "place": frame.rect(place), "plate": mark["plate"], "flags": flags, "ribbon": mark["ribbon"],
        "quads": [frame.rect(box) for box in mark["rects"]], "strokes": strokes or [[0.0, 0.0, 0.0, 0.0]],
        "width": width, "height": height, "boxes": boxes, "lines": lines, "turn": turn, "text": mark["text"],
        "author": mark["author"], "subject": mark["subject"], "created": mark["created"],
        "edge": rgb(mark["edge"]), "fill": rgb(mark["fill"]), "meaning": mark["meaning"], "letter": mark["letter"],
        "reply_to": mark["reply_to"], "widths": mark["widths"], "pen": round(sum(pens) / len(pens), 2),
    }  # fmt: skip
