"""Printing the paper that is being read: which sheets, on what, and what went wrong."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers import printing

if TYPE_CHECKING:
    from cypsc_desktop.ui.papers.view import PapersView

log = logging.getLogger(__name__)


class PrintRoom:
    """Prints for one view. ``dialogs`` asks the person; tests answer in its place."""

    dialogs = printing.PrintDialogs()

    def __init__(self, view: "PapersView", renderer: Renderer, jobs: Jobs) -> None:
        self._view = view
        self._renderer = renderer
        self._jobs = jobs

    def print_paper(self) -> None:
        """Ask which sheets and print them beside the window."""
        paper = self._view.active.paper
        if paper is None:
            return
        printer = printing.new_printer(paper.handle, paper.document.name or "Paper")
        if not self.dialogs.choose(printer, self._view):
            return
        sheets = printing.chosen_sheets(printer, paper.handle.pages, self._view.sheet())
        self._jobs.run(
            lambda job: printing.print_sheets(
                printer, self._renderer, paper.handle, sheets, progress=job.progress, cancelled=job.cancelled
            ),
            owner=self._view,
            on_done=lambda _: self._view.said.emit(_words(len(sheets))),
            on_failed=self._on_failed,
            key="print",
        )

    def preview(self) -> None:
        """Show the first sheets from the one being read on as they would be printed; printing from there prints what is
        chosen then."""
        paper = self._view.active.paper
        if paper is None:
            return
        printer = printing.new_printer(paper.handle, paper.document.name or "Paper")
        first = max(1, self._view.sheet())
        sheets = list(range(first, min(first + printing.PREVIEWED, paper.handle.pages + 1)))

        def draw(target: QPrinter) -> None:
            looked_at = printing.is_preview(target)
            chosen = sheets if looked_at else printing.chosen_sheets(target, paper.handle.pages, first)
            dpi = 96 if looked_at else printing.MOST_DPI
            try:
                printing.print_sheets(target, self._renderer, paper.handle, chosen, dpi=dpi)
            except (UserError, Cancelled) as error:
                self._on_failed(error)

        self.dialogs.preview(printer, self._view, draw)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._view.failed.emit(str(error))
        elif not isinstance(error, Cancelled):
            log.error("a paper could not be printed", exc_info=error)
            self._view.failed.emit("The paper could not be printed. Try again, or choose another printer.")


def print_file(
    path: Path,
    name: str,
    renderer: Renderer,
    jobs: Jobs,
    parent: QWidget,
    *,
    done: Callable[[str], None],
    failed: Callable[[str], None],
) -> None:
    """Ask which sheets of a PDF to print, and print them beside the window. ``done`` is told in words what was printed,
    nothing where the person thought better of it; either way the file is not needed any more then."""
    handle = renderer.open(path)
    printer = printing.new_printer(handle, name)
    if not PrintRoom.dialogs.choose(printer, parent):
        renderer.release(handle)
        done("")
        return
    sheets = printing.chosen_sheets(printer, handle.pages, 1)

    def ended(_: object) -> None:
        renderer.release(handle)
        done(_words(len(sheets)))

    def broke(error: BaseException) -> None:
        renderer.release(handle)
        done("")
        if isinstance(error, UserError):
            failed(str(error))
        elif not isinstance(error, Cancelled):
            log.error("a file could not be printed", exc_info=error)
            failed("It could not be printed. Try again, or choose another printer.")

    jobs.run(
        lambda job: printing.print_sheets(
            printer, renderer, handle, sheets, progress=job.progress, cancelled=job.cancelled
        ),
        owner=parent, on_done=ended, on_failed=broke, key="print",
    )  # fmt: skip


def _words(count: int) -> str:
    return "Printed 1 sheet." if count == 1 else f"Printed {count} sheets."
