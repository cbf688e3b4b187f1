"""Prepare a meeting: its items with planned minutes and presenters, its roster with codes, lines of enquiry, and what
earlier meetings left open. Each is a list to edit in place."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from cypsc_desktop.commands.agenda import first_meeting
from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.enquiries import enquiries_of
from cypsc_desktop.commands.minuting import minutes_of
from cypsc_desktop.commands.minuting_prepare import (
    carried_forward,
    learn_wordings,
    learnt_words,
    notice,
    offered_wordings,
    seat_roster,
    time_planned,
)
from cypsc_desktop.commands.minuting_presenters import expect, presenting
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.grid.chips import Chip
from cypsc_desktop.ui.grid.list_screen import ListScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.prepare.columns import PARTS, specs
from cypsc_desktop.ui.prepare.strip import PrepareStrip
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.steady import ComboBox

_UNPLANNED = "No minutes are planned yet. Type them into the items."


class PrepareScreen(ListScreen):
    """``subject`` of its places is a meeting, ``part`` one of ``columns.PARTS``."""

    has_inspector = True
    exports = "agenda"

    def __init__(
        self,
        *,
        session: Session,
        theme: Theme,
        settings: QSettings | None = None,
        today: Callable[[], date] = lambda: datetime.now().astimezone().date(),
        parent: QWidget | None = None,
    ) -> None:
        self._meeting: Meeting | None = None
        self._today = today
        self._is_going = False
        self._is_seated = True
        self._next = "live"
        made = specs(lambda: self._meeting, today)
        super().__init__("Prepare", made, session=session, theme=theme, settings=settings, parent=parent)
        self.chooser = ComboBox(self)
        self.chooser.setAccessibleName("Which meeting")
        self.chooser.activated.connect(self._on_meeting)
        self._top.addWidget(self.chooser)
        self.seat_button = self.add_button("Seat the committee", "users", self.seat)
        self.seat_button.setToolTip("Take the seats of the body's last meeting")
        self.export_button = self.add_button("Export agenda", "download", lambda: self.exporting.emit("agenda"))
        self.start_button = self.add_button("Start meeting", "microphone", self.start, primary=True)
        self.strip = PrepareStrip(theme, self)
        self.strip.wanted.connect(self.wanted)
        self.strip.keeping.connect(self.keep)
        self.strip.expecting.connect(self.expect)
        self.whole.insertWidget(1, self.strip)
        # Under the lists, and always there: what is typed into them must not move them.
        self.time = QLabel(self)
        self.time.setProperty("tone", "second")
        self.time.setWordWrap(True)
        self.time.setContentsMargins(24, 8, 20, 8)
        self.whole.addWidget(self.time)
        self.chips.chosen.connect(self._on_part)
        self._acts = (
            self.action("Start meeting", self.start, QKeySequence("Ctrl+Shift+Home")),
            self.action("Seat the committee", self.seat),
            self.action("Keep the wordings of this agenda", self.keep),
            self.action("Expect who presents", self.expect),
        )
        self._meeting = self._first()
        self.finish()

    # What is shown

    def part(self) -> str:
        """The part in front."""
        return self.name().removeprefix("prepare ")

    def _first(self) -> Meeting | None:
        return first_meeting(self._session.read, committee=self._session.committee, today=self._today().isoformat())

    def offer(self) -> None:
        super().offer()
        reader, at = self._session.read, self._meeting
        counts = {part: len(self._specs[f"prepare {part}"].rows(reader)) for part in PARTS}
        self.chips.offer([Chip(part, title, counts[part]) for part, (_, title) in PARTS.items()])
        self._is_seated = bool(at is None or counts["roster"])
        self._offer_meetings()
        self.export_button.setEnabled(bool(counts["items"]))
        self._offer_start(at)
        self.time.setText((time_planned(reader, at) if at else None) or _UNPLANNED)
        self.strip.show_state(
            at,
            notice(at) if at else None,
            carried_forward(reader, at, today=self._today()) if at else None,
            enquiries=len(enquiries_of(reader, meeting=at.id, person=self._session.actor)) if at else 0,
            wordings=len(offered_wordings(reader, at)) if at and at.committee else 0,
            presenters=len(presenting(reader, at)) if at else 0,
        )

    def _offer_start(self, at: Meeting | None) -> None:
        """What comes next of this meeting: its start, the lines under way, or the draft."""
        minutes = minutes_of(self._session.read, at.id) if at else None
        begun, ended = bool(minutes and minutes.started), bool(minutes and minutes.ended)
        words = "Draft minutes" if ended else "Live minutes" if begun else "Start meeting"
        self._next = "minutes" if ended else "live"
        self.start_button.setText(words)
        self.start_button.setEnabled(at is not None)

    def _offer_meetings(self) -> None:
        known = [m for m in meetings(self._session.read) if self._session.committee in (None, m.committee)]
        self.chooser.clear()
        for one in reversed(known):
            self.chooser.addItem(short_day(one.date or "") or "No date", one.id)
        if self._meeting is not None:
            self.chooser.setCurrentIndex(max(0, self.chooser.findData(self._meeting.id)))
        self.chooser.setVisible(bool(known))
        self._fit_head()

    def _fit_head(self) -> None:
        super()._fit_head()
        if self._is_seated:  # nothing to press where somebody sits
            self.seat_button.hide()

    def in_head(self) -> Sequence[QWidget]:
        return (self.chooser,) if self.chooser.count() else ()

    def between(self) -> Sequence[QWidget]:
        return (self.strip,)

    def _on_meeting(self, row: int) -> None:
        self.wanted.emit(Place("prepare", str(self.chooser.itemData(row)), part=self.part()))

    def _on_part(self, part: str) -> None:
        self.show_grid(f"prepare {part}")
        current = self.grid.current()
        self.chosen.emit(current.id if current else None)
        if not self._is_going:  # by a press: Back leads to the part before
            self.jumped.emit(self.place())

    def _show(self, meeting: Meeting | None) -> None:
        self._meeting = meeting
        self._stale = set(self._grids)
        self.show_grid(self.name())

    # What can be done

    def start(self) -> None:
        """To the live minutes of this meeting; once it has ended, to their draft."""
        if self._meeting is None:
            self.failed.emit("There is no meeting to start. Make one with Ctrl+N, or import an agenda.")
            return
        self.wanted.emit(Place(self._next, self._meeting.id))

    def seat(self) -> None:
        """Give the meeting the seats of the body's last one."""
        if self._meeting is None:
            return
        count = seat_roster(self._session.store, self._meeting, actor=self._session.actor)
        if count:
            self.done.emit("1 person seated." if count == 1 else f"{count} people seated.")
            self.chips.choose("roster")
        else:
            self.failed.emit("No earlier meeting of this body has seats. Import its agenda, or add people here.")

    def expect(self) -> None:
        """Whoever the papers name as presenting is on the roster, with a code."""
        if self._meeting is None:
            return
        count = expect(self._session.store, self._meeting, actor=self._session.actor)
        if count:
            self.done.emit("1 person is expected." if count == 1 else f"{count} people are expected.")
            self.chips.choose("roster")
        else:
            self.failed.emit("The papers name nobody who is not on the roster. Add people under Who is expected.")

    def keep(self) -> None:
        """Take the wordings of this agenda up into the committee's own."""
        at = self._meeting
        if at is None or not at.committee:
            return
        try:
            count = learn_wordings(self._session.store, at, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        (self.done if count else self.said).emit(learnt_words(count))

    # A screen

    def go(self, place: Place) -> None:
        self._is_going = True
        record = self._session.read.record(place.subject) if place.subject else None
        wanted = record if isinstance(record, Meeting) else self._meeting or self._first()
        if wanted is not None and (self._meeting is None or wanted.id != self._meeting.id or wanted != self._meeting):
            self._show(wanted)
        if place.part in PARTS:
            self.chips.choose(str(place.part))
        if place.record and not self.go_to_record(place.record):
            self.failed.emit("This row is no longer in the library. It may be in the bin.")
        self._is_going = False
        self.moved.emit(self.place())

    def place(self) -> Place:
        current = self.grid.current()
        subject = self._meeting.id if self._meeting else None
        return Place("prepare", subject, record=current.id if current else None, part=self.part())

    def title(self) -> str:
        return f"Prepare, {short_day(self._meeting.date or '')}" if self._meeting else "Prepare"

    def commands(self) -> Sequence[QAction]:
        return (*super().commands(), *self._acts)

    def panes(self) -> Sequence[QWidget]:
        return (self.finder, self.strip, self.grid.view)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.strip.set_theme(theme)
        self.offer()
