"""The committees of the library: showing one alone, naming, adding and joining them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from cypsc_desktop.commands.committees import (
    Body,
    add_committee,
    committees,
    join_committees,
    rename_committee,
)
from cypsc_desktop.commands.searching import spoken_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.library.section import RowOf, Section, button, label
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.steady import ComboBox

_NEW = "new committee"


class CommitteesSection(Section):
    """``done(words)``: changed, and Undo takes it back; ``said(words)``: changed for good."""

    done = Signal(str)
    said = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__("Committees", theme, parent)
        self._session = session
        self._bodies: list[Body] = []
        self._open: tuple[str, str] | None = None  # which row asks something, and what: "rename" or "join"
        self.adding = self.add_button("Add committee", lambda: self._ask(_NEW, "rename"), icon="plus")
        session.committee_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read the committees again."""
        self._bodies = committees(self._session.read)
        several = len(self._bodies) > 1
        self.say("" if several else "One library may hold the papers of several committees." if self._bodies else
                 "None yet. Import an agenda pack, and its committee stands here.")  # fmt: skip
        rows: list[QWidget] = [self._row(body) for body in self._bodies]
        if self._open and self._open[0] == _NEW:
            rows.append(self._new_row())
        self.show_rows(rows)

    def _row(self, body: Body) -> RowOf:
        row = RowOf(body.name, _told(body), self)
        if len(self._bodies) > 1:
            only = row.add_button("Show only this", lambda: self._choose(body), name=body.id, quiet=False)
            only.setProperty("chip", True)
            only.setCheckable(True)
            only.setChecked(self._session.committee == body.id)
            row.add_button("Join…", lambda: self._ask(body.id, "join"), name=body.id)
        row.add_button("Rename", lambda: self._ask(body.id, "rename"), name=body.id)
        if self._open == (body.id, "rename"):
            self._add_name(row, body.name, lambda name: self._rename(body, name), "Rename")
        elif self._open == (body.id, "join"):
            self._add_join(row, body)
        return row

    def _new_row(self) -> RowOf:
        row = RowOf("New committee", "", self)
        self._add_name(row, "", self._add, "Add")
        return row

    def _add_name(self, row: RowOf, name: str, do: Callable[[str], None], verb: str) -> None:
        field = QLineEdit(name, row)
        field.setAccessibleName("Name of the committee")
        field.setObjectName("asked")
        field.selectAll()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(field, 1)
        go = button(verb, lambda: do(field.text()), row)
        line.addWidget(go)
        line.addWidget(button("Cancel", self._close, row))
        field.returnPressed.connect(go.click)
        row.below.addLayout(line)

    def _add_join(self, row: RowOf, body: Body) -> None:
        others = [one for one in self._bodies if one.id != body.id]
        box = ComboBox(row)
        box.setAccessibleName(f"The other name of {body.name}")
        box.setObjectName("asked")
        for one in others:
            box.addItem(one.name, one.id)
        row.below.addWidget(
            label(
                f"If another name is the same body, its meetings and people come to {body.name}. What is joined stays "
                "joined: Undo cannot part them.",
                row, tone="second", wrap=True,
            )
        )  # fmt: skip
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(box, 1)
        line.addWidget(button("Join for good", lambda: self._join(body, str(box.currentData())), row))
        line.addWidget(button("Cancel", self._close, row))
        row.below.addLayout(line)

    def _ask(self, entity: str, what: str) -> None:
        self._open = (entity, what)
        self.refuse("")
        self.refresh()
        asked = self.findChild(QWidget, "asked")
        if asked is not None:
            asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        held, self._open = self._open, None
        self.refuse("")
        self.refresh()
        verb = {"rename": "Rename", "join": "Join…"}.get(held[1], "") if held else ""
        again = self.findChild(QWidget, f"{verb} {held[0]}") if held and held[0] != _NEW else self.adding
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, body: Body) -> None:
        self._session.choose_committee(None if self._session.committee == body.id else body.id)

    def _rename(self, body: Body, name: str) -> None:
        store, actor = self._session.store, self._session.actor
        self._do(lambda: rename_committee(store, body.id, name, actor=actor), "Committee renamed.")

    def _add(self, name: str) -> None:
        store, actor = self._session.store, self._session.actor
        self._do(lambda: add_committee(store, name, actor=actor), "Committee added.")

    def _join(self, body: Body, other: str) -> None:
        gone = next((one.name for one in self._bodies if one.id == other), "")
        try:
            join_committees(self._session.store, body.id, other, actor=self._session.actor)
        except UserError as error:
            self.refuse(str(error))
            return
        if self._session.committee == other:
            self._session.choose_committee(None)
        self._close()
        self.said.emit(f"{gone} and {body.name} are one committee now.")

    def _do(self, change: Callable[[], object], words: str) -> None:
        try:
            change()
        except UserError as error:
            self.refuse(str(error))
            return
        self._close()
        self.done.emit(words)


def _told(body: Body) -> str:
    counts = [
        f"{number:,} {word if number == 1 else more}"
        for number, word, more in (
            (body.meetings, "meeting", "meetings"), (body.papers, "file", "files"), (body.people, "person", "people"),
            (body.recommendations, "recommendation", "recommendations"),
        )
        if number
    ]  # fmt: skip
    dates: Sequence[str] = ()
    if body.first and body.last:
        one = body.first == body.last
        dates = (spoken_day(body.last) if one else f"{spoken_day(body.first)} to {spoken_day(body.last)}",)
    return "  ·  ".join((*((body.council,) if body.council else ()), ", ".join(counts) or "nothing yet", *dates))
