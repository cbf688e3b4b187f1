"""Paper out of the printer: pages drawn by the render worker at the printer's resolution, and the preview of it.

A file printed to PDF keeps its words under the pictures, so that they are found and copied there too.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TooSlow

import shiboken6
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPageLayout, QPageSize, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from cypsc_desktop.commands import reading
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.pdf.render import Priority, Renderer
from cypsc_desktop.pdf.served import DocumentHandle, PageFailed

MOST_DPI = 300
PREVIEWED = 30  # sheets that a preview draws
_SECONDS = 60.0


class PrintDialogs:
    """Asks with the system's own dialogs; replaced in tests."""

    def choose(self, printer: QPrinter, parent: QWidget) -> bool:
        """Which printer and which sheets. False where the person thought better of it."""
        dialog = QPrintDialog(printer, parent)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, True)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        shiboken6.delete(dialog)  # it must not outlive the printer
        return bool(accepted)

    def preview(self, printer: QPrinter, parent: QWidget, draw: Callable[[QPrinter], None]) -> None:
        """Show what would be printed; ``draw`` puts it on the printer given."""
        dialog = QPrintPreviewDialog(printer, parent)
        dialog.paintRequested.connect(draw)
        dialog.exec()
        shiboken6.delete(dialog)


def new_printer(handle: DocumentHandle, name: str) -> QPrinter:
    """A printer set up for a file: its range, its name, no margins of its own beyond what the printer needs."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFromTo(1, handle.pages)
    printer.setDocName(name)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return printer


def chosen_sheets(printer: QPrinter, pages: int, current: int) -> list[int]:
    """The sheets that the person chose in the dialog, from 1."""
    match printer.printRange():
        case QPrinter.PrintRange.CurrentPage:
            return [current]
        case QPrinter.PrintRange.PageRange if printer.fromPage() > 0:
            return list(range(printer.fromPage(), min(max(printer.toPage(), printer.fromPage()), pages) + 1))
        case _:
            return list(range(1, pages + 1))


def is_preview(printer: QPrinter) -> bool:
    """Whether what is drawn on it is looked at only: the preview keeps it as pictures."""
    engine = printer.paintEngine()
    return engine is not None and engine.type() == QPaintEngine.Type.Picture


def print_sheets(
    printer: QPrinter,
    renderer: Renderer,
    handle: DocumentHandle,
    sheets: Sequence[int],
    *,
    dpi: int = MOST_DPI,
    progress: Callable[[str, int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Print sheets, each on a page as it lies, across or upright. Raises UserError where the printer refuses, Cancelled.

    A sheet that cannot be drawn comes out as a page that says so.
    """
    painter = QPainter()
    shown = is_preview(printer)
    with_words = not shown and printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    try:
        for number, sheet in enumerate(sheets):
            if cancelled and cancelled():
                printer.abort()
                raise Cancelled
            if not (shown and number):  # a preview has one layout for all its pages
                _set_page(printer, handle.sizes[sheet - 1], exact=with_words)
            if not (printer.newPage() if number else painter.begin(printer)):
                raise UserError("The printer did not take the paper. Check that it is on, or choose another printer.")
            _draw(painter, printer, renderer, handle, sheet, dpi=dpi, with_words=with_words)
            if progress:
                progress("Printing", number + 1, len(sheets))
    finally:
        if painter.isActive():
            painter.end()


def _set_page(printer: QPrinter, size: tuple[float, float], *, exact: bool) -> None:
    """A printed file has the sheet's own size; paper in a printer is only turned."""
    wide = size[0] > size[1]
    if exact:
        points = QSizeF(min(size), max(size))
        printer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def _draw(
    painter: QPainter, printer: QPrinter, renderer: Renderer, handle: DocumentHandle, sheet: int, *, dpi: int,
    with_words: bool,
) -> None:  # fmt: skip
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    wide, high = (max(1.0, side) for side in handle.sizes[sheet - 1])
    scale = min(paper.width() / wide, paper.height() / high)
    place = QRectF(0, 0, wide * scale, high * scale)
    place.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
    try:
        if with_words:
            _draw_words(painter, renderer, handle, sheet, place)
        drawn = renderer.render(
            handle, sheet, min(scale, dpi / 72), priority=Priority.PREFETCH
        ).result(_SECONDS)  # fmt: skip
    except (PageFailed, TooSlow, CancelledError):
        painter.setFont(QFont("Inter", 12))
        painter.drawText(place, f"Sheet {sheet} cannot be printed: the file is damaged here.")
        return
    image = QImage(drawn.view, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()
    drawn.release()
    painter.drawImage(place, image)


def _draw_words(painter: QPainter, renderer: Renderer, handle: DocumentHandle, sheet: int, place: QRectF) -> None:
    """The words of the sheet where the picture will cover them."""
    found = reading.laid_out(renderer.reading(handle, sheet).result(_SECONDS).raw)
    scale = place.width() / max(1.0, handle.sizes[sheet - 1][0])
    painter.save()
    painter.setPen(QColor("white"))
    for line in reading.lines_of(found):
        for word in line.words:
            font = QFont("Inter")
            font.setFeature(QFont.Tag("calt"), 0)  # glyphs chosen by their neighbours are copied as unknown letters
            font.setPixelSize(max(1, round(word.box.height * scale * 0.8)))
            painter.setFont(font)
            across = QFontMetricsF(font).horizontalAdvance(word.text) or 1.0
            painter.save()
            painter.translate(place.left() + word.box.left * scale, place.top() + word.box.bottom * scale * 0.998)
            painter.scale(max(0.01, word.box.width * scale / across), 1)
            painter.drawText(0, 0, word.text + " ")
            painter.restore()
    painter.restore()
