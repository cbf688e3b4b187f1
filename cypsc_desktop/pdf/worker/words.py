"""Words of a page with their boxes and styles, read from PDFium in one sweep."""

import ctypes
import math
import re
from array import array
from collections.abc import Sequence
from itertools import islice, repeat
from typing import Any

import pypdfium2.raw as c

from cypsc_desktop.pdf.wire import SLANTED

MAX_WORDS = 20_000
MAX_CHARACTERS = 200_000

_WORD = re.compile("[^\\s\\x00-\\x1f\\x7f\\ufffe\\uffff]+[\\x02\\ufffe]?|[\\ufffe]")


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
    room, known = _fill(raw, indices)
    return [room[edge::4].tolist() for edge in range(4)], known


def character_boxes(raw: Any, indices: Sequence[int]) -> "array[float]":
    """Left, top, right, bottom of the characters at these places, zeros where PDFium knows none."""
    return _fill(ctypes.cast(raw, ctypes.c_void_p), indices)[0]


def _fill(raw: Any, indices: Sequence[int]) -> tuple["array[float]", list[int]]:
    room = array("f", bytes(16 * len(indices)))
    address = room.buffer_info()[0]
    return room, list(map(_char_box, repeat(raw), indices, range(address, address + 16 * len(indices), 16)))


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
