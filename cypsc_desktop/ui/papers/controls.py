"""The bar and the actions that every place with pages has: page, zoom, fit, rotation, text. They act on the pane that
is active then, show its state, and tell of leaps so that Back can lead to where they began."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from cypsc_desktop.commands import reading
from cypsc_desktop.pdf.reading import Link
from cypsc_desktop.ui.papers.actions import actions_of, menu_of
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.toolbar import Toolbar
from cypsc_desktop.ui.theme import Theme

OUTSIDE = ("http", "https", "mailto")
"""Addresses that are handed to the person's browser or mail program; any other kind is only copied."""


class Controls(QObject):
    """``leaving()`` comes before a leap to another place in the paper, ``leapt()`` after it; ``said(words)``: something
    was done; ``failed(words)``: something was not."""

    leaving = Signal()
    leapt = Signal()
    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        *,
        pane: Callable[[], PaperPane],
        shown: Sequence[str],
        more: Mapping[str, Callable[..., object]],
    ) -> None:
        """``shown``: names of ``actions.WORDINGS`` with a button of their own; ``more``: further actions."""
        super().__init__(parent)
        self._pane = pane
        self.acts = actions_of(parent, {**self._doings(), **more})
        self.toolbar = Toolbar(self.acts, menu_of(parent, self.acts), theme, shown=shown, parent=parent)
        self.toolbar.page_typed.connect(self._on_page_typed)

    def _doings(self) -> dict[str, Callable[..., object]]:
        return {
            "page before": lambda: self._pane().area.step_page(-1),
            "next page": lambda: self._pane().area.step_page(1),
            "go to page": self.focus_page,
            "fit width": lambda on: self._fit("width" if on else None),
            "fit page": lambda on: self._fit("page" if on else None),
            "zoom in": lambda: self._pane().area.step_zoom(1),
            "zoom out": lambda: self._pane().area.step_zoom(-1),
            "single": lambda on: self._pane().area.set_single(bool(on)),
            "rotate right": lambda: self._pane().area.rotate(1),
            "rotate left": lambda: self._pane().area.rotate(-1),
            "page text": lambda on: self._pane().show_words(bool(on)),
            "caret": lambda on: self._pane().area.set_caret_browsing(bool(on)),
            "copy": self.copy,
            "select page": self.select_page,
        }

    def attach(self, pane: PaperPane) -> None:
        """Follow what happens in a pane."""
        pane.area.link_followed.connect(lambda link: self._follow(pane, link))
        pane.area.zoomed.connect(lambda _: self._if_active(pane, self.show_zoom))
        pane.area.caret_browsed.connect(lambda _: self._if_active(pane, self.show_state))
        pane.area.text_shown.connect(lambda _: self._if_active(pane, self.show_state))
        pane.area.selection_changed.connect(lambda: self._if_active(pane, self._show_selected))

    def leap(self, sheet: int, box: tuple[float, float, float, float] | None = None) -> None:
        """Go to a sheet of the paper in the active pane, as from a list."""
        self.leaving.emit()
        self._pane().go_to(sheet, box)
        self.leapt.emit()

    def copy(self) -> None:
        """The selection to the clipboard."""
        self._pane().area.copy()

    def select_page(self) -> None:
        """Everything on the page being read."""
        self._pane().area.select_page()

    def focus_page(self) -> None:
        """The page field, ready to be typed into."""
        self.toolbar.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.number.selectAll()

    # What is shown

    def show(self) -> None:
        """Everything about the active pane."""
        self.show_page()
        self.show_zoom()
        self.show_state()

    def show_page(self) -> None:
        paper, sheet = self._pane().paper, self._pane().area.sheet()
        total = paper.handle.pages if paper else 0
        self.toolbar.show_page(label=paper.label(sheet) if paper else None, sheet=sheet, of=total)
        self.acts["page before"].setEnabled(sheet > 1)
        self.acts["next page"].setEnabled(0 < sheet < total)

    def show_zoom(self) -> None:
        pane = self._pane()
        self.toolbar.show_zoom(pane.area.zoom() if pane.paper else None)
        self.acts["fit width"].setChecked(pane.area.fit() == "width")
        self.acts["fit page"].setChecked(pane.area.fit() == "page")

    def show_state(self) -> None:
        pane = self._pane()
        for name in set(self._doings()) - {"page before", "next page", "copy"}:
            self.acts[name].setEnabled(pane.paper is not None)
        self._show_selected()
        self.acts["single"].setChecked(pane.area.is_single())
        self.acts["caret"].setChecked(pane.area.is_caret_browsing())
        self.acts["page text"].setChecked(not pane.words.isHidden())

    def _show_selected(self) -> None:
        self.acts["copy"].setEnabled(self._pane().area.has_selection())

    def _if_active(self, pane: PaperPane, show: Callable[[], None]) -> None:
        if pane is self._pane():
            show()

    def _fit(self, fit: str | None) -> None:
        self._pane().area.set_fit(fit)
        self.show_zoom()

    # Leaps

    def _on_page_typed(self, typed: str) -> None:
        pane = self._pane()
        paper = pane.paper
        if paper is None:
            return
        sheet = reading.sheet_of_number(paper.labels, typed, paper.handle.pages)
        if sheet is None:
            self.failed.emit(f"This paper has no page {typed.strip()}. Its sheets are 1 to {paper.handle.pages}.")
            self.show_page()
            return
        self.leap(sheet)
        pane.setFocus()
        number = typed.strip()
        if number.isdecimal() and int(number) != sheet and int(number) <= paper.handle.pages:
            self.said.emit(f"Printed page {number} is sheet {sheet}. For sheet {number}, type: sheet {number}.")

    def _follow(self, pane: PaperPane, link: Link) -> None:
        """Inside the file: go there. Outside: the system's own program opens it; what it might run is only copied."""
        if link.sheet is not None:
            self.leaving.emit()
            pane.area.go_to(link.sheet, top=link.top)
            self.leapt.emit()
            return
        address = QUrl(link.address)
        if address.scheme().casefold() in OUTSIDE and QDesktopServices.openUrl(address):
            self.said.emit(f"Opened {address.toDisplayString()} outside CYPSC Desktop.")
            return
        QGuiApplication.clipboard().setText(address.toString() or link.address)
        self.said.emit(f"Copied {address.toDisplayString() or link.address}. Paste it where you want to open it.")
