"""The live screen: the meeting's agenda and people, its log over the line that is typed, and what comes of it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QVBoxLayout, QWidget

from cypsc_desktop.commands import enquiries, minuting_draft
from cypsc_desktop.commands.minuting import Taken
from cypsc_desktop.commands.minuting_outcomes import Outcome, outcomes_of
from cypsc_desktop.minutes.clock import RoomClock
from cypsc_desktop.minutes.evening import OUTCOMES, UNSHOWN, Reading
from cypsc_desktop.minutes.grammar import parse
from cypsc_desktop.minutes.projection import section_numbers
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.minutes.script import line_of
from cypsc_desktop.minutes.timing import item_times
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Committee, Entry, Meeting
from cypsc_desktop.ui.live.actions import COURSE, KIND_KEYS, LETTER_OF, LINES, NAMED
from cypsc_desktop.ui.live.agenda import LiveAgenda
from cypsc_desktop.ui.live.capture_bar import CaptureBar, Offer
from cypsc_desktop.ui.live.desk import Desk
from cypsc_desktop.ui.live.log import Log
from cypsc_desktop.ui.live.outcomes import OutcomesPane
from cypsc_desktop.ui.live.roster import RosterPane, chairs
from cypsc_desktop.ui.live.rows import row_of, rows_of
from cypsc_desktop.ui.live.strip import Strip
from cypsc_desktop.ui.meeting.actions import actions_of
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, redress
from cypsc_desktop.ui.widgets.notices import announce

_SECOND_MS = 1000
_LEFT, _RIGHT = 237, 348
_NO_RIGHT_BELOW, _NO_LEFT_BELOW = 860, 620
_OUTCOME_KINDS = frozenset({*OUTCOMES, "enquiry"})


class LiveScreen(Screen):
    """``clock``: the room's, for a test that has one of its own."""

    def __init__(
        self, *, session: Session, theme: Theme, settings: QSettings | None = None, clock: RoomClock | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._settings = settings
        self.desk = Desk(session, self, clock=clock)
        self._quorum: int | None = None
        self._editing: str | None = None
        self._set_aside = ""
        self._outcomes: list[Outcome] = []
        self._version = -1
        self._make_actions()
        self._build()
        self._listen()
        self.set_theme(theme)

    # Parts

    def _make_actions(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        kinds = {sort: partial(self.set_kind, sort) for sort in KIND_KEYS}
        self.kinds = actions_of(self, KIND_KEYS, kinds, name="kind", within=within)
        course: dict[str, Callable[[], object]] = {
            "start": partial(self.enter, ">start"), "next": partial(self.enter, ">>"), "break": self.pause,
            "speaker": self.choose_speaker, "vote": self.vote, "exclusion": self.exclude, "close": self.close_meeting,
        }  # fmt: skip
        self.steps = actions_of(self, COURSE, course, name="course", within=within)
        lines: dict[str, Callable[[], object]] = {
            "edit last": self.edit_last, "edit": self.edit_chosen, "up": partial(self.move_line, -1), "down": partial(self.move_line, 1),
            "star": self.star, "private": self.to_part_b, "delete": self.delete_lines, "put": self.put, "agreed": self.agree,
            "read back": self.read_back, **{sort: partial(self.draft, sort) for sort in OUTCOMES},
        }  # fmt: skip
        self.lines = actions_of(self, LINES, lines, name="line", within=within)

    def _build(self) -> None:
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
        self.bar = CaptureBar(self._theme, list(self.kinds.values()), self.centre)
        self.capture = self.bar.line
        column.addWidget(self.log, 1)
        column.addWidget(self.bar)
        self.outcomes = OutcomesPane(self._theme, self.splitter)
        whole.addWidget(self.strip)
        whole.addWidget(self.splitter, 1)
        self.menu = QMenu(self)
        self.menu.setAccessibleName("What can be done with the chosen lines")
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._on_second)

    def _build_left(self) -> None:
        self.left.setObjectName("pane")
        self.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(15, 10, 8, 4)
        self.agenda_heading, self.agenda_about = QLabel("Agenda", self.left), QLabel("plan / actual, min", self.left)
        self.agenda_heading.setProperty("type", "strong")
        self.agenda_about.setProperty("tone", "second")
        self.agenda_about.setProperty("type", "caption")
        top.addWidget(self.agenda_heading)
        top.addStretch(1)
        top.addWidget(self.agenda_about)
        self.agenda = LiveAgenda(self._theme, self.left)
        self.roster = RosterPane(self._theme, self.left)
        column.addLayout(top)
        column.addWidget(self.agenda)
        line = QWidget(self.left)
        line.setObjectName("hairline")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedHeight(1)
        column.addWidget(line)
        column.addSpacing(8)
        column.addWidget(self.roster)
        column.addStretch(1)

    def _listen(self) -> None:
        desk, line = self.desk, self.capture
        desk.taken.connect(self._on_taken)
        desk.changed.connect(self._show_all)
        desk.refused.connect(self.failed)
        desk.waits.connect(self._on_waits)
        line.textChanged.connect(self._on_typed)
        line.entered.connect(self._on_entered)
        line.taken.connect(self._take_offer)
        line.reached.connect(self._reach)
        line.left_up.connect(self._to_log)
        line.escaped.connect(self._on_escaped)
        line.offers = lambda: self.bar.first_offer() is not None
        line.reserved = self._is_reserved
        self.bar.offer_wanted.connect(self._put_offer)
        self.log.view.typing.connect(self._on_typing)
        self.log.view.past_end.connect(self.focus_main)
        self.log.view.doubleClicked.connect(lambda _: self.edit_chosen())
        self.log.view.customContextMenuRequested.connect(self._show_menu)
        self.agenda.wanted.connect(self._on_item)
        self.roster.pressed.connect(self.name_speaker)
        self.roster.menu_wanted.connect(self._show_person_menu)
        self.outcomes.put.connect(partial(self._set_state, state="put"))
        self.outcomes.agreed.connect(partial(self._set_state, state="agreed"))
        self.outcomes.read_back.connect(self.read_back)
        self.outcomes.edit.connect(self._edit_outcome)
        self.outcomes.line_wanted.connect(lambda entity: self.log.choose([entity]))
        self.outcomes.asked.connect(self._on_asked)

    # As a screen

    def go(self, place: Place) -> None:
        found = self._meeting_for(place)
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
        from cypsc_desktop.commands.choosing import meetings

        for entity in (place.subject, self.desk.meeting.id if self.desk.meeting else None):
            found = self._session.read.record(entity) if entity else None
            if isinstance(found, Meeting):
                return found
        known = meetings(self._session.read)
        return known[-1] if known else None

    def _open(self, meeting: Meeting) -> None:
        committee = self._session.read.record(meeting.committee or "")
        self._quorum = committee.quorum if isinstance(committee, Committee) else None
        self._editing = None
        self.desk.open(meeting)
        unfinished = self.desk.restore_unfinished()
        self.capture.put(unfinished)

    def _tell_recovered(self) -> None:
        entries = self.desk.evening.entries
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
        return tuple(self.steps.values())

    def panes(self) -> Sequence[QWidget]:
        return (self.left, self.log.view, self.capture, self.outcomes)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.capture.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        if self.desk.live is None:
            return
        self.desk.follow(touched)
        if any(touched.ids(kind) for kind in _OUTCOME_KINDS):
            self._show_outcomes()

    def save_now(self) -> None:
        self.desk.keep_unfinished()

    def reset_layout(self) -> None:
        self._set_sizes()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self.strip, self.log, self.bar, self.outcomes, self.agenda, self.roster):
            part.set_theme(theme)
        redress(self, theme)
        self._set_sizes()
        if self.desk.live is not None:
            self._on_second()

    def is_idle(self) -> bool:
        return self.log.is_idle()

    def let_go(self) -> None:
        self._second.stop()
        self.desk.keep_unfinished()

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
        """Where it gets too narrow the panes beside the log step back."""
        room = self.width() / self._theme.scale
        if self.width():
            self.outcomes.setVisible(room >= _NO_RIGHT_BELOW)
            self.left.setVisible(room >= _NO_LEFT_BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    # What is shown

    def _show_all(self) -> None:
        """Everything of the meeting anew."""
        if self.desk.live is None:
            return
        self._version = self.desk.evening.version
        self.log.show_rows(rows_of(self.desk.evening, numbers=self._numbers()))
        self.log.say_empty(_EMPTY)
        self._show_outcomes()
        self._show_state()
        self._show_reading()

    def _numbers(self) -> dict[str, str]:
        live = self.desk.live
        return section_numbers(live.evening, live.numbers) if live else {}

    def _show_state(self) -> None:
        """Agenda, people, strip: what a line may change that moves somebody or something."""
        evening, now = self.desk.evening, self.desk.clock.now()
        times = item_times(evening, now.strftime("%H:%M"))
        self.agenda.show_times(times, evening.visited)
        self.strip.show_meeting(evening, times, now, quorum=self._quorum)
        self.strip.show_saved(self.desk.saved, waiting=len(self.desk.waiting))
        self._show_people()
        self._tell()

    def _show_people(self) -> None:
        evening = self.desk.evening
        listed = chairs(evening, self._speaking())
        self.roster.show_chairs(listed, len(evening.room.voters(None)))
        self.bar.show_people(list(evening.roster), self.name_speaker)

    def _speaking(self) -> str | None:
        """Whom the line in hand names, else whoever spoke last."""
        text = self.capture.text()
        reading = self.desk.read(text) if text.strip() else None
        if reading is not None and reading.who is not None:
            return reading.who.name
        last = self.desk.evening.last()
        return last.who if last is not None and last.sort in ("question", "answer", "point", "introduction") else None

    def _show_outcomes(self) -> None:
        live, reader = self.desk.live, self._session.read
        if live is None:
            return
        self._outcomes = outcomes_of(reader, live)
        lines = enquiries.enquiries_of(reader, meeting=live.meeting.id, person=self._session.actor)
        self.outcomes.show_outcomes(self._outcomes, lines)

    def _tell(self) -> None:
        evening = self.desk.evening
        count = len(evening.shown())
        voting = len(evening.voters())
        parts = [
            f"{count:,} entr{'y' if count == 1 else 'ies'}",
            f"{voting} voting" + (f", quorum {self._quorum}" if self._quorum else ""),
            "Part B, private" if evening.is_private else "Part A, public",
        ]
        self.told.emit("  \N{MIDDLE DOT}  ".join(parts))

    def _on_second(self) -> None:
        if self.desk.live is None or not self.isVisible():
            self._second.stop()
            return
        evening, now = self.desk.evening, self.desk.clock.now()
        times = item_times(evening, now.strftime("%H:%M"))
        self.strip.show_meeting(evening, times, now, quorum=self._quorum)
        self.strip.show_saved(self.desk.saved, waiting=len(self.desk.waiting))
        self.agenda.show_times(times, evening.visited)

    def _on_waits(self, count: int) -> None:
        self.strip.show_saved(self.desk.saved, waiting=count)

    # The line

    def _on_typed(self) -> None:
        if self.desk.live is None:
            return
        if self._editing is None:
            self.desk.typed(self.capture.text())
        self._show_reading()

    def _show_reading(self) -> None:
        """How the line in hand is read, and what may be meant."""
        text = self.capture.text()
        if not text.strip():
            self.bar.show_reading(None, None)
            self.bar.offer(self._answerer())
            return
        evening = self.desk.evening
        entry = self.desk.entry(self._editing) if self._editing else None
        reading = evening.reading_for(entry, text) if entry else self.desk.read(text)
        private = evening.is_private or reading.line.private or reading.line.closes or reading.sort == "exclusion"
        when = self.desk.first_key() if entry is None else None
        self.bar.show_reading(reading, when, private=private)
        self.bar.offer(self._meant(reading, text))
        speaking = reading.who.name if reading.who else None
        if speaking != getattr(self, "_named", None):
            self._named = speaking
            self._show_people()

    def _answerer(self) -> list[Offer]:
        """After a question: who will probably answer it."""
        last = self.desk.evening.last()
        if self.desk.live is None or last is None or last.sort != "question":
            return []
        who = self.desk.evening.likely_answerer()
        return [Offer(f"{who.code.upper()} {who.name}", f"a.{who.code} ")] if who else []

    def _meant(self, reading: Reading, text: str) -> list[Offer]:
        """Whom an unknown code may mean: the line with that code in place of the one typed."""
        if reading.problem is None or not reading.problem.offered:
            return []
        return [
            Offer(f"{one.code.upper()} {one.name}", replaced)
            for one in reading.problem.offered
            if (replaced := self._with_code(text, one.code)) != text
        ]

    def _with_code(self, text: str, code: str) -> str:
        """The line with its first unknown code replaced."""
        parsed = parse(text)
        for span in parsed.spans:
            if span.role == "code":
                for part in text[span.start : span.end].split("/"):
                    if part and self.desk.evening.roster.find(part) is None:
                        at = text.index(part, span.start)
                        return text[:at] + code + text[at + len(part) :]
        return text

    def _take_offer(self) -> None:
        offer = self.bar.first_offer()
        if offer is not None:
            self._put_offer(offer)

    def _put_offer(self, offer: Offer) -> None:
        self.capture.rewrite(offer.text)
        self.capture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entered(self, text: str) -> None:
        if self._editing is not None:
            self._end_editing(text)
            return
        if not text.strip():
            return
        if text.strip() == "v." and self._agree_what_was_put():
            self.capture.put("")
            return
        self.capture.put("")
        self.enter(text)

    def enter(self, raw: str, *, links: Sequence[str] = ()) -> Taken | None:
        """Take a line, as Enter does."""
        if self.desk.live is None:
            return None
        return self.desk.enter(raw, links=links)

    def _on_taken(self, taken: Taken) -> None:
        """A line was kept: show it, and what else it changed."""
        evening, entry = self.desk.evening, taken.entry
        appended = entry is not None and evening.entries and evening.entries[-1] is entry
        if appended and entry is not None:
            row = row_of(entry, evening, numbers=self._numbers() if entry.sort == "item" else None)
            if entry.sort != "clock":
                self.log.append(row)
                announce(self.log.view, row.spoken)
        else:
            self.log.show_rows(rows_of(evening, numbers=self._numbers()))
        self.strip.show_saved(self.desk.saved, waiting=len(self.desk.waiting))
        if evening.version != self._version:
            self._version = evening.version
            self._show_state()
            if not appended or (entry is not None and entry.sort in OUTCOMES):
                self._show_outcomes()
            self.agenda.follow_current()
        self._tell()
        self._show_reading()
        if taken.problem:
            self.failed.emit(f"{taken.problem.message} The line was kept as a note; Ctrl+Up edits it.")

    # Kinds and people by key, menu and mouse

    def set_kind(self, sort: str) -> None:
        """The line in hand is of this kind; chosen lines of the log become it where the log has the focus."""
        if self.log.view.hasFocus() and self.log.chosen():
            for entity in self.log.chosen():
                self.desk.change_kind(entity, sort)
            return
        text = self.capture.text()
        code, words = _apart(text)
        if not code and sort == "answer":
            who = self.desk.evening.likely_answerer()
            code = who.code if who else ""
        letter = LETTER_OF.get(sort)
        if letter is None:
            self.capture.rewrite(words)
        else:
            self.capture.rewrite(f"{letter}.{code if sort in NAMED else ''} {words}")
        self.capture.setFocus(Qt.FocusReason.OtherFocusReason)
        if letter and sort in NAMED and not code:
            self.choose_speaker()

    def choose_speaker(self) -> None:
        """The list of people over the capture line, for those who would rather not know codes."""
        self.bar.who.setVisible(True)
        self.bar.people.popup(self.bar.mapToGlobal(QPoint(0, -self.bar.people.sizeHint().height())))

    def name_speaker(self, who: Seated) -> None:
        """The line in hand is this person's. Before the meeting has begun a chip says that they are in the room."""
        evening = self.desk.evening
        text = self.capture.text()
        if evening.started is None and not text.strip():
            self.enter(f"{'-' if evening.room.is_here(who.name) else '+'}{who.code}")
            return
        code, words = _apart(text)
        letter = text[: text.index(".")] if _has_prefix(text) else ("a" if who.seat == "guest" else "q")
        if letter not in {LETTER_OF[sort] for sort in NAMED}:
            letter = "a" if who.seat == "guest" else "q"
        if letter in "mn" and code:
            codes = code.split("/")
            code = f"{codes[0]}/{who.code}"
        else:
            code = who.code
        self.capture.rewrite(f"{letter}.{code} {words}")
        self.capture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_person_menu(self, who: Seated, at: QPoint) -> None:
        """Coming and going of somebody."""
        self.menu.clear()
        evening = self.desk.evening
        here = evening.room.is_here(who.name)
        entries = [(f"{who.name} leaves", f"-{who.code}")] if here else [(f"{who.name} arrives", f"+{who.code}")]
        if not here and who.seat != "guest":
            entries.append((f"{who.name} has sent apologies", f"~{who.code}"))
            sitting = [one for one in evening.roster if one.seat == "reserve" and not evening.room.is_here(one.name)]
            entries += [(f"{one.name} sits in the place of {who.name}", f"={who.code} {one.code}") for one in sitting]
        for words, line in entries:
            action = self.menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, line=line: self.enter(line))
        for words, letter in (("discloses an interest", "d"), ("asks for their vote to be recorded", "w")):
            action = self.menu.addAction(f"{who.name} {words}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, letter=letter: self._begin(f"{letter}.{who.code} "))
        self.menu.popup(at)

    def _begin(self, text: str) -> None:
        self.capture.rewrite(text)
        self.capture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_item(self, entity: str) -> None:
        number = self.desk.evening.number_of(entity)
        if number:
            self.enter(f">{number}")
        else:
            self.failed.emit("This item has no number. Give it one on the meeting screen, then go to it.")
        self.focus_main()

    def pause(self) -> None:
        self.enter("|>" if self.desk.evening.on_break else "||")

    # Lines that stand

    def edit_last(self) -> None:
        last = self.desk.evening.last()
        if last is not None:
            self._edit(last)

    def edit_chosen(self) -> None:
        chosen = self.log.current()
        entry = self.desk.entry(chosen) if chosen else None
        if entry is not None and entry.sort not in UNSHOWN:
            self._edit(entry)

    def _edit(self, entry: Entry) -> None:
        if self._editing is None:
            self._set_aside = self.capture.text()
        self._editing = entry.id
        self.log.choose([entry.id])
        self.capture.put(line_of(entry, self.desk.evening.roster))
        self.capture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_editing(self, text: str | None) -> None:
        entity, self._editing = self._editing, None
        if text is not None and entity is not None and self.desk.edit(entity, text) is None:
            self._editing = entity
            return
        self.capture.put(self._set_aside)
        self._set_aside = ""
        self.log.clear_choice()
        if text is not None:
            self.done.emit("Line changed.")

    def _on_escaped(self) -> None:
        if self._editing is not None:
            self._end_editing(None)
        elif self.log.chosen():
            self.log.clear_choice()

    def _lines_meant(self) -> list[str]:
        """The chosen lines, else the last one."""
        chosen = self.log.chosen()
        last = self.desk.evening.last()
        return chosen or ([last.id] if last else [])

    def move_line(self, by: int) -> None:
        """The chosen line, else the last, goes up or down past one other."""
        for entity in self._lines_meant()[-1:]:
            rows = self.log.model.rows()
            at = self.log.model.number_of(entity)
            goal = at + by
            if not 0 <= goal < len(rows):
                return
            above = rows[goal].id if by < 0 else rows[goal + 1].id if goal + 1 < len(rows) else None
            if self.desk.move(entity, above=above) is not None:
                self.log.choose([entity])

    def star(self) -> None:
        for entity in self._lines_meant():
            entry = self.desk.entry(entity)
            if entry is not None:
                self.desk.star(entity, not entry.starred)

    def delete_lines(self) -> None:
        chosen = self.log.chosen()
        if not chosen:
            self.failed.emit("No line is chosen. Choose the lines to delete: Shift+Up from the capture line.")
        elif self.desk.remove(chosen):
            self.done.emit("Line moved to the bin." if len(chosen) == 1 else f"{len(chosen)} lines moved to the bin.")
            self.focus_main()

    def to_part_b(self) -> None:
        meant = self._lines_meant()
        if meant and self.desk.to_part_b(meant):
            self.said.emit("Moved to Part B. No trace of it is left in the public part.")

    def _reach(self, by: int) -> None:
        self.log.reach(by)

    def _to_log(self) -> None:
        if self.log.model.rowCount():
            self.log.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if self.log.current() is None:
                self.log.choose([self.log.model.rows()[-1].id])

    def _on_typing(self, text: str) -> None:
        self.capture.setFocus(Qt.FocusReason.OtherFocusReason)
        self.capture.insertPlainText(text)

    def _show_menu(self, point: QPoint) -> None:
        self.menu.clear()
        for name in ("edit", "star", "up", "down", "private", "delete"):
            self.menu.addAction(self.lines[name])
        self.menu.addSeparator()
        for sort in OUTCOMES:
            self.menu.addAction(self.lines[sort])
        self.menu.addSeparator()
        for sort in ("question", "answer", "point", "introduction", "note", "interest", "urgent"):
            self.menu.addAction(self.kinds[sort])
        self.menu.popup(self.log.view.viewport().mapToGlobal(point))

    def _is_reserved(self, pressed: QKeySequence) -> bool:
        """Whether a key that a text field would take is a command of this screen."""
        return any(pressed in action.shortcuts() for action in self.commands())

    # Outcomes

    def draft(self, sort: str) -> None:
        """Draft an outcome from the chosen lines."""
        links = self.log.chosen()
        words = " ".join(entry.text or "" for entity in links if (entry := self.desk.entry(entity)) is not None)
        taken = self.enter(f"{LETTER_OF[sort]}. {words or '…'}", links=links)
        if taken and taken.entry:
            self._edit(taken.entry)

    def put(self) -> None:
        one = self.outcomes.current()
        if one is not None:
            self._set_state(one.id, state="put")

    def agree(self) -> None:
        one = self.outcomes.current()
        if one is not None:
            self._set_state(one.id, state="agreed")

    def _agree_what_was_put(self) -> bool:
        """``v.`` without a motion agrees what was put last; False where nothing was."""
        if self.desk.evening.open_question() is not None:
            return False
        one = next((one for one in reversed(self._outcomes) if one.state == "put"), None)
        if one is None:
            return False
        self._set_state(one.id, state="agreed")
        return True

    def _set_state(self, entity: str, *, state: str) -> None:
        try:
            minuting_draft.set_outcome_state(self._session.store, entity, state, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._show_outcomes()
        self.outcomes.choose(entity)

    def _edit_outcome(self, entity: str) -> None:
        one = self.outcomes.outcome(entity)
        if one is not None:
            self._edit(one.entry)

    def _on_asked(self, entity: str, asked: bool) -> None:
        try:
            enquiries.set_asked(self._session.store, entity, asked, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._show_outcomes()

    def read_back(self, entity: str = "") -> None:
        """Show an outcome large."""

    # The meeting's course

    def vote(self) -> None:
        """Count a vote."""
        self._begin("v ")

    def exclude(self) -> None:
        """Exclude the press and public, or let them in again."""
        if self.desk.evening.excluded:
            self.enter("x/")
        else:
            self._begin("x.")

    def close_meeting(self) -> None:
        """End the meeting."""
        self._begin(">end")


def begun_at(entry: Entry) -> str:
    """The local time of an entry's first key, "19:42:07"."""
    from datetime import datetime

    try:
        return f"{datetime.fromisoformat(entry.stamp or '').astimezone():%H:%M:%S}"
    except ValueError:
        return entry.time or ""


def _has_prefix(text: str) -> bool:
    parsed = parse(text)
    return any(span.role == "kind" for span in parsed.spans) or (len(text) > 1 and text[1] == "." and text[0].isalpha())


def _apart(text: str) -> tuple[str, str]:
    """The code and the words of a line in hand, whatever kind it has."""
    if len(text) > 1 and text[1] == "." and text[0].isalpha():
        head, _, words = text[2:].partition(" ")
        return head, words
    return "", text


_EMPTY = (
    "Nothing typed yet. Before the meeting: + and a code for each member in the room, ~ and a code for apologies. "
    "Then >start, and >1 for the first item. F1 shows every line that can be typed."
)
