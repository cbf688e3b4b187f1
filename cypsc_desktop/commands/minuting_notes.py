"""Notes of a meeting that come as lines: fed to ``cypsc minutes take`` or kept in a ``.cypsc-notes`` file.

The same script again is known by what it leads to: lines that are in the minutes already are passed over, so a feed that
was cut short can simply be fed again.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from cypsc_desktop.commands.minuting import (
    Live,
    advance,
    local_time,
    minutes_of,
    open_live,
    take_line,
    utc_now,
    write_steps,
)
from cypsc_desktop.commands.minuting_join import join_printed
from cypsc_desktop.commands.minuting_parts import finish_moves
from cypsc_desktop.intake.decode import decode
from cypsc_desktop.minutes.evening import Evening, Step
from cypsc_desktop.model.errors import TracesLeft, UserError
from cypsc_desktop.model.records import Entry, Meeting
from cypsc_desktop.store.store import Store

ENDING = ".cypsc-notes"
_LARGEST = 10 * 1024 * 1024
_TELLING = 3
_UNTYPED = ("question", "drafted")  # what of an entry no line says


class Unclear(NamedTuple):
    """A line that was kept as a plain note: its number from 1, what it says, why, and whether it is in Part B."""

    number: int
    line: str
    kind: str
    why: str


@dataclass(slots=True)
class Fed:
    """What a feed did. ``lines`` were read, of which ``known`` were in the minutes before; ``entries`` were added."""

    lines: int = 0
    known: int = 0
    entries: int = 0
    unclear: list[Unclear] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "lines": self.lines, "known": self.known, "entries": self.entries,
            "findings": [{"line": u.number, "kind": u.kind, "message": u.why} for u in self.unclear],
        }  # fmt: skip

    def words(self) -> str:
        """In one sentence."""
        if self.lines and self.known == self.lines:
            return "These notes are in the minutes already. Nothing was taken."
        new = self.lines - self.known
        told = [f"{new} line{'' if new == 1 else 's'} taken"]
        if self.known:
            told.append(f"{self.known} were in the minutes already")
        if self.unclear:
            told.append(f"{len(self.unclear)} kept as plain notes")
        return ", ".join(told) + "."


def take_notes(
    store: Store, meeting: Meeting, lines: Iterable[str], *, actor: str, told: Callable[[Unclear], None] | None = None,
    dry_run: bool = False,
) -> Fed:  # fmt: skip
    """Feed lines to the live minutes as typed: each is written before the next is read. ``told`` hears of unclear ones.

    TracesLeft, once all are taken, where what one moved to Part B is not gone from everywhere else yet."""
    if not dry_run:
        finish_moves(store, meeting.id, actor=actor)
    live = open_live(store.read, meeting, scripted=True)
    fed, left = Fed(), None
    held = len(live.evening.shown())
    for number, raw in _new_lines(live, lines, fed):
        now, stamp = local_time(), utc_now()
        if dry_run:
            problem = advance(live.evening, raw, now=now, stamp=stamp).problem
        else:
            try:
                problem = take_line(store, live, raw, actor=actor, now=now, stamp=stamp).problem
            except TracesLeft as error:  # the line is taken, and those after it must be
                problem, left = None, error
        if problem:
            unclear = Unclear(number, raw, problem.kind, problem.message)
            fed.unclear.append(unclear)
            if told:
                told(unclear)
    fed.entries = len(live.evening.shown()) - held
    if fed.entries and not dry_run:
        join_printed(store, meeting.id, actor=actor)
    if left is not None:
        raise left
    return fed


def _new_lines(live: Live, lines: Iterable[str], fed: Fed) -> Iterator[tuple[int, str]]:
    """The lines from where the minutes stop, numbered from 1. While they repeat the minutes they are held back."""
    repeat = _Repeat(live.evening) if live.evening.entries else None
    held: list[tuple[int, str]] = []
    for number, raw in enumerate(lines, 1):
        fed.lines += 1
        if repeat is None:
            yield number, raw
            continue
        held.append((number, raw))
        if not repeat.follows(raw):
            fed.known = repeat.known if repeat.is_telling else 0
            yield from held[fed.known :]
            repeat = None
    if repeat is not None:
        # The script ended where the minutes are, or before.
        fed.known = len(held) if repeat.is_telling else 0
        yield from held[fed.known :]


class _Repeat:
    """Plays a script apart and compares it with the minutes, line by line. ``known`` lines led to what the minutes hold."""

    def __init__(self, evening: Evening) -> None:
        self._wanted = [_said(entry) for entry in evening.entries]
        self._apart = evening.empty()
        self._sure = 0  # entries that have been compared and can no longer be corrected
        self._lines = 0
        self.known = 0
        self.is_telling = False

    def follows(self, raw: str) -> bool:
        """Whether the script still says what the minutes say, this line included."""
        self._lines += 1
        advance(self._apart, raw, now="00:00")
        entries, last = self._apart.entries, self._apart.last()
        if len(entries) > len(self._wanted):
            return False
        fixed = next((n for n, entry in enumerate(entries) if n >= self._sure and entry is last), len(entries))
        compared = (*range(self._sure, fixed), *range(fixed + 1, len(entries)))
        if any(_said(entries[n]) != self._wanted[n] for n in compared):
            return False
        self._sure = fixed
        # Two or three lines may well be typed twice; a beginning of the meeting is not.
        self.is_telling = self.is_telling or self._apart.started is not None or self._sure >= _TELLING
        if len(entries) == len(self._wanted) and [_said(entry) for entry in entries[fixed:]] == self._wanted[fixed:]:
            self.known = self._lines
        return True


def _said(entry: Entry) -> tuple[Any, ...]:
    details = {k: v for k, v in (entry.details or {}).items() if k not in _UNTYPED and v is not None}
    return (
        entry.sort,
        entry.item,
        entry.who,
        entry.text,
        entry.part,
        bool(entry.starred),
        sorted(details.items(), key=str),
    )


def read_notes(path: Path) -> list[str]:
    """The lines of a file of notes. UserError for one that cannot be read or holds no text."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(
                f"{path.name} is too large for notes of a meeting (10 MB at most). Check that it is the right file."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{path.name} could not be read ({error.strerror}). Check that it is there and may be opened."
        ) from error
    text = decode(data)
    if text is None:
        raise UserError(f"{path.name} is no text. Save the notes as plain text, a line for each entry.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not any(line.strip() for line in lines):
        raise UserError(f"{path.name} holds no notes. Write a line for each entry, then import it again.")
    return lines[:-1] if not lines[-1] else lines


def import_notes(store: Store, path: Path, meeting: Meeting, *, actor: str, dry_run: bool = False) -> Fed:
    """Take a file of notes in whole, as one change, or not at all. The file itself is not kept: it may hold Part B."""
    lines = read_notes(path)
    live = open_live(store.read, meeting, scripted=True)
    digest = hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
    fed = Fed()
    minutes = minutes_of(store.read, meeting.id)
    known = list(minutes.fed or ()) if minutes else []
    if digest in known and live.evening.entries:
        return Fed(lines=len(lines), known=len(lines))
    before = live.projected.now()
    held = len(live.evening.shown())
    steps: list[Step] = []
    for number, raw in _new_lines(live, lines, fed):
        step = advance(live.evening, raw, now=local_time(), stamp=utc_now())
        steps.append(step)
        if step.problem:
            fed.unclear.append(Unclear(number, raw, step.problem.kind, step.problem.message))
    fed.entries = len(live.evening.shown()) - held
    if not dry_run and steps:
        write_steps(store, live, before, steps, actor=actor, label="Import notes", fed=[*known, digest])
        join_printed(store, meeting.id, actor=actor)
    return fed


def import_report(path: Path, meeting: Meeting, fed: Fed) -> dict[str, Any]:
    """What ``cypsc import --json`` prints of a file of notes."""
    data = path.read_bytes()
    return {
        "file": str(path), "sha256": hashlib.sha256(data).hexdigest(), "kind": "notes", "pages": 0, "seconds": 0.0,
        "meeting": {"council": meeting.council, "body": meeting.body, "date": meeting.date, "time": meeting.time,
                    "place": meeting.place, "members": []},
        "items": [], "minutes": [], "responses": [], "work_programme": [], "plan": {"projects": [], "priorities": []},
        **fed.to_json(),
        "findings": [{"kind": u.kind, "page": None, "message": f"Line {u.number}: {u.why}"} for u in fed.unclear],
    }  # fmt: skip


def is_notes(path: Path) -> bool:
    """Whether a file is notes of a meeting, by its name: they are plain text, like so much else."""
    return path.name.lower().endswith(ENDING)
