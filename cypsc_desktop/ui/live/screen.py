"""The live screen: the meeting's agenda and people, its log over the line that is typed, and what comes of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from cypsc_desktop import paths
from cypsc_desktop.commands.agenda import first_meeting
from cypsc_desktop.commands.minuting import Taken
from cypsc_desktop.commands.minuting_outcomes import drawn_from
from cypsc_desktop.commands.minuting_recover import moment, under_way
from cypsc_desktop.minutes.clock import RoomClock
from cypsc_desktop.minutes.evening import OUTCOMES
from cypsc_desktop.minutes.projection import section_numbers
from cypsc_desktop.minutes.timing import item_times
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import Committee, Entry, Meeting
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.live.actions import COURSE, KIND_KEYS, LINES
from cypsc_desktop.ui.live.agenda import LiveAgenda
from cypsc_desktop.ui.live.capture_bar import CaptureBar
from cypsc_desktop.ui.live.copier import Copier
from cypsc_desktop.ui.live.course import Course
from cypsc_desktop.ui.live.desk import Desk
from cypsc_desktop.ui.live.log import Log
from cypsc_desktop.ui.live.outcomes import OutcomesPane
from cypsc_desktop.ui.live.results import Results
from cypsc_desktop.ui.live.roster import RosterPane, chairs
from cypsc_desktop.ui.live.rows import row_of, row_waiting, rows_of
from cypsc_desktop.ui.live.stage import Stage
from cypsc_desktop.ui.live.standing import Standing
from cypsc_desktop.ui.live.strip import Strip
from cypsc_desktop.ui.live.typing import Typing
from cypsc_desktop.ui.live.warnings import warnings
from cypsc_desktop.ui.live.words import Words
from cypsc_desktop.ui.meeting.actions import actions_of
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.theme import Theme, redress
from cypsc_desktop.ui.widgets.notices import announce

_SECOND_MS = 1000
_QUARTER_MS = 15_000  # while no meeting runs, little changes by itself
_LEFT, _RIGHT = 237, 348
_NO_RIGHT_BELOW, _NO_LEFT_BELOW = 960, 620
# Lines after which nothing else has come of the meeting than before.
_MAKE_NOTHING = frozenset(
    {"start", "end", "clock", "arrival", "departure", "apologies", "substitute", "guest", "resume"}
)
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
        self.copier = Copier(jobs, self._copy_folder, self) if jobs is not None else None
        self._quorum: int | None = None
        self._end_by: str | None = None
        self._warned: set[str] = set()
        self._copied: datetime | None = None
        self._shows_waiting = False
        self._opening = False
        self._beside = False  # outcomes stand where agenda and people were
        self._to_copy: list[tuple[Taken, bool]] = []
        self._to_announce: list[str] = []
        self._version = -1
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
            "start": course.start, "next": course.next_item, "break": course.pause, "speaker": typing.choose_speaker,
            "vote": course.vote, "exclusion": course.exclude, "approve": course.approve, "outcomes": self._toggle_outcomes,
            "public": results.toggle_public, "clock": course.use_clock, "copy": self._choose_copy,
            "paper": self.importing.emit, "close": course.close,
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
        self.left = QWidget(self.splitter)
        self._build_left()
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
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._on_second)
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._on_after)

    def _build_left(self) -> None:
        self.left.setObjectName("pane")
        self.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(self.left)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self.left)  # with large letters agenda and people are higher than a screen
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self.area)
        body = self.body = QWidget(self.area)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(15, 10, 8, 4)
        self.agenda_heading, self.agenda_about = QLabel("Agenda", body), QLabel("plan / actual, min", body)
        self.agenda_heading.setProperty("type", "strong")
        self.agenda_about.setProperty("tone", "second")
        self.agenda_about.setProperty("type", "caption")
        top.addWidget(self.agenda_heading)
        top.addStretch(1)
        top.addWidget(self.agenda_about)
        self.agenda = LiveAgenda(self._theme, body)
        self.roster = RosterPane(self._theme, body)
        column.addLayout(top)
        column.addWidget(self.agenda)
        line = QWidget(body)
        line.setObjectName("hairline")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedHeight(1)
        column.addWidget(line)
        column.addSpacing(8)
        column.addWidget(self.roster)
        column.addStretch(1)
        self.area.setWidget(body)

    def _listen(self) -> None:
        desk = self.desk
        desk.taken.connect(self._on_taken)
        desk.changed.connect(self._on_changed)
        desk.refused.connect(self._on_refused)
        desk.waits.connect(self._on_waits)
        self.capture.reserved = self._is_reserved
        self.typing.instead = self.results.agree_what_was_put
        self.typing.named.connect(lambda _: self._show_people())
        self.log.view.customContextMenuRequested.connect(
            lambda point: self.standing.show_menu(point, self.lines, self.kinds)
        )
        self.agenda.wanted.connect(self._on_item)
        self.roster.pressed.connect(self.typing.name_speaker)
        self.roster.menu_wanted.connect(self.standing.show_person)
        self.course_of.ended.connect(self._on_ended)
        self.outcomes.wording.connect(self._show_beside)
        if self.copier is not None:
            self.copier.copied.connect(self._on_copied)
            self.copier.failed.connect(self.failed)

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
            self._open(found)
            if place.part == "recovered":
                self._tell_recovered()
        if place.record:
            self.log.choose([place.record])
        self._second.start()
        self._on_second()
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
        self._quorum = committee.quorum if isinstance(committee, Committee) else None
        self._end_by = committee.end_by if isinstance(committee, Committee) else None
        self._warned.clear()
        if self._after.isActive():
            self._on_after()
        self.results.forget()
        self.typing.restart("")
        self._opening = True
        self.desk.open(meeting)
        self._opening = False
        if self.copier is not None:
            self.copier.begin()
        self.typing.restart(self.desk.restore_unfinished())
        changed = self.desk.restore_edit()
        if changed is not None:
            self.typing.edit(*changed)
        self.words.attend(meeting, self.desk.evening)

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
        return f"Live, {day_of(meeting).rpartition(' ')[0] or day_of(meeting)}" if meeting else "Live"

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

    def save_now(self) -> None:
        self.desk.keep_unfinished()

    def reset_layout(self) -> None:
        self._set_sizes()

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._stage.theme = theme
        for part in (self.strip, self.log, self.bar, self.outcomes, self.agenda, self.roster):
            part.set_theme(theme)
        redress(self, theme)
        self._set_sizes()
        if self.desk.live is not None:
            self._on_second()

    def is_idle(self) -> bool:
        return not self._after.isActive() and self.log.is_idle() and (self.copier is None or self.copier.is_idle())

    def let_go(self) -> None:
        self._second.stop()
        if self._after.isActive():
            self._on_after()
        self.desk.keep_unfinished()
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
        self.outcomes.setVisible(wide or self._beside)
        self.left.setVisible(room >= _NO_LEFT_BELOW and not self._beside)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    # What is shown

    def _on_changed(self) -> None:
        """Something that stands was changed: everything anew, and the copy with it."""
        self._show_all()
        if self.copier is not None and self.desk.live is not None and not self._opening:
            self.copier.rewrite(self.desk.live)

    def _show_all(self) -> None:
        """Everything of the meeting anew."""
        if self.desk.live is None:
            return
        self._version = self.desk.evening.version
        self.results.show()
        self._show_log()
        self.log.say_empty(_EMPTY)
        self._show_state()
        self.typing.show()

    def _show_log(self) -> None:
        """Every line, then those that wait to be written."""
        waiting = [row_waiting(one.entity, one.raw, one.when.strftime("%H:%M")) for one in self.desk.waiting]
        self._shows_waiting = bool(waiting)
        drawn = drawn_from(self.results.outcomes)
        self.log.show_rows([*rows_of(self.desk.evening, numbers=self._numbers(), drawn=drawn), *waiting])

    def _follow_item(self) -> None:
        """Bring the current item into sight, where the agenda is higher than its pane."""
        rect = self.agenda.current_rect()
        if rect is not None:
            middle = self.agenda.mapTo(self.body, rect.center())
            self.area.ensureVisible(0, middle.y(), 0, rect.height())

    def _numbers(self) -> dict[str, str]:
        live = self.desk.live
        return section_numbers(live.evening, live.numbers) if live else {}

    def _show_state(self) -> None:
        """Agenda, people, strip: what a line may change that moves somebody or something."""
        evening, now = self.desk.evening, self.desk.clock.now()
        running = evening.started is not None and evening.ended is None
        self._second.setInterval(_SECOND_MS if running else _QUARTER_MS)
        times = item_times(evening, now.strftime("%H:%M"))
        self.agenda.show_times(times, evening.visited)
        self.strip.show_meeting(evening, times, now, quorum=self._quorum)
        self.strip.show_saved(self.desk.saved, waiting=len(self.desk.waiting))
        self._show_people()
        self._tell()

    def _show_people(self) -> None:
        if self.desk.live is None:
            return
        evening = self.desk.evening
        self.roster.show_chairs(chairs(evening, self._speaking()), len(evening.room.voters(None)))
        self.bar.show_people(list(evening.roster), self.typing.name_speaker)

    def _speaking(self) -> str | None:
        """Whom the line in hand names, else whoever spoke last."""
        last = self.desk.evening.last()
        spoke = last.who if last is not None and last.sort in ("question", "answer", "point", "introduction") else None
        return self.typing.name() or spoke

    def _tell(self) -> None:
        evening = self.desk.evening
        count = len(evening.shown())
        voting = len(evening.room.voters(None))
        copied = f"second copy {self._copied:%H:%M:%S}" if self._copied else ""
        parts = [
            f"{count:,} entr{'y' if count == 1 else 'ies'}",
            copied,
            f"{voting} voting" + (f", quorum {self._quorum}" if self._quorum else ""),
            "Part B, private" if evening.is_private else "Part A, public",
        ]
        if self.width() / self._theme.scale < _NO_RIGHT_BELOW:
            parts = parts[:1]  # the strip says the rest
        self.told.emit("  \N{MIDDLE DOT}  ".join(part for part in parts if part))

    def _on_second(self) -> None:
        if self.desk.live is None or not self.isVisible():
            self._second.stop()
            return
        evening, now = self.desk.evening, self.desk.clock.now()
        times = item_times(evening, now.strftime("%H:%M"))
        self.strip.show_meeting(evening, times, now, quorum=self._quorum)
        self.strip.show_saved(self.desk.saved, waiting=len(self.desk.waiting))
        self.agenda.show_times(times, evening.visited)
        self._warn()

    def _warn(self) -> None:
        """Of what comes about by itself, once each: no quorum, the guillotine near, the computer's clock set."""
        for name, words in warnings(
            self.desk.evening, self.desk.now(), quorum=self._quorum, end_by=self._end_by, drift=self.desk.clock.drift()
        ).items():
            if words and name not in self._warned:
                self._warned.add(name)
                self.failed.emit(words)
            elif not words:
                self._warned.discard(name)

    # Lines that come

    def _on_taken(self, taken: Taken) -> None:
        """A line was kept: show it at once, and what else it changed when it is painted."""
        evening, entry = self.desk.evening, taken.entry
        appended = entry is not None and bool(evening.entries) and evening.entries[-1] is entry
        if appended and entry is not None and not self._shows_waiting:
            if entry.sort != "clock":
                row = row_of(entry, evening, numbers=self._numbers() if entry.sort == "item" else None)
                self.log.append(row)
                self._to_announce.append(row.spoken)
        else:
            self._show_log()
        self._to_copy.append((taken, appended))
        self._after.start()
        if taken.problem:
            self.failed.emit(f"{taken.problem.message} The line was kept as a note; Ctrl+Up edits it.")

    def _on_after(self) -> None:
        """What follows from the lines just taken."""
        self._after.stop()
        if self.desk.live is None:
            return
        evening, taken, said = self.desk.evening, self._to_copy, self._to_announce
        self._to_copy, self._to_announce = [], []
        self.strip.show_saved(self.desk.saved, waiting=len(self.desk.waiting))
        if self.copier is not None:
            for one, appended in taken:
                self.copier.took(self.desk.live, one, added=appended)
        if evening.version != self._version:
            self._version = evening.version
            self.words.know(one.entry.text or "" for one, _ in taken if one.entry and one.entry.sort == "guest")
            self._show_state()
            if not all(
                appended and one.entry is not None and one.entry.sort in _MAKE_NOTHING for one, appended in taken
            ):
                self.results.show()
            if any(one.entry is not None and one.entry.links for one, _ in taken):
                self._show_log()  # the lines that something was drawn from say so
            self.results.show_public()
            self._follow_item()
        self._tell()
        self.typing.show()
        for words in said:
            announce(self.log.view, words)

    def _on_waits(self, count: int) -> None:
        """A line could not be written, or all could."""
        self.strip.show_saved(self.desk.saved, waiting=count)
        if count and self.copier is not None and self.desk.live is not None:
            last = self.desk.waiting[-1]
            self.copier.waits(self.desk.live, last.raw, last.when.strftime("%H:%M"))
        self._show_log()
        if not count:
            self.said.emit("Every line is in the library again.")

    def _on_refused(self, words: str) -> None:
        count = len(self.desk.waiting)
        more = f" {count} lines wait here and lie in the second copy; they are written by themselves." if count else ""
        self.failed.emit(f"{words}{more}")

    def _on_copied(self, when: datetime) -> None:
        self._copied = when
        self._tell()

    def _on_item(self, entity: str) -> None:
        number = self.desk.evening.number_of(entity)
        if number:
            self.typing.enter(f">{number}")
        else:
            self.failed.emit("This item has no number. Give it one on the meeting screen, then go to it.")
        self.focus_main()

    def _on_ended(self, meeting: str) -> None:
        """To the draft, where there is a screen for it."""
        from cypsc_desktop.ui.screens import SCREENS

        name = "minutes" if any(sort.name == "minutes" for sort in SCREENS) else "meeting"
        self.wanted.emit(Place(name, meeting))

    def _choose_copy(self) -> None:
        """Another folder for the second copy."""
        folder = self._stage.ask.folder(self, "Folder of the second copy")
        if folder is not None and self._choices is not None and self.copier is not None:
            self._choices.minutes_copy = str(folder)
            if self.desk.live is not None:
                self.copier.rewrite(self.desk.live)
            self.said.emit(f"The second copy is written to {folder}.")

    def _is_reserved(self, pressed: QKeySequence) -> bool:
        """Whether a key that a text field would take is a command of this screen."""
        return any(pressed in action.shortcuts() for action in self.commands())


def begun_at(entry: Entry) -> str:
    """The local time of an entry's first key, "19:42:07"."""
    when = moment(entry.stamp)
    return f"{when.astimezone():%H:%M:%S}" if when else entry.time or ""


_EMPTY = (
    "Nothing typed yet. Before the meeting: + and a code for each member in the room, ~ and a code for apologies. "
    "Then >start, and >1 for the first item. F1 shows every line that can be typed."
)
