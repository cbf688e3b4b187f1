"""What came of a meeting so far, with what each rests on, for the screen that stands beside the log. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.commands.minuting import Live
from cypsc_desktop.minutes.decided import waiting
from cypsc_desktop.minutes.evening import OUTCOMES
from cypsc_desktop.minutes.projection import outcome_id
from cypsc_desktop.model.records import Entry, Record
from cypsc_desktop.store.store import Reader


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome as it stands. ``state`` is draft, put or agreed, ``agreed`` the UTC moment; ``waits``: it counts once it
    is agreed; ``evidence`` are the lines that it rests on; ``to`` is whom it is for, ``owner`` who is to do it, ``due`` by
    when, as typed."""

    id: str
    sort: str
    number: str
    text: str
    state: str
    agreed: str | None
    item: str | None
    entry: Entry
    evidence: tuple[Entry, ...]
    to: str | None = None
    owner: str | None = None
    due: str | None = None
    waits: bool = False

    @property
    def is_private(self) -> bool:
        return self.entry.part == "B"


def outcomes_of(reader: Reader, live: Live) -> list[Outcome]:
    """All of them in the order of their lines."""
    by_id = {entry.id: entry for entry in live.evening.entries}
    lines = [entry for entry in live.evening.entries if entry.sort in OUTCOMES]
    held = reader.these([outcome_id(entry) for entry in lines])
    made = {entry.id: held[outcome_id(entry)] for entry in lines if outcome_id(entry) in held}
    open_ = {record.id for record in waiting(live.evening.entries, made)}
    return [
        _outcome(made[entry.id], entry, by_id, waits=made[entry.id].id in open_) for entry in lines if entry.id in made
    ]  # a line whose outcome was deleted by hand has none


def _outcome(record: Record, entry: Entry, by_id: dict[str, Entry], *, waits: bool) -> Outcome:
    def said(field: str) -> str | None:
        return getattr(record, field, None)

    evidence = tuple(by_id[link] for link in entry.links or () if link in by_id)
    return Outcome(
        record.id, entry.sort or "", said("number") or "", said("text") or "", said("state") or "draft", said("agreed"),
        entry.item, entry, evidence, to=said("addressee"), owner=said("owner") or said("who"), due=said("due"),
        waits=waits,
    )  # fmt: skip


def outcome_records(reader: Reader, meeting: str) -> dict[str, Record]:
    """Outcomes by the entry that they were typed as."""
    found = (record for sort in OUTCOMES for record in reader.records(sort, meeting=meeting))
    return {entry: record for record in found if (entry := getattr(record, "entry", None))}


def drawn_from(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Line -> what was drawn from it, the link the other way round: "Recommendation 1"; the last where there are several."""
    return {line.id: f"{one.sort.capitalize()} {one.number}".strip() for one in outcomes for line in one.evidence}
