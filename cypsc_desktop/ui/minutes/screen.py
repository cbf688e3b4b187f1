"""The draft of a meeting's minutes beside its log: how much it tells, its paragraphs, its life, and its way to Word and back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands import minuting_draft
from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.locked_minutes import APPROVED, IN_THESE_WORDS, LOCKED
from cypsc_desktop.commands.minuting import Live, has_lines, open_live
from cypsc_desktop.commands.minuting_unfinished import not_agreed, to_mend
from cypsc_desktop.minutes.projection import section_numbers
from cypsc_desktop.minutes.returned import Suggested
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.live.rows import rows_of
from cypsc_desktop.ui.meeting.actions import actions_of
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.minutes.actions import WORDINGS
from cypsc_desktop.ui.minutes.draft_view import DraftView
from cypsc_desktop.ui.minutes.head import Head, NoMinutes
from cypsc_desktop.ui.minutes.life import Life
from cypsc_desktop.ui.minutes.paragraphs import Paragraphs
from cypsc_desktop.ui.minutes.rows import draft_rows
from cypsc_desktop.ui.minutes.side import IMPACT, LIFE, LOG, MEND, WORD, Side
from cypsc_desktop.ui.minutes.word import Word
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, redress
from cypsc_desktop.ui.widgets.steady import ComboBox

_RIGHT = 356
_NO_RIGHT_BELOW = 820  # width at 100 % text
_OF_DRAFT = frozenset(
    {"entry", "minute_block", "minutes", "conclusion", "recommendation", "request", "action", "resolution", "undertaking",
     "meeting", "item", "membership"}
)  # fmt: skip


class MinutesScreen(Screen):
    """A draft of one meeting; ``part`` of a place may be "log", "mend", "life", "word" or "impact"."""

    exports = "minutes"

    def __init__(
        self, *, session: Session, jobs: Jobs, theme: Theme, ask: Ask, settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._jobs, self._theme, self._ask = session, jobs, theme, ask
        self._meeting: Meeting | None = None
        self._live: Live | None = None
        self._stale = False
        self._narrow = self._side_first = False
        self.draft, self.level = DraftView(theme, self), ComboBox(self)
        self.paragraphs = Paragraphs(session, self.draft, self.level, self._do, lambda: self._live, self)
        self._make_actions()
        self._build()
        self._listen()
        self.set_theme(theme)

    # Parts

    def _make_actions(self) -> None:
        edits = self.paragraphs
        does: dict[str, Callable[[], object]] = {
            "edit": edits.edit, "add": edits.add,
            "leave out": edits.leave_out, "again": edits.make_item_again,
            "all again": edits.make_again, "lines": self.show_lines, "private": self._show_draft, "review": self.review,
            "next": self.take_next_step, "export": lambda: self.exporting.emit("minutes"), "export private": self.export_private,
            "live": self._to_live, "side": self.turn_side,
        }  # fmt: skip
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self.acts = actions_of(self, WORDINGS, does, name="draft", within=within)
        self.acts["private"].setCheckable(True)
        self.acts["private"].setChecked(True)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.strip = Head(self.acts, self.level, self)
        self.stack = QStackedWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.stack)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.draft)
        self.side = Side(self._theme, self.splitter)
        self.empty = NoMinutes(self.acts["live"], self.stack)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        self.menu = QMenu(self)
        self.menu.setAccessibleName("What can be done with the paragraph")
        whole.addWidget(self.strip)
        whole.addWidget(self.stack, 1)
        self.life = Life(self._session, self._theme, self.strip.state, self.side, self._do, self)
        self.word = Word(self._session, self._jobs, self._ask, self.side, self._do, lambda: self._meeting, self)

    def _listen(self) -> None:
        self.level.activated.connect(lambda _: self.paragraphs.make_again())
        self.draft.left_editor.connect(self._on_left_editor)
        self.draft.refused.connect(self.failed)
        self.draft.turned.connect(self._on_turned)
        self.draft.customContextMenuRequested.connect(self._show_menu)
        self.side.review.chosen.connect(self._on_suggested)
        self.side.pages[MEND].list.taken.connect(self._to_live)
        self.side.pages[IMPACT].list.taken.connect(self._on_impact)
        self.side.turned.connect(lambda tab: self._show_impact() if tab == IMPACT else None)
        self.word.coming.connect(self._on_coming)
        self.word.said.connect(self.said)
        self.word.failed.connect(self.failed)
        for popover in self.life.popovers():
            popover.closed.connect(self.focus_main)

    # As a screen

    def go(self, place: Place) -> None:
        found = self._meeting_for(place)
        if found is None or self._meeting is None or found.id != self._meeting.id or self._stale:
            self._show(found)
        if place.record:
            self.draft.choose(place.record)
        tab = {"log": LOG, "mend": MEND, "life": LIFE, "word": WORD, "impact": IMPACT}.get(place.part or "")
        if tab is not None:
            self.side.go_to(tab)
        self._show_side(tab is not None)
        self.moved.emit(self.place())

    def _meeting_for(self, place: Place) -> Meeting | None:
        reader = self._session.read
        for entity in (place.subject, self._meeting.id if self._meeting else None):
            found = reader.record(entity) if entity else None
            if isinstance(found, Meeting):
                return found
        known = meetings(reader)
        return next((m for m in reversed(known) if has_lines(reader, m)), known[-1] if known else None)

    def place(self) -> Place:
        return Place("minutes", self._meeting.id if self._meeting else None)

    def title(self) -> str:
        return f"Minutes, {day_of(self._meeting)}" if self._meeting else "Minutes"

    def commands(self) -> Sequence[QAction]:
        return tuple(self.acts.values())

    def panes(self) -> Sequence[QWidget]:
        if self.stack.currentWidget() is not self.splitter:
            return (self.empty,)
        return (self.strip, self.draft, self.side)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self.stack.currentWidget() is self.splitter:
            self.draft.setFocus(reason)
        else:
            self.empty.first.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        if _OF_DRAFT & set(touched.kinds):
            self._stale = True
            if not self.draft.is_editing():
                self._show(self._session_meeting())

    def save_now(self) -> None:
        if self.draft.is_editing():
            self.draft.setFocus(Qt.FocusReason.OtherFocusReason)  # what is typed is kept as its field is left

    def reset_layout(self) -> None:
        self._set_sizes()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.draft.set_theme(theme)
        self.side.set_theme(theme)
        self.life.set_theme(theme)
        redress(self, theme)
        self.strip.set_theme(theme)
        self._set_sizes()

    def is_idle(self) -> bool:
        return self.draft.is_idle() and self.side.log.is_idle()

    def let_go(self) -> None:
        self.save_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _set_sizes(self) -> None:
        right = self._theme.px(_RIGHT)
        self.side.setMinimumWidth(min(self._theme.px(260), 420))
        self.draft.setMinimumWidth(min(self._theme.px(280), 420))
        self.splitter.setSizes([max(200, self.width() - right), right])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self._fold()

    def _fold(self) -> None:
        """Where there is no room for both, log and changes stand in the draft's place when they are asked for."""
        self._narrow = 0 < self.width() / self._theme.scale < _NO_RIGHT_BELOW
        self.strip.fold(narrow=self._narrow, aside_first=self._side_first)
        self.side.setVisible(not self._narrow or self._side_first)
        self.draft.setVisible(not self._narrow or not self._side_first)

    def turn_side(self) -> None:
        """Where there is room for one only: the other of draft and what stands beside it."""
        self._show_side(not self._side_first)
        (self.side.main() if self._side_first else self.draft).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_side(self, first: bool) -> None:
        self._side_first = first
        self._fold()

    # What is shown

    def _session_meeting(self) -> Meeting | None:
        found = self._session.read.record(self._meeting.id) if self._meeting else None
        return found if isinstance(found, Meeting) else self._meeting_for(Place("minutes"))

    def _show(self, meeting: Meeting | None) -> None:
        """A meeting as the library has it now."""
        moves = meeting is None or self._meeting is None or meeting.id != self._meeting.id
        self._stale = False
        self._meeting = meeting
        reader = self._session.read
        taken = meeting is not None and has_lines(reader, meeting)
        self._live = open_live(reader, meeting) if meeting is not None and taken else None
        self.stack.setCurrentWidget(self.splitter if taken else self.empty)
        day = day_of(meeting) if meeting else ""
        self.strip.show_meeting(day, taken=taken)
        self.empty.show_meeting(day, known=bool(day))
        if moves:
            self.word.forget()
        for name, action in self.acts.items():
            action.setEnabled(taken or name == "live")
        if self._live is not None:
            self._show_minutes(self._live)
            self._show_draft()

    def _show_minutes(self, live: Live) -> None:
        """Level, state, what is left to mend, and the log."""
        self.life.show_minutes(live)
        self.level.setCurrentIndex(max(0, self.level.findData(self.life.level())))
        locked = self.life.state() == "locked"
        approved = self.life.state() in APPROVED
        self.draft.bar(LOCKED if locked else IN_THESE_WORDS if approved else "")
        if not approved:
            self.settled.emit(IN_THESE_WORDS)  # was said of a state that has passed
        for name in ("edit", "add", "leave out", "again", "all again", "review", "next"):
            self.acts[name].setEnabled(not locked)
        self.strip.lock(locked)
        self.side.log.show_rows(rows_of(live.evening, numbers=section_numbers(live.evening, live.numbers)))
        left = to_mend(self._session.read, live)
        self.side.count(MEND, "Mend", len(left))
        words = (
            "A click or Enter leads to the live minutes, where it is mended." if left else "Nothing is left to mend."
        )
        self.side.pages[MEND].show_lines(words, [(one.message, one.about or "") for one in left])

    def _show_impact(self) -> None:
        """What difference all meetings of this committee made, and what they settled of the work programme."""
        from cypsc_desktop.commands.impact import impact

        committee = self._meeting.committee if self._meeting else None
        found = impact(self._session.read, committee=committee)
        words = (
            "What was said under What difference and Work programme, and what came of recommendations that were accepted."
            " A click or Enter goes to the meeting."
        )
        none = "Nothing was said under What difference or Work programme yet, and no recommendation was accepted."
        lines = [(f"{short_day(one.day or '')}, {one.what}: {one.words}", one.meeting or "") for one in found]
        self.side.pages[IMPACT].show_lines(words if found else none, lines)

    def _on_impact(self, meeting: str) -> None:
        self.wanted.emit(Place("minutes", meeting))

    def _show_draft(self) -> None:
        if self._live is None:
            return
        found, outdated = minuting_draft.drafted(self._session.read, self._live)
        has_private = any(block.part == "B" for block in found)
        self.acts["export private"].setEnabled(has_private)
        waiting = not_agreed(self._session.read, self._live)
        private = self.acts["private"].isChecked()
        self.draft.show_rows(draft_rows(self._live, found, private=private, waiting=waiting, outdated=outdated))
        count = sum(1 for row in self.draft.rows.rows if row.block is not None)
        used = {line for block in found for line in block.entries or ()}
        left = sum(1 for entry in self._live.evening.shown() if entry.text and entry.id not in used)
        told = f"{count} paragraph{'' if count == 1 else 's'}"
        if left:
            told += (
                f"  \N{MIDDLE DOT}  {left} line{'' if left == 1 else 's'} of the log in none at this level of detail"
            )
        self.told.emit(told)

    def _on_left_editor(self) -> None:
        if self._stale:
            self._show(self._session_meeting())

    def _on_turned(self) -> None:
        row = self.draft.current()
        if row is not None:
            self.side.log.choose([*reversed(row.lines)])

    def show_lines(self) -> None:
        """To the log, where the lines of the chosen paragraph are selected."""
        self.side.go_to(LOG)
        self._show_side(True)
        self._on_turned()
        self.side.log.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_menu(self) -> None:
        self.menu.clear()
        for name in ("edit", "add", "leave out", "again", "lines"):
            self.menu.addAction(self.acts[name])
        self.menu.popup(
            self.draft.viewport().mapToGlobal(self.draft.visualRect(self.draft.currentIndex()).bottomLeft())
        )

    def _do(self, work: Callable[[], object], words: str) -> bool:
        try:
            work()
        except UserError as error:
            self.failed.emit(str(error))
            return False
        self._show(self._session_meeting())
        self.done.emit(words)
        return True

    # Elsewhere

    def take_next_step(self) -> None:
        """To the state that follows in the life of the minutes."""
        self.life.take_next()

    def review(self) -> None:
        """Compare a file that came back from Word."""
        self.word.choose()

    def export_private(self) -> None:
        """Part B to a file of its own."""
        self.word.export_private()

    def _on_coming(self) -> None:
        """Changes come back: into sight with them."""
        self.side.go_to(WORD)
        self._show_side(True)

    def _on_suggested(self, one: Suggested) -> None:
        self.draft.choose(one.block or f"heading {one.item}")

    def _to_live(self, record: str = "") -> None:
        """Back to where lines are taken, to this one where it is one."""
        self.wanted.emit(Place("live", self._meeting.id if self._meeting else None, record=record or None))
