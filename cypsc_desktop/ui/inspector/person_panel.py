"""What the inspector says of a person beside their fields: terms, attendance by meeting, and who may be the same."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.fields import choice_words
from cypsc_desktop.commands.members import Held, alike, attendance_of, join_people, span, terms_of
from cypsc_desktop.commands.records import add_record
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Person
from cypsc_desktop.ui.inspector.ties import LinkLine
from cypsc_desktop.ui.inspector.whereabouts import printed_place
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress

_VOTES = {"all": "votes on all", "education": "votes on education", "none": "does not vote"}
_MOST = 12


class PersonPanel(QWidget):
    """``wanted(Place)``; ``record_wanted(id)``: show that record here; ``made(id)``: and type into it; ``done(words)``;
    ``said(words)``: Undo does not take it back; ``failed(words)``."""

    wanted = Signal(object)
    record_wanted = Signal(str)
    made = Signal(str)
    done = Signal(str)
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, person: Person, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._person = person
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 0, 0)
        self._column.setSpacing(4)
        self._terms()
        self._attendance()
        self._join()

    def _heading(self, words: str, count: str = "") -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(words, self)
        title.setProperty("type", "heading")
        row.addWidget(title)
        row.addStretch(1)
        if count:
            told = QLabel(count, self)
            told.setProperty("tone", "second")
            row.addWidget(told)
        self._column.addLayout(row)
        return row

    # Terms

    def _terms(self) -> None:
        row = self._heading("Terms")
        self.add_button = QPushButton("Add term", self)
        self.add_button.setProperty("quiet", True)
        dress(self.add_button, "plus", "accent")
        self.add_button.clicked.connect(self._on_add)
        row.addWidget(self.add_button)
        held = terms_of(self._session.read, self._person.id)
        for term in held:
            self._column.addWidget(self._term(term))
        if not held:
            self._column.addWidget(self._quiet("No seat is printed or entered."))
        elif held[0].entered is None:
            self._column.addWidget(self._quiet("As printed. Add a term to give its days."))
        self._column.addSpacing(8)

    def _term(self, term: Held) -> QWidget:
        what = term.office or choice_words(term.seat or "member")
        words = ", ".join(part for part in (what, _VOTES.get(term.voting or ""), span(term)) if part)
        if term.entered is None:
            label = QLabel(words, self)
            label.setWordWrap(True)
            return label
        line = LinkLine(words, self)
        line.clicked.connect(partial(self.record_wanted.emit, term.entered.id))
        return line

    def _on_add(self) -> None:
        """Make a term of what the papers say, and show it to be completed."""
        held = terms_of(self._session.read, self._person.id)
        last = held[0] if held else None
        told = {
            "person": self._person.id, "committee": (last.committee if last else None) or self._person.committee or "",
            "office": (last.office if last else None) or "", "seat": (last.seat if last else None) or "",
            "voting": (last.voting if last else None) or "", "from_date": (last.first if last else None) or "",
        }  # fmt: skip
        if last is not None and last.entered is not None:
            told["from_date"] = ""  # a further term begins on a day of its own
        try:
            made = add_record(
                self._session.store, "term", {k: v for k, v in told.items() if v}, actor=self._session.actor
            )
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.done.emit(f"Term of {self._person.name} added.")
        self.made.emit(made.id)

    # Attendance

    def _attendance(self) -> None:
        seen = attendance_of(self._session.read, self._person.id)
        self._heading("Attendance", f"{seen.present} of {seen.of}" if seen.of else "")
        for meeting, row in seen.rows[:_MOST]:
            state = choice_words(row.state or "")
            line = LinkLine(
                f"{short_day(meeting.date or '')}: {state.casefold()}{f', {row.role}' if row.role else ''}", self
            )
            place = printed_place(self._session.read, row) or Place(
                "meeting", meeting.id, part="attendance", record=row.id
            )
            line.clicked.connect(partial(self.wanted.emit, place))
            self._column.addWidget(line)
        if not seen.rows:
            self._column.addWidget(self._quiet("No minutes in the library name this person."))
        elif len(seen.rows) > _MOST:
            self._column.addWidget(self._quiet(f"{len(seen.rows) - _MOST} earlier meetings."))
        self._column.addSpacing(8)

    # One person under two names

    def _join(self) -> None:
        others = alike(self._session.read, self._person.id)
        if not others:
            return
        self._heading("Perhaps the same person")
        for other in others[:4]:
            row = QHBoxLayout()
            name = LinkLine(other.name or "", self)
            name.clicked.connect(partial(self.wanted.emit, Place("people", record=other.id)))
            join = QPushButton("Join", self)
            join.setToolTip(f"From here on {other.name} is {self._person.name}, and the other spelling an alias")
            join.setAccessibleName(f"Join {other.name} with {self._person.name}")
            dress(join, "arrow-merge")
            join.clicked.connect(partial(self._on_join, other))
            row.addWidget(name, 1)
            row.addWidget(join)
            self._column.addLayout(row)
        self._column.addWidget(self._quiet("What is joined stays joined."))

    def _on_join(self, other: Person, _checked: bool = False) -> None:
        try:
            join_people(self._session.store, self._person.id, other.id, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.said.emit(f"{other.name} and {self._person.name} are one person now.")

    def _quiet(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setProperty("tone", "quiet")
        label.setProperty("type", "caption")
        label.setWordWrap(True)
        return label
