"""The meeting's course: pauses, votes, exclusion, the clock, and its end."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.commands import minuting_draft
from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting import open_live
from cypsc_desktop.commands.minuting_approving import approve, unapproved, unresolved
from cypsc_desktop.commands.minuting_unfinished import Unclosed, to_mend, unfinished
from cypsc_desktop.minutes.entitled import doubt_of
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Item, MinuteBlock
from cypsc_desktop.ui.live.approving import ApprovalPopover
from cypsc_desktop.ui.live.closing import ClosingPopover
from cypsc_desktop.ui.live.exclusion import ExclusionPopover
from cypsc_desktop.ui.live.results import Results
from cypsc_desktop.ui.live.stage import Stage
from cypsc_desktop.ui.live.typing import Typing
from cypsc_desktop.ui.live.vote import Asked, VoteDialog


class Course(QObject):
    """``ended(meeting id)``: the meeting was closed and its minutes are drafted."""

    ended = Signal(str)

    def __init__(self, stage: Stage, typing: Typing, results: Results, over: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._typing = typing
        self._results = results
        self._over = over
        self.exclusion: ExclusionPopover | None = None
        self.closing: ClosingPopover | None = None
        self.approving: ApprovalPopover | None = None
        typing.matter_said.connect(self._on_matter)
        self.dialog: VoteDialog | None = None

    def start(self) -> None:
        self._typing.enter(">start")

    def next_item(self) -> None:
        self._typing.enter(">>")

    def seat_all(self) -> None:
        """Every member who is not accounted for is in the room."""
        evening = self._stage.desk.evening
        for name in evening.room.unaccounted():
            one = evening.roster.named(name)
            if one is not None:
                self._typing.enter(f"+{one.code}")
        self._stage.bar.line.setFocus()

    def pause(self) -> None:
        self._typing.enter("|>" if self._stage.desk.evening.on_break else "||")

    # Vote

    def vote(self) -> None:
        """Count a vote on the motion, else on what was put."""
        evening = self._stage.desk.evening
        question = evening.open_question()
        one = self._stage.outcomes.current()
        item = evening.item_of(question.entry.item if question else evening.item)
        asked = Asked(
            motion=question.entry.text if question else None, offered=one.text if one and question is None else "",
            voters=evening.voters(), matter=item.matter if item else None, is_of_item=item is not None,
        )  # fmt: skip
        self.dialog = VoteDialog(asked, self._stage.screen)
        self.dialog.finished.connect(self._stage.bar.line.setFocus)
        private = one is not None and one.is_private and question is None and not evening.is_private
        self.dialog.accepted.connect(lambda dialog=self.dialog: self._on_voted(dialog, private=private))
        self.dialog.wanted.connect(lambda matter: self._say_matter(item, matter))
        self.dialog.open()

    def _on_voted(self, dialog: VoteDialog, *, private: bool) -> None:
        """``private``: what was put is of Part B, and so is the motion that it is put by."""
        step: str | None = None  # all of it is taken back at once
        for line in dialog.lines():
            taken = self._typing.enter(f"b.{line}" if private and line.startswith("m.") else line, joins=step)
            step = step or (taken.group if taken else None)

    def _say_matter(self, item: Item | None, matter: str) -> None:
        """Whether the item is about education was not said yet: it is now, and the vote is asked for anew."""
        words = self.dialog.words.text() if self.dialog is not None else ""
        if self.dialog is not None:
            self.dialog.reject()
        if not self._set_matter(item, matter):
            return
        self.vote()
        if words and self.dialog is not None:
            self.dialog.words.setText(words)

    def _on_matter(self, matter: str) -> None:
        """The same of the item that was voted on last, by a line."""
        last = self._stage.desk.evening.last()
        doubt = doubt_of(self._stage.desk.evening, last) if last is not None else None
        if doubt is not None and self._set_matter(doubt.item, matter):
            self._stage.bar.line.setFocus()

    def _set_matter(self, item: Item | None, matter: str) -> bool:
        session = self._stage.session
        try:
            set_field(session.store, item.id if item else "", "matter", matter, actor=session.actor)
        except UserError as error:
            self._stage.screen.failed.emit(str(error))
            return False
        self._stage.desk.reload()
        return True

    # Part B

    def exclude(self) -> None:
        """Exclude the press and public; when they are, let them in again."""
        if self._stage.desk.evening.excluded:
            self._typing.enter("x/")
            return
        if self.exclusion is None:
            self.exclusion = ExclusionPopover(self._stage.theme, self._over)
            self.exclusion.done.connect(self._on_excluded)
            self.exclusion.closed.connect(self._stage.bar.line.setFocus)
        self.exclusion.theme = self._stage.theme
        self.exclusion.clear()
        self.exclusion.come()

    def _on_excluded(self) -> None:
        line = self.exclusion.line() if self.exclusion else None
        if line is not None and self.exclusion is not None:
            self.exclusion.dismiss()
            self._typing.enter(line)

    # Earlier minutes

    def approve(self) -> None:
        """The minutes of earlier meetings, several at once."""
        live = self._stage.desk.live
        if live is None:
            return
        if self.approving is None:
            self.approving = ApprovalPopover(self._stage.theme, self._over)
            self.approving.done.connect(self._on_approve)
            self.approving.closed.connect(self._stage.bar.line.setFocus)
        self.approving.theme = self._stage.theme
        reader = self._stage.session.read
        sets = unapproved(reader, live.meeting)
        left = {one.id: unfinished(reader, open_live(reader, one)) for one in sets}
        self.approving.show_meetings(sets, left, unresolved(reader, live))
        self.approving.come()

    def _on_approve(self) -> None:
        live, popover, session = self._stage.desk.live, self.approving, self._stage.session
        approvals = popover.approvals() if popover is not None else []
        if live is None or popover is None or not approvals:
            return
        try:
            approve(
                session.store, approvals, at=live.meeting, actor=session.actor, live=live, now=self._stage.desk.now()
            )
        except UserError as error:
            popover.say(str(error))
            return
        finally:
            self._stage.desk.changed.emit()
        popover.dismiss()
        self._results.show()

    # The end

    def close(self) -> None:
        """What is unfinished, then the end and the draft."""
        live = self._stage.desk.live
        if live is None:
            return
        if live.evening.ended is not None:
            self.ended.emit(live.meeting.id)
            return
        if self.closing is None:
            self.closing = ClosingPopover(self._stage.theme, self._over)
            self.closing.done.connect(self._on_close)
            self.closing.mending.connect(self.mend)
            self.closing.deciding.connect(self._on_deciding)
            self.closing.closed.connect(self._stage.bar.line.setFocus)
        self.closing.theme = self._stage.theme
        left = to_mend(self._stage.session.read, live)
        self.closing.show_unclosed(left, live.evening.ended or self._stage.desk.now())
        self.closing.come()

    def _on_deciding(self, what: str, open_: list[Unclosed]) -> None:
        """What was not agreed is agreed after all, put, or goes to the bin."""
        live, closing, session = self._stage.desk.live, self.closing, self._stage.session
        if live is None or closing is None:
            return
        if what == "left out":
            made = {one.id: one.entry.id for one in self._results.outcomes}
            if self._stage.desk.remove([made[one.about] for one in open_ if one.about in made]):
                self._stage.screen.done.emit("Left out: its line is in the bin.")
        else:
            for one in open_:
                self._results.set_state(one.about or "", what)
        closing.show_unclosed(to_mend(session.read, live), closing.ended.text())
        closing.settle()
        closing.focus_open()

    def mend(self, one: Unclosed) -> None:
        """To where something unfinished is mended: its outcome, its line in the log, or what can be typed."""
        stage = self._stage
        if one.kind == "not-agreed" and one.about:
            stage.outcomes.wording.emit()  # into sight
            stage.outcomes.choose(one.about)
        elif one.kind == "open-question":
            self.vote()
            return
        elif one.kind == "kept-as-note" and one.about:
            stage.log.choose([one.about])
            entry = stage.desk.entry(one.about)
            if entry is not None:
                self._typing.edit(entry)
            return
        elif one.line and not stage.bar.line.text().strip():
            stage.begin(one.line)
        elif one.line:  # a line is in hand: it stays
            stage.screen.said.emit(f"Type {one.line.strip()} once the line in hand is kept.")
        if one.about and stage.desk.entry(one.about) is not None:
            stage.log.choose([one.about])
        stage.bar.line.setFocus()

    def _on_close(self) -> None:
        desk, closing = self._stage.desk, self.closing
        live = desk.live
        time = closing.time() if closing else None
        if live is None or closing is None or time is None:
            return
        closing.dismiss()
        if live.evening.ended is None and self._typing.enter(f"@{time} >end") is None:
            return
        session = self._stage.session
        try:
            if not all_of(session.read, MinuteBlock, meeting=live.meeting.id):
                minuting_draft.draft_minutes(session.store, live, actor=session.actor)
        except UserError as error:
            self._stage.screen.failed.emit(str(error))
            return
        self.ended.emit(live.meeting.id)

    # The clock

    def use_clock(self) -> None:
        """Go by the computer's clock, which was set since the meeting began."""
        self._stage.desk.clock.set()
        self._stage.screen.said.emit(f"Lines go by the computer's clock again: {self._stage.desk.now()}.")
