"""The home screen: the next meeting with its pack, replies overdue, what happened since last time, recent papers."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.commands.home import Home, Overdue
from cypsc_desktop.model.records import Document, Item
from cypsc_desktop.ui.home.pack_map import PackMap
from cypsc_desktop.ui.home.reading import Reading
from cypsc_desktop.ui.theme import Theme

_MOST = 7


class HomeScreen(QScrollArea):
    """``opened(document id, sheet)``, ``item_chosen(id)``, ``recommendation_chosen(id)``: go there."""

    opened = Signal(str, int)
    item_chosen = Signal(str)
    recommendation_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Home")
        self.resume = QPushButton("Resume")
        self.pack_map = PackMap(theme)

    def show_home(self, home: Home, reading: Reading, *, today: date) -> None:
        """Show these facts in place of the former ones."""
        body = QWidget()
        body.setObjectName("surface")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(body)
        row.setContentsMargins(32, 24, 32, 24)
        row.setSpacing(32)
        row.addLayout(self._left(home, reading, today), 3)
        row.addLayout(self._right(home, reading), 2)
        self.setWidget(body)

    def _left(self, home: Home, reading: Reading, today: date) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        if home.next is None:
            column.addWidget(self._label("No meeting yet", 20, 600))
            column.addWidget(self._label("Import an agenda pack with File > Import papers.", 13, tone="second"))
            column.addStretch(1)
            return column
        meeting = home.next
        column.addWidget(self._label("Next meeting" if home.is_coming else "Last meeting", 12, tone="quiet"))
        column.addWidget(self._label(meeting.body or "Meeting", 20, 600))
        when = ", ".join(part for part in (spoken(meeting.date, today), meeting.time, meeting.place) if part)
        column.addWidget(self._label(when, 13, tone="second"))
        column.addSpacing(8)
        self._add_pack(column, home, reading)
        column.addSpacing(8)
        column.addWidget(self._label("Agenda", 15, 600))
        for item in home.items:
            column.addWidget(self._row(agenda_line(item), partial(self.item_chosen.emit, item.id)))
        column.addStretch(1)
        return column

    def _add_pack(self, column: QVBoxLayout, home: Home, reading: Reading) -> None:
        packs = [d for d in home.documents if d.doc_kind == "agenda pack"] or list(home.documents)
        pack: Document | None = packs[-1] if packs else None
        place = reading.last[1] if pack and reading.last and reading.last[0] == pack.id else 0
        seen = reading.read.get(pack.id, ()) if pack else ()
        self.resume = QPushButton("Resume" if place else "Read the papers")
        self.resume.setProperty("primary", True)
        self.resume.setMaximumWidth(self._theme.px(200))
        self.resume.setEnabled(pack is not None)
        self.pack_map = PackMap(self._theme)
        if pack:
            document = pack.id
            self.resume.clicked.connect(lambda: self.opened.emit(document, place or 1))
            self.pack_map.chosen.connect(lambda sheet: self.opened.emit(document, sheet))
            total = pack.pages or 0
            column.addWidget(self._label(f"{len(set(seen))} of {total} sheets read" if total else "", 12, tone="quiet"))
        column.addWidget(self.pack_map)
        self.pack_map.show_pack((pack.pages or 0) if pack else 0, seen, place)
        column.addWidget(self.resume)

    def _right(self, home: Home, reading: Reading) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(
            self._label(f"Replies overdue  {len(home.overdue)}" if home.overdue else "Replies overdue", 15, 600)
        )
        if not home.overdue:
            column.addWidget(
                self._label("No recommendation waits for a reply beyond its two months.", 13, tone="quiet")
            )
        for late in home.overdue[:_MOST]:
            column.addWidget(self._overdue(late))
        if len(home.overdue) > _MOST:
            column.addWidget(self._label(f"{len(home.overdue) - _MOST} more under Recommendations", 12, tone="quiet"))
        column.addSpacing(16)
        column.addWidget(self._label("Since last time", 15, 600))
        count = home.changes_since
        words = (
            f"{count} change{'' if count == 1 else 's'} in this library. See Edit > History."
            if count
            else "Nothing has changed."
        )
        column.addWidget(self._label(words, 13, tone="quiet"))
        column.addSpacing(16)
        column.addWidget(self._label("Recent papers", 15, 600))
        if not reading.recent:
            column.addWidget(self._label("The papers that you open are listed here.", 13, tone="quiet"))
        for document, name, sheet in reading.recent[:_MOST]:
            column.addWidget(self._row(f"{name}, sheet {sheet}", partial(self.opened.emit, document, sheet)))
        column.addStretch(1)
        return column

    def _overdue(self, late: Overdue) -> QPushButton:
        number = f"{late.recommendation.number}. " if late.recommendation.number else ""
        text = f"{number}{late.recommendation.text}"
        row = self._row(text, lambda: self.recommendation_chosen.emit(late.recommendation.id), late.words)
        row.setIcon(self._theme.icon("alert-triangle", "danger"))
        return row

    def _label(self, text: str, size: float, weight: int = 400, *, tone: str | None = None) -> QLabel:
        label = QLabel(text)
        label.setFont(self._theme.font(size, weight))
        label.setWordWrap(True)
        if tone:
            label.setProperty("tone", tone)
        return label

    def _row(self, text: str, do: Callable[[], object], second: str = "") -> QPushButton:
        """A line that can be pressed; its whole text is its name, what is seen is elided."""
        row = QPushButton()
        row.setProperty("row", True)
        room = self._theme.px(52)
        shown = row.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self._theme.px(6) * room)
        row.setText(f"{shown}\n{second}" if second else shown)
        row.setToolTip(text)
        row.setAccessibleName(f"{text}, {second}" if second else text)
        row.clicked.connect(do)
        return row


def agenda_line(item: Item) -> str:
    """An item as one line: number, title, pages or "to follow"."""
    pages = item.printed_pages
    where = "to follow" if item.to_follow else f"pages {pages[0]}-{pages[1]}" if pages else ""
    return "  ".join(part for part in (item.number, item.title, where) if part)


def spoken(day: str | None, today: date) -> str:
    """A date with how far away it is: "Tuesday 14 September 2021, in 3 days"."""
    try:
        then = date.fromisoformat(day or "")
    except ValueError:
        return day or ""
    away = (then - today).days
    words = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away, f"in {away} days" if away > 0 else "")
    return f"{then:%A} {then.day} {then:%B %Y}" + (f", {words}" if words else "")
