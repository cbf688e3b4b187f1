"""What is shown of the meeting under way, and what follows from each line once it is painted: state, people, outcomes, the
second copy, what the minute-taker must be told."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from cypsc_desktop.commands.minuting import Taken
from cypsc_desktop.commands.minuting_outcomes import drawn_from
from cypsc_desktop.minutes.projection import section_numbers
from cypsc_desktop.minutes.timing import item_times
from cypsc_desktop.model.records import Committee
from cypsc_desktop.ui.live.copier import Copier
from cypsc_desktop.ui.live.left import LeftPane
from cypsc_desktop.ui.live.meant import about_vote, away_speaker, next_offers
from cypsc_desktop.ui.live.results import Results
from cypsc_desktop.ui.live.roster import chairs
from cypsc_desktop.ui.live.rows import present_voters, row_of, row_waiting, rows_of
from cypsc_desktop.ui.live.stage import Stage
from cypsc_desktop.ui.live.strip import Strip
from cypsc_desktop.ui.live.typing import Typing
from cypsc_desktop.ui.live.warnings import warnings
from cypsc_desktop.ui.live.words import Words
from cypsc_desktop.ui.widgets.notices import announce

_SECOND_MS = 1000
_QUARTER_MS = 15_000  # while no meeting runs, little changes by itself
_SHORT_BELOW = 960  # width at 100 % text below which the status bar is told the count alone
# Lines after which nothing else has come of the meeting than before.
_MAKE_NOTHING = frozenset(
    {"start", "end", "clock", "arrival", "departure", "apologies", "substitute", "guest", "resume"}
)


class Shown(QObject):
    """Listens to the desk; ``on_second`` goes on while the screen is in sight. ``stepped()``: the meeting has begun, paused
    or ended, or somebody came."""

    stepped = Signal()

    def __init__(
        self, stage: Stage, *, strip: Strip, left: LeftPane, typing: Typing, results: Results, words: Words,
        copier: Copier | None, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._stage = stage
        self._screen, self._desk, self._log = stage.screen, stage.desk, stage.log
        self._strip, self._left = strip, left
        self._typing, self._results, self._words, self._copier = typing, results, words, copier
        self._quorum: int | None = None
        self._end_by: str | None = None
        self._warned: dict[str, str] = {}
        self._copied: datetime | None = None
        self._shows_waiting = False
        self._to_copy: list[Taken] = []
        self._to_announce: list[str] = []
        self._version = -1
        self.opening = False
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self.on_second)
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self.on_after)
        desk = self._desk
        desk.taken.connect(self._on_taken)
        desk.changed.connect(self._on_changed)
        desk.refused.connect(self._on_refused)
        desk.waits.connect(self._on_waits)
        typing.named.connect(lambda _: self.show_people())
        if copier is not None:
            copier.copied.connect(self._on_copied)
            copier.failed.connect(self._screen.failed)
            copier.kept.connect(self._screen.failed)

    def attend(self, committee: Committee | None) -> None:
        """Another meeting is opened, of this body."""
        self.finish()
        self._quorum = committee.quorum if committee else None
        self._end_by = committee.end_by if committee else None
        self._warned.clear()

    def start(self) -> None:
        """The screen is in sight."""
        self._second.start()
        self.on_second()
        if self._desk.live is not None:
            self._tell()

    def stop(self) -> None:
        """The screen goes."""
        self._second.stop()
        self.finish()
        if self._copier is not None and self._copier.is_behind():
            self.copy_anew()

    def is_ticking(self) -> bool:
        """Whether the times in sight go on."""
        return self._second.isActive()

    def finish(self) -> None:
        """What follows from lines that were taken, now."""
        if self._after.isActive():
            self.on_after()

    def is_idle(self) -> bool:
        return not self._after.isActive()

    def _on_changed(self) -> None:
        """Something that stands was changed: everything anew, and the copy with it."""
        self._say_of_vote()  # in place of what may have been mended
        self.show_all()
        if not self.opening:
            self.copy_anew()

    def copy_anew(self) -> None:
        """The second copy as everything stands, with the lines that wait."""
        if self._copier is None or self._desk.live is None:
            return
        if self._desk.waiting_here():
            self._copier.waits(self._desk.as_typed())
        else:
            self._copier.rewrite(self._desk.live)

    def show_all(self) -> None:
        """Everything of the meeting anew."""
        if self._desk.live is None:
            return
        self._version = self._desk.evening.version
        self._results.show()
        self._show_log()
        self._log.say_empty(_EMPTY)
        self._show_state()
        self._typing.show()

    def _show_log(self) -> None:
        """Every line, then those that wait to be written."""
        waiting = [row_waiting(one.entity, one.raw, one.when.strftime("%H:%M")) for one in self._desk.waiting_here()]
        self._shows_waiting = bool(waiting)
        drawn = drawn_from(self._results.outcomes)
        self._log.show_rows([*rows_of(self._desk.evening, numbers=self._numbers(), drawn=drawn), *waiting])

    def _numbers(self) -> dict[str, str]:
        live = self._desk.live
        return section_numbers(live.evening, live.numbers) if live else {}

    def _show_state(self) -> None:
        """Agenda, people, strip: what a line may change that moves somebody or something."""
        evening, now = self._desk.evening, self._desk.clock.now()
        running = evening.started is not None and evening.ended is None
        self._second.setInterval(_SECOND_MS if running else _QUARTER_MS)
        times = item_times(evening, now.strftime("%H:%M"))
        self._left.agenda.show_times(times, evening.visited)
        self._strip.show_meeting(evening, times, now, quorum=self._quorum)
        self._strip.show_saved(self._desk.saved, waiting=len(self._desk.waiting))
        self.stepped.emit()
        self.show_people()
        self._tell()

    def show_people(self) -> None:
        if self._desk.live is None:
            return
        evening = self._desk.evening
        self._left.roster.show_chairs(chairs(evening, self._speaking()), present_voters(evening))
        self._stage.bar.show_people(list(evening.roster), self._typing.name_speaker)

    def _speaking(self) -> str | None:
        """Whom the line in hand names, else whoever spoke last."""
        last = self._desk.evening.last()
        spoke = last.who if last is not None and last.sort in ("question", "answer", "point", "introduction") else None
        return self._typing.name() or spoke

    def _tell(self) -> None:
        evening = self._desk.evening
        count = len(evening.shown())
        voting = present_voters(evening)
        copied = f"second copy {self._copied:%H:%M:%S}" if self._copied else ""
        parts = [
            f"{count:,} entr{'y' if count == 1 else 'ies'}",
            copied,
            f"{voting} voting" + (f", quorum {self._quorum}" if self._quorum else ""),
            "Part B, private" if evening.is_private else "Part A, public",
        ]
        if self._screen.width() / self._stage.theme.scale < _SHORT_BELOW:
            parts = parts[:1]  # the strip says the rest
        self._screen.told.emit("  \N{MIDDLE DOT}  ".join(part for part in parts if part))

    def on_second(self) -> None:
        if self._desk.live is None or not self._screen.isVisible():
            self._second.stop()
            return
        evening, now = self._desk.evening, self._desk.clock.now()
        times = item_times(evening, now.strftime("%H:%M"))
        self._strip.show_meeting(evening, times, now, quorum=self._quorum)
        self._strip.show_saved(self._desk.saved, waiting=len(self._desk.waiting))
        self._left.agenda.show_times(times, evening.visited)
        self._warn()

    def _warn(self) -> None:
        """Of what comes about by itself, once each: no quorum, the guillotine near, the computer's clock set."""
        for name, words in warnings(
            self._desk.evening,
            self._desk.now(),
            quorum=self._quorum,
            end_by=self._end_by,
            drift=self._desk.clock.drift(),
        ).items():
            if words and name not in self._warned:
                self._warned[name] = words
                self._screen.failed.emit(words)
            elif not words and name in self._warned:
                self._screen.settled.emit(self._warned.pop(name))

    # Lines that come

    def _on_taken(self, taken: Taken) -> None:
        """A line was kept: show it at once, and what else it changed when it is painted."""
        evening, entry = self._desk.evening, taken.entry
        if taken.is_new and entry is not None and not self._shows_waiting:
            if entry.sort != "clock":
                row = row_of(entry, evening, numbers=self._numbers() if entry.sort == "item" else None)
                self._log.append(row)
                self._to_announce.append(row.spoken)
        else:
            self._show_log()
        self._to_copy.append(taken)
        self._after.start()
        if taken.problem:
            self._say_problem(taken.problem.kind, taken.problem.message)
        elif taken.is_new and (away := away_speaker(evening)) is not None:
            self._stage.bar.say(f"{away.name} has sent apologies. Type +{away.code} if they came.")
        elif taken.is_new and evening.ended and entry is not None and entry.sort != "end":
            self._stage.bar.say(f"The meeting ended at {evening.ended}, and this stands after it. Alt+Up moves it.")
        else:
            self._say_of_vote()  # what stood there was of the line before

    def _say_of_vote(self) -> None:
        """What is doubtful in a vote while it is the last line; else nothing stands over the line."""
        evening, bar = self._desk.evening, self._stage.bar
        last = evening.last()
        words = about_vote(evening, last) if last is not None and last.sort == "vote" and not self.opening else ""
        if not words:
            bar.problem.hide()
        elif bar.problem.isHidden() or bar.problem.text() != words:
            bar.say(words)

    def _say_problem(self, kind: str, message: str) -> None:
        """In place, over the line: what is below must not move while somebody types."""
        draft = any(one.state == "draft" for one in self._results.outcomes)
        if kind == "impossible-vote" and draft and message.startswith("There is no motion to vote on"):
            message = "No motion is open. Put the draft first, Ctrl+Shift+T."
        kept = (
            "" if next_offers(self._desk.evening) else " Kept as a note; Ctrl+Up edits it."
        )  # little room beside offers
        self._stage.bar.say(f"{message}{kept}")

    def on_after(self) -> None:
        """What follows from the lines just taken."""
        self._after.stop()
        if self._desk.live is None:
            return
        evening, taken, said = self._desk.evening, self._to_copy, self._to_announce
        self._to_copy, self._to_announce = [], []
        self._strip.show_saved(self._desk.saved, waiting=len(self._desk.waiting))
        if self._desk.waiting_here():
            self.copy_anew()
        elif self._copier is not None and taken:
            self._copier.took(self._desk.live, taken)
        if evening.version != self._version:
            self._version = evening.version
            self._words.know(one.entry.text or "" for one in taken if one.entry and one.entry.sort == "guest")
            self._show_state()
            if not all(one.is_new and one.entry is not None and one.entry.sort in _MAKE_NOTHING for one in taken):
                self._results.show()
            if any(one.entry is not None and one.entry.links for one in taken):
                self._show_log()  # the lines that something was drawn from say so
            self._results.show_public()
            self._left.follow_item()
        self._tell()
        if self._stage.bar.line.text():
            self._typing.show()
        for words in said:
            announce(self._log.view, words)

    def _on_waits(self, count: int) -> None:
        """A line could not be written, or all could."""
        self._strip.show_saved(self._desk.saved, waiting=count)
        if self._desk.live is not None:
            if self._desk.waiting_here():
                self.copy_anew()
            self._show_log()
        if not count:
            self._screen.said.emit("Every line is in the library again.")

    def _on_refused(self, words: str) -> None:
        count = len(self._desk.waiting)
        more = f" {count} lines wait here and lie in the second copy; they are written by themselves." if count else ""
        self._screen.failed.emit(f"{words}{more}")

    def _on_copied(self, when: datetime) -> None:
        self._copied = when
        self._tell()


_EMPTY = (
    "Nothing typed yet. Before the meeting: a line with + and a code for each member in the room, or a press on their chip; "
    "~ and a code for apologies. Then >start, and >1 for the first item. F1 shows every line that can be typed."
)
