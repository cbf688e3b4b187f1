"""Pictures of pages, drawn into memory that the owner shares."""

import ctypes
from collections.abc import Container
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from cypsc_desktop.pdf.worker.files import Refused


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
