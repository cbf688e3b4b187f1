"""The process in which PDFium and qpdf run: text, boxes, rules, pictures of pages.

Nothing else in the program loads them, so a hostile file can end this process and no more. It answers the
frames of ``wire`` that come on its standard input and ends when that closes. It never writes a file except
the repaired copy that its owner asked for, and knows nothing of committees.
"""

import ctypes
import math
import os
import queue
import re
import sys
import threading
from array import array
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from itertools import islice, repeat
from typing import Any, BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as c

from cypsc_desktop.pdf.arena import attach
from cypsc_desktop.pdf.wire import SLANTED, RawPage, WireError, pack_page, read_frame, write_frame

MAX_WORDS = 20_000
MAX_RULES = 20_000
MAX_OBJECTS = 200_000
MAX_CHARACTERS = 200_000
MAX_OUTLINE = 10_000
MAX_SIZES = 20_000
FORM_DEPTH = 4
MAX_NOTES = 200
MAX_REPAIRED = 1 << 30

_WORD = re.compile("[^\\s\\x00-\\x1f\\x7f\\ufffe\\uffff]+[\\x02\\ufffe]?|[\\ufffe]")


Matrix = tuple[float, float, float, float, float, float]


def read_text(raw: Any) -> str:
    """The page's text, one UTF-16 unit a position, as PDFium orders it."""
    count = c.FPDFText_CountChars(raw)
    if count <= 0:
        return ""
    count = min(count, MAX_CHARACTERS)
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = c.FPDFText_GetText(raw, 0, count, buffer)
    return bytes(memoryview(buffer)[: max(0, written - 1)]).decode("utf-16-le", "replace")


def _bare(function: Any, result: Any, *arguments: Any) -> Any:
    """A PDFium function that takes and gives bare addresses: several times as fast over a whole page."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_text_object = _bare(c.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_char_box = _bare(c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class WordReader:
    """Splits a page's text into words and asks PDFium for the boxes of their ends only."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.words: list[str] = []
        self.boxes: array[float] = array("f")
        self.styles: array[int] = array("H")
        self.fonts: list[tuple[float, bool, int]] = []
        self._known: dict[tuple[float, bool, int], int] = {}
        self._objects: dict[int, int] = {}
        self._names: dict[int, bool] = {}
        self._box = c.FS_RECTF()
        self._ref = ctypes.byref(self._box)

    def read(self) -> bool:
        """Read the page; True if it held more words than the limit."""
        text = read_text(self.raw)
        found = list(islice(_WORD.finditer(text), MAX_WORDS + 1))
        cut = len(found) > MAX_WORDS
        del found[MAX_WORDS:]
        firsts = [match.start() for match in found]
        lasts = [match.end() - 1 for match in found]
        if len(text) != c.FPDFText_CountChars(self.raw):
            firsts, lasts = [self._index(n) for n in firsts], [self._index(n) for n in lasts]
        self._collect([match.group() for match in found], firsts, lasts)
        return cut

    def _collect(self, words: list[str], firsts: list[int], lasts: list[int]) -> None:
        """Ask for the boxes of all ends in one sweep, then judge each word by its own two."""
        raw = ctypes.cast(self.raw, ctypes.c_void_p)
        starts, start_known = _boxes(raw, firsts)
        ends, end_known = _boxes(raw, lasts)
        owners = map(_text_object, repeat(raw), firsts)
        objects, extend = self._objects, self.boxes.extend
        for (
            word,
            first,
            last,
            owner,
            known,
            left,
            top,
            right,
            bottom,
            also,
            end_left,
            end_top,
            end_right,
            end_bottom,
        ) in zip(words, firsts, lasts, owners, start_known, *starts, end_known, *ends, strict=True):
            if not known:
                continue
            if last > first and also:
                height = top - bottom
                if not (
                    -0.6 * height < end_bottom - bottom < 0.6 * height
                    and 0 <= end_left - left <= height * 1.2 * (last - first)
                ):
                    if self.fonts[self._style(first)][2] == SLANTED:
                        box = (left, bottom, right, top)
                        self._add(word, _union(box, (end_left, end_bottom, end_right, end_top)), first)
                    else:
                        self._odd(first, last)
                    continue
            style = objects.get(owner)
            self.words.append(word)
            self.styles.append(self._style(first) if style is None else style)
            extend(
                (
                    left,
                    bottom if bottom < end_bottom or not also else end_bottom,
                    max(end_right, right),
                    max(end_top, top),
                )
            )

    def _index(self, text_index: int) -> int:
        return max(0, int(c.FPDFText_GetCharIndexFromTextIndex(self.raw, text_index)))

    def _add(self, word: str, box: tuple[float, float, float, float], first: int) -> None:
        self.words.append(word)
        self.boxes.extend(box)
        self.styles.append(self._style(first))

    def _odd(self, first: int, last: int) -> None:
        """A run that turns, jumps to another line or leaps a gap: look at each character of it."""
        raw, box, ref = self.raw, self._box, self._ref
        run: list[str] = []
        start = first
        whole: tuple[float, float, float, float] | None = None
        before: tuple[float, float, float, float] | None = None
        turned = self.fonts[self._style(first)][2] % 2 == 1
        for index in range(first, min(last, first + 500) + 1):
            letter = chr(c.FPDFText_GetUnicode(raw, index) or 32)
            if not c.FPDFText_GetLooseCharBox(raw, index, ref) or letter in "\r\n ":
                continue
            now = (box.left, box.bottom, box.right, box.top)
            if whole and before and _apart(before, now, turned):
                self._add("".join(run), whole, start)
                run, whole, start = [], None, index
            run.append(letter)
            whole = now if whole is None else _union(whole, now)
            before = now
        if run and whole:
            self._add("".join(run), whole, start)

    def _style(self, index: int) -> int:
        address = _text_object(self.raw, index) or 0
        found = self._objects.get(address)
        if found is None:
            owner = c.FPDFText_GetTextObject(self.raw, index) if address else None
            found = self._objects[address] = self._new_style(owner, index)
        return found

    def _new_style(self, owner: Any, index: int) -> int:
        size, matrix = ctypes.c_float(), c.FS_MATRIX()
        bold = False
        if owner is not None:
            c.FPDFTextObj_GetFontSize(owner, size)
            bold = self._is_bold(c.FPDFTextObj_GetFont(owner))
        c.FPDFText_GetMatrix(self.raw, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2) if math.isfinite(matrix.a + matrix.b) else 0.0
        turn = round(turns) % 4 if abs(turns - round(turns)) < 0.1 else SLANTED
        points = size.value * scale
        style = (round(points, 1) if 0 < points < 2000 else 0.0, bold, turn)
        found = self._known.get(style)
        if found is None:
            found = self._known[style] = len(self.fonts)
            self.fonts.append(style)
        return found

    def _is_bold(self, font: Any) -> bool:
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        bold = self._names.get(address)
        if bold is None:
            buffer = ctypes.create_string_buffer(256)
            c.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.lower()
            bold = self._names[address] = any(part in name for part in (b"bold", b"black", b"heavy", b"semibd"))
        return bold


def _boxes(raw: Any, indices: list[int]) -> tuple[list[list[float]], list[int]]:
    """Left, top, right and bottom of the characters at these places, a list of each, and which of them are known."""
    room = array("f", bytes(16 * len(indices)))
    address = room.buffer_info()[0]
    known = list(map(_char_box, repeat(raw), indices, range(address, address + 16 * len(indices), 16)))
    return [room[edge::4].tolist() for edge in range(4)], known


def _apart(before: tuple[float, ...], now: tuple[float, ...], turned: bool) -> bool:
    """Whether two neighbouring characters belong to different words by their place."""
    if turned:
        before, now = (before[1], before[0], before[3], before[2]), (now[1], now[0], now[3], now[2])
        return (
            abs(now[1] - before[1]) > (before[3] - before[1]) * 0.6 or _gap(before, now) > (before[3] - before[1]) * 0.9
        )
    height = before[3] - before[1]
    return abs(now[1] - before[1]) > height * 0.6 or now[0] < before[0] - height or now[0] - before[2] > height * 0.9


def _gap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return max(b[0] - a[2], a[0] - b[2])


def _union(
    a: tuple[float, float, float, float], b: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


class RuleReader:
    """Collects the straight lines and rectangles that a page draws, in form objects too."""

    def __init__(self, page_area: float) -> None:
        self.rules: array[float] = array("f")
        self.kinds = bytearray()
        self.images = 0
        self.seen = 0
        self._area = page_area
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(edge) for edge in self._edges]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()

    def read(self, page: Any) -> None:
        """Read every object of the page."""
        self._read(c.FPDFPage_GetObject, page, c.FPDFPage_CountObjects(page), depth=0, matrix=None)

    def _read(
        self, get: Callable[[Any, int], Any], owner: Any, count: int, *, depth: int, matrix: Matrix | None
    ) -> None:
        kind_of = c.FPDFPageObj_GetType
        for index in range(max(0, min(count, MAX_OBJECTS - self.seen))):
            item = get(owner, index)
            kind = kind_of(item)
            if kind == c.FPDF_PAGEOBJ_PATH:
                if len(self.kinds) < MAX_RULES:
                    self._path(item, matrix)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                bounds = self._bounds(item, matrix)
                if bounds and (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) >= self._area / 20:
                    self.images += 1
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
                own = c.FS_MATRIX()
                c.FPDFPageObj_GetMatrix(item, own)
                inner = (own.a, own.b, own.c, own.d, own.e, own.f)
                combined = inner if matrix is None else _multiply(inner, matrix)
                self._read(
                    c.FPDFFormObj_GetObject, item, c.FPDFFormObj_CountObjects(item), depth=depth + 1, matrix=combined
                )
        self.seen += max(0, count)

    def _bounds(self, item: Any, matrix: Matrix | None) -> tuple[float, float, float, float] | None:
        if not c.FPDFPageObj_GetBounds(item, *self._refs):
            return None
        left, bottom, right, top = (edge.value for edge in self._edges)
        if matrix is None:
            return left, bottom, right, top
        corners = [_point(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _path(self, item: Any, matrix: Matrix | None) -> None:
        bounds = self._bounds(item, matrix)
        if bounds is None or not c.FPDFPath_GetDrawMode(item, self._fill, self._stroke):
            return
        thin = min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= 3
        segments = c.FPDFPath_CountSegments(item)
        if not (self._fill.value or self._stroke.value) or segments > 4000:
            return
        if thin:
            self._keep(bounds, 0)
        elif segments > 5:
            self._pieces(item, segments, matrix)
        elif segments >= 4:
            self._keep(bounds, 1 if self._stroke.value else 2)

    def _pieces(self, item: Any, segments: int, matrix: Matrix | None) -> None:
        """A path of many parts: its level and upright strokes, or nothing if it is a drawing."""
        own = c.FS_MATRIX()
        c.FPDFPageObj_GetMatrix(item, own)
        place = (own.a, own.b, own.c, own.d, own.e, own.f)
        if matrix is not None:
            place = _multiply(place, matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        found: list[tuple[float, float, float, float]] = []
        for index in range(segments):
            segment = c.FPDFPath_GetPathSegment(item, index)
            kind = c.FPDFPathSegment_GetType(segment)
            c.FPDFPathSegment_GetPoint(segment, x, y)
            point = _point(place, x.value, y.value)
            if kind == c.FPDF_SEGMENT_BEZIERTO:
                return
            if kind == c.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == c.FPDF_SEGMENT_LINETO:
                found.append(_span(last, point))
            last = point
            if c.FPDFPathSegment_GetClose(segment):
                found.append(_span(point, start))
        level = [s for s in found if s[2] - s[0] <= 1 or s[3] - s[1] <= 1]
        if len(level) == len(found):
            for span in level[: MAX_RULES - len(self.kinds)]:
                self._keep(span, 0)

    def _keep(self, bounds: tuple[float, float, float, float], kind: int) -> None:
        self.rules.extend(bounds)
        self.kinds.append(kind)


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies m, then n."""
    a, b, cc, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, cc * g + d * i, cc * h + d * j, e * g + f * i + k, e * h + f * j + o)


def _point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _span(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def read_page(document: pdfium.PdfDocument, number: int) -> RawPage:
    """Everything of one page (counted from 1) that laying out needs."""
    page = document[number - 1]
    try:
        frame = page.get_cropbox()
        text = page.get_textpage()
        try:
            words = WordReader(text.raw)
            cut = words.read()
        finally:
            text.close()
        rules = RuleReader(abs((frame[2] - frame[0]) * (frame[3] - frame[1])) or 1.0)
        rules.read(page.raw)
        return RawPage(
            number, page.get_rotation() // 90, frame, words.words, words.boxes, words.styles, words.fonts,
            rules.rules, bytes(rules.kinds), rules.images, notes(page.raw), cut or rules.seen > MAX_OBJECTS,
        )  # fmt: skip
    finally:
        page.close()


def notes(page: Any) -> list[tuple[str, float, float, float, float]]:
    """Text and place of the free text and stamp annotations of a page: packs are sometimes numbered with them."""
    found: list[tuple[str, float, float, float, float]] = []
    for index in range(min(c.FPDFPage_GetAnnotCount(page), MAX_NOTES)):
        note = c.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            if c.FPDFAnnot_GetSubtype(note) in (c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_STAMP):
                place = c.FS_RECTF()
                buffer = (ctypes.c_ushort * 256)()
                if c.FPDFAnnot_GetRect(note, place):
                    c.FPDFAnnot_GetStringValue(note, b"Contents", buffer, 512)
                    text = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0].strip()
                    if text:
                        found.append((text, place.left, place.bottom, place.right, place.top))
        finally:
            c.FPDFPage_CloseAnnot(note)
    return found


class Refused(Exception):
    """The file cannot be served; the first argument names why (``password``, ``wrong-password``, ``damaged``)."""


def open_document(path: str, password: str | None) -> pdfium.PdfDocument:
    """Open a PDF. Raises Refused."""
    try:
        document = pdfium.PdfDocument(path, password=password)
        if len(document) < 1:
            raise Refused("damaged")
        return document
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == c.FPDF_ERR_PASSWORD:
            raise Refused("wrong-password" if password else "password") from error
        raise Refused("damaged") from error


def repair(path: str, to: str, password: str | None) -> None:
    """Write what qpdf can save of a file to another. Raises Refused."""
    import pikepdf

    try:
        with pikepdf.open(path, password=password or "", attempt_recovery=True, suppress_warnings=True) as pdf:
            pdf.save(to, encryption=False)
    except pikepdf.PasswordError as error:
        raise Refused("wrong-password" if password else "password") from error
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError, RecursionError, KeyError, TypeError) as error:
        raise Refused("damaged") from error


def outline(document: pdfium.PdfDocument) -> list[tuple[str, int, int, bool]]:
    """Title, level, page from 1 and whether it points at a whole page, for each bookmark that leads somewhere."""
    found: list[tuple[str, int, int, bool]] = []
    try:
        for entry in islice(document.get_toc(max_depth=12), MAX_OUTLINE):
            mark = _bookmark(document, entry)
            if mark:
                found.append(mark)
    except (pdfium.PdfiumError, ValueError, RecursionError):
        return found
    return found


def _bookmark(document: pdfium.PdfDocument, entry: pdfium.PdfBookmark) -> tuple[str, int, int, bool] | None:
    """One bookmark, None if its title or place cannot be read."""
    try:
        dest = entry.get_dest()
        page = dest.get_index() if dest else None
        if page is None or page >= len(document):
            return None
        whole = dest.get_view()[0] in (c.PDFDEST_VIEW_FIT, c.PDFDEST_VIEW_FITB, c.PDFDEST_VIEW_UNKNOWN_MODE)
        return entry.get_title(), int(entry.level), page + 1, whole
    except ValueError:
        return None


def information(document: pdfium.PdfDocument) -> dict[str, str]:
    """The document information that can be read."""
    found: dict[str, str] = {}
    for key in document.METADATA_KEYS:
        with suppress(pdfium.PdfiumError, ValueError):
            value = document.get_metadata_value(key)
            if value:
                found[key] = value[:4000]
    return found


class Picture:
    """Draws pages into the memory shared with the owner, stopping where the owner has lost interest."""

    def __init__(self, memory: Any, cancelled: Container[int]) -> None:
        self._memory = memory
        self._start = ctypes.addressof(ctypes.c_char.from_buffer(memory))
        self._cancelled = cancelled
        self._job = 0
        self._pause = c.IFSDK_PAUSE(version=1)
        self._pause.NeedToPauseNow = type(self._pause.NeedToPauseNow)(lambda _: int(self._job in self._cancelled))

    def draw(self, document: pdfium.PdfDocument, job: dict[str, Any]) -> bool:
        """Draw a page with its annotations and form fields, white under it; False if cancelled on the way."""
        width, height, stride, at = (int(job[key]) for key in ("width", "height", "stride", "at"))
        if min(width, height) < 1 or at < 0 or stride < 4 * width or at + stride * height > len(self._memory):
            raise Refused("beyond the shared memory")
        self._job = int(job["id"])
        page = document[int(job["page"]) - 1]
        buffer = ctypes.cast(self._start + at, ctypes.c_void_p)
        bitmap = c.FPDFBitmap_CreateEx(width, height, c.FPDFBitmap_BGRx, buffer, stride)
        try:
            place = (0, 0, width, height, int(job["rotation"]), c.FPDF_ANNOT)
            c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            state = c.FPDF_RenderPageBitmap_Start(bitmap, page.raw, *place, self._pause)
            while state == c.FPDF_RENDER_TOBECONTINUED and self._job not in self._cancelled:
                state = c.FPDF_RenderPage_Continue(page.raw, self._pause)
            c.FPDF_RenderPage_Close(page.raw)
            if state == c.FPDF_RENDER_TOBECONTINUED:
                return False
            if state == c.FPDF_RENDER_FAILED:
                raise Refused("not drawn")
            if document.formenv:
                c.FPDF_FFLDraw(document.formenv.raw, bitmap, page.raw, *place)
            return True
        finally:
            c.FPDFBitmap_Destroy(bitmap)
            page.close()


def characters(document: pdfium.PdfDocument, number: int) -> tuple[dict[str, Any], bytes]:
    """A page's text as UTF-16 and left, bottom, right, top of each unit of it, for selecting and searching."""
    page = document[number - 1]
    text = page.get_textpage()
    try:
        units = read_text(text.raw).encode("utf-16-le", "surrogatepass")
        count = len(units) // 2
        same = count == c.FPDFText_CountChars(text.raw)
        boxes, box = array("f"), c.FS_RECTF()
        ref, ask = ctypes.byref(box), c.FPDFText_GetLooseCharBox
        for index in range(count):
            at = index if same else max(0, c.FPDFText_GetCharIndexFromTextIndex(text.raw, index))
            if ask(text.raw, at, ref):
                boxes.extend((box.left, box.bottom, box.right, box.top))
            else:
                boxes.extend((0.0, 0.0, 0.0, 0.0))
        header = {"frame": page.get_cropbox(), "rotation": page.get_rotation() // 90, "characters": count}
        return header, units + boxes.tobytes()
    finally:
        text.close()
        page.close()


class Worker:
    """Answers one owner's commands."""

    def __init__(self, out: BinaryIO, picture: Picture | None) -> None:
        self.out = out
        self.picture = picture
        self.documents: dict[str, pdfium.PdfDocument] = {}

    def serve(self, commands: Iterator[dict[str, Any]]) -> None:
        """Answer commands until there are no more."""
        answers: dict[str, Callable[[dict[str, Any]], None]] = {
            "open": self._open, "close": self._close, "repair": self._repair, "pages": self._pages, "text": self._text,
            "render": self._render, "characters": self._characters,
        }  # fmt: skip
        for command in commands:
            try:
                answers[command["do"]](command)
            except Refused as refusal:
                write_frame(self.out, {"refused": str(refusal)})
            except (pdfium.PdfiumError, ValueError, KeyError, IndexError, ctypes.ArgumentError, OverflowError):
                write_frame(self.out, {"refused": "failed"})

    def _open(self, command: dict[str, Any]) -> None:
        document = open_document(str(command["path"]), command.get("password"))
        self.documents[str(command.get("as", ""))] = document
        if command.get("sizes"):
            if document.get_formtype():
                document.init_forms()
            count = min(len(document), MAX_SIZES)
            write_frame(self.out, {"pages": len(document), "sizes": [document.get_page_size(n) for n in range(count)]})
            return
        told = {"pages": len(document), "info": information(document), "outline": outline(document)}
        write_frame(self.out, told)

    def _close(self, command: dict[str, Any]) -> None:
        document = self.documents.pop(str(command["as"]), None)
        if document is not None:
            document.close()
        write_frame(self.out, {"closed": True})

    def _repair(self, command: dict[str, Any]) -> None:
        repair(str(command["path"]), str(command["to"]), command.get("password"))
        write_frame(self.out, {"repaired": True})

    def _pages(self, command: dict[str, Any]) -> None:
        for number in range(int(command["first"]), int(command["last"]) + 1):
            try:
                header, body = pack_page(read_page(self.documents[""], number))
            except (pdfium.PdfiumError, ValueError, ctypes.ArgumentError, OverflowError):
                header, body = {"failed": number}, b""
            write_frame(self.out, header, body)

    def _text(self, command: dict[str, Any]) -> None:
        """PDFium's bare text pass over the document, the floor that imports are measured against."""
        total = 0
        for page in self.documents[str(command.get("as", ""))]:
            text = page.get_textpage()
            total += len(read_text(text.raw))
            text.close()
            page.close()
        write_frame(self.out, {"characters": total})

    def _render(self, command: dict[str, Any]) -> None:
        if self.picture is None:
            raise Refused("no shared memory")
        drawn = self.picture.draw(self.documents[str(command["as"])], command)
        write_frame(self.out, {"id": command["id"], "drawn": drawn})

    def _characters(self, command: dict[str, Any]) -> None:
        header, body = characters(self.documents[str(command["as"])], int(command["page"]))
        write_frame(self.out, header, body)


def commands_from(stream: BinaryIO, cancelled: set[int]) -> Iterator[dict[str, Any]]:
    """Commands as a thread reads them; when the owner goes, the process goes, whatever it is doing."""
    waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def read() -> None:
        try:
            while (frame := read_frame(stream)) is not None:
                if "cancel" in frame.header:
                    cancelled.add(int(frame.header["cancel"]))
                else:
                    waiting.put(frame.header)
        except (WireError, OSError):
            pass
        os._exit(0)

    threading.Thread(target=read, name="commands", daemon=True).start()
    while True:
        yield waiting.get()


def limit(memory: int, seconds: int) -> None:
    """Bind this process to so many bytes of memory and seconds of processor, where the system can (not Windows)."""
    try:
        import resource
    except ImportError:
        return
    bounds = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, MAX_REPAIRED)]
    if seconds:
        bounds.append((resource.RLIMIT_CPU, seconds))
    if sys.platform == "linux":
        bounds.append((resource.RLIMIT_AS, memory))
    for kind, value in bounds:
        resource.setrlimit(kind, (value, value))


def main() -> None:
    """Serve the owner on the standard pipes. The last four arguments: bytes of memory, seconds of processor, token and
    size of the shared memory."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    memory, seconds, token, size = sys.argv[-4:]
    cancelled: set[int] = set()
    picture = Picture(attach(token, int(size)), cancelled) if int(size) else None
    limit(int(memory), int(seconds))
    try:
        Worker(out, picture).serve(commands_from(sys.stdin.buffer, cancelled))
    except (BrokenPipeError, MemoryError):
        os._exit(1)


if __name__ == "__main__":
    main()
