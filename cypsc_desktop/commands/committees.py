"""The committees of one library: listing them with what each holds, naming, making and joining them.

Which meetings are a committee's is answered here for all screens; what of them a screen shows is the screen's own.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from cypsc_desktop.commands.choosing import find_record, meetings
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import committee_id, fold_body, made_id
from cypsc_desktop.model.records import Committee, Meeting
from cypsc_desktop.store.store import Reader, Store


@dataclass(frozen=True, slots=True)
class Body:
    """A committee with how many meetings, files, people and recommendations are its own; ``first`` and ``last`` are the
    ISO dates of its meetings, None where there is none."""

    id: str
    name: str
    council: str | None
    meetings: int
    papers: int
    people: int
    recommendations: int
    first: str | None
    last: str | None


def committees(reader: Reader) -> list[Body]:
    """Every committee that the library knows, the one with most meetings first."""
    held: dict[str, list[Meeting]] = {}
    for meeting in meetings(reader):
        held.setdefault(meeting.committee or "", []).append(meeting)
    of = {m.id: m.committee for each in held.values() for m in each}
    papers = Counter(of.get(getattr(record, "meeting", None) or "") for record in reader.records("document"))
    recommended = Counter(of.get(getattr(record, "meeting", None) or "") for record in reader.records("recommendation"))
    people = Counter(getattr(record, "committee", None) for record in reader.records("person"))
    found = []
    for record in reader.records("committee"):
        if isinstance(record, Committee):
            mine = held.get(record.id, [])
            dates = [m.date for m in mine if m.date]
            council = record.council or next((m.council for m in reversed(mine) if m.council), None)
            found.append(
                Body(
                    record.id, record.name or "Committee without a name", council, len(mine), papers[record.id],
                    people[record.id], recommended[record.id], min(dates, default=None), max(dates, default=None),
                )
            )  # fmt: skip
    return sorted(found, key=lambda body: (-body.meetings, -body.people, body.name.casefold(), body.id))


def show_committees(reader: Reader) -> list[dict[str, Any]]:
    """The committees as plain JSON values, as ``cypsc library committees --json`` prints them."""
    return [
        {"id": b.id, "name": b.name, "council": b.council, "meetings": b.meetings, "papers": b.papers,
         "people": b.people, "recommendations": b.recommendations, "first": b.first, "last": b.last}
        for b in committees(reader)
    ]  # fmt: skip


def meetings_of(reader: Reader, committee: str | None) -> list[Meeting]:
    """The meetings of a committee, oldest first; of all the library where none is chosen."""
    return [meeting for meeting in meetings(reader) if committee in (None, meeting.committee)]


def add_committee(store: Store, name: str, *, actor: str, council: str | None = None, dry_run: bool = False) -> str:
    """Make a committee; returns its id. UserError where the library has one of that name."""
    wanted = _name(name)
    same = _named(store.read, wanted)
    if same is not None:
        raise UserError(f"The library has this committee already: {same.name}. Choose it, or give another name.")
    # What its first paper will print leads to the same id, unless that once was another committee's.
    entity = committee_id(wanted)
    if store.read.record(entity) is not None:
        entity = made_id("committee")
    if not dry_run:
        with store.change(f"Add committee {wanted}", actor=actor) as change:
            change.add(Committee(id=entity, name=wanted, council=council))
    return entity


def rename_committee(store: Store, committee: str, name: str, *, actor: str, dry_run: bool = False) -> None:
    """Call a committee something else; its papers keep what they print. UserError where another has that name."""
    record, wanted = _committee(store.read, committee), _name(name)
    same = _named(store.read, wanted)
    if same is not None and same.id != record.id:
        raise UserError(f"{same.name} is another committee of this library. Join the two, or give another name.")
    if dry_run or wanted == record.name:
        return
    with store.change(f"Rename committee {record.name or ''}".rstrip(), actor=actor) as change:
        change.set(record.id, "name", wanted, space=record.space)


def join_committees(store: Store, one: str, other: str, *, actor: str, dry_run: bool = False) -> str:
    """Say that two names are one body: their meetings and people stand together from now on, under the name of ``one``.

    Returns the id under which they stand. What was joined stays joined: Undo cannot part them. UserError for one and the
    same, and where both met on one day, which one body does not do.
    """
    kept, gone = _committee(store.read, one), _committee(store.read, other)
    if kept.id == gone.id:
        raise UserError("These are one committee already. Choose two.")
    days = {m.date for m in meetings_of(store.read, kept.id) if m.date}
    clash = sorted(m.date for m in meetings_of(store.read, gone.id) if m.date and m.date in days)
    if clash:
        raise UserError(
            f"{kept.name} and {gone.name} both met on {clash[0]}, so they are two bodies. Mend the date of one of these "
            "meetings first."
        )
    if not dry_run:
        with store.change(f"Join committee {gone.name} to {kept.name}", actor=actor) as change:
            change.same(kept.id, gone.id)
            change.set(kept.id, "name", kept.name, space=kept.space)
            change.set(gone.id, "name", kept.name, space=gone.space)
    return min(kept.id, gone.id)


def _committee(reader: Reader, entity: str) -> Committee:
    record = find_record(reader, entity)
    if not isinstance(record, Committee):
        raise UserError(f"{entity} is no committee. Run 'cypsc library committees' to see their ids.")
    return record


def _name(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise UserError("Give the committee a name.")
    return wanted


def _named(reader: Reader, name: str) -> Committee | None:
    for record in reader.records("committee"):
        if isinstance(record, Committee) and fold_body(record.name or "") == fold_body(name):
            return record
    return None
