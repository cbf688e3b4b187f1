"""Draft minutes: paragraphs made of the lines, kept, edited, made again without losing edits; and the life of the minutes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, cast

from cypsc_desktop.commands.choosing import find_meeting
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.locked_minutes import APPROVED, IN_THESE_WORDS, unless_locked
from cypsc_desktop.commands.minuting import Live, minutes_of, open_live, require_open, utc_now
from cypsc_desktop.commands.minuting_join import join_printed
from cypsc_desktop.commands.minuting_outcomes import outcome_records
from cypsc_desktop.commands.minuting_unfinished import urgent_without_reason
from cypsc_desktop.commands.showing import Row
from cypsc_desktop.minutes import rank
from cypsc_desktop.minutes.decided import waiting
from cypsc_desktop.minutes.evening import OUTCOMES, space_of
from cypsc_desktop.minutes.projection import minutes_id, section_numbers
from cypsc_desktop.minutes.prose import LEVELS, blocks_of
from cypsc_desktop.minutes.wording import Wording
from cypsc_desktop.model.changes import plain_text
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import KINDS, Committee, Meeting, MinuteBlock, Minutes, Record
from cypsc_desktop.store.change import Change
from cypsc_desktop.store.store import Reader, Store

STATES = ("notes", "draft", "fact-check", "chair", "published", "approved", "signed", "locked")


def wording_of(reader: Reader, live: Live) -> Wording:
    """The committee's wordings on the day of the meeting."""
    body = reader.record(live.meeting.committee) if live.meeting.committee else None
    kept = body.wording if isinstance(body, Committee) else None
    return Wording(kept, day=live.meeting.date, body=live.meeting.body)


class Drafted(NamedTuple):
    """All paragraphs of a draft, and the items whose draft no longer says what its lines make (None: what stands before the
    first): a line came, went or was changed since. What a person made of the paragraphs does not count."""

    blocks: list[MinuteBlock]
    outdated: list[str | None]


def drafted(reader: Reader, live: Live, *, level: str | None = None) -> Drafted:
    """The opening first, then items as they were taken, Part A before Part B: as drafted, and made of the lines where no
    draft is kept, or where another level of detail is asked for."""
    kept: dict[tuple[str | None, str], list[MinuteBlock]] = {}
    for block in all_of(reader, MinuteBlock, meeting=live.meeting.id):
        kept.setdefault((block.item, block.part or "A"), []).append(block)
    minutes = minutes_of(reader, live.meeting.id)
    chosen = level or (minutes.level if minutes else None) or "summary"
    wording, outcomes = wording_of(reader, live), outcome_records(reader, live.meeting.id)
    found: list[MinuteBlock] = []
    older: list[str | None] = []
    for item in (None, *live.evening.visited):
        for part in ("A", "B"):
            stands = sorted(kept.get((item, part), []), key=lambda b: (b.rank or "", b.id))
            made = blocks_of(live.evening, item, part, level=chosen, wording=wording, outcomes=outcomes)
            found += stands if stands and level is None else made
            was_made = [block for block in stands if block.generated is not None and block.entries]
            if stands and item not in older and sorted(_as_made(made)) != sorted(_as_made(was_made)):
                older.append(item)
    return Drafted(found, older)


def blocks(reader: Reader, live: Live, *, level: str | None = None) -> list[MinuteBlock]:
    """The paragraphs of ``drafted``."""
    return drafted(reader, live, level=level).blocks


def outdated(reader: Reader, live: Live) -> list[str | None]:
    """The items of ``drafted`` that are older than their lines."""
    return drafted(reader, live).outdated


def _as_made(blocks: Iterable[MinuteBlock]) -> list[tuple[str, str, str]]:
    return [(block.sort or "", (block.entries or [""])[0], block.generated or "") for block in blocks]


def paragraphs(reader: Reader, live: Live) -> list[Row]:
    """The numbered paragraphs of the contract: one an item, and one more where it has a private part."""
    texts: dict[tuple[str | None, str], list[str]] = {}
    for block in blocks(reader, live):
        texts.setdefault((block.item, block.part or "A"), []).append(block.text or "")
    rows = []
    for entity, number in section_numbers(live.evening, live.numbers).items():
        item = live.evening.item_of(entity)
        for part in ("A", "B"):
            if part == "A" or (entity, "B") in texts:
                text = "\n".join(texts.get((entity, part), []))
                rows.append({"number": number, "title": item.title if item else None, "part": part, "text": text})
    return rows


def draft_minutes(store: Store, live: Live, *, actor: str, level: str | None = None, item: str | None = None) -> int:
    """Make the draft, or one item of it anew; paragraphs that a person edited or added stay. Returns how many it holds."""
    reader = store.read
    require_unapproved(reader, live)
    minutes = minutes_of(reader, live.meeting.id)
    join_printed(store, live.meeting.id, actor=actor)
    chosen = level or (minutes.level if minutes else None) or "summary"
    if chosen not in LEVELS:
        raise UserError(f"There is no level of detail '{chosen}'. Choose from: {', '.join(LEVELS)}.")
    wording, outcomes = wording_of(reader, live), outcome_records(reader, live.meeting.id)
    held = all_of(reader, MinuteBlock, meeting=live.meeting.id)
    count = 0
    with store.change("Draft minutes", actor=actor) as change:
        for entity in (None, *live.evening.visited) if item is None else (item,):
            for part in ("A", "B"):
                made = blocks_of(live.evening, entity, part, level=chosen, wording=wording, outcomes=outcomes)
                count += _write_drafted(change, made, _those_of(held, entity, part))
        if chosen != (minutes.level if minutes else None):
            change.set(minutes_id(live.meeting.id), "level", chosen, space=space_of(live.meeting.id, "A"))
    return count


def draft_again(
    change: Change, reader: Reader, live: Live, items: Iterable[str | None], *, gone: Sequence[MinuteBlock],
    made: Mapping[str, Record] | None = None,
) -> None:  # fmt: skip
    """Lines have left these items of a draft, and with them the paragraphs that are ``gone``: what other lines said there
    is said again. ``made`` are records that follow from the lines and are not in the library yet. An item that was not
    drafted is left so: it is computed where it is shown."""
    fresh = {entry: record for record in (made or {}).values() if (entry := getattr(record, "entry", None))}
    outcomes = fresh | outcome_records(reader, live.meeting.id)
    held = all_of(reader, MinuteBlock, meeting=live.meeting.id)
    _say_again(change, reader, live, items, outcomes=outcomes, held=held, dropped={block.id for block in gone})


def _say_again(
    change: Change, reader: Reader, live: Live, items: Iterable[str | None], *, outcomes: Mapping[str, Record],
    held: Sequence[MinuteBlock], dropped: Collection[str] = (),
) -> None:  # fmt: skip
    """What these items of a draft say anew, where they were drafted: ``held`` are the paragraphs that stand."""
    minutes, wording = minutes_of(reader, live.meeting.id), wording_of(reader, live)
    level = (minutes.level if minutes else None) or "summary"
    for item in items:
        for part in ("A", "B"):
            stood = _those_of(held, item, part)
            if stood:
                said = blocks_of(live.evening, item, part, level=level, wording=wording, outcomes=outcomes)
                # Of what is dropped nothing may be left, so no other words may come under its id.
                said = [replace(b, id=made_id("minute_block")) if b.id in dropped else b for b in said]
                _write_drafted(change, said, [b for b in stood if b.id not in dropped])


def _those_of(held: Iterable[MinuteBlock], item: str | None, part: str) -> list[MinuteBlock]:
    return [block for block in held if block.item == item and (block.part or "A") == part]


def _write_drafted(change: Change, made: Sequence[MinuteBlock], stands: Sequence[MinuteBlock]) -> int:
    """The paragraphs of one item in one part in place of those that stand; how many they are."""
    wanted = merged(made, stands)
    for block in wanted:
        change.undelete(block.id)  # an earlier draft may have had it
        change.add(block)
    for gone in {b.id for b in stands} - {b.id for b in wanted}:
        change.delete(gone)
    return len(wanted)


def merged(made: Sequence[MinuteBlock], stands: Sequence[MinuteBlock]) -> list[MinuteBlock]:
    """New paragraphs with the edits of those that stand: one of the same lines keeps its edited words, one that a person
    added or edited stays behind the paragraph that it followed."""
    old = {block.id: block for block in stands}
    begun = {(block.sort, block.entries[0]): block.id for block in stands if block.entries}
    made = [replace(b, id=begun.get((b.sort, b.entries[0]), b.id)) if b.entries else b for b in made]
    wanted = []
    for block in made:
        before = old.get(block.id)
        edited = before is not None and before.text != before.generated
        wanted.append(replace(block, text=before.text) if before is not None and edited else block)
    ids = {block.id for block in wanted}
    ordered = sorted(stands, key=lambda b: (b.rank or "", b.id))
    for place, block in enumerate(ordered):
        if block.id in ids or block.text == block.generated:
            continue
        above = next((one.id for one in reversed(ordered[:place]) if one.id in ids), None)
        at = next((n + 1 for n, one in enumerate(wanted) if one.id == above), 0)
        wanted.insert(at, block)
        ids.add(block.id)
    place_: str | None = None
    ranked = []
    for block in wanted:
        place_ = rank.after(place_)
        ranked.append(replace(block, rank=place_))
    return ranked


def require_unapproved(reader: Reader, live: Live) -> None:
    """What a meeting has approved is changed by a meeting alone."""
    minutes = require_open(reader, live)
    if minutes and minutes.state in APPROVED:
        raise UserError(IN_THESE_WORDS)


def edit_paragraph(store: Store, live: Live, entity: str, text: str, *, actor: str) -> None:
    """Give a paragraph of the draft other words; they stay when it is made again."""
    require_unapproved(store.read, live)
    block = store.read.record(entity)
    if not isinstance(block, MinuteBlock):
        raise UserError("This paragraph is no longer in the draft. Draft the minutes again.")
    with store.change("Edit paragraph", actor=actor) as change:
        change.set(entity, "text", plain_text(text), space=block.space)


def add_paragraph(
    store: Store, live: Live, text: str, *, actor: str, item: str | None, above: str | None, part: str = "A"
) -> str:
    """Put a paragraph of one's own into the draft, above another or at the end of the item; returns its id."""
    require_unapproved(store.read, live)
    siblings = [
        b
        for b in all_of(store.read, MinuteBlock, meeting=live.meeting.id)
        if b.item == item and (b.part or "A") == part
    ]
    ordered = sorted(siblings, key=lambda b: (b.rank or "", b.id))
    at = next((n for n, b in enumerate(ordered) if b.id == above), len(ordered))
    low = ordered[at - 1].rank if at else None
    block = MinuteBlock(
        id=made_id("minute_block"), space=space_of(live.meeting.id, part), meeting=live.meeting.id, item=item, sort="text",
        text=plain_text(text), part=part, rank=rank.behind(low, (b.rank for b in ordered[at:])),
    )  # fmt: skip
    with store.change("Add paragraph", actor=actor) as change:
        change.add(block)
    return block.id


def remove_paragraph(store: Store, live: Live, entity: str, *, actor: str) -> None:
    """Move a paragraph of one's own to the bin; one that was made of lines is left out by editing it to nothing."""
    require_unapproved(store.read, live)
    with store.change("Delete paragraph", actor=actor) as change:
        change.delete(entity)


def set_minutes_state(
    store: Store, live: Live, state: str, *, actor: str, note: str | None = None, approved_at: str | None = None,
    amendments: Sequence[str] = (), signed_by: str | None = None,
) -> Minutes:  # fmt: skip
    """Take the minutes a step along their life, or back. ``approved_at`` names the later meeting, ``amendments`` what it
    changed. UserError for a step that cannot be: unknown, from locked, or without the urgent reason, approval or name."""
    minutes = minutes_of(store.read, live.meeting.id)
    before = (minutes.state if minutes else None) or "notes"
    if state not in STATES:
        raise UserError(f"Minutes have no state '{state}'. Choose from: {', '.join(STATES)}.")
    if before == "locked":
        raise UserError("These minutes are locked. Record a correction as an entry of a later meeting.")
    if STATES.index(state) >= STATES.index("published") and urgent_without_reason(live.evening):
        raise UserError(
            "Urgent business has no reason, so the minutes cannot be finished. Add the Chair's reason first: u. words."
        )
    if state == "approved" and not approved_at:
        raise UserError("Say at which meeting the minutes were approved: its date.")
    if state == "locked" and before != "signed":
        raise UserError("Minutes are locked once they are signed. Record first who signed them.")
    if state == "signed" and not (signed_by or "").strip():
        raise UserError("Say who signed the minutes: whoever presided.")
    if STATES.index(state) > STATES.index("approved") and before not in STATES[STATES.index("approved") :]:
        raise UserError("Minutes are signed and locked once a later meeting approved them. Record that first.")
    step: dict[str, str | None] = {"state": state, "on": utc_now(), "by": actor, "note": note}
    fields: dict[str, object] = {"state": state, "life": [*(minutes.life if minutes and minutes.life else ()), step]}
    if approved_at:
        fields |= {"approved_at": _later(store.read, live.meeting, approved_at), "amendments": list(amendments) or None}
    if signed_by:
        fields |= {"signed_by": signed_by, "signed_on": datetime.now().astimezone().date().isoformat()}
    with store.change(f"Minutes: {state}", actor=actor) as change:
        for field, value in fields.items():
            change.set(minutes_id(live.meeting.id), field, value, space=space_of(live.meeting.id, "A"))
        if STATES.index(state) >= STATES.index("published"):
            # What is published stands: from here on it is followed up. What was never agreed is not in it.
            made_here = outcome_records(store.read, live.meeting.id)
            left_out = {one.id for one in waiting(live.evening.entries, made_here)}
            for made in made_here.values():
                if getattr(made, "state", None) != "agreed" and made.id not in left_out:
                    change.set(made.id, "state", "agreed", space=made.space)
                    change.set(made.id, "agreed", step["on"], space=made.space)
    found = minutes_of(store.read, live.meeting.id)
    assert found is not None
    return found


def _later(reader: Reader, meeting: Meeting, named: str) -> str:
    """The id of the meeting that approved the minutes of another. UserError for one that was not after it."""
    at = find_meeting(reader, named)
    if at.id == meeting.id or (at.date or "9999") <= (meeting.date or ""):
        raise UserError(f"Minutes are approved at a later meeting. Name one after {short_day(meeting.date)}.")
    return at.id


def set_outcome_state(store: Store, entity: str, state: str, *, actor: str, joins: str | None = None) -> None:
    """Draft -> put -> agreed; agreeing notes the moment. Later edits are versions in the history. ``joins``: the step of undo
    that it goes with. Where a draft of the
    minutes is kept, it says from now on what counts by then."""
    record = store.read.record(entity)
    if record is None or record.kind not in OUTCOMES or "state" not in KINDS[record.kind].__dataclass_fields__:
        raise UserError("Only what came of a meeting can be put and agreed. Choose a conclusion or a recommendation.")
    if state not in ("draft", "put", "agreed"):
        raise UserError(f"There is no state '{state}'. Choose from: draft, put, agreed.")
    meeting = getattr(record, "meeting", None) or ""
    agreed = utc_now() if state == "agreed" else None
    with store.change(f"{state.capitalize()} {record.kind}", actor=actor) as change:
        change.joins = joins
        unless_locked(change, meeting)
        change.set(entity, "state", state, space=record.space)
        change.set(entity, "agreed", agreed, space=record.space)
        held = all_of(store.read, MinuteBlock, meeting=meeting)
        if held:
            live = open_live(store.read, find_meeting(store.read, meeting))
            now = cast("Any", replace)(record, state=state, agreed=agreed)
            outcomes = {**outcome_records(store.read, meeting), str(now.entry): now}
            _say_again(change, store.read, live, (None, *live.evening.visited), outcomes=outcomes, held=held)
