"""Take minutes: a line at a time, as typed in the window or fed, each Enter one change of the log.

The state of a meeting is a ``Live``, which the caller keeps and passes in; it is folded anew from the library at any time.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.locked_minutes import LOCKED, unless_locked
from cypsc_desktop.minutes import rank
from cypsc_desktop.minutes.decided import mark_of
from cypsc_desktop.minutes.evening import OUTCOMES, UNSHOWN, Evening, Problem, Reading, Step, space_of
from cypsc_desktop.minutes.projection import Projected, differences, minutes_id
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.model.changes import plain_text
from cypsc_desktop.model.errors import TracesLeft, UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import (
    Committee,
    Entry,
    Finding,
    Item,
    Meeting,
    Membership,
    Minutes,
    Record,
    Section,
    log_fields,
)
from cypsc_desktop.model.rules.numbering import Numbers, next_numbers
from cypsc_desktop.store.change import Change
from cypsc_desktop.store.store import Reader, Store


@dataclass(frozen=True, slots=True)
class Live:
    """A meeting under way: the meeting, what its lines add up to, the numbers that its minutes will take, and the records
    that follow from its lines."""

    meeting: Meeting
    evening: Evening
    numbers: Numbers
    projected: Projected


@dataclass(frozen=True, slots=True)
class Taken:
    """What a line did. ``entry`` as it stands now, None where the line made none; ``problem`` why it is a plain note.
    ``is_new``: the line added that entry; otherwise it changed one, or moved one to Part B."""

    reading: Reading
    entry: Entry | None
    problem: Problem | None
    group: str | None
    is_new: bool


def open_live(reader: Reader, meeting: Meeting, *, scripted: bool = False) -> Live:
    """A meeting as its lines in the library have it. ``scripted``: ``@18:31`` alone sets the clock (see Evening)."""
    items = agenda_order(all_of(reader, Item, meeting=meeting.id))
    entries = all_of(reader, Entry, meeting=meeting.id)
    evening = Evening(meeting.id, seated(reader, meeting), items, entries, scripted=scripted)
    numbers = _numbers(reader, meeting)
    projected = Projected(evening, numbers)
    made = projected.now()
    projected.without(set(made) - set(reader.these(made)))
    return Live(meeting, evening, numbers, projected)


def has_lines(reader: Reader, meeting: Meeting) -> bool:
    """Whether minutes of a meeting have been taken here."""
    return bool(reader.records("entry", meeting=meeting.id))


def minutes_of(reader: Reader, meeting: str) -> Minutes | None:
    """The minutes of a meeting as a document, None where none have been begun."""
    found = reader.record(minutes_id(meeting))
    return found if isinstance(found, Minutes) else None


def seated(reader: Reader, meeting: Meeting) -> list[Seated]:
    """The roster of a meeting: its own seats; where it has none, those of the body's last meeting that has,
    else of its next."""
    seats = all_of(reader, Membership, meeting=meeting.id)
    if not any(seat.seat != "guest" for seat in seats):
        seats = [*_last_seats(reader, meeting), *seats]
    people = reader.these(seat.person for seat in seats if seat.person)
    return [
        Seated(
            name=seat.name or "", seat=seat.seat if seat.seat in ("co-opted", "reserve", "guest") else "councillor",
            role=seat.office, voting=seat.voting, person=seat.person, own_code=seat.code,
            aliases=(*(seat.aliases or ()), *_short_names(people.get(seat.person or ""))),
        )
        for seat in seats if (seat.name or "").strip()
    ]  # fmt: skip


def _short_names(person: Record | None) -> list[str]:
    """Other names of a person that are one word: what they are typed by."""
    return [name for name in getattr(person, "aliases", None) or () if len(name.split()) == 1]


def _last_seats(reader: Reader, meeting: Meeting) -> list[Membership]:
    same = [other for other in meetings(reader) if other.committee == meeting.committee]
    day = meeting.date or "9999"
    before, after = [m for m in same if (m.date or "") < day], [m for m in same if (m.date or "") > day]
    for other in (*reversed(before), *after):
        seats = [s for s in all_of(reader, Membership, meeting=other.id) if s.seat != "guest"]
        if seats:
            return seats
    return []


def _numbers(reader: Reader, meeting: Meeting) -> Numbers:
    """The numbers that this meeting's minutes take: those kept when it ended, else what follows the body's highest."""
    minutes = minutes_of(reader, meeting.id)
    if minutes and minutes.numbers:
        kept = minutes.numbers
        return Numbers(str(kept["rule"]), int(kept["first"]), str(kept["year"]))
    year = int((meeting.date or "")[:4]) if (meeting.date or "")[:4].isdigit() else datetime.now().astimezone().year
    same = {m.id for m in meetings(reader) if m.committee == meeting.committee and m.id != meeting.id}
    known = [section.number for section in all_of(reader, Section) if section.meeting in same]
    body = reader.record(meeting.committee) if meeting.committee else None
    return next_numbers(known, year=year, rule=body.numbering if isinstance(body, Committee) else None)


def take_line(
    store: Store, live: Live, raw: str, *, actor: str, now: str | None = None, stamp: str | None = None,
    entity: str | None = None, links: Sequence[str] = (), drafted: bool = False, joins: str | None = None,
) -> Taken:  # fmt: skip
    """Apply one line and write it. ``now`` is the local "HH:MM" of its first key and ``stamp`` that moment in UTC;
    ``entity`` the id under which the unfinished line was kept, whose draft goes as its entry comes; ``links`` the lines
    that an outcome rests on; ``drafted``: it counts once it is agreed; ``joins``: the step of undo that it goes with.

    UserError where it cannot be written; then the meeting stands as the library has it. TracesLeft, with what was Taken,
    where what it moved to Part B is not gone from everywhere else yet.
    """
    evening, typed, left = live.evening, plain_text(raw), None
    now, stamp = now or local_time(), stamp or utc_now()
    before, entries = live.projected.now(), list(evening.entries)
    step = evening.take(typed, now=now, stamp=stamp, entity=entity, links=links, drafted=drafted)
    if step.moved:
        if step.changed:
            evening.restore(entries)
        left = _to_part_b(store, live, step.moved.id, actor=actor)[1]
        if step.changed:  # only now that it is in Part B: its new words are never elsewhere
            before, entries = live.projected.now(), list(evening.entries)
            step = evening.take(typed, now=now, stamp=stamp, entity=entity, links=links)
    try:
        group = _write(store, live, before, [step], actor=actor, joins=joins)
    except BaseException:
        evening.restore(entries)
        raise
    if entity and (step.added is None or step.added.text is None):
        with contextlib.suppress(UserError):  # the line is taken: whoever heard otherwise would take it again
            store.drafts.delete(entity, "text")  # otherwise it went as the text came
    entry = step.entry if not step.moved else evening.last()
    taken = Taken(step.reading, entry, step.problem, group, step.added is not None)
    if left is not None:
        raise TracesLeft(str(left), taken) from left
    return taken


def advance(evening: Evening, raw: str, *, now: str, stamp: str | None = None) -> Step:
    """Apply a line in memory alone; what it moves to Part B was never elsewhere."""
    step = evening.take(plain_text(raw), now=now, stamp=stamp)
    if step.moved:
        evening.exchange(step.moved, replace(step.moved, part="B", space=space_of(evening.meeting, "B")))
    return step


def edit_line(store: Store, live: Live, entity: str, raw: str, *, actor: str) -> Entry:
    """Give an entry the kind, person and text of a line; its time, place and links stay. A private line goes to Part B
    first. UserError where it cannot be; TracesLeft as in ``take_line``."""
    require_open(store.read, live)
    entry, left = entry_of(live, entity), None
    reading = live.evening.reading_for(entry, plain_text(raw))
    if reading.problem:
        raise UserError(reading.problem.message)
    if reading.sort in UNSHOWN or reading.sort in ("blank", "comment", "continuation", "correction", "to-part-b"):
        raise UserError("That line makes no entry. Type what the entry is to say, such as q.rw and the question.")
    if (reading.sort == "exclusion" or reading.line.private) and entry.part != "B":
        entry, left = _to_part_b(store, live, entry.id, actor=actor)
    new = _put(store, live, entry, live.evening.rewritten(entry, reading), actor=actor, label="Edit line")
    if left is not None:
        raise TracesLeft(str(left), new) from left
    return new


def change_entry(
    store: Store, live: Live, entity: str, *, actor: str, text: str | None = None, starred: bool | None = None,
    time: str | None = None, links: Sequence[str] | None = None,
) -> Entry:  # fmt: skip
    """Give an entry another text, star, time or other links; whatever is None stays."""
    entry = entry_of(live, entity)
    new = replace(
        entry, text=plain_text(text) if text is not None else entry.text, time=time or entry.time,
        starred=(starred or None) if starred is not None else entry.starred,
        links=list(links) if links is not None else entry.links,
    )  # fmt: skip
    return _put(store, live, entry, new, actor=actor, label="Edit line")


def change_kind(store: Store, live: Live, entity: str, sort: str, *, actor: str) -> Entry:
    """An entry is of another kind: a note becomes a recommendation. Text, person, time, place and links stay."""
    entry = entry_of(live, entity)
    if sort not in CHANGEABLE or entry.sort not in CHANGEABLE:
        raise UserError(f"A line can become one of: {', '.join(CHANGEABLE)}. Type this one anew instead.")
    details = (mark_of(entry) if sort in OUTCOMES else {}) or None
    return _put(
        store, live, entry, replace(entry, sort=sort, details=details), actor=actor, label="Change kind of line"
    )


CHANGEABLE = (
    "note", "question", "answer", "point", "introduction", "conclusion", "recommendation", "request", "action", "resolution",
    "undertaking", "interest", "urgent",
)  # fmt: skip


def move_line(store: Store, live: Live, entity: str, *, above: str | None, actor: str) -> Entry:
    """Put an entry above another, or at the end. It belongs to the item that it then stands in."""
    entry = entry_of(live, entity)
    rest = [one for one in live.evening.entries if one.id != entity]
    at = next((n for n, one in enumerate(rest) if one.id == above), len(rest))
    low = rest[at - 1].rank if at else None
    item = entry.item if entry.sort == "item" else rest[at - 1].item if at else None
    new = replace(entry, rank=rank.behind(low, (one.rank for one in rest[at:])), item=item)
    return _put(store, live, entry, new, actor=actor, label="Move line")


def remove_lines(store: Store, live: Live, entities: Sequence[str], *, actor: str) -> str | None:
    """Move entries, and what came of them, to the bin."""
    before = live.projected.now()
    entries = list(live.evening.entries)
    gone = [entry_of(live, entity) for entity in entities]
    for entry in gone:
        live.evening.exchange(entry, None)
    try:
        with store.change("Delete line" if len(gone) == 1 else "Delete lines", actor=actor) as change:
            unless_locked(change, live.meeting.id)
            for entry in gone:
                change.delete(entry.id)
            write_projection(change, before, live.projected.now())
    except BaseException:
        live.evening.restore(entries)
        raise
    return change.group


def _to_part_b(store: Store, live: Live, entity: str, *, actor: str) -> tuple[Entry, TracesLeft | None]:
    """The entry in Part B, and why traces of it are left elsewhere."""
    from cypsc_desktop.commands.minuting_parts import move_to_part_b  # which stands on this module

    left = None
    try:
        move_to_part_b(store, live, [entity], actor=actor)
    except TracesLeft as error:
        left = error
    found = (one for one in live.evening.entries if entity in (one.id, (one.origin or {}).get("entry")))
    return next(found), left


def keep_unfinished(store: Store, entity: str, text: str, *, meeting: str | None = None) -> None:
    """Keep the line that is being typed, under the id that its entry will have. Blank text lets it go. What has no past yet
    names its ``meeting`` where other drafts name theirs."""
    if text.strip():
        store.drafts.put(entity, "text", text, base=[meeting] if meeting else None)
    else:
        store.drafts.delete(entity, "text")


def unfinished(store: Store, *, meeting: str | None = None) -> tuple[str, str] | None:
    """The line that was being typed when the program ended, with the id that its entry was to have; ``meeting``: not one of
    another."""
    for draft in reversed(store.drafts.all()):
        if meeting and draft.base not in ((), (meeting,)):
            continue
        if draft.entity.startswith("entry-") and store.read.record(draft.entity) is None:
            return draft.entity, draft.text
    return None


def require_open(reader: Reader, live: Live) -> Minutes | None:
    """The minutes, unless they are locked: that is a UserError."""
    minutes = minutes_of(reader, live.meeting.id)
    if minutes and minutes.state == "locked":
        raise UserError(LOCKED)
    return minutes


def local_time() -> str:
    """The clock on the wall, "HH:MM"."""
    return datetime.now().astimezone().strftime("%H:%M")


def utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def write_steps(
    store: Store, live: Live, before: dict[str, Record], steps: Sequence[Step], *, actor: str, label: str,
    fed: Sequence[str] = (),
) -> str | None:  # fmt: skip
    """Write lines that were taken in memory as one change. ``before`` is the projection before them, ``fed`` what the
    minutes are to name as the files that they were taken from."""
    stood = {entry.id: entry for entry in all_of(store.read, Entry, meeting=live.meeting.id)}
    private = [s.moved.id for s in steps if s.moved and s.moved.id in stood and s.moved.part != "B"]
    if private:
        raise UserError(
            "These notes move a line to Part B that is in the minutes already. Take them line by line instead."
        )
    with store.change(label, actor=actor) as change:
        unless_locked(change, live.meeting.id)
        for entry in live.evening.entries:
            if entry.id not in stood:
                change.add(entry)
            elif entry != stood[entry.id]:
                set_fields(change, stood[entry.id], entry)
        write_projection(change, before, live.projected.now())
        for step in steps:
            _note_problem(change, live, step, live.evening)
        if fed:
            change.set(minutes_id(live.meeting.id), "fed", list(fed), space=space_of(live.meeting.id, "A"))
    return change.group


def _write(
    store: Store, live: Live, before: dict[str, Record], steps: Sequence[Step], *, actor: str, joins: str | None = None
) -> str | None:
    step = steps[0]
    if step.added is None and step.changed is None:
        return None
    with store.change(f"Minutes: {_label(step)}", actor=actor) as change:
        change.joins = joins
        unless_locked(change, live.meeting.id)
        if step.added:
            change.create(step.added)
        if step.changed:
            old, new = step.changed
            set_fields(change, old, new)
            if old.sort != new.sort or step.reading.sort == "correction":
                for finding in findings_of(store.read, [old]):
                    change.delete(finding.id)
        write_projection(change, before, live.projected.now())
        _note_problem(change, live, step, live.evening)
    return change.group


def _label(step: Step) -> str:
    entry = step.entry
    return (entry.sort if entry and entry.sort else "line").replace("-", " ")


def _put(store: Store, live: Live, old: Entry, new: Entry, *, actor: str, label: str) -> Entry:
    before, entries = live.projected.now(), list(live.evening.entries)
    live.evening.exchange(old, new)
    try:
        with store.change(label, actor=actor) as change:
            unless_locked(change, live.meeting.id)
            set_fields(change, old, new)
            for finding in findings_of(store.read, [old]):
                change.delete(finding.id)
            write_projection(change, before, live.projected.now())
    except BaseException:
        live.evening.restore(entries)
        raise
    return new


def set_fields(change: Change, old: Record, new: Record) -> None:
    for field in log_fields(old.kind):
        if getattr(old, field) != getattr(new, field):
            change.set(old.id, field, getattr(new, field), space=new.space)


def write_projection(change: Change, before: dict[str, Record], after: dict[str, Record]) -> None:
    if before is after:
        return
    added, cells, gone = differences(before, after)
    for record in added:
        change.undelete(record.id)  # it may have been there before its line was changed
        change.add(record)
    for (entity, field), value in cells.items():
        change.set(entity, field, value, space=after[entity].space)
    for entity in gone:
        if entity.startswith("meeting-"):  # it stays, and has not ended after all
            change.set(entity, "ended", None)
        else:
            change.delete(entity)


def _note_problem(change: Change, live: Live, step: Step, evening: Evening) -> None:
    if step.problem is None or step.added is None:
        return
    stands = next((entry for entry in reversed(evening.entries) if entry.id == step.added.id), None)
    if stands is None or stands.sort != "note":
        return
    change.create(
        Finding(
            id=made_id("finding"), space=stands.space, meeting=live.meeting.id, finding=step.problem.kind,
            message=f"{step.problem.message} The line was kept as a note.", entry=stands.id,
        )
    )  # fmt: skip


def findings_of(reader: Reader, entries: Sequence[Entry]) -> list[Finding]:
    return [finding for entry in entries for finding in all_of(reader, Finding, entry=entry.id)]


def entry_of(live: Live, entity: str) -> Entry:
    found = next((entry for entry in live.evening.entries if entry.id == entity), None)
    if found is None:
        raise UserError("This line is no longer in the minutes. Look at the history to see what became of it.")
    return found
