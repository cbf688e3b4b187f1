"""A whole file: opened, repaired, its outline and its document information."""

from contextlib import suppress
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as c

MAX_OUTLINE = 10_000
A4 = (595.0, 842.0)


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


def size_of(document: pdfium.PdfDocument, index: int) -> tuple[float, float]:
    """Width and height of a page in points, as seen; A4 for one that cannot be read, so that the others can."""
    try:
        width, height = document.get_page_size(index)
    except pdfium.PdfiumError:
        return A4
    return (width, height) if width > 0 and height > 0 else A4


def frame_of(document: pdfium.PdfDocument, number: int) -> tuple[float, float, float, float, int]:
    """Left, bottom, right, top of what is seen of a page (counted from 1), and its quarter turns."""
    page = document[number - 1]
    try:
        left, bottom, right, top = page.get_bbox()
        return left, bottom, right, top, page.get_rotation() // 90
    finally:
        page.close()


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
