"""The tables of a meeting: of each its name, its rows, what a row added by hand belongs to, and where a row is printed.

Reads only; the grids that show them run the commands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cypsc_desktop.commands import choosing
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.settling import findings_of
from cypsc_desktop.model.records import (
    KINDS,
    Document,
    Finding,
    Item,
    Meeting,
    Record,
)
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.grid.columns import GridColumn, GridSpec, spec_of
from cypsc_desktop.ui.inspector.whereabouts import printed_place
from cypsc_desktop.ui.models.records import Column
from cypsc_desktop.ui.place import Place

_KIND_OF_FINDING = GridColumn(
    "finding", Column("Kind", lambda record, _: (record.finding or "").replace("-", " ").capitalize(), width=150)
)
Rows = Callable[[Reader, Meeting], Sequence[Record]]


@dataclass(frozen=True, slots=True)
class MeetingTable:
    """``name`` is a place's ``part``; ``export`` a word of ``cypsc export`` (None where there is none)."""

    name: str
    title: str
    kind: str
    empty: str
    rows: Rows
    export: str | None = None
    above: str | None = None  # the kind of record that a row belongs to, where that is not the meeting
    shown: tuple[str, ...] = ()  # columns that show although they start hidden elsewhere
    always: bool = False

    def spec(self, meeting: Callable[[], Meeting | None]) -> GridSpec:
        """Its grid, for whichever meeting is shown."""

        def rows(reader: Reader) -> Sequence[Record]:
            shown = meeting()
            return self.rows(reader, shown) if shown else ()

        made = spec_of(self.kind, self.title, rows=rows, empty=self.empty, name=self.name)
        columns = tuple(replace(c, hidden=False) if c.key in self.shown else c for c in made.columns)
        if self.kind == Finding.kind:
            own = {column.key: column for column in columns} | {"finding": _KIND_OF_FINDING}
            columns = tuple(own[key] for key in ("page", "finding", "settled", "message"))
        return replace(made, columns=columns, groups=tuple(g for g in made.groups if g != "meeting"))

    def parents(self, reader: Reader, meeting: Meeting | None) -> Mapping[str, str]:
        """What a row added by hand belongs to, where no row is there to say it."""
        if meeting is None:
            return {}
        if self.above is None:
            return {"meeting": meeting.id}
        above = reader.records(self.above, meeting=meeting.id)
        return {self.above: above[0].id} if above else {}


def _of(kind: str) -> Rows:
    return lambda reader, meeting: reader.records(kind, meeting=meeting.id)


def _below(kind: str, above: str) -> Rows:
    """The records of a kind below the meeting's records of another."""

    def rows(reader: Reader, meeting: Meeting) -> Sequence[Record]:
        parents = _ordered(reader, above, meeting)
        return [record for parent in parents for record in reader.records(kind, **{above: parent.id})]

    return rows


def _findings(reader: Reader, meeting: Meeting) -> Sequence[Record]:
    return findings_of(reader, meeting)


def _ordered(reader: Reader, kind: str, meeting: Meeting) -> Sequence[Record]:
    if kind == Item.kind:
        return agenda_order(all_of(reader, Item, meeting=meeting.id))
    return reader.records(kind, meeting=meeting.id)


def _agenda(reader: Reader, meeting: Meeting) -> Sequence[Record]:
    return _ordered(reader, Item.kind, meeting)


TABLES: tuple[MeetingTable, ...] = (
    MeetingTable(
        "agenda", "Agenda", "item", "No agenda of this meeting is in the library. Import its pack, or add items by hand.",
        _agenda, always=True,
    ),
    MeetingTable(
        "papers", "Papers", "paper", "No paper came with this meeting's agenda. Add an item first, then its papers.",
        _below("paper", "item"), above="item", shown=("item",),
    ),
    MeetingTable("attendance", "Present", "attendance", "No attendance is recorded for this meeting.", _of("attendance")),
    MeetingTable("people", "Members", "membership", "No members are printed on this meeting's agenda.", _of("membership"), "people"),
    MeetingTable("minutes", "Minutes", "section", "The minutes of this meeting are not in the library yet.", _of("section"), "minutes"),
    MeetingTable(
        "conclusions", "Conclusions", "conclusion",
        "The minutes of this meeting are not in the library, or conclude nothing.", _of("conclusion"), "conclusions",
    ),
    MeetingTable(
        "recommendations", "Recommendations", "recommendation",
        "The minutes of this meeting are not in the library, or recommend nothing.",
        _of("recommendation"), "recommendations",
    ),
    MeetingTable("requests", "Requests", "request", "No request for information is recorded for this meeting.", _of("request"), "requests"),
    MeetingTable("actions", "Actions", "action", "No action is recorded for this meeting.", _of("action"), "actions"),
    MeetingTable("responses", "Responses", "response", "No response table came with this meeting's papers.", _of("response"), "responses"),
    MeetingTable(
        "programme", "Work programme", "programme", "No work programme came with this meeting's papers.",
        _of("programme"), "work-programme",
    ),
    MeetingTable("projects", "Projects", "project", "No improvement plan came with this meeting's papers.", _of("project"), "plan"),
    MeetingTable(
        "plan", "Plan actions", "plan_action",
        "No improvement plan came with this meeting's papers. Add a project first, then its actions.",
        _below("plan_action", "project"), "plan", above="project", shown=("project",),
    ),
    MeetingTable(
        "savings", "Savings", "saving",
        "No savings are printed in this meeting's papers. Add a project first, then its savings.",
        _below("saving", "project"), "plan", above="project", shown=("project",),
    ),
    MeetingTable("priorities", "Priorities", "priority", "No priorities table came with this meeting's papers.", _of("priority"), "plan"),
    MeetingTable("findings", "Findings", "finding", "Nothing odd was found in this meeting's papers.", _findings, "findings"),
)  # fmt: skip

NAMES: Mapping[str, MeetingTable] = {table.name: table for table in TABLES}
_BY_KIND: Mapping[str, str] = {table.kind: table.name for table in TABLES}


def table_for(kind: str) -> str | None:
    """The name of the table that shows this kind of record."""
    return _BY_KIND.get(kind)


def meeting_of(reader: Reader, record: Record) -> str | None:
    """The id of the meeting that a record belongs to."""
    if isinstance(record, Meeting):
        return record.id
    above = reader.record(getattr(record, "project", None) or getattr(record, "item", None) or "")
    found = getattr(above or record, "meeting", None)
    return found if isinstance(found, str) else None


def spot_of(reader: Reader, record: Record) -> Place | None:
    """The sheet that shows a record: where its papers begin, else where it is printed; None where no file gave it."""
    if isinstance(record, Document):
        return Place("papers", record.id, sheet=1)
    at = getattr(record, "at", None)
    if isinstance(record, Item) and record.pdf_pages and isinstance(at, dict) and at.get("document"):
        return Place("papers", at["document"], sheet=int(record.pdf_pages[0]))
    return printed_place(reader, record)


def elsewhere(reader: Reader, table: MeetingTable, meeting: Meeting) -> tuple[int, Meeting | None]:
    """How many rows of a table this meeting's papers print of another meeting, and which (the latest of several)."""
    if "meeting" not in KINDS[table.kind].__dataclass_fields__ or table.kind == Finding.kind:
        return 0, None
    files = {file.id for file in reader.records("document", meeting=meeting.id)}
    found = [r for r in reader.records(table.kind) if (getattr(r, "at", None) or {}).get("document") in files]
    others = {other.id: other for other in choosing.meetings(reader)}
    held = [others[m] for r in found if (m := getattr(r, "meeting", None)) in others and m != meeting.id]
    last = max(held, key=lambda m: m.date or "", default=None)
    return sum(other == last for other in held), last
