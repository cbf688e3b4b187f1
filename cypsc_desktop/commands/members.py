"""People as a committee knows them: their terms, their attendance, and two people who are one. ``join_people`` writes.

A term that a person entered counts; where none is entered, the seats that papers print are folded into terms.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from cypsc_desktop.commands.choosing import find_record, meetings
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Attendance, Meeting, Membership, Person, Term
from cypsc_desktop.store.store import Reader, Store

R = TypeVar("R", Membership, Attendance, Term)
_THERE = frozenset({"present", "also_present"})


@dataclass(frozen=True, slots=True)
class Held:
    """A term: on a committee, from the first to the last day (None: open). ``entered`` is the record of one that a
    person entered; None of one folded from papers, whose days are those of the first and last meeting that print it."""

    committee: str | None
    office: str | None
    seat: str | None
    voting: str | None
    first: str | None
    last: str | None
    entered: Term | None = None


@dataclass(frozen=True, slots=True)
class Attended:
    """At how many meetings somebody was, of those whose attendance names them; ``rows`` are these, the latest first."""

    present: int
    of: int
    rows: tuple[tuple[Meeting, Attendance], ...]


def terms_of(reader: Reader, person: str) -> list[Held]:
    """The terms of one person, the latest first."""
    return _Members(reader, [person]).terms(person)


def attendance_of(reader: Reader, person: str) -> Attended:
    """The attendance of one person, by meeting."""
    return _Members(reader, [person]).attended(person)


def people(reader: Reader, *, committee: str | None = None) -> list[Person]:
    """All people by name: members of committees first, then those who only attended. Of one committee, or of all."""
    known = _Members(reader, None)
    found = [p for p in all_of(reader, Person) if committee in (None, p.committee) or known.sits_on(p.id, committee)]
    return sorted(found, key=lambda p: (not known.terms(p.id), fold(_surname(p.name)), fold(p.name or ""), p.id))


def facts_of_people(reader: Reader) -> dict[str, str]:
    """For each person, under the id with " office", " seat", " voting", " term", " body", " attended", " sort": in words."""
    known = _Members(reader, None)
    facts: dict[str, str] = {}
    for person in all_of(reader, Person):
        held = known.terms(person.id)
        last = held[0] if held else None
        seen = known.attended(person.id)
        role = next((row.role for _, row in seen.rows if row.role), None) or ""
        told = {
            "office": (last.office if last else None) or ("" if last else role),
            "seat": (last.seat if last else None) or ("" if last else "guest" if seen.rows else ""),
            "voting": (last.voting if last else None) or "",
            "term": span(last) if last else "",
            "body": known.body(last.committee if last else person.committee),
            "attended": f"{seen.present} of {seen.of}" if seen.of else "",
        }
        facts |= {f"{person.id} {word}": text for word, text in told.items()}
    return facts


def span(term: Held) -> str:
    """The days of a term in words: "since 22 Jun 2021", "22 Jun 2021 to 14 Sep 2021"."""
    first, last = short_day(term.first), short_day(term.last)
    if term.entered is None:
        return f"seen {first}" if first == last else f"seen {first} to {last}"
    if first and last:
        return f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else "no days given"


def alike(reader: Reader, person: str) -> list[Person]:
    """People who may be the same one: of the same surname but for a letter or two, and no other first letter."""
    own = find_record(reader, person)
    if not isinstance(own, Person) or not own.name:
        return []
    return [
        other for other in all_of(reader, Person) if other.id != own.id and other.name and _near(own.name, other.name)
    ]


def join_people(store: Store, kept: str, other: str, *, actor: str, dry_run: bool = False) -> Touched:
    """Two people are one: from here on both show as one, under the name of ``kept``; the other's names are aliases.

    One step. UserError for what is no person, and for one person twice.
    """
    first, second = find_record(store.read, kept), find_record(store.read, other)
    if not isinstance(first, Person) or not isinstance(second, Person):
        raise UserError("Only people can be joined. Name two people by their ids.")
    if first.id == second.id:
        raise UserError(f"{first.name or 'This person'} cannot be joined with themselves. Name another person.")
    if dry_run:
        return Touched()
    names = [*(first.aliases or []), *([second.name] if second.name else []), *(second.aliases or [])]
    aliases = list(dict.fromkeys(name for name in names if name != first.name))
    with store.change("Join people", actor=actor) as change:
        change.same(first.id, second.id)
        for entity in (first.id, second.id):
            change.set(entity, "name", first.name)
            change.set(entity, "aliases", aliases)
    return change.touched


class _Members:
    """What the library says of people, read once."""

    def __init__(self, reader: Reader, only: Iterable[str] | None) -> None:
        self._meetings = {m.id: m for m in meetings(reader)}
        self._bodies = {r.id: str(getattr(r, "name", None) or "") for r in reader.records("committee")}
        one = list(only) if only is not None else None
        self._seats = _by_person(_of(reader, Membership, one))
        self._rows = _by_person(_of(reader, Attendance, one))
        self._entered = _by_person(_of(reader, Term, one))

    def body(self, committee: str | None) -> str:
        return self._bodies.get(committee or "", "")

    def sits_on(self, person: str, committee: str | None) -> bool:
        """Whether somebody has a term or attended there."""
        there = (self._meetings.get(row.meeting or "") for row in self._rows.get(person, []))
        return any(t.committee == committee for t in self.terms(person)) or any(
            meeting is not None and meeting.committee == committee for meeting in there
        )

    def terms(self, person: str) -> list[Held]:
        entered = [
            Held(t.committee, t.office, t.seat, t.voting, t.from_date, t.to_date, t)
            for t in self._entered.get(person, [])
        ]
        return sorted(
            entered or self._folded(person),
            key=lambda t: (t.last or "9999", t.first or "", t.office or ""),
            reverse=True,
        )

    def _folded(self, person: str) -> list[Held]:
        """Printed seats, those that follow one another and say the same as one term."""
        found: list[Held] = []
        seats = [(self._meetings[s.meeting], s) for s in self._seats.get(person, []) if s.meeting in self._meetings]
        for meeting, seat in sorted(seats, key=lambda pair: (pair[0].committee or "", pair[0].date or "")):
            before = found[-1] if found else None
            said = (meeting.committee, seat.office, seat.seat, seat.voting)
            if before and said == (before.committee, before.office, before.seat, before.voting):
                found[-1] = Held(*said, before.first, meeting.date)
            else:
                found.append(Held(*said, meeting.date, meeting.date))
        return found

    def attended(self, person: str) -> Attended:
        rows = [(self._meetings[r.meeting], r) for r in self._rows.get(person, []) if r.meeting in self._meetings]
        rows.sort(key=lambda pair: pair[0].date or "", reverse=True)
        days = {meeting.id: False for meeting, _ in rows}
        for meeting, row in rows:
            days[meeting.id] = days[meeting.id] or row.state in _THERE
        return Attended(sum(days.values()), len(days), tuple(rows))


def _of(reader: Reader, kind: type[R], only: list[str] | None) -> list[R]:
    if only is None:
        return all_of(reader, kind)
    return [record for person in only for record in all_of(reader, kind, person=person)]


def _by_person(records: Iterable[R]) -> Mapping[str, list[R]]:
    found: dict[str, list[R]] = {}
    for record in records:
        found.setdefault(record.person or "", []).append(record)
    return found


def _surname(name: str | None) -> str:
    return (name or "").split()[-1] if (name or "").split() else ""


def _near(one: str, other: str) -> bool:
    """Whether two names may be one person's: surnames within a letter or two, first letters that agree."""
    a, b = fold(one).split(), fold(other).split()
    if not a or not b:
        return False
    same = a[-1] == b[-1] or (min(len(a[-1]), len(b[-1])) > 4 and SequenceMatcher(None, a[-1], b[-1]).ratio() > 0.85)
    return same and (len(a) == 1 or len(b) == 1 or a[0][0] == b[0][0])
