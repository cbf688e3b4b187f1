"""The live screen: the meeting's agenda and people, its log over the line that is typed, and what comes of it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cypsc_desktop import paths
from cypsc_desktop.commands.agenda import first_meeting
from cypsc_desktop.commands.minuting_recover import moment, under_way
from cypsc_desktop.minutes.clock import RoomClock
from cypsc_desktop.minutes.evening import OUTCOMES
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import Committee, Entry, Meeting
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.live.actions import COURSE, KIND_KEYS, LINES
from cypsc_desktop.ui.live.capture_bar import CaptureBar
from cypsc_desktop.ui.live.copier import Copier
from cypsc_desktop.ui.live.course import Course
from cypsc_desktop.ui.live.desk import Desk
from cypsc_desktop.ui.live.left import LeftPane
from cypsc_desktop.ui.live.log import Log
from cypsc_desktop.ui.live.outcomes import OutcomesPane
from cypsc_desktop.ui.live.results import Results
from cypsc_desktop.ui.live.shown import Shown
from cypsc_desktop.ui.live.stage import Stage
from cypsc_desktop.ui.live.standing import Standing
from cypsc_desktop.ui.live.strip import Strip
from cypsc_desktop.ui.live.typing import Typing
from cypsc_desktop.ui.live.words import Words
from cypsc_desktop.ui.meeting.actions import actions_of
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.theme import Theme, redress

_SECOND_MS = 1000
_QUARTER_MS = 15_000  # while no meeting runs, little changes by itself
_LEFT, _RIGHT = 237, 348
_NO_RIGHT_BELOW, _NO_LEFT_BELOW = 960, 620
_OPEN = "live/open"  # the minutes that are open, until they are closed
_OUTCOME_KINDS = frozenset({*OUTCOMES, "enquiry"})


class LiveScreen(Screen):
    """``settings`` are the person's choices, ``clock`` the room's; a test may have its own of each."""

    def __init__(
        self, *, session: Session, jobs: Jobs | None = None, theme: Theme, ask: Ask | None = None,
        settings: Settings | None = None, clock: RoomClock | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._choices = settings
        self._jobs = jobs
        self.desk = Desk(session, self, clock=clock)
        self.copier = Copier(jobs, self._copy_folder, self, read=lambda: session.read) if jobs is not None else None
        self._beside = False  # outcomes stand where agenda and people were
        self._build(ask or Ask())
        self._make_actions()
        self._listen()
        self.set_theme(theme)

    # Parts

    def _make_actions(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        typing, standing, results, course = self.typing, self.standing, self.results, self.course_of
        kinds = {sort: partial(typing.set_kind, sort) for sort in KIND_KEYS}
        self.kinds = actions_of(self, KIND_KEYS, kinds, name="kind", within=within)
        steps: dict[str, Callable[[], object]] = {
            "start": course.start, "all": course.seat_all, "next": course.next_item, "break": course.pause,
            "speaker": typing.choose_speaker, "vote": course.vote, "exclusion": course.exclude, "approve": course.approve,
            "outcomes": self._toggle_outcomes, "public": results.toggle_public, "clock": course.use_clock,
            "copy": self._choose_copy, "paper": self.importing.emit, "close": course.close,
        }  # fmt: skip
        self.steps = actions_of(self, COURSE, steps, name="course", within=within)
        lines: dict[str, Callable[[], object]] = {
            "edit last": standing.edit_last, "edit": standing.edit_chosen, "up": partial(standing.move, -1),
            "down": partial(standing.move, 1), "star": standing.star, "private": standing.to_part_b,
            "delete": standing.delete, "put": results.put, "agreed": results.agree, "read back": results.read_back,
            **{sort: partial(results.draft, sort) for sort in OUTCOMES},
        }  # fmt: skip
        self.lines = actions_of(self, LINES, lines, name="line", within=within)
        self.bar.offer_kinds(list(self.kinds.values()))
        self.bar.offer_course([*self.steps.values()])

    def _build(self, ask: Ask) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.strip = Strip(self._theme, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.left = LeftPane(self._theme, self.splitter)
        self.agenda, self.roster = self.left.agenda, self.left.roster
        self.centre = QWidget(self.splitter)
        column = QVBoxLayout(self.centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.log = Log(self._theme, self.centre)
        self.bar = CaptureBar(self._theme, self.centre)
        self.capture = self.bar.line
        column.addWidget(self.log, 1)
        column.addWidget(self.bar)
        self.outcomes = OutcomesPane(self._theme, self.splitter)
        whole.addWidget(self.strip)
        whole.addWidget(self.splitter, 1)
        self._stage = Stage(self, self._session, ask, self.desk, self.log, self.bar, self.outcomes, self._theme)
        self.typing = Typing(self._stage, self)
        self.standing = Standing(self._stage, self.typing, self)
        self.results = Results(self._stage, self.typing, self)
        self.words = Words(self.capture, self._jobs, self._choices, self)
        self.course_of = Course(self._stage, self.typing, self.results, self.centre, self)
        self.shown = Shown(
            self._stage, strip=self.strip, left=self.left, typing=self.typing, results=self.results, words=self.words,
            copier=self.copier, parent=self,
        )  # fmt: skip

    def _listen(self) -> None:
        self.capture.reserved = self._is_reserved
        self.typing.instead = self.results.agree_what_was_put
        self.typing.first = self.results.moved_first
        self.log.view.customContextMenuRequested.connect(
            lambda point: self.standing.show_menu(point, self.lines, self.kinds)
        )
        self.agenda.wanted.connect(self._on_item)
        self.roster.pressed.connect(self.typing.name_speaker)
        self.roster.menu_wanted.connect(self.standing.show_person)
        self.roster.all_here.connect(self.course_of.seat_all)
        self.course_of.ended.connect(self._on_ended)
        self.shown.stepped.connect(self._offer_steps)
        self.bar.beside.clicked.connect(self._toggle_outcomes)
        self.strip.to_draft.clicked.connect(self.course_of.close)
        self.outcomes.wording.connect(self._show_beside)

    def _copy_folder(self) -> Path:
        """Where the second copy lies: the person's choice, else beside what this machine remembers."""
        chosen = self._choices.minutes_copy if self._choices is not None else ""
        return Path(chosen) if chosen else paths.state_folder() / "minutes"

    # As a screen

    def go(self, place: Place) -> None:
        found = self._meeting_for(place)
        for action in self.commands():
            action.setEnabled(found is not None)
        self.capture.setEnabled(found is not None)
        if found is None:
            self.failed.emit("There is no meeting to take minutes of. Make one with File > New meeting.")
            return
        if self.desk.meeting is None or self.desk.meeting.id != found.id:
            crashed = self._was_left_open(found)
            self._open(found)
            if place.part == "recovered" and crashed:
                self._tell_recovered()
            elif place.part == "recovered" and self.capture.text():
                self.said.emit("The unfinished line is back.")
        if place.record and self.outcomes.outcome(place.record) is not None:
            self._show_beside()
            self.outcomes.choose(place.record)
        elif place.record:
            self.log.choose([place.record])
        self.shown.start()
        self._offer_steps()
        self.moved.emit(self.place())

    def _meeting_for(self, place: Place) -> Meeting | None:
        for entity in (place.subject, self.desk.meeting.id if self.desk.meeting else None):
            found = self._session.read.record(entity) if entity else None
            if isinstance(found, Meeting):
                return found
        recovered = under_way(self._session.read)
        if recovered is not None:
            return recovered.meeting
        today = self.desk.clock.now().date().isoformat()
        return first_meeting(self._session.read, committee=self._session.committee, today=today)

    def _open(self, meeting: Meeting) -> None:
        committee = self._session.read.record(meeting.committee or "")
        self.shown.attend(committee if isinstance(committee, Committee) else None)
        self.results.forget()
        self.desk.put_away()  # with the line in hand, before that makes room
        self.typing.restart("")
        self.shown.opening = True
        self.desk.open(meeting)
        self.shown.opening = False
        if self.copier is not None:
            self.copier.begin()
        self.typing.restart(self.desk.restore_unfinished())
        changed = self.desk.restore_edit()
        if changed is not None:
            self.typing.edit(*changed)
        self.words.attend(meeting, self.desk.evening)

    def _was_left_open(self, meeting: Meeting) -> bool:
        """Whether the program ended without closing these minutes; from now on they are open. Where nothing is remembered,
        nobody knows."""
        if self._choices is None:
            return True
        kept, now = self._choices.kept, f"{self._session.store.folder}|{meeting.id}"
        was = kept.value(_OPEN) == now
        kept.setValue(_OPEN, now)
        kept.sync()  # whoever is killed says nothing
        return bool(was)

    def _tell_recovered(self) -> None:
        entries = self.desk.evening.shown()
        last = next((begun_at(entry) for entry in reversed(entries) if entry.stamp), "")
        words = f"Recovered {len(entries)} entr{'y' if len(entries) == 1 else 'ies'}"
        words += f"; last {last}" if last else ""
        words += "; unfinished line restored" if self.capture.text() else ""
        self.said.emit(f"{words}.")

    def place(self) -> Place:
        return Place("live", self.desk.meeting.id if self.desk.meeting else None)

    def title(self) -> str:
        meeting = self.desk.meeting
        return f"Live, {day_of(meeting)}" if meeting else "Live"

    def commands(self) -> Sequence[QAction]:
        return (*self.steps.values(), *self.kinds.values(), *self.lines.values())

    def course(self) -> Sequence[QAction]:
        return (*self.steps.values(), *self.lines.values())

    def panes(self) -> Sequence[QWidget]:
        return (self.left, self.log.view, self.capture, self.outcomes)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.capture.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        if self.desk.live is None:
            return
        self.desk.follow(touched)
        if any(touched.ids(kind) for kind in _OUTCOME_KINDS):
            self.results.show()

    def toggle_side(self) -> bool:
        self._toggle_outcomes()
        return True

    def save_now(self) -> None:
        self.desk.keep_unfinished()

    def reset_layout(self) -> None:
        self._set_sizes()

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._stage.theme = theme
        for part in (self.strip, self.log, self.bar, self.outcomes, self.left):
            part.set_theme(theme)
        redress(self, theme)
        self._set_sizes()
        if self.desk.live is not None:
            self.shown.on_second()

    def is_idle(self) -> bool:
        return self.shown.is_idle() and self.log.is_idle() and (self.copier is None or self.copier.is_idle())

    def let_go(self) -> None:
        self.desk.let_go()
        if self._choices is not None:
            self._choices.kept.remove(_OPEN)
        self.shown.stop()
        self.results.let_go()
        if self.copier is not None:
            self.copier.finish()

    def _set_sizes(self) -> None:
        theme = self._theme
        left, right = theme.px(_LEFT), theme.px(_RIGHT)
        self.left.setMinimumWidth(min(left, 320))
        self.outcomes.setMinimumWidth(min(theme.px(288), 420))
        self.splitter.setSizes([left, max(200, self.width() - left - right), right])
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(2, 0)
        self._fold()

    def _fold(self) -> None:
        """Where it gets too narrow the panes beside the log step back; outcomes come over the agenda when they are asked
        for."""
        room = self.width() / self._theme.scale
        if not self.width():
            return
        wide = room >= _NO_RIGHT_BELOW
        if wide:
            self._beside = False
        comes = not wide and self._beside and self.outcomes.isHidden()
        self.outcomes.setVisible(wide or self._beside)
        self.left.setVisible(room >= _NO_LEFT_BELOW and not self._beside)
        if comes:  # counts and wordings have the room that they need
            right = min(self._theme.px(_RIGHT), self.width() // 2)
            self.splitter.setSizes([0, self.width() - right, right])
        self.bar.beside.setVisible(not wide)
        self.bar.beside.setText("Agenda" if self._beside else "Outcomes")

    def _toggle_outcomes(self) -> None:
        """In a narrow window: outcomes in place of agenda and people, and back."""
        if self.width() / self._theme.scale >= _NO_RIGHT_BELOW:
            self.outcomes.focus_first()
            return
        self._beside = not self._beside
        self._fold()
        if self._beside:
            self.outcomes.focus_first()
        else:
            self.focus_main()

    def _show_beside(self) -> None:
        """Something is to be worded: outcomes come into sight."""
        if self.outcomes.isHidden():
            self._beside = True
            self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.desk.live is not None:
            self.shown.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter that nothing else here takes belongs in the line."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text() and event.text().isprintable() and self.capture.isEnabled():
            self.capture.setFocus()
            self.capture.insertPlainText(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    # What the person does

    def _on_item(self, entity: str) -> None:
        number = self.desk.evening.number_of(entity)
        if number:
            self.typing.enter(f">{number}")
        else:
            self.failed.emit("This item has no number. Give it one on the meeting screen, then go to it.")
        self.focus_main()

    def _on_ended(self, meeting: str) -> None:
        """To the draft."""
        self.wanted.emit(Place("minutes", meeting))

    def _offer_steps(self) -> None:
        """What cannot be now is not offered."""
        evening = self.desk.evening
        for name in ("start", "all"):
            self.steps[name].setEnabled(evening.started is None)
        self.roster.offer_all(evening.started is None and len(evening.room.unaccounted()) > 1)
        for name in ("next", "break", "vote", "exclusion"):
            self.steps[name].setEnabled(evening.started is not None and evening.ended is None)
        self.steps["close"].setText("Close the meeting" if evening.ended is None else "To the draft of the minutes")

    def _choose_copy(self) -> None:
        """Another folder for the second copy."""
        folder = self._stage.ask.folder(self, "Folder of the second copy")
        if folder is not None and self._choices is not None and self.copier is not None:
            self._choices.minutes_copy = str(folder)
            self.shown.copy_anew()
            self.said.emit(f"The second copy is written to {folder}.")

    def _is_reserved(self, pressed: QKeySequence) -> bool:
        """Whether a key that a text field would take is a command of this screen."""
        return any(pressed in action.shortcuts() for action in self.commands())


def begun_at(entry: Entry) -> str:
    """The local time of an entry's first key, "19:42:07"."""
    when = moment(entry.stamp)
    return f"{when.astimezone():%H:%M:%S}" if when else entry.time or ""
