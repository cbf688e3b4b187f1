"""Take minutes: a line at a time, as typed in the window or fed, each Enter one change of the log.

The state of a meeting is a ``Live``, which the caller keeps and passes in; it is folded anew from the library at any time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.minutes import rank
from cypsc_desktop.minutes.evening import OUTCOMES, UNSHOWN, Evening, Problem, Reading, Step, space_of
from cypsc_desktop.minutes.projection import Projected, differences, minutes_id, outcome_id
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.model.changes import plain_text
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import (
    Committee,
    Entry,
    Finding,
    Item,
    Meeting,
    Membership,
    MinuteBlock,
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
    """What a line did. ``entry`` as it stands now, None where the line made none; ``problem`` why it is a plain note."""

    reading: Reading
    entry: Entry | None
    problem: Problem | None
    group: str | None


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
    """The roster of a meeting: its own seats; where it has none, those of the body's last meeting that has."""
    seats = all_of(reader, Membership, meeting=meeting.id)
    if not any(seat.seat != "guest" for seat in seats):
        seats = [*_last_seats(reader, meeting), *seats]
    return [
        Seated(
            name=seat.name or "", seat=seat.seat if seat.seat in ("co-opted", "reserve", "guest") else "councillor",
            role=seat.office, voting=seat.voting, person=seat.person, own_code=seat.code, aliases=tuple(seat.aliases or ()),
        )
        for seat in seats if (seat.name or "").strip()
    ]  # fmt: skip


def _last_seats(reader: Reader, meeting: Meeting) -> list[Membership]:
    for other in reversed(meetings(reader)):
        if other.committee == meeting.committee and (other.date or "") < (meeting.date or "9999"):
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
    entity: str | None = None, links: Sequence[str] = (),
) -> Taken:  # fmt: skip
    """Apply one line and write it. ``now`` is the local "HH:MM" of its first key and ``stamp`` that moment in UTC;
    ``entity`` the id under which the unfinished line was kept, whose draft goes as its entry comes; ``links`` the lines
    that an outcome rests on.

    UserError where it cannot be written; then the meeting stands as before.
    """
    evening = live.evening
    require_open(store.read, live)
    before, entries = live.projected.now(), list(evening.entries)
    step = evening.take(plain_text(raw), now=now or local_time(), stamp=stamp or utc_now(), entity=entity, links=links)
    try:
        group = _write(store, live, before, [step], actor=actor)
        if step.moved:
            group = move_to_part_b(store, live, [step.moved.id], actor=actor)
    except BaseException:
        evening.restore(entries)
        raise
    if entity and (step.added is None or step.added.text is None):
        store.drafts.delete(entity, "text")  # otherwise it went as the text came
    entry = step.entry if not step.moved else evening.last()
    return Taken(step.reading, entry, step.problem, group)


def advance(evening: Evening, raw: str, *, now: str, stamp: str | None = None) -> Step:
    """Apply a line in memory alone; what it moves to Part B was never elsewhere."""
    step = evening.take(plain_text(raw), now=now, stamp=stamp)
    if step.moved:
        evening.exchange(step.moved, replace(step.moved, part="B", space=space_of(evening.meeting, "B")))
    return step


def edit_line(store: Store, live: Live, entity: str, raw: str, *, actor: str) -> Entry:
    """Give an entry the kind, person and text of a line; its time, place and links stay. UserError where it cannot be."""
    require_open(store.read, live)
    entry = _entry(live, entity)
    reading = live.evening.reading_for(entry, plain_text(raw))
    if reading.problem:
        raise UserError(reading.problem.message)
    if reading.sort in UNSHOWN or reading.sort in ("blank", "comment", "continuation", "correction", "to-part-b"):
        raise UserError("That line makes no entry. Type what the entry is to say, such as q.rw and the question.")
    new = _put(store, live, entry, live.evening.rewritten(entry, reading), actor=actor, label="Edit line")
    if new.sort == "exclusion" and new.part != "B":  # its words are private
        move_to_part_b(store, live, [new.id], actor=actor)
        return next(one for one in live.evening.entries if (one.origin or {}).get("entry") == new.id)
    return new


def change_entry(
    store: Store, live: Live, entity: str, *, actor: str, text: str | None = None, starred: bool | None = None,
    time: str | None = None, links: Sequence[str] | None = None,
) -> Entry:  # fmt: skip
    """Give an entry another text, star, time or other links; whatever is None stays."""
    entry = _entry(live, entity)
    new = replace(
        entry, text=plain_text(text) if text is not None else entry.text, time=time or entry.time,
        starred=(starred or None) if starred is not None else entry.starred,
        links=list(links) if links is not None else entry.links,
    )  # fmt: skip
    return _put(store, live, entry, new, actor=actor, label="Edit line")


def change_kind(store: Store, live: Live, entity: str, sort: str, *, actor: str) -> Entry:
    """An entry is of another kind: a note becomes a recommendation. Text, person, time, place and links stay."""
    entry = _entry(live, entity)
    if sort not in CHANGEABLE or entry.sort not in CHANGEABLE:
        raise UserError(f"A line can become one of: {', '.join(CHANGEABLE)}. Type this one anew instead.")
    return _put(store, live, entry, replace(entry, sort=sort, details=None), actor=actor, label="Change kind of line")


CHANGEABLE = (
    "note", "question", "answer", "point", "introduction", "conclusion", "recommendation", "request", "action", "resolution",
    "undertaking", "interest", "urgent",
)  # fmt: skip


def move_line(store: Store, live: Live, entity: str, *, above: str | None, actor: str) -> Entry:
    """Put an entry above another, or at the end. It belongs to the item that it then stands in."""
    entry = _entry(live, entity)
    rest = [one for one in live.evening.entries if one.id != entity]
    at = next((n for n, one in enumerate(rest) if one.id == above), len(rest))
    low, high = rest[at - 1].rank if at else None, rest[at].rank if at < len(rest) else None
    item = rest[at - 1].item if at else None
    new = replace(entry, rank=rank.between(low, high), item=item)
    return _put(store, live, entry, new, actor=actor, label="Move line")


def remove_lines(store: Store, live: Live, entities: Sequence[str], *, actor: str) -> str | None:
    """Move entries, and what came of them, to the bin."""
    before = live.projected.now()
    entries = list(live.evening.entries)
    gone = [_entry(live, entity) for entity in entities]
    for entry in gone:
        live.evening.exchange(entry, None)
    try:
        with store.change("Delete line" if len(gone) == 1 else "Delete lines", actor=actor) as change:
            for entry in gone:
                change.delete(entry.id)
            _write_projection(change, before, live.projected.now())
    except BaseException:
        live.evening.restore(entries)
        raise
    return change.group


def purge_lines(store: Store, live: Live, entities: Sequence[str], *, actor: str) -> None:
    """Remove entries for good, with every word of theirs in outcomes, drafts of minutes, backups and history."""
    cells = _cells_of(store.read, live, entities)
    remove_lines(store, live, entities, actor=actor)
    _drop_blocks(store, live, entities, actor=actor)
    store.purge(cells, actor=actor, label="Remove lines for good")


def move_to_part_b(store: Store, live: Live, entities: Sequence[str], *, actor: str) -> str | None:
    """Entries belong to Part B after all: copies go to the exempt space, and of the old ones nothing is left outside it."""
    moving = [entry for entity in entities if (entry := _entry(live, entity)).part != "B"]
    if not moving:
        return None
    evening, reader = live.evening, store.read
    before, entries = live.projected.now(), list(evening.entries)
    cells = _cells_of(reader, live, [entry.id for entry in moving])
    renamed = {entry.id: made_id("entry") for entry in moving}
    private = space_of(live.meeting.id, "B")
    for entry in moving:
        new = replace(entry, id=renamed[entry.id], space=private, part="B", origin={"entry": entry.id})
        evening.exchange(entry, new)
    _rename(evening, renamed)
    after = dict(live.projected.now())
    try:
        with store.change("Move to Part B", actor=actor) as change:
            for entry in evening.entries:
                if entry.id in renamed.values():
                    change.add(entry)
            for old in entries:
                now = next((one for one in evening.entries if one.id == old.id), None)
                if now is None:
                    change.delete(old.id)
                else:
                    _set_fields(change, old, now)
            _keep_what_was_said(reader, moving, renamed, after)
            _write_projection(change, before, after)
            for finding in _findings_of(reader, moving):
                change.add(replace(finding, id=made_id("finding"), space=private, entry=renamed[finding.entry or ""]))
    except BaseException:
        evening.restore(entries)
        raise
    _drop_blocks(store, live, list(renamed), actor=actor)
    store.purge(cells, actor=actor, label="Move to Part B")
    return change.group


def finish_moves(store: Store, meeting: str, *, actor: str) -> int:
    """Purge what a move to Part B left behind when the program ended amid it; returns how many entries."""
    left = []
    for entry in all_of(store.read, Entry, meeting=meeting):
        old = (entry.origin or {}).get("entry") if entry.part == "B" else None
        if old and any(row.field == "text" and row.after is not None for row in store.read.history(old)):
            left.append(str(old))
    if left:
        kept = {f"{sort}-{old.removeprefix('entry-')}" for old in left for sort in OUTCOMES}
        cells = [(old, field) for old in left for field in ("text", "who", "details")]
        store.purge([*cells, *((one, "text") for one in sorted(kept))], actor=actor, label="Move to Part B")
    return len(left)


def keep_unfinished(store: Store, entity: str, text: str) -> None:
    """Keep the line that is being typed, under the id that its entry will have. Blank text lets it go."""
    if text.strip():
        store.drafts.put(entity, "text", text)
    else:
        store.drafts.delete(entity, "text")


def unfinished(store: Store) -> tuple[str, str] | None:
    """The line that was being typed when the program ended, with the id that its entry was to have."""
    for draft in reversed(store.drafts.all()):
        if draft.entity.startswith("entry-") and store.read.record(draft.entity) is None:
            return draft.entity, draft.text
    return None


def require_open(reader: Reader, live: Live) -> Minutes | None:
    """The minutes, unless they are locked: that is a UserError."""
    minutes = minutes_of(reader, live.meeting.id)
    if minutes and minutes.state == "locked":
        raise UserError("These minutes are locked. Record a correction as an entry of a later meeting.")
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
        for entry in live.evening.entries:
            if entry.id not in stood:
                change.add(entry)
            elif entry != stood[entry.id]:
                _set_fields(change, stood[entry.id], entry)
        _write_projection(change, before, live.projected.now())
        for step in steps:
            _note_problem(change, live, step, live.evening)
        if fed:
            change.set(minutes_id(live.meeting.id), "fed", list(fed), space=space_of(live.meeting.id, "A"))
    return change.group


def _write(store: Store, live: Live, before: dict[str, Record], steps: Sequence[Step], *, actor: str) -> str | None:
    step = steps[0]
    if step.added is None and step.changed is None:
        return None
    with store.change(f"Minutes: {_label(step)}", actor=actor) as change:
        if step.added:
            change.add(step.added)
        if step.changed:
            old, new = step.changed
            _set_fields(change, old, new)
            if old.sort != new.sort or step.reading.sort == "correction":
                for finding in _findings_of(store.read, [old]):
                    change.delete(finding.id)
        _write_projection(change, before, live.projected.now())
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
            _set_fields(change, old, new)
            for finding in _findings_of(store.read, [old]):
                change.delete(finding.id)
            _write_projection(change, before, live.projected.now())
    except BaseException:
        live.evening.restore(entries)
        raise
    return new


def _set_fields(change: Change, old: Record, new: Record) -> None:
    for field in log_fields(old.kind):
        if getattr(old, field) != getattr(new, field):
            change.set(old.id, field, getattr(new, field), space=new.space)


def _write_projection(change: Change, before: dict[str, Record], after: dict[str, Record]) -> None:
    if before is after:
        return
    added, cells, gone = differences(before, after)
    for record in added:
        change.undelete(record.id)  # it may have been there before its line was changed
        change.add(record)
    for (entity, field), value in cells.items():
        change.set(entity, field, value, space=after[entity].space)
    for entity in gone:
        if not entity.startswith("meeting-"):
            change.delete(entity)


def _note_problem(change: Change, live: Live, step: Step, evening: Evening) -> None:
    if step.problem is None or step.added is None:
        return
    stands = next((entry for entry in evening.entries if entry.id == step.added.id), None)
    if stands is None or stands.sort != "note":
        return
    change.add(
        Finding(
            id=made_id("finding"), space=stands.space, meeting=live.meeting.id, finding=step.problem.kind,
            message=f"{step.problem.message} The line was kept as a note.", entry=stands.id,
        )
    )  # fmt: skip


def _findings_of(reader: Reader, entries: Sequence[Entry]) -> list[Finding]:
    return [finding for entry in entries for finding in all_of(reader, Finding, entry=entry.id)]


def _entry(live: Live, entity: str) -> Entry:
    found = next((entry for entry in live.evening.entries if entry.id == entity), None)
    if found is None:
        raise UserError("This line is no longer in the minutes. Look at the history to see what became of it.")
    return found


def _rename(evening: Evening, renamed: dict[str, str]) -> None:
    """Links to entries that moved follow them."""
    for entry in list(evening.entries):
        links = [renamed.get(link, link) for link in entry.links or ()] or None
        details = entry.details
        if details and details.get("question") in renamed:
            details = {**details, "question": renamed[details["question"]]}
        if links != (entry.links or None) or details != entry.details:
            evening.exchange(entry, replace(entry, links=links, details=details))


def _keep_what_was_said(
    reader: Reader, moving: Sequence[Entry], renamed: dict[str, str], after: dict[str, Record]
) -> None:
    """What a person recorded of an outcome beside its line goes with it to Part B."""
    for entry in moving:
        if entry.sort not in OUTCOMES:
            continue
        old = reader.record(outcome_id(entry))
        new_id = f"{entry.sort}-{renamed[entry.id].removeprefix('entry-')}"
        new = after.get(new_id)
        if old is None or new is None:
            continue
        kept = {
            field: getattr(old, field)
            for field in log_fields(new.kind)
            if getattr(old, field) is not None and (getattr(new, field) is None or field == "state")
        }
        after[new_id] = replace(new, **kept)


def _cells_of(reader: Reader, live: Live, entities: Sequence[str]) -> list[tuple[str, str]]:
    """Every cell that holds words of these entries: their own, their outcomes', their findings', their paragraphs'."""
    moving = [_entry(live, entity) for entity in entities]
    cells = [(entry.id, field) for entry in moving for field in ("text", "who", "details")]
    for entry in moving:
        for sort in OUTCOMES:
            made = f"{sort}-{entry.id.removeprefix('entry-')}"
            cells += [(made, field) for field in ("text", "owner", "who", "addressee") if field in log_fields(sort)]
        cells += [(finding.id, "message") for finding in _findings_of(reader, [entry])]
    for block in _blocks_with(reader, live, entities):
        cells += [(block.id, "text"), (block.id, "generated")]
    return cells


def _blocks_with(reader: Reader, live: Live, entities: Sequence[str]) -> list[MinuteBlock]:
    blocks = all_of(reader, MinuteBlock, meeting=live.meeting.id)
    return [b for b in blocks if b.part != "B" and set(b.entries or ()) & set(entities)]


def _drop_blocks(store: Store, live: Live, entities: Sequence[str], *, actor: str) -> None:
    """Paragraphs that say these entries' words leave the draft; one that a person edited is kept in Part B."""
    blocks = _blocks_with(store.read, live, entities)
    if not blocks:
        return
    with store.change("Take lines out of the draft", actor=actor) as change:
        for block in blocks:
            change.delete(block.id)
            if block.text != block.generated:
                private = space_of(live.meeting.id, "B")
                change.add(replace(block, id=made_id("minute_block"), space=private, part="B", entries=None))
