"""What the lines of a meeting make besides themselves: outcomes with their numbers, attendance, sections, the minutes' state.

Pure: records computed from an Evening. The commands write what differs between the projections before and after a
line, so that what a person changed in such a record afterwards stays.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from cypsc_desktop.minutes.evening import OUTCOMES, Evening, space_of
from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import KINDS, Attendance, Entry, Meeting, Minutes, Record, Section, log_fields
from cypsc_desktop.model.rules.numbering import Numbers

Cells = dict[tuple[str, str], Any]


def project(evening: Evening, numbers: Numbers) -> dict[str, Record]:
    """Every record that follows from the lines, by id; none before the first line."""
    if not evening.entries:
        return {}
    found: dict[str, Record] = {}
    sections = section_numbers(evening, numbers) if evening.ended else {}
    for record in (*_outcomes(evening, sections), *_attendance(evening), *_sections(evening, sections)):
        found[record.id] = record
    minutes = minutes_record(evening, numbers)
    found[minutes.id] = minutes
    if evening.ended:
        found[evening.meeting] = Meeting(id=evening.meeting, ended=evening.ended)
    return found


class Projected:
    """The projection of one evening, made anew only when something else follows from its lines."""

    def __init__(self, evening: Evening, numbers: Numbers) -> None:
        self._evening, self._numbers = evening, numbers
        self._version, self._made = evening.version, project(evening, numbers)

    def now(self) -> dict[str, Record]:
        if self._version != self._evening.version:
            self._version, self._made = self._evening.version, project(self._evening, self._numbers)
        return self._made

    def without(self, missing: Iterable[str]) -> None:
        """These are not in the library, whatever the lines say: they count as new when they are made next."""
        gone = set(missing)
        self._made = {entity: record for entity, record in self._made.items() if entity not in gone}


def section_numbers(evening: Evening, numbers: Numbers) -> dict[str, str]:
    """Item -> minute number, for the items that were gone to, in that order."""
    return {item: numbers.nth(place) for place, item in enumerate(evening.visited)}


@cache
def minutes_id(meeting: str) -> str:
    """The minutes of a meeting are one record."""
    return recognised_id("minutes", meeting)


def attendance_id(meeting: str, name: str) -> str:
    """The id of somebody's row in the attendance of minutes taken live."""
    return recognised_id("attendance", meeting, "live", name)


def minutes_record(evening: Evening, numbers: Numbers) -> Minutes:
    frozen = {"rule": numbers.rule, "first": numbers.first, "year": numbers.year} if evening.ended else None
    return Minutes(
        id=minutes_id(evening.meeting), space=space_of(evening.meeting, "A"), meeting=evening.meeting,
        state="draft" if evening.ended else "notes", started=evening.started, ended=evening.ended, numbers=frozen,
    )  # fmt: skip


def outcome_id(entry: Entry) -> str:
    """The id of what an entry makes: its own, under the kind of the outcome."""
    return f"{entry.sort}-{entry.id.removeprefix('entry-')}"


def _outcomes(evening: Evening, sections: dict[str, str]) -> Iterable[Record]:
    recommended = 0
    concluded: dict[str | None, int] = {}
    resolved: dict[str | None, int] = {}
    position = 0
    for entry in evening.entries:
        if entry.sort not in OUTCOMES:
            continue
        position += 1
        more: dict[str, Any] = {}
        details = entry.details or {}
        if entry.sort == "recommendation":
            recommended += 1
            more = {"number": str(recommended), "addressee": details.get("addressee")}
        elif entry.sort == "conclusion":
            concluded[entry.item] = concluded.get(entry.item, 0) + 1
            more = {"number": str(concluded[entry.item])}
        elif entry.sort == "resolution":
            resolved[entry.item] = resolved.get(entry.item, 0) + 1
            more = {"number": str(resolved[entry.item])}
        elif entry.sort == "action":
            more = {"owner": entry.who}
        elif entry.sort == "undertaking":
            more = {"who": entry.who}
        yield KINDS[entry.sort](
            id=outcome_id(entry), space=entry.space, meeting=entry.meeting, item=entry.item, entry=entry.id, text=entry.text,
            section=sections.get(entry.item or ""), entries=entry.links or None, state="draft", position=position, **more,
        )  # fmt: skip


def _attendance(evening: Evening) -> Iterable[Record]:
    for place, row in enumerate(evening.room.attendance(), 1):
        guest = row.seated.seat == "guest"
        yield Attendance(
            id=attendance_id(evening.meeting, row.seated.name),
            space=space_of(evening.meeting, "A" if row.public else "B"), meeting=evening.meeting, person=row.seated.person,
            name=row.seated.name, role=row.seated.role, seat=row.seated.seat,
            state="also_present" if guest and row.state == "present" else row.state, arrived=row.arrived, left=row.left,
            in_place_of=row.in_place_of, position=place,
        )  # fmt: skip


def _sections(evening: Evening, sections: dict[str, str]) -> Iterable[Record]:
    for place, (entity, number) in enumerate(sections.items(), 1):
        item = evening.item_of(entity)
        yield Section(
            id=recognised_id("section", evening.meeting, "live", entity), space=space_of(evening.meeting, "A"),
            meeting=evening.meeting, number=number, title=item.title if item else None, part="A", position=place, item=entity,
        )  # fmt: skip


def differences(before: dict[str, Record], after: dict[str, Record]) -> tuple[list[Record], Cells, list[str]]:
    """What to write to come from one projection to the other: new records, (id, field) -> value, ids that go."""
    added = [record for entity, record in after.items() if entity not in before]
    cells: Cells = {}
    for entity, record in after.items():
        old = before.get(entity)
        if old is None or old == record:
            continue
        for field in log_fields(record.kind):
            if getattr(old, field) != getattr(record, field):
                cells[entity, field] = getattr(record, field)
    return added, cells, [entity for entity in before if entity not in after]
