"""The bin: what was deleted of late, by whom and when, and how to bring it back. The log keeps it longer than it is listed."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from cypsc_desktop.commands.naming import name_of
from cypsc_desktop.commands.records import Done, counted
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import Entry, Record, log_fields
from cypsc_desktop.store import binned, page_hits
from cypsc_desktop.store.store import Reader, Store

DAYS = 30


class InBin(NamedTuple):
    """A record in the bin. ``when`` is UTC ISO text; ``below`` counts what is hidden with it."""

    entity: str
    kind: str
    name: str
    when: str
    actor: str
    label: str
    group: str
    below: int

    def days_left(self, now: datetime | None = None) -> int:
        """For how many days more it is listed."""
        gone = (now or datetime.now(UTC)) - datetime.fromisoformat(self.when)
        return max(0, DAYS - gone.days)


class Emptied(NamedTuple):
    """What was removed for good: how many records, and how many papers are to be indexed again, whose text repeated a value
    that went."""

    records: int
    papers: int


def in_bin(reader: Reader, *, days: int | None = DAYS, now: datetime | None = None) -> list[InBin]:
    """What was deleted in the last ``days`` (None: ever), latest first."""
    since = "" if days is None else ((now or datetime.now(UTC)) - timedelta(days=days)).isoformat()
    return [
        InBin(one.record.id, one.record.kind, name_of(one.record), one.when, one.actor, one.label, one.group, one.below)
        for one in reader.ask(binned.binned)
        if one.when >= since
    ]


def show_bin(reader: Reader, *, days: int | None = DAYS) -> list[dict[str, Any]]:
    """The bin as plain JSON values, as ``cypsc bin --json`` prints it."""
    return [
        {"id": one.entity, "kind": one.kind, "name": one.name, "when": one.when, "actor": one.actor,
         "label": one.label, "group": one.group, "hidden_with_it": one.below}
        for one in in_bin(reader, days=days)
    ]  # fmt: skip


def bring_back(store: Store, entities: Iterable[str], *, actor: str, dry_run: bool = False) -> Done:
    """Take records out of the bin, in one step, with all that was hidden with them, and with what came of lines of minutes.

    UserError for one that is not in the bin, and for one whose parent is: that must come back first, or with it.
    """
    wanted = list(dict.fromkeys(entities))
    kinds = [_check(store.read, entity, wanted) for entity in wanted]
    if dry_run or not wanted:
        return Done(len(wanted), None, Touched())
    with store.change(
        counted("Bring back", len(wanted), kinds[0] if len(set(kinds)) == 1 else "row"), actor=actor
    ) as change:
        for entity in wanted:
            change.undelete(entity)
        if lines := [record for entity in wanted if isinstance(record := _binned(store.read, entity), Entry)]:
            from cypsc_desktop.commands.minuting_parts import lines_return  # minutes are seldom among it

            lines_return(change, store.read, lines)
    return Done(len(wanted), change.group, change.touched)


def remove_for_good(store: Store, entities: Iterable[str], *, actor: str, dry_run: bool = False) -> Emptied:
    """Let records in the bin go for good, with all that was hidden with them: their words leave the log, the tables and the
    backups in the library's folder, and Undo cannot bring them back. A new backup is made. A paper goes with its record;
    papers that stay are searched as before once ``finish_indexing`` has read them again. A line of minutes takes its words
    out of the draft.

    UserError for one that is not in the bin.
    """
    wanted = list(dict.fromkeys(entities))
    for entity in wanted:
        if not store.read.ask(partial(binned.binned, entity=entity)):
            raise UserError(f"{entity} is not in the bin. Run 'cypsc bin' to see what is.")
    below = [one for entity in wanted for one in store.read.ask(partial(binned.below, entity=entity))]
    every = list(dict.fromkeys([*wanted, *below]))
    if dry_run or not every:
        return Emptied(len(every), 0)
    before = store.read.ask(page_hits.by_file)
    label = counted("Remove for good", len(every), "record")
    cells = [(entity, field) for entity in every for field in log_fields(kind_of(entity))]
    if lines := [entity for entity in every if kind_of(entity) == "entry"]:
        from cypsc_desktop.commands.minuting_parts import leave_drafts  # minutes are seldom among it

        cells += leave_drafts(store, lines, actor=actor, label=label)
    store.purge(cells, actor=actor, label=label)
    after = store.read.ask(page_hits.by_file)
    again = [sha for sha, pages in before.items() if after.get(sha, 0) < pages and store.files.has(sha)]
    for sha in again:
        store.pages.forget(sha)
    store.backup_if_changed()
    return Emptied(len(every), len(again))


def _binned(reader: Reader, entity: str) -> Record:
    return reader.ask(partial(binned.binned, entity=entity))[0].record


def _check(reader: Reader, entity: str, wanted: list[str]) -> str:
    found = reader.ask(lambda c: binned.binned(c, entity))
    if not found:
        raise UserError(f"{entity} is not in the bin. Run 'cypsc bin' to see what is.")
    record = found[0].record
    above = [one for one in reader.ask(lambda c: binned.hiding(c, record)) if one.id not in wanted]
    if above:
        raise UserError(
            f"This {word_for(record.kind)} belongs to a {word_for(above[0].kind)} that is in the bin too: "
            f"{name_of(above[0])}. Bring that back first."
        )
    return word_for(record.kind)
