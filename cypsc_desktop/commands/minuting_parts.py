"""Lines that change sides: into Part B, leaving no byte outside it; back again, when that is undone; out of the bin with what
came of them; and out of the drafts for good."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.locked_minutes import unless_locked
from cypsc_desktop.commands.minuting import (
    Live,
    entry_of,
    findings_of,
    open_live,
    set_fields,
    write_projection,
)
from cypsc_desktop.commands.minuting_draft import draft_again
from cypsc_desktop.minutes.evening import OUTCOMES, Evening, space_of
from cypsc_desktop.minutes.projection import outcome_id
from cypsc_desktop.model.errors import TracesLeft, UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Entry, Meeting, MinuteBlock, Record, log_fields
from cypsc_desktop.store.change import Change
from cypsc_desktop.store.store import Reader, Store

MOVE = "Move to Part B"
_BACK = "Undo: "  # as the store calls what takes a change back


def move_to_part_b(
    store: Store, live: Live, entities: Sequence[str], *, actor: str, redoes: str | None = None
) -> str | None:
    """Entries belong to Part B after all: copies go to the exempt space, and of the old ones nothing is left outside it.
    ``redoes`` is the group that took such a move back.

    UserError where they cannot be moved; then nothing was. TracesLeft where they were, but something of them is left: doing
    it again, with the entries as they stand in Part B, clears that."""
    chosen = [entry_of(live, entity) for entity in entities]
    moving = [entry for entry in chosen if entry.part != "B"]
    cells = [*_cells_of(store.read, live, moving), *(cell for entry in chosen for cell in _cells_left(entry))]
    if not cells:
        return None
    group = None
    if moving:
        group = _move(store, live, moving, "B", actor=actor, label=f"Redo: {MOVE}" if redoes else MOVE, reverts=redoes)
    try:
        store.purge(cells, actor=actor, label=MOVE)
    except UserError as error:
        raise TracesLeft(
            f"The line is in Part B, but what it said is not gone from everywhere else yet. {error}"
        ) from error
    return group


def step_back(store: Store, group: str, way: str, *, actor: str) -> str:
    """Undo a move to Part B, or do it again. Undone, the words come back as copies from the exempt space, since of the old
    ones nothing is left. Returns the label."""
    moved = {row.entity for row in store.read.history() if row.group == group and row.field == "origin"}
    entries = [record for one in sorted(moved) if isinstance(record := store.read.record(one), Entry)]
    for meeting in {entry.meeting for entry in entries}:
        held = store.read.record(meeting or "")
        if isinstance(held, Meeting):
            live = open_live(store.read, held)
            mine = [entry for entry in live.evening.entries if entry.id in moved]
            if way == "undo":
                _move(store, live, mine, "A", actor=actor, label=f"{_BACK}{MOVE}", reverts=group)
            else:
                move_to_part_b(store, live, [entry.id for entry in mine], actor=actor, redoes=group)
    return MOVE


def finish_moves(store: Store, meeting: str, *, actor: str) -> int:
    """Purge what a move to Part B left behind when the program ended amid it; returns how many entries."""
    cells: list[tuple[str, str]] = []
    left = 0
    for entry in all_of(store.read, Entry, meeting=meeting):
        mine = _cells_left(entry)  # those of the line itself first; all were to go at once
        if mine and any(row.after and row.field in _SAYING for row in store.read.history(mine[0][0])):
            left += 1
            cells += mine
    if cells:
        store.purge(cells, actor=actor, label=MOVE)
    return left


def _cells_left(entry: Entry) -> list[tuple[str, str]]:
    """The cells outside Part B that held words of an entry before it was moved there."""
    origin = entry.origin or {}
    old = str(origin.get("entry") or "") if entry.part == "B" else ""
    if not old:
        return []
    cells = _cells_of_line(old)
    cells += [(str(finding), "message") for finding in origin.get("findings") or ()]
    return cells + [(str(block), field) for block in origin.get("blocks") or () for field in ("text", "generated")]


def lines_return(change: Change, reader: Reader, entries: Sequence[Entry]) -> None:
    """Lines come back from the bin, in a change that does so: what came of them does too."""
    for meeting in {entry.meeting for entry in entries}:
        held = reader.record(meeting or "")
        if isinstance(held, Meeting):
            live = open_live(reader, held)
            unless_locked(change, held.id)
            before = live.projected.now()
            live.evening.restore([*live.evening.entries, *(entry for entry in entries if entry.meeting == meeting)])
            write_projection(change, before, live.projected.now())


def leave_drafts(store: Store, entities: Iterable[str], *, actor: str, label: str) -> list[tuple[str, str]]:
    """Lines go for good: paragraphs that say their words leave the drafts, and what else stood in those is said again.
    Returns the cells that hold the words."""
    reader, lines = store.read, set(entities)
    gone = [block for block in all_of(reader, MinuteBlock) if lines & set(block.entries or ())]
    for meeting in {block.meeting for block in gone}:
        held = reader.record(meeting or "")
        if isinstance(held, Meeting):
            mine = [block for block in gone if block.meeting == meeting]
            with store.change(label, actor=actor) as change:
                for block in mine:
                    change.delete(block.id)
                draft_again(change, reader, open_live(reader, held), {block.item for block in mine}, gone=mine)
    return [(block.id, field) for block in gone for field in log_fields(block.kind)]


_SAYING = ("text", "who", "details", "person")
_SAYING_OF_OUTCOME = ("text", "owner", "who", "addressee", "due")


def _made_by(entity: str) -> list[str]:
    """The ids of every outcome that an entry may have been."""
    return [f"{sort}-{entity.removeprefix('entry-')}" for sort in OUTCOMES]


def _move(
    store: Store, live: Live, moving: Sequence[Entry], part: str, *, actor: str, label: str, reverts: str | None
) -> str | None:
    """Copies of entries in the space of the other part, in place of them, with what came of them and their findings."""
    evening, reader, space = live.evening, store.read, space_of(live.meeting.id, part)
    before, entries = live.projected.now(), list(evening.entries)
    blocks = _blocks_with(reader, live, {entry.id for entry in moving}, part)
    renamed = {entry.id: made_id("entry") for entry in moving}
    for entry in moving:
        origin = {
            "entry": entry.id, "blocks": [block.id for block in blocks],
            "findings": [finding.id for finding in findings_of(reader, [entry])],
        }  # fmt: skip
        evening.exchange(entry, replace(entry, id=renamed[entry.id], space=space, part=part, origin=origin))
    _rename(evening, renamed)
    after = dict(live.projected.now())
    try:
        with store.change(label, actor=actor) as change:
            unless_locked(change, live.meeting.id)
            change.reverts = reverts
            for entry in evening.entries:
                if entry.id in renamed.values():
                    change.add(entry)
            for old in entries:
                now = next((one for one in evening.entries if one.id == old.id), None)
                if now is None:
                    change.delete(old.id)
                else:
                    set_fields(change, old, now)
            _keep_what_was_said(reader, moving, renamed, before, after)
            write_projection(change, before, after)
            for finding in findings_of(reader, moving):
                change.add(replace(finding, id=made_id("finding"), space=space, entry=renamed[finding.entry or ""]))
                change.delete(finding.id)
            _drop(change, live, blocks, part)
            draft_again(change, reader, live, {entry.item for entry in moving}, gone=blocks, made=after)
    except BaseException:
        evening.restore(entries)
        raise
    return change.group


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
    reader: Reader,
    moving: Sequence[Entry],
    renamed: dict[str, str],
    before: dict[str, Record],
    after: dict[str, Record],
) -> None:
    """What a person recorded of an outcome goes with it: what its line does not say, and what they mended of what it says."""
    for entry in moving:
        if entry.sort not in OUTCOMES:
            continue
        old, made = reader.record(outcome_id(entry)), before.get(outcome_id(entry))
        new_id = f"{entry.sort}-{renamed[entry.id].removeprefix('entry-')}"
        new = after.get(new_id)
        if old is None or made is None or new is None:
            continue
        kept = {
            field: getattr(old, field)
            for field in log_fields(new.kind)
            if getattr(old, field) is not None and getattr(old, field) != getattr(made, field)
        }
        after[new_id] = replace(new, **kept)


def _cells_of_line(entity: str) -> list[tuple[str, str]]:
    """Every cell that holds words of an entry or of what came of it."""
    cells = [(entity, field) for field in _SAYING]
    for made in _made_by(entity):
        fields = log_fields(made.partition("-")[0])
        cells += [(made, field) for field in _SAYING_OF_OUTCOME if field in fields]
    return cells


def _cells_of(reader: Reader, live: Live, moving: Sequence[Entry]) -> list[tuple[str, str]]:
    """Every cell that holds words of these entries: their own, their outcomes', their findings', their paragraphs'."""
    cells = [cell for entry in moving for cell in _cells_of_line(entry.id)]
    cells += [(finding.id, "message") for finding in findings_of(reader, moving)]
    for block in _blocks_with(reader, live, {entry.id for entry in moving}, "B"):
        cells += [(block.id, "text"), (block.id, "generated")]
    return cells


def _blocks_with(reader: Reader, live: Live, entities: set[str], part: str) -> list[MinuteBlock]:
    """Paragraphs that say these entries' words and do not belong where they go."""
    blocks = all_of(reader, MinuteBlock, meeting=live.meeting.id)
    return [b for b in blocks if (b.part or "A") != part and set(b.entries or ()) & entities]


def _drop(change: Change, live: Live, blocks: Sequence[MinuteBlock], part: str) -> None:
    """They leave the draft; one that a person edited is kept, on the other side."""
    for block in blocks:
        change.delete(block.id)
        if block.text != block.generated:
            space = space_of(live.meeting.id, part)
            change.add(replace(block, id=made_id("minute_block"), space=space, part=part, entries=None))
