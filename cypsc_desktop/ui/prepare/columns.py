"""The grids of a meeting that is prepared: its items with their plan, its roster with codes, and what comes
forward from the meetings before."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from cypsc_desktop.commands.fields import field_of
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.minuting_prepare import Carried, carried_forward, code_taken, roster
from cypsc_desktop.commands.naming import names_of
from cypsc_desktop.commands.records import check_cell
from cypsc_desktop.model.records import Item, Meeting, Membership, Record
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.grid.columns import GridColumn, GridSpec, column_of, spec_of
from cypsc_desktop.ui.models.records import Column, Names

PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "items": ("item", "Items"), "roster": ("membership", "Who is expected"),
        "actions": ("action", "Open actions"),
        "requests": ("request", "Open requests"), "recommendations": ("recommendation", "Awaiting a reply"),
    }
)  # fmt: skip
_EMPTY: Mapping[str, str] = MappingProxyType(
    {
        "items": "This meeting has no agenda yet. Import its papers, or add an item by hand.",
        "roster": "Nobody is expected yet. Press Seat the committee to take the seats of the last meeting.",
        "actions": "No action of an earlier meeting is open.",
        "requests": "No request of an earlier meeting is open.",
        "recommendations": "No recommendation of an earlier meeting waits for a reply.",
    }
)
_SHOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "items": ("number", "title", "planned", "presenters", "matter", "part"),
        "actions": ("text", "owner", "due", "meeting", "closed"),
        "requests": ("text", "owner", "due", "meeting", "closed"),
        "recommendations": ("number", "text", "addressee", "meeting", "notice_served"),
    }
)
_WIDTHS: Mapping[str, int] = MappingProxyType(
    {"title": 300, "text": 380, "presenters": 150, "planned": 75, "matter": 110, "number": 50}
)
_HEADERS: Mapping[str, str] = MappingProxyType(
    {"planned": "Minutes", "matter": "Matter", "closed": "Done on", "addressee": "To"}
)


def specs(meeting: Callable[[], Meeting | None], today: Callable[[], date]) -> list[GridSpec]:
    """The grid of each part, over the meeting that is shown."""

    def carried(reader: Reader) -> Carried:
        at = meeting()
        return carried_forward(reader, at, today=today()) if at else Carried(None, (), (), ())

    def of_meeting(kind: type[Record], reader: Reader) -> list[Any]:
        at = meeting()
        return all_of(reader, kind, meeting=at.id) if at else []

    def parents() -> Mapping[str, str]:
        at = meeting()
        return {"meeting": at.id if at else ""}

    rows: dict[str, Callable[[Reader], Sequence[Record]]] = {
        "items": lambda reader: agenda_order(of_meeting(Item, reader)),
        "roster": lambda reader: of_meeting(Membership, reader),
        "actions": lambda reader: carried(reader).actions,
        "requests": lambda reader: carried(reader).requests,
        "recommendations": lambda reader: [row.made for row in carried(reader).recommendations if row.made],
    }
    more: dict[str, dict[str, Any]] = {
        "items": {"frozen": 2, "tally": _minutes, "parents": parents, "lines": 1, "numbered": False},
        "roster": {"columns": _roster_columns(), "names": _roster_names(meeting), "check": _check_seat, "lines": 1,
                   "noun": "person", "parents": lambda: {**parents(), "seat": "guest"}, "watches": ("person", "term")},
        "actions": {"can_add": False}, "requests": {"can_add": False},
        "recommendations": {"can_add": False, "watches": ("response",)},
    }  # fmt: skip
    return [
        spec_of(
            kind, title, rows=rows[part], name=f"prepare {part}", empty=_EMPTY[part],
            **{"columns": _columns(part, kind), **more[part]},
        )
        for part, (kind, title) in PARTS.items()
    ]  # fmt: skip


def _columns(part: str, kind: str) -> tuple[GridColumn, ...]:
    return tuple(
        column_of(field_of(kind, name), header=_HEADERS.get(name), width=_WIDTHS.get(name))
        for name in _SHOWN.get(part, ())
    )


def _roster_columns() -> tuple[GridColumn, ...]:
    code = Column("Typed as", lambda record, names: names.get(f"{record.id} code", ""), None, width=80)
    fields = ("name", "office", "seat", "voting", "code", "aliases")
    headers = {"code": "Own code", "aliases": "Other codes", "office": "Office or role"}
    widths = {"name": 200, "office": 150, "seat": 100, "voting": 90, "code": 90, "aliases": 100}
    plain = {n: column_of(field_of("membership", n), header=headers.get(n), width=widths[n]) for n in fields}
    return (GridColumn("typed", code, strong=True), *(plain[name] for name in fields))


def _roster_names(meeting: Callable[[], Meeting | None]) -> Callable[[Reader], Names]:
    """The code that each seat is typed by, made of the name where none was chosen."""

    def names(reader: Reader) -> Names:
        at = meeting()
        if at is None:
            return {}
        codes = {one.name: one.code for one in roster(reader, at)}
        seats = all_of(reader, Membership, meeting=at.id)
        return {**names_of(reader, "person"), **{f"{s.id} code": codes.get(s.name or "", "") for s in seats}}

    return names


def _check_seat(reader: Reader, record: Record, field: str, text: str) -> str | None:
    """A code that is somebody else's is refused; everything else as in any grid."""
    if field in ("code", "aliases"):
        taken = code_taken(reader, record.id, text.split())
        if taken:
            return taken
    return check_cell(reader, record, field, text)


def _minutes(records: Sequence[Any]) -> str:
    return f"{sum(record.planned or 0 for record in records)} minutes"
