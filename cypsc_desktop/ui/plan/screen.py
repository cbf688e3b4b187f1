"""Plan and programme: the improvement plan's projects, savings, actions and priorities, and the work programme."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from cypsc_desktop.commands.planning import findings_of_plan, papers_with, plan_rows
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.records import Record, Saving
from cypsc_desktop.ui.grid.chips import Chip
from cypsc_desktop.ui.grid.list_screen import ListScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.plan.columns import PARTS, specs, updated_field
from cypsc_desktop.ui.plan.sums import SumsStrip
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.steady import ComboBox

_ALL = "all"
_LATEST = "latest"


class PlanScreen(ListScreen):
    """``part`` of its places is one of ``columns.PARTS``. ``today`` is the day by which actions are late."""

    has_inspector = True

    def __init__(
        self,
        *,
        session: Session,
        theme: Theme,
        settings: QSettings | None = None,
        today: Callable[[], date] = lambda: datetime.now().astimezone().date(),
        parent: QWidget | None = None,
    ) -> None:
        self._of = _LATEST
        self._has_papers = False
        self._is_going = False
        made = specs(self._rows_of, today)
        super().__init__("Plan and programme", made, session=session, theme=theme, settings=settings, parent=parent)
        self.papers = ComboBox(self)
        self.papers.setAccessibleName("Papers of which meeting")
        self.papers.setToolTip("Each pack prints the plan and the programme anew: choose whose")
        self.papers.activated.connect(self._on_papers)
        self._top.addWidget(self.papers)
        self.export_button = self.add_button("Export table", "download", self._on_export)
        self.update_button = self.add_button("Update", "pencil", self.update_row, primary=True)
        self.update_button.setToolTip("Type into the cell that changes most, such as an action's progress (Ctrl+R)")
        self.sums = SumsStrip(theme, self)
        self.sums.wanted.connect(self.wanted)
        self.whole.addWidget(self.sums)
        self.chips.chosen.connect(self._on_part)
        self._update = self.action("Update", self.update_row, QKeySequence("Ctrl+R"))
        self.finish()

    # What is listed

    def part(self) -> str:
        """The part in front."""
        return self.name().removeprefix("plan ")

    def _rows_of(self, part: str) -> tuple[str | None, str | None]:
        """The meeting whose papers are shown, and the committee; None: all."""
        committee = self._session.committee
        if self._of == _ALL:
            return None, committee
        having = papers_with(self._session.read, PARTS[part][0], committee=committee)
        chosen = next((m.id for m in having if m.id == self._of), None)
        return chosen or (having[0].id if having else None), committee

    def offer(self) -> None:
        super().offer()
        reader = self._session.read
        counts = {
            part: len(plan_rows(reader, kind, meeting=of[0], committee=of[1])) if any(of) or self._of == _ALL else 0
            for part, (kind, _) in PARTS.items()
            for of in [self._rows_of(part)]
        }
        self.chips.offer([Chip(part, title, counts[part]) for part, (_, title) in PARTS.items()])
        self._offer_papers()
        rows = self.grid.model.records()
        self.export_button.setEnabled(bool(rows))
        self.update_button.setEnabled(bool(rows))
        meeting, committee = self._rows_of(self.part())
        found = findings_of_plan(reader, meeting=meeting, committee=committee) if self.part() in _WITH_SUMS else []
        self.sums.show_sums(reader, [r for r in rows if isinstance(r, Saving)], found)

    def _offer_papers(self) -> None:
        kind = PARTS[self.part()][0]
        having = papers_with(self._session.read, kind, committee=self._session.committee)
        self.papers.clear()
        for meeting in having:
            self.papers.addItem(f"Papers of {short_day(meeting.date or '')}", meeting.id)
        if len(having) > 1:
            self.papers.addItem("All papers", _ALL)
        shown = _ALL if self._of == _ALL else self._rows_of(self.part())[0]
        self.papers.setCurrentIndex(max(0, self.papers.findData(shown)))
        self._has_papers = bool(having)
        self.papers.setVisible(self._has_papers)
        self._fit_head()

    def in_head(self) -> Sequence[QWidget]:
        return (self.papers,) if self._has_papers else ()

    def _on_papers(self, row: int) -> None:
        self._of = str(self.papers.itemData(row))
        self._show_anew()

    def _show_anew(self) -> None:
        for grid in self._grids.values():
            grid.refresh()
        self.offer()
        self.moved.emit(self.place())

    def _on_part(self, part: str) -> None:
        self.show_grid(f"plan {part}")
        current = self.grid.current()
        self.chosen.emit(current.id if current else None)
        if not self._is_going:  # by a press: Back leads to the part before
            self.jumped.emit(self.place())

    def on_row(self, record: Record | None) -> None:
        super().on_row(record)
        self.update_button.setEnabled(record is not None or bool(self.grid.model.records()))

    # What can be done

    def update_row(self) -> None:
        """Type into the cell of the current row that changes most."""
        grid = self.grid
        row = max(0, grid.view.currentIndex().row())
        while row < grid.arrangement.rowCount() and grid.arrangement.record(row) is None:
            row += 1
        column = grid.arrangement.column_of(updated_field(self.part()))
        if row >= grid.arrangement.rowCount() or column is None:
            self.failed.emit("There is no row to update here. Add one, or take the filters off.")
            return
        grid.view.go(row, column)
        grid.view.setFocus(Qt.FocusReason.OtherFocusReason)
        grid.view.begin_edit()

    def _on_export(self) -> None:
        self.exporting.emit("work-programme" if self.part() == "programme" else "plan")

    # A screen

    def go(self, place: Place) -> None:
        self._is_going = True
        if place.part in PARTS:
            self.chips.choose(str(place.part))
        found = not place.record or self._go_to(place.record)
        self._is_going = False
        if not found:
            self.failed.emit("This row is no longer in the library. It may be in the bin.")
        self.moved.emit(self.place())

    def _go_to(self, entity: str) -> bool:
        record = self._session.read.record(entity)
        if record is None:
            return False
        part = next((part for part, (kind, _) in PARTS.items() if kind == record.kind), None)
        if part is None:
            return False
        self.chips.choose(part)
        if not self.grid.arrangement.holds(record.id):
            self._of = _ALL
            self._show_anew()
        return self.go_to_record(record.id)

    def place(self) -> Place:
        current = self.grid.current()
        return Place("plan", part=self.part(), record=current.id if current else None)

    def title(self) -> str:
        return "Work programme" if self.part() == "programme" else f"Plan: {PARTS[self.part()][1].casefold()}"

    def commands(self) -> Sequence[QAction]:
        return (*super().commands(), self._update)

    def panes(self) -> Sequence[QWidget]:
        return (*super().panes(), self.sums) if self.sums.isVisible() else super().panes()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.sums.set_theme(theme)


_WITH_SUMS = ("projects", "savings")
