"""Where a page leads: jumps inside the file and addresses outside it."""

import ctypes
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

MAX_LINKS = 500
MAX_ADDRESS = 2000
MAX_TARGETS = 100

Edges = tuple[float, float, float, float]
Place = tuple[Edges, int, float, float, str]
"""Left, bottom, right, top in the file's own coordinates; the page from 1 (0: outside the file); left and top there in
points from its top left as seen (-1 where the file does not say); the address, empty for a jump inside."""


def links(document: pdfium.PdfDocument, number: int) -> list[Place]:
    """The links of a page (counted from 1): those the file declares, then addresses printed in its text."""
    page = document[number - 1]
    try:
        reader = _LinkReader(document)
        found = reader.declared(page.raw)
        taken = [place[0] for place in found]
        return found + [p for p in _printed(page) if not any(_meet(p[0], edges) for edges in taken)]
    finally:
        page.close()


class _LinkReader:
    """Reads the link annotations of a page; measures each page that they lead to once."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._frames: dict[int, tuple[Edges, int]] = {}

    def declared(self, page: Any) -> list[Place]:
        found: list[Place] = []
        at, link = ctypes.c_int(0), c.FPDF_LINK()
        while len(found) < MAX_LINKS and c.FPDFLink_Enumerate(page, at, link):
            box = c.FS_RECTF()
            if c.FPDFLink_GetAnnotRect(link, box):
                target = self._target(link)
                if target:
                    edges = (
                        min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right),
                        max(box.bottom, box.top),
                    )  # fmt: skip
                    found.append((edges, *target))
        return found

    def _target(self, link: Any) -> tuple[int, float, float, str] | None:
        raw = self._document.raw
        dest = c.FPDFLink_GetDest(raw, link)
        if not dest:
            action = c.FPDFLink_GetAction(link)
            kind = c.FPDFAction_GetType(action) if action else c.PDFACTION_UNSUPPORTED
            if kind == c.PDFACTION_URI:
                buffer = ctypes.create_string_buffer(MAX_ADDRESS)
                c.FPDFAction_GetURIPath(raw, action, buffer, MAX_ADDRESS)
                address = buffer.value.decode("utf-8", "replace")
                return (0, -1.0, -1.0, address) if address else None
            dest = c.FPDFAction_GetDest(raw, action) if kind == c.PDFACTION_GOTO else None
        if not dest:
            return None
        index = c.FPDFDest_GetDestPageIndex(raw, dest)
        return (index + 1, *self._place(dest, index), "") if 0 <= index < len(self._document) else None

    def _place(self, dest: Any, index: int) -> tuple[float, float]:
        """Where on its page a destination is, as the reader sees it; -1 where it names the whole page."""
        has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
        x, y, zoom = (ctypes.c_float() for _ in range(3))
        if not c.FPDFDest_GetLocationInPage(dest, has_x, has_y, has_zoom, x, y, zoom) or not has_y.value:
            return -1.0, -1.0
        if index not in self._frames:
            if len(self._frames) >= MAX_TARGETS:
                return -1.0, -1.0
            page = self._document[index]
            self._frames[index] = page.get_bbox(), page.get_rotation() // 90
            page.close()
        (left, bottom, right, top), turn = self._frames[index]
        across = x.value if has_x.value else left
        seen = {
            0: (across - left, top - y.value), 1: (y.value - bottom, across - left),
            2: (right - across, y.value - bottom), 3: (top - y.value, right - across),
        }[turn & 3]  # fmt: skip
        return max(0.0, seen[0]), max(0.0, seen[1])


def _printed(page: pdfium.PdfPage) -> list[Place]:
    """Addresses that stand in the text without being declared as links."""
    text = page.get_textpage()
    found: list[Place] = []
    web = c.FPDFLink_LoadWebLinks(text.raw)
    try:
        for index in range(min(c.FPDFLink_CountWebLinks(web), MAX_LINKS) if web else 0):
            buffer = (ctypes.c_ushort * MAX_ADDRESS)()
            c.FPDFLink_GetURL(web, index, buffer, MAX_ADDRESS)
            address = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]
            edges = [ctypes.c_double() for _ in range(4)]
            for part in range(min(c.FPDFLink_CountRects(web, index), 8)):
                c.FPDFLink_GetRect(web, index, part, *edges)
                left, top, right, bottom = (edge.value for edge in edges)
                found.append(((left, bottom, right, top), 0, -1.0, -1.0, address))
    finally:
        if web:
            c.FPDFLink_CloseWebLinks(web)
        text.close()
    return found


def _meet(a: Edges, b: Edges) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
