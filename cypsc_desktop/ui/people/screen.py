"""The people screen: who sits on the committee, since when, with which vote, and who attended."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid.chips import Chip
from cypsc_desktop.ui.grid.list_screen import ListScreen
from cypsc_desktop.ui.models.records import Names
from cypsc_desktop.ui.people.columns import spec
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

_SEATS = {"councillor": "Councillors", "co-opted": "Co-opted", "reserve": "Reserves", "guest": "Guests and officers"}


class PeopleScreen(ListScreen):
    """``part`` of its places is the kind of seat that is shown alone."""

    has_inspector = True

    def __init__(
        self, *, session: Session, theme: Theme, settings: QSettings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "People", [spec(lambda: session.committee)], session=session, theme=theme, settings=settings, parent=parent
        )
        self.export_button = self.add_button("Export table", "download", self._on_export)
        self.add_person = self.add_button("Add person", "user-plus", self._on_add, primary=True)
        self.chips.chosen.connect(self._on_chip)
        self.finish()

    def offer(self) -> None:
        super().offer()
        rows, names = self.grid.model.records(), self.grid.model.names()
        counts = {seat: sum(_seat(row, names) == seat for row in rows) for seat in _SEATS}
        self.chips.offer(
            [Chip("all", "All", len(rows)), *(Chip(s, words, counts[s]) for s, words in _SEATS.items() if counts[s])]
        )
        self._narrow()
        self.export_button.setEnabled(bool(rows))

    def _narrow(self) -> None:
        key = self.chips.key()
        names = self.grid.model.names()
        self.grid.set_condition(None if key in ("", "all") else lambda row: _seat(row, names) == key)

    def _on_chip(self, _key: str) -> None:
        self._narrow()
        self.moved.emit(self.place())

    def _on_add(self) -> None:
        self.chips.choose("all")
        self.grid.doing.add()

    def _on_export(self) -> None:
        self.exporting.emit("people")

    def go(self, place: Place) -> None:
        if place.part is not None:
            self.chips.choose(place.part)
        if place.record and not self._go_to(place.record):
            self.failed.emit("This person is no longer in the library. They may be in the bin.")
        self.moved.emit(self.place())

    def _go_to(self, entity: str) -> bool:
        """A term, a seat or an attendance leads to its person."""
        record = self._session.read.record(entity)
        person = str(getattr(record, "person", None) or (record.id if record else entity))
        if not self.grid.arrangement.holds(person):
            return False
        if self.grid.arrangement.row_of(person) is None:
            self.chips.choose("all")
        found = self.go_to_record(person)
        if found and record is not None and record.id != person:
            self.chosen.emit(record.id)
        return found

    def place(self) -> Place:
        current = self.grid.current()
        key = self.chips.key()
        return Place("people", record=current.id if current else None, part=None if key in ("", "all") else key)

    def panes(self) -> Sequence[QWidget]:
        return (self.finder, self.grid.view)


def _seat(row: Record, names: Names) -> str:
    return names.get(f"{row.id} seat", "")
