"""Finding words in one paper: how often they occur, where, and the way from one to the next.

Counts come first from the stored text of all sheets; the boxes of a sheet's hits, and with them its exact count, when
its text has been read because it is looked at.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Signal

from cypsc_desktop.commands import reading
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers import find
from cypsc_desktop.ui.papers.open_paper import OpenPaper
from cypsc_desktop.ui.papers.overlays import Overlay, Style
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.selecting import Selected, Spot
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

_FIRST, _LAST = 0, -1


class Finder(QObject):
    """``changed()``: count or place among the hits changed; ``going()``, ``gone()``: before and after a hit out of sight
    is brought into it."""

    changed = Signal()
    going = Signal()
    gone = Signal()

    def __init__(self, session: Session, jobs: Jobs, area: PageArea) -> None:
        super().__init__(area)
        self._session = session
        self._jobs = jobs
        self._area = area
        self._paper: OpenPaper | None = None
        self._stored: dict[int, str] | None = None
        self._sought: re.Pattern[str] | None = None
        self._counts: dict[int, int] = {}
        self._boxes: dict[int, list[list[Box]]] = {}
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._unread: list[int] = []
        self._current: tuple[int, int] | None = None
        self._aim: tuple[int, int, int] | None = None  # sheet, which hit of it, step to go on by if it has none
        self._counting = False
        area.set_layer("hits", self._hits_on)

    def set_paper(self, paper: OpenPaper | None) -> None:
        """Look in another paper; what was sought is sought no more."""
        if self._paper is not None:
            self._paper.texts.arrived.disconnect(self._on_text)
        self._jobs.stop(self)
        self._paper, self._stored = paper, None
        if paper is not None:
            paper.texts.arrived.connect(self._on_text)
        self.clear()

    def clear(self) -> None:
        self._sought, self._current, self._aim, self._counting = None, None, None, False
        self._counts, self._boxes, self._spans, self._unread = {}, {}, {}, []
        self._area.viewport().update()
        self.changed.emit()

    def count(self) -> int:
        return sum(self._counts.values())

    def index(self) -> int:
        """Which hit is the present one, from 1; 0 where none is."""
        if self._current is None:
            return 0
        sheet, number = self._current
        return sum(count for other, count in self._counts.items() if other < sheet) + number + 1

    def hit(self) -> Selected | None:
        """The words of the present hit; None where there is none in sight."""
        sheet, number = self._current or (0, 0)
        boxes = self._boxes.get(sheet, ())
        seen = QRectF(self._area.viewport().rect())
        if number >= len(boxes) or not any(seen.intersects(self._area.on_window(box, sheet)) for box in boxes[number]):
            return None
        start, end = self._spans[sheet][number]
        return Selected(Spot(sheet, start), Spot(sheet, end))

    def is_counting(self) -> bool:
        return self._counting or bool(self._unread)

    def is_seeking(self) -> bool:
        return self._sought is not None

    def words(self) -> str:
        """The state of the search for people."""
        if self._sought is None:
            return ""
        count = self.count()
        if self.is_counting():
            return f"{count} so far" if count else "Looking"
        if not count:
            return "Not in this paper"
        return f"{self.index()} of {count}" if self._current else f"{count} found"

    def seek(self, typed: str) -> None:
        """Find what was typed, from the page being read on."""
        self.clear()
        self._sought = find.pattern(typed)
        paper, sought = self._paper, self._sought
        if paper is None or sought is None:
            return
        self._counting = True
        document, store, stored = paper.document, self._session.store, self._stored

        def count(_: object) -> tuple[dict[int, str], dict[int, int]]:
            texts = stored if stored is not None else reading.sheet_texts(store, document)
            return texts, {sheet: len(find.spans(sought, text)) for sheet, text in texts.items()}

        self._jobs.run(
            count, owner=self, on_done=self._on_counted, on_failed=lambda _: self._on_counted(({}, {})),
            key=f"find {id(self)}",
        )  # fmt: skip
        self.changed.emit()

    def step(self, way: int) -> None:
        """The next hit, or the one before; round at the ends."""
        if self._current is not None:
            sheet, number = self._current
            if 0 <= number + way < self._counts.get(sheet, 0):
                self._go(sheet, number + way, way)
                return
            self._go_from(sheet + way, way)
        elif self._sought is not None:
            self._go_from(self._area.sheet(), way)

    def _on_counted(self, found: tuple[dict[int, str], dict[int, int]]) -> None:
        self._stored, counts = found
        self._counting = False
        self._counts = {sheet: count for sheet, count in counts.items() if count}
        assert self._paper
        pages = self._paper.handle.pages
        if not self._stored or self._paper.is_copy:
            self._unread = [sheet for sheet in range(1, pages + 1) if sheet not in self._stored]
        for sheet in range(1, pages + 1):
            if self._paper.texts.get(sheet) is not None:
                self._read(sheet)
        for sheet in self._area.sheets_in_sight():
            self._paper.texts.want(sheet)
        self._read_on()
        self._go_from(self._area.sheet(), 1)
        self.changed.emit()

    def _read_on(self) -> None:
        """Sheets whose text is not stored are read one after another."""
        if self._unread and self._paper:
            self._paper.texts.want(self._unread[0])

    def _on_text(self, sheet: int) -> None:
        if self._sought is None or self._counting:
            return
        self._read(sheet)
        if self._aim and self._aim[0] == sheet:
            self._go(*self._aim)
        elif self._aim is None and self._current is None and self._counts.get(sheet):
            self._go_from(self._area.sheet(), 1)
        self._area.viewport().update()
        self._read_on()
        self.changed.emit()

    def _read(self, sheet: int) -> None:
        """The hits of a sheet whose text has been read."""
        if sheet in self._unread:
            self._unread.remove(sheet)
        text = self._paper.texts.get(sheet) if self._paper else None
        if text is None or self._sought is None or sheet in self._boxes:
            return
        self._spans[sheet] = find.spans(self._sought, text.text)
        self._boxes[sheet] = [text.boxes(*span) for span in self._spans[sheet]]
        self._counts[sheet] = len(self._boxes[sheet])
        if not self._counts[sheet]:
            del self._counts[sheet]

    def _go_from(self, sheet: int, way: int) -> None:
        """The nearest hit at or beyond a sheet, that way, round at the end."""
        sheets = sorted(self._counts)
        if not sheets:
            self._current = None
            return
        place = bisect_left(sheets, sheet) if way > 0 else bisect_left(sheets, sheet + 1) - 1
        self._go(sheets[place % len(sheets)], _FIRST if way > 0 else _LAST, way)

    def _go(self, sheet: int, number: int, way: int) -> None:
        assert self._paper
        hits = self._boxes.get(sheet)
        if hits is None:
            self._aim = (sheet, number, way)
            self._paper.texts.want(sheet)
            return
        self._aim = None
        if not hits:
            self._go_from(sheet + way, way)
            return
        number = number % len(hits) if number < len(hits) else len(hits) - 1
        self._current = (sheet, number)
        if hits[number]:
            self._show(sheet, hits[number][0])
        self._area.viewport().update()
        self.changed.emit()

    def _show(self, sheet: int, box: Box) -> None:
        rect = self._area.on_window(box, sheet)
        seen = self._area.viewport().rect().adjusted(0, 0, 0, -self._area.viewport().height() // 5)
        if sheet not in self._area.sheets_in_sight() or not seen.contains(rect.toAlignedRect()):
            self.going.emit()
            self._area.go_to(sheet, box, framed=False)
            self.gone.emit()

    def _hits_on(self, sheet: int) -> Sequence[Overlay]:
        hits = self._boxes.get(sheet)
        if not hits:
            return ()
        tint = Theme("dark").colour("warn")  # light enough for print to be read through it, whatever the window wears
        tint.setAlpha(140)
        found = [Overlay(tuple(box for hit in hits for box in hit), Style(tint))]
        if self._current and self._current[0] == sheet and self._current[1] < len(hits):
            boxes = tuple((b[0] - 1, b[1] - 1, b[2] + 1, b[3] + 1) for b in hits[self._current[1]])
            edge = Theme("dark" if self._area.is_inverted() else "light").colour("warn")
            found.append(Overlay(boxes, Style(None, edge, 2)))
        return found
