"""One page as laying out needs it, and as selecting and searching need it."""

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from cypsc_desktop.pdf.wire import RawPage
from cypsc_desktop.pdf.worker.rules import MAX_OBJECTS, RuleReader
from cypsc_desktop.pdf.worker.words import WordReader, character_boxes, read_text

MAX_NOTES = 200
# Links, pop-ups, form fields and what printers add are no marks.
_NO_MARKS = frozenset(
    {
        c.FPDF_ANNOT_UNKNOWN, c.FPDF_ANNOT_LINK, c.FPDF_ANNOT_POPUP, c.FPDF_ANNOT_WIDGET, c.FPDF_ANNOT_XFAWIDGET,
        c.FPDF_ANNOT_SCREEN, c.FPDF_ANNOT_MOVIE, c.FPDF_ANNOT_PRINTERMARK, c.FPDF_ANNOT_TRAPNET,
        c.FPDF_ANNOT_WATERMARK, c.FPDF_ANNOT_THREED, c.FPDF_ANNOT_RICHMEDIA,
    }
)  # fmt: skip


def read_page(document: pdfium.PdfDocument, number: int) -> RawPage:
    """Everything of one page (counted from 1) that laying out needs."""
    page = document[number - 1]
    try:
        frame = page.get_bbox()
        text = page.get_textpage()
        try:
            words = WordReader(text.raw)
            cut = words.read()
        finally:
            text.close()
        rules = RuleReader(abs((frame[2] - frame[0]) * (frame[3] - frame[1])) or 1.0)
        rules.read(page.raw)
        stamped, marked = notes(page.raw)
        return RawPage(
            number, page.get_rotation() // 90, frame, words.words, words.boxes, words.styles, words.fonts,
            rules.rules, bytes(rules.kinds), rules.images, stamped, cut or rules.seen > MAX_OBJECTS, marked,
        )  # fmt: skip
    finally:
        page.close()


def notes(page: Any) -> tuple[list[tuple[str, float, float, float, float]], bool]:
    """Text and place of the free text and stamp annotations of a page: packs are sometimes numbered with them. And
    whether the page bears any mark at all."""
    found: list[tuple[str, float, float, float, float]] = []
    marked = False
    for index in range(min(c.FPDFPage_GetAnnotCount(page), MAX_NOTES)):
        note = c.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            kind = c.FPDFAnnot_GetSubtype(note)
            marked = marked or kind not in _NO_MARKS
            if kind in (c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_STAMP):
                place = c.FS_RECTF()
                buffer = (ctypes.c_ushort * 256)()
                if c.FPDFAnnot_GetRect(note, place):
                    c.FPDFAnnot_GetStringValue(note, b"Contents", buffer, 512)
                    text = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0].strip()
                    if text:
                        found.append((text, place.left, place.bottom, place.right, place.top))
        finally:
            c.FPDFPage_CloseAnnot(note)
    return found, marked


def characters(document: pdfium.PdfDocument, number: int) -> tuple[dict[str, Any], bytes]:
    """A page's text as UTF-16 and left, top, right, bottom of each unit of it, for selecting and searching."""
    page = document[number - 1]
    text = page.get_textpage()
    try:
        units = read_text(text.raw).encode("utf-16-le", "surrogatepass")
        count = len(units) // 2
        indices: Sequence[int] = range(count)
        if count != c.FPDFText_CountChars(text.raw):
            indices = [max(0, c.FPDFText_GetCharIndexFromTextIndex(text.raw, index)) for index in indices]
        boxes = character_boxes(text.raw, indices)
        header = {"frame": page.get_bbox(), "rotation": page.get_rotation() // 90, "characters": count}
        return header, units + boxes.tobytes()
    finally:
        text.close()
        page.close()
