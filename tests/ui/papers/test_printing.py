"""Paper out: which sheets, of what size, with which words; and what the preview draws."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import shiboken6
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.pdf.served import DocumentHandle
from cypsc_desktop.ui.papers import printing
from cypsc_desktop.ui.papers.print_room import PrintRoom
from cypsc_desktop.ui.papers.view import PapersView
from tests.pdf.making import put, typeset
from tests.ui.papers.conftest import WAIT, Keep, Told, opened
from tests.ui.papers.papers import PROSE, TABLE, many


class Chosen(printing.PrintDialogs):
    """Chooses a file and a range; looks at a preview and prints from there to another."""

    previewed = 0

    def __init__(self, to: Path, first: int = 0, last: int = 0, *, accept: bool = True) -> None:
        self.to, self.first, self.last, self.accept = to, first, last, accept

    def choose(self, printer: QPrinter, parent: QWidget) -> bool:
        printer.setOutputFileName(str(self.to))
        if self.first:
            printer.setPrintRange(QPrinter.PrintRange.PageRange)
            printer.setFromTo(self.first, self.last)
        return self.accept

    def preview(self, printer: QPrinter, parent: QWidget, draw: Callable[[QPrinter], None]) -> None:
        shown = QPrintPreviewWidget(printer)
        shown.paintRequested.connect(draw)
        shown.updatePreview()
        self.previewed = shown.pageCount()
        printer.setOutputFileName(str(self.to))
        shown.print_()
        shiboken6.delete(shown)


def words(path: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(path) as printed:
        return " ".join(printed[page].get_textpage().get_text_range().split())


def printed_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setFullPage(True)
    printer.setOutputFileName(str(path))
    return printer


def opened_handle(renderer: Renderer, tmp_path: Path, markup: str) -> DocumentHandle:
    return renderer.open(put(tmp_path, typeset(markup)))


def test_a_printed_file_has_the_sheets_and_their_words(qapp: object, renderer: Renderer, tmp_path: Path) -> None:
    handle = opened_handle(renderer, tmp_path, PROSE)
    told: list[tuple[str, int, int]] = []
    printer = printed_to(tmp_path / "out.pdf")
    printing.print_sheets(printer, renderer, handle, [1, 3], dpi=100, progress=lambda *step: told.append(step))
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as made:
        assert len(made) == 2
        assert made.get_page_size(0) == pytest.approx((420, 500), abs=1.5)
    assert "Young people may stay with their carers" in words(tmp_path / "out.pdf")
    assert "Third page" in words(tmp_path / "out.pdf", 1)
    assert told == [("Printing", 1, 2), ("Printing", 2, 2)]


def test_the_picture_covers_the_words(qapp: object, renderer: Renderer, tmp_path: Path) -> None:
    handle = opened_handle(renderer, tmp_path, PROSE)
    printing.print_sheets(printed_to(tmp_path / "out.pdf"), renderer, handle, [2], dpi=72)
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as made, pypdfium2.PdfDocument(handle.path) as asked:
        shades = []
        for page in (made[0], asked[1]):
            bitmap = page.render(scale=1, grayscale=True)
            pixels = bytes(bitmap.buffer)[: bitmap.stride * bitmap.height]
            shades.append(sum(pixels) / len(pixels))
    assert shades[0] == pytest.approx(shades[1], abs=2)


def test_sheets_lie_across_where_the_paper_does(qapp: object, renderer: Renderer, tmp_path: Path) -> None:
    handle = opened_handle(renderer, tmp_path, many(10))
    printing.print_sheets(printed_to(tmp_path / "out.pdf"), renderer, handle, [9, 10], dpi=60)
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as made:
        shapes = [width > height for width, height in (made.get_page_size(0), made.get_page_size(1))]
    assert shapes == [False, True]


@pytest.mark.parametrize(
    ("kind", "sheets"),
    [
        (QPrinter.PrintRange.AllPages, [1, 2, 3, 4, 5]),
        (QPrinter.PrintRange.CurrentPage, [4]),
        (QPrinter.PrintRange.PageRange, [2, 3]),
    ],
)
def test_which_sheets(qapp: object, kind: QPrinter.PrintRange, sheets: list[int]) -> None:
    printer = QPrinter()
    printer.setPrintRange(kind)
    printer.setFromTo(2, 3)
    assert printing.chosen_sheets(printer, 5, current=4) == sheets


def test_print_from_the_screen(
    qtbot: QtBot, view: PapersView, keep: Keep, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, view, keep(TABLE + "\n#pagebreak()\nThe second."))
    monkeypatch.setattr(PrintRoom, "dialogs", Chosen(tmp_path / "out.pdf", 2, 2))
    view.acts["print"].trigger()
    qtbot.waitUntil(lambda: bool(told.said), timeout=WAIT)
    assert told.said == ["Printed 1 sheet."]
    assert "The second." in words(tmp_path / "out.pdf")


def test_print_thought_better_of(
    qtbot: QtBot, view: PapersView, keep: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, view, keep(PROSE))
    monkeypatch.setattr(PrintRoom, "dialogs", Chosen(tmp_path / "out.pdf", accept=False))
    view.acts["print"].trigger()
    assert view.is_idle()
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_told(
    qtbot: QtBot, view: PapersView, keep: Keep, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, view, keep(PROSE))
    monkeypatch.setattr(PrintRoom, "dialogs", Chosen(tmp_path / "no folder" / "out.pdf"))
    view.acts["print"].trigger()
    qtbot.waitUntil(lambda: bool(told.failed), timeout=WAIT)
    assert told.failed[0].startswith("The printer did not take the paper.")


def test_preview_shows_from_the_sheet_being_read_and_prints_all(
    qtbot: QtBot, view: PapersView, keep: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, view, keep(many(40)), 35)
    asked = Chosen(tmp_path / "out.pdf")
    monkeypatch.setattr(PrintRoom, "dialogs", asked)
    view.acts["preview"].trigger()
    assert asked.previewed == 6
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as made:
        assert len(made) == 40
    assert "Sheet number 35" in words(tmp_path / "out.pdf", 34)
