"""The meeting under way as the live screen holds it: what is typed, when, and what was kept of it. Knows no widget.

A line is durable before anything shows it; what cannot be written waits here, goes to the second copy, and is tried again.
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from cypsc_desktop.commands import minuting, minuting_parts
from cypsc_desktop.commands.drafting import keep_draft
from cypsc_desktop.commands.minuting import Live, Taken
from cypsc_desktop.commands.minuting_recover import moment
from cypsc_desktop.minutes.clock import RoomClock
from cypsc_desktop.minutes.evening import Evening, Reading
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import TracesLeft, UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Entry, Meeting
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.session import Session

T = TypeVar("T")
_PAUSE_MS = 300
_EACH_MS = 1000
_TRY_AGAIN_MS = 5000
_FOLDED_ANEW = frozenset({"item", "membership", "meeting", "committee"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that could not be written: as typed, with the moment of its first key and the id that it will have, and the
    meeting that it is of, whichever is open by then."""

    meeting: str
    raw: str
    when: datetime
    entity: str
    links: tuple[str, ...] = ()
    drafted: bool = False
    joins: str | None = None  # the step of undo that it goes with


class Desk(QObject):
    """``taken(Taken)``: a line was kept; ``changed()``: anything else of the meeting is different now; ``refused(words)``:
    why something was not done; ``waits(int)``: so many lines are not in the library yet, 0 once all are; ``kept(None)``:
    the unfinished line was stored."""

    taken = Signal(object)
    changed = Signal()
    refused = Signal(str)
    waits = Signal(int)
    kept = Signal()

    def __init__(self, session: Session, parent: QObject, *, clock: RoomClock | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.clock = clock or RoomClock()
        self.live: Live | None = None
        self.waiting: list[Waiting] = []
        self.saved: datetime | None = None  # when the last line was written
        self._why = ""  # the last line could not be
        self._text = ""
        self._kept = ""
        self._first: datetime | None = None
        self._entity = ""
        self._edited: tuple[str, str] | None = None  # the entry whose line is being changed, and what it says by now
        self._kept_edit: tuple[str, str] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._each = QTimer(self, singleShot=True, interval=_EACH_MS)
        self._again = QTimer(self, singleShot=True, interval=_TRY_AGAIN_MS)
        self._pause.timeout.connect(self.keep_unfinished)
        self._each.timeout.connect(self.keep_unfinished)
        self._again.timeout.connect(self.try_again)

    # The meeting

    def open(self, meeting: Meeting) -> None:
        """Fold a meeting from the library; the one before is put away."""
        self.put_away()
        left = ""
        try:
            minuting_parts.finish_moves(self._session.store, meeting.id, actor=self._session.actor)
        except UserError as error:  # a library that cannot be written can still be read
            left = str(error)
        self.live = minuting.open_live(self._session.read, meeting)
        stamps = [when for entry in self.live.evening.entries[-20:] if (when := moment(entry.stamp))]
        self.saved = max(stamps).astimezone() if stamps else None
        self.changed.emit()
        if left:
            self.refused.emit(left)

    def put_away(self) -> None:
        """Nothing is open any more; what was being typed is kept, and lines that wait are tried again all the same."""
        self.keep_unfinished()
        self._pause.stop()
        self._each.stop()
        self._text, self._kept, self._first, self._entity = "", "", None, ""
        self._edited = self._kept_edit = None
        self.live = None

    def let_go(self) -> None:
        """The window closes: what can still be written is."""
        self.keep_unfinished()
        if self.waiting:
            self.try_again()
        for timer in (self._pause, self._each, self._again):
            timer.stop()

    @property
    def evening(self) -> Evening:
        assert self.live is not None
        return self.live.evening

    @property
    def meeting(self) -> Meeting | None:
        return self.live.meeting if self.live else None

    def now(self) -> str:
        """The time in the room, "HH:MM"."""
        return self.clock.now().strftime("%H:%M")

    def follow(self, touched: Touched) -> None:
        """A change was committed, here or by undo: fold anew unless it is what this desk wrote itself."""
        if self.live is None:
            return
        reader, own = self._session.read, {entry.id: entry for entry in self._recent(touched)}
        foreign = any(reader.record(entity) != own.get(entity) for entity in touched.ids("entry"))
        if foreign or any(touched.ids(kind) for kind in _FOLDED_ANEW - {"meeting"}):
            self.reload()
        elif self.live.meeting.id in touched.ids("meeting"):
            now = reader.record(self.live.meeting.id)
            if isinstance(now, Meeting) and now.ended == self.live.evening.ended:
                return
            self.reload()

    def _recent(self, touched: Touched) -> list[Entry]:
        """The entries of these ids, the latest looked for first: that is where they mostly are."""
        wanted, found = set(touched.ids("entry")), []
        for entry in reversed(self.evening.entries):
            if not wanted:
                break
            if entry.id in wanted:
                wanted.discard(entry.id)
                found.append(entry)
        return found

    def reload(self) -> None:
        """The meeting as the library now has it."""
        if self.live is None:
            return
        found = self._session.read.record(self.live.meeting.id)
        if isinstance(found, Meeting):
            self.live = minuting.open_live(self._session.read, found)
            self.changed.emit()

    # The line being typed

    def typed(self, text: str) -> None:
        """What the capture line holds now. Its first key is the moment that the line will be stamped with."""
        if text == self._text:
            return
        self._text = text
        if not text.strip():
            self._first = None
        elif self._first is None:
            self._first = self.clock.now()
            self._entity = self._entity or made_id("entry")
        self._pause.start()
        if not self._each.isActive():
            self._each.start()

    def typed_edit(self, entity: str, text: str) -> None:
        """What the line of an entry says while it is being changed: kept like the line in hand."""
        self._edited = (entity, text)
        self._pause.start()
        if not self._each.isActive():
            self._each.start()

    def end_edit(self) -> None:
        """The change was made, or given up: nothing of it waits any more."""
        kept, self._edited, self._kept_edit = self._kept_edit, None, None
        if kept is not None:
            with contextlib.suppress(UserError):
                keep_draft(self._session.store, kept[0], "text", None)

    def restore_edit(self) -> tuple[Entry, str] | None:
        """The entry whose line was being changed when the program ended, and what it said by then."""
        for draft in reversed(self._session.store.drafts.all()):
            entry = self.entry(draft.entity) if draft.field == "text" else None
            if entry is not None:
                self._kept_edit = (entry.id, draft.text)
                return entry, draft.text
        return None

    def first_key(self) -> datetime | None:
        """When the line in hand was begun."""
        return self._first

    def keep_unfinished(self) -> None:
        """Store the line in hand, so that a crash takes a second of it at most."""
        self._pause.stop()
        self._each.stop()
        self._keep_edit()
        if self._text == self._kept or not self._entity:
            return
        try:
            meeting = self.live.meeting.id if self.live else None
            minuting.keep_unfinished(self._session.store, self._entity, self._text, meeting=meeting)
        except UserError:
            return  # the line itself is still here; Enter says what is wrong
        self._kept = self._text
        self.kept.emit()

    def _keep_edit(self) -> None:
        if self._edited is not None and self._edited != self._kept_edit:
            with contextlib.suppress(UserError):
                keep_draft(self._session.store, self._edited[0], "text", self._edited[1])
                self._kept_edit = self._edited

    def restore_unfinished(self) -> str:
        """The line that was being typed when the program ended, with the moment of its first key; "" where none was."""
        found = minuting.unfinished(self._session.store, meeting=self._open().meeting.id)
        if found is None:
            return ""
        self._entity, self._text = found
        self._kept = self._text
        self._first = begun(self._entity) or self.clock.now()
        return self._text

    def read(self, raw: str) -> Reading:
        """What a line would do now."""
        return self.evening.read(raw)

    # Enter

    def enter(
        self, raw: str, *, links: Sequence[str] = (), drafted: bool = False, joins: str | None = None
    ) -> Taken | None:
        """Take a line, or the line of a draft: durable, then told. None where it waits because nothing can be written, or
        where these minutes are locked: then it is in hand still, see ``has_in_hand``."""
        if self.live is None or not raw.strip():
            return None
        if not self._first:
            self.typed(raw)
        when, entity = self._first or self.clock.now(), self._entity or made_id("entry")
        line = Waiting(self.live.meeting.id, raw, when, entity, tuple(links), drafted, joins)
        self._text = self._kept = ""
        self._first, self._entity = None, ""
        self._pause.stop()
        self._each.stop()
        if self.waiting:
            self.try_again()
        waiting = self.waiting_here()
        taken = self._take(line) if not waiting else None
        if taken is None and not waiting and self._is_locked():
            self._text, self._first, self._entity = raw, line.when, line.entity
        elif taken is None:
            self._wait(line)
        if taken is None:
            self.refused.emit(self._why)
        return taken

    def has_in_hand(self, raw: str) -> bool:
        """Whether this line is being typed still: it was neither taken nor does it wait."""
        return bool(raw) and self._text == raw

    def _is_locked(self) -> bool:
        minutes = minuting.minutes_of(self._session.read, self._open().meeting.id)
        return minutes is not None and minutes.state == "locked"

    def _take(self, line: Waiting) -> Taken | None:
        stood = self.evening.last() if self.live else None
        try:
            live = self._live_of(line)
            taken, left = self._write(live, line)
        except UserError as error:
            self._why = str(error)
            if self.live is not None and self.evening.last() != stood:  # it went to Part B before it was to change
                self.changed.emit()
            return None
        if live is self.live:
            self.saved = self.clock.now()
            self.taken.emit(taken)
        if left:
            self.refused.emit(left)
        return taken

    def _write(self, live: Live, line: Waiting) -> tuple[Taken, str]:
        """What was taken, and why something of it lies where it should not yet."""
        try:
            return minuting.take_line(
                self._session.store, live, line.raw, actor=self._session.actor, now=line.when.strftime("%H:%M"),
                stamp=_utc(line.when), entity=line.entity, links=line.links, drafted=line.drafted,
                joins=line.joins,
            ), ""  # fmt: skip
        except TracesLeft as error:
            return error.done, str(error)

    def _live_of(self, line: Waiting) -> Live:
        if self.live is not None and self.live.meeting.id == line.meeting:
            return self.live
        found = self._session.read.record(line.meeting)
        if not isinstance(found, Meeting):
            raise UserError("The meeting of a line that waits is no longer in the library. Bring it back from the bin.")
        return minuting.open_live(self._session.read, found)

    def waiting_here(self) -> list[Waiting]:
        """The lines of this meeting that are not in the library yet."""
        return [line for line in self.waiting if self.live is not None and line.meeting == self.live.meeting.id]

    def as_typed(self) -> Live:
        """The meeting as it will stand once the lines that wait are taken."""
        live = self._open()
        evening = live.evening.empty()
        for entry in live.evening.entries:
            evening.follow(entry)
        for line in self.waiting_here():
            minuting.advance(evening, line.raw, now=line.when.strftime("%H:%M"), stamp=_utc(line.when))
        return replace(live, evening=evening)

    def _wait(self, line: Waiting) -> None:
        self.waiting.append(line)
        self._again.start()
        self.waits.emit(len(self.waiting))

    def try_again(self) -> bool:
        """Write the lines that wait, those of each meeting in their order; False where some still cannot be."""
        count, stuck = len(self.waiting), set[str]()
        for line in list(self.waiting):
            if line.meeting in stuck or line not in self.waiting:
                continue
            at = self.waiting.index(line)
            del self.waiting[at]
            if self._take(line) is None:
                self.waiting.insert(at, line)
                stuck.add(line.meeting)
        if self.waiting:
            self._again.start()
        else:
            self._again.stop()
        if len(self.waiting) != count:
            self.waits.emit(len(self.waiting))
        return not self.waiting

    # Everything else

    def do(self, work: Callable[[], T]) -> T | None:
        """Change something of what stands: told as ``changed``, or why not."""
        left, stood = "", list(self.evening.entries) if self.live else []
        try:
            done = work()
        except TracesLeft as error:
            done, left = error.done, str(error)
        except UserError as error:
            self.refused.emit(str(error))
            if self.live is not None and self.evening.entries != stood:
                self.changed.emit()
            return None
        self.saved = self.clock.now()
        self.changed.emit()
        if left:
            self.refused.emit(left)
        return done

    def edit(self, entity: str, raw: str) -> Entry | None:
        live = self._open()
        return self.do(lambda: minuting.edit_line(self._store, live, entity, raw, actor=self._actor))

    def change_kind(self, entity: str, sort: str) -> Entry | None:
        live = self._open()
        return self.do(lambda: minuting.change_kind(self._store, live, entity, sort, actor=self._actor))

    def star(self, entity: str, starred: bool) -> Entry | None:
        live = self._open()
        return self.do(lambda: minuting.change_entry(self._store, live, entity, starred=starred, actor=self._actor))

    def move(self, entity: str, *, above: str | None) -> Entry | None:
        live = self._open()
        return self.do(lambda: minuting.move_line(self._store, live, entity, above=above, actor=self._actor))

    def remove(self, entities: Sequence[str]) -> bool:
        """Move lines to the bin; whether that was done."""
        live = self._open()
        return bool(self.do(lambda: minuting.remove_lines(self._store, live, entities, actor=self._actor)))

    def to_part_b(self, entities: Sequence[str]) -> bool:
        """Lines belong to Part B after all; whether that was done, and no trace of them is left elsewhere."""
        live = self._open()

        def move() -> bool:
            minuting_parts.move_to_part_b(self._store, live, entities, actor=self._actor)
            return True

        return bool(self.do(move))

    def entry(self, entity: str) -> Entry | None:
        return next((entry for entry in reversed(self.evening.entries) if entry.id == entity), None)

    def now_called(self, entity: str) -> str:
        """The id of a line that may have gone to Part B since."""
        moved = (one.id for one in self.evening.entries if (one.origin or {}).get("entry") == entity)
        return next(moved, entity)

    def _open(self) -> Live:
        assert self.live is not None
        return self.live

    @property
    def _store(self) -> Store:
        return self._session.store

    @property
    def _actor(self) -> str:
        return self._session.actor


def begun(entity: str) -> datetime | None:
    """When an id was made: those of lines carry the moment of their first key."""
    digits = entity.rpartition("entry-")[2].replace("-", "")[:12]
    try:
        return datetime.fromtimestamp(int(digits, 16) / 1000, UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _utc(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
