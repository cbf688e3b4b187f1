"""What a grid shows: columns over the fields of a kind, and the spec of a grid. A grid is a spec, not a subclass."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.fields import Field, Sort, choice_words, field_of, fields_of, parents_needed, write_value
from cypsc_desktop.commands.naming import names_of
from cypsc_desktop.commands.records import Done, check_cell, edit_cells
from cypsc_desktop.commands.related import plural
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.records import Record
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.grid.shapes import DECISIONS, DELIVERY, Shape
from cypsc_desktop.ui.models.records import Column, Names

Write = Callable[..., Done]
Check = Callable[[Reader, Record, str, str], str | None]


PART_B = "Part B, private"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of the model, with what the grid adds: how its field is typed, and the shape of a state.

    ``key`` names it in what the window remembers. ``shape(record)`` gives a state's shape, ``second(record, names)``
    a quiet line under the words; ``strong`` words are what the row is about.
    ``order(record)`` gives what rows sort by where that is not how the cell reads; None comes last.
    """

    key: str
    column: Column
    field: Field | None = None
    shape: Callable[[Any], Shape | None] | None = None
    second: Callable[[Any, Names], str] | None = None
    hidden: bool = False
    strong: bool = False
    order: Callable[[Any], Any] | None = None

    @property
    def header(self) -> str:
        return self.column.header


@dataclass(frozen=True, slots=True)
class GridSpec:
    """``rows(reader)`` gives the records in their own order, ``names(reader)`` what the records they name are called.

    ``groups`` are keys of columns that rows may be gathered by, the first of them from the start if ``grouped``.
    ``parents`` gives what a row added by hand belongs to, where no row is there to say it. ``caption(name, records)``
    is the quiet text of a group row, ``tally(records)`` what stands at its right end.

    A row that several records make needs ``write`` and ``check`` (as ``edit_cells`` and ``check_cell``) and ``parts``
    (the ids of those records); ``watches`` are the kinds besides ``kind`` whose changes show here. ``numbered``: whether
    rows bear their numbers at the left. ``can_add``: whether a row can be added by hand. ``noun`` is what a row is
    called, by default its kind. ``table`` are the columns, in order, of the whole table as it is printed, where not all
    of them show at first.
    """

    name: str
    title: str
    kind: str
    columns: tuple[GridColumn, ...]
    rows: Callable[[Reader], Sequence[Record]]
    names: Callable[[Reader], Names]
    empty: str = "Nothing here yet."
    groups: tuple[str, ...] = ()
    grouped: bool = False
    frozen: int = 1
    lines: int = 2
    parents: Callable[[], Mapping[str, str]] = field(default=dict)
    caption: Callable[[str, Sequence[Any]], str] = field(default=lambda _name, _records: "")
    tally: Callable[[Sequence[Any]], str] = field(default=lambda records: str(len(records)))
    write: Write = edit_cells
    check: Check = check_cell
    parts: Callable[[Any], Sequence[str]] = field(default=lambda record: (record.id,))
    watches: tuple[str, ...] = ()
    numbered: bool = True
    noun: str = ""
    can_add: bool = True
    table: tuple[str, ...] = ()

    def word(self, count: int = 1) -> str:
        """What a row is called: "response", "12 responses"."""
        word = self.noun or word_for(self.kind)
        return word if count == 1 else plural(word)


_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "number": "No.", "decision_text": "Reply", "responder": "Responding", "considered_on": "Considered", "seat": "Kind",
        "voting": "Votes on", "amount": "£000", "pdf_pages": "Sheets", "printed_pages": "Pages", "section": "Minute",
        "addressee": "To", "doc_kind": "Kind of paper", "in_place_of": "In place of", "through": "Through",
    }
)  # fmt: skip
_OWN_HEADERS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("recommendation", "text"): "Recommendation", ("conclusion", "text"): "Conclusion", ("request", "text"): "Request",
        ("action", "text"): "Action", ("plan_action", "text"): "Action", ("priority", "text"): "Priority",
        ("section", "title"): "Heading", ("section", "number"): "Minute", ("project", "title"): "Project",
        ("programme", "date"): "Meeting on", ("finding", "page"): "Sheet", ("finding", "finding"): "Kind",
        ("finding", "message"): "What was found",
    }
)  # fmt: skip
_WIDTHS: Mapping[Sort, int] = MappingProxyType(
    {
        Sort.WORDS: 140, Sort.TEXT: 260, Sort.LIST: 240, Sort.PAGES: 80, Sort.WHOLE: 70, Sort.FIGURE: 90, Sort.DATE: 110,
        Sort.DATE_OR_WORDS: 110, Sort.TIME: 70, Sort.YES_NO: 80, Sort.CHOICE: 130, Sort.RECORD: 180,
    }
)  # fmt: skip
_OWN_WIDTHS: Mapping[str, int] = MappingProxyType(
    {
        "number": 60,
        "ref": 70,
        "section": 80,
        "title": 280,
        "name": 200,
        "report": 180,
        "part": 60,
        "year": 90,
        "due": 100,
    }
)
_FIRST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "response": ("recommendation", "decision", "decision_text", "responder", "officer", "timetable", "report_back"),
        "recommendation": ("section", "number", "text", "addressee"),
        "conclusion": ("section", "number", "text"),
        "plan_action": ("ref", "text", "owner", "due", "progress"),
        "person": ("name", "aliases"),
        "membership": ("name", "office", "seat", "voting"),
        "attendance": ("name", "state", "role"),
        "finding": ("page", "finding", "message", "settled"),
        "saving": ("project", "year", "amount"),
    }
)
_OWN_NUMBERS = frozenset({"item", "project"})  # rows that bear a printed number need no other
_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "response": ("report", "meeting", "decision", "officer", "responder"),
        "recommendation": ("meeting", "section", "addressee"),
        "conclusion": ("meeting", "section"),
        "plan_action": ("project", "owner", "progress"),
        "saving": ("project", "year"),
        "attendance": ("meeting", "state"),
        "membership": ("meeting", "seat", "voting"),
        "finding": ("finding", "meeting"),
        "item": ("meeting", "part"),
    }
)


def header_of(kind: str, name: str) -> str:
    """What a field's column is called."""
    own = _OWN_HEADERS.get((kind, name)) or _HEADERS.get(name)
    return own or field_of(kind, name).word.capitalize()


def columns_of(kind: str) -> tuple[GridColumn, ...]:
    """A column for every field of a kind, what matters most first; the links to its parents start hidden."""
    fields = {each.name: each for each in fields_of(kind)}
    first = [name for name in _FIRST.get(kind, ()) if name in fields]
    order = [*first, *(name for name in fields if name not in first)]
    parents = set(parents_needed(kind)) - set(first)
    return tuple(column_of(fields[name], hidden=name in parents or name in ("person", "committee")) for name in order)


def column_of(of: Field, *, header: str | None = None, width: int | None = None, hidden: bool = False) -> GridColumn:
    """The column of one field, shown as its type is best read."""
    figure = _figure(of.name) if of.sort in (Sort.WHOLE, Sort.FIGURE) else None
    wide = width or _OWN_WIDTHS.get(of.name) or _WIDTHS[of.sort]
    column = Column(header or header_of(of.kind, of.name), shown(of), of.name, number=figure, width=wide)
    return GridColumn(of.name, column, of, _shapes(of), second=privacy if of.name == "text" else None, hidden=hidden)


def privacy(record: Any, _names: Names) -> str:
    """What has to stand below the words of a record that the public never sees: the room may see this window."""
    return PART_B if record.space.startswith("exempt:") else ""


def spec_of(
    kind: str,
    title: str,
    *,
    rows: Callable[[Reader], Sequence[Record]] | None = None,
    **more: Any,
) -> GridSpec:
    """The grid of a kind with all its fields; ``rows`` narrows the records, ``more`` is handed to GridSpec."""
    links = LINKS[kind]

    def names(reader: Reader) -> Names:
        return {entity: name for link in links for entity, name in names_of(reader, link).items()}

    given = {
        "groups": _GROUPS.get(kind, ()), "lines": 1 if kind in ("saving", "person") else 2,
        "numbered": kind not in _OWN_NUMBERS, **more,
    }  # fmt: skip
    return GridSpec(
        name=str(given.pop("name", kind)), title=title, kind=kind, columns=tuple(given.pop("columns", columns_of(kind))),
        rows=rows or (lambda reader: in_order(reader, kind)), names=given.pop("names", names), **given,
    )  # fmt: skip


def in_order(reader: Reader, kind: str) -> list[Record]:
    """All records of a kind: by what they belong to, meetings by date; then in their own order."""
    found = reader.records(kind)
    for parent in parents_needed(kind)[:1]:
        above = meetings(reader) if parent == "meeting" else in_order(reader, parent)
        place = {record.id: n for n, record in enumerate(above)}
        found.sort(key=lambda record: place.get(getattr(record, parent) or "", len(place)))
    return found


def shown(of: Field) -> Callable[[Any, Names], str]:
    """How a field reads in a cell: names for ids, "22 Aug 2021" for a date, words for a choice."""

    get = attrgetter(of.name)
    if of.sort in (Sort.WORDS, Sort.TEXT, Sort.TIME):
        return lambda record, _names: str(get(record) or "")

    def text(record: Any, names: Names) -> str:
        value = get(record)
        if value is None:
            return ""
        if of.sort == Sort.RECORD:
            return names.get(str(value), "not here")
        if of.sort in (Sort.DATE, Sort.DATE_OR_WORDS):
            return short_day(str(value))
        if of.sort == Sort.CHOICE:
            return choice_words(str(value))
        if of.sort == Sort.YES_NO:
            return "Yes" if value else "No"
        if of.sort in (Sort.WHOLE, Sort.FIGURE) and isinstance(value, (int, float)):
            return f"{value:,}".removesuffix(".0")
        return write_value(of, value)

    return text


def _figure(name: str) -> Callable[[Any], float | None]:
    def figure(record: Any) -> float | None:
        value = getattr(record, name, None)
        return float(value) if isinstance(value, (int, float)) else None

    return figure


def _shapes(of: Field) -> Callable[[Any], Shape | None] | None:
    tables = {
        ("response", "decision"): DECISIONS,
        ("response", "delivery"): DELIVERY,
        ("plan_action", "progress"): DELIVERY,
    }
    table = tables.get((of.kind, of.name))
    if table is None:
        return None
    return lambda record: table.get(str(getattr(record, of.name, None) or "").casefold())
