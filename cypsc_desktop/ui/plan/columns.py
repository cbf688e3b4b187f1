"""The grids of Plan and programme: projects, savings, actions, priorities, work programme."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from cypsc_desktop.commands.naming import names_of
from cypsc_desktop.commands.planning import (
    day_due,
    facts_of_projects,
    figure,
    is_late,
    plan_rows,
    progress_of,
    sums_of,
)
from cypsc_desktop.model.records import PlanAction, Project, Record, Saving
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.grid.columns import GridColumn, GridSpec, columns_of, spec_of
from cypsc_desktop.ui.grid.shapes import Shape
from cypsc_desktop.ui.models.records import Column, Names

Rows = Callable[[Reader], Sequence[Record]]
PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "projects": ("project", "Projects"), "savings": ("saving", "Savings"), "actions": ("plan_action", "Actions"),
        "priorities": ("priority", "Priorities"), "programme": ("programme", "Work programme"),
    }
)  # fmt: skip
_UPDATED: Mapping[str, str] = MappingProxyType(
    {"projects": "title", "savings": "amount", "actions": "progress", "priorities": "due", "programme": "items"}
)
_SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "not started": Shape("square", "text2"), "in progress": Shape("right", "info"),
        "slipped": Shape("down", "danger"), "complete": Shape("square full", "ok"),
    }
)  # fmt: skip
_PLAN = "An improvement plan comes with a meeting's papers. Import them, or add a row by hand."
_EMPTY: Mapping[str, str] = MappingProxyType(
    {"programme": "A work programme comes with a meeting's papers. Import them, or add a meeting by hand."}
)


def updated_field(part: str) -> str:
    """The column that is typed into most."""
    return _UPDATED[part]


def specs(rows_of: Callable[[str], tuple[str | None, str | None]], today: Callable[[], date]) -> list[GridSpec]:
    """The grid of each part. ``rows_of(part)`` says of which meeting and committee its rows are (None: all)."""

    def rows(part: str, kind: str) -> Rows:
        def read(reader: Reader) -> Sequence[Record]:
            meeting, committee = rows_of(part)
            return plan_rows(reader, kind, meeting=meeting, committee=committee)

        return read

    def parents(part: str) -> Callable[[], Mapping[str, str]]:
        return lambda: {"meeting": rows_of(part)[0] or ""}

    more: dict[str, dict[str, Any]] = {
        "projects": {"columns": _project_columns(), "names": _project_names, "frozen": 2, "parents": parents("projects"),
                     "watches": ("saving", "plan_action"), "groups": ("manager", "meeting")},
        "savings": {"tally": _saved, "grouped": False},
        "actions": {"columns": _action_columns(today), "tally": _done, "grouped": True, "frozen": 1},
        "priorities": {"parents": parents("priorities"), "groups": ("leads", "meeting")},
        "programme": {"columns": _programme_columns(), "noun": "meeting", "parents": parents("programme"), "lines": 5,
                      "groups": ("meeting",), "tally": _bullets},
    }  # fmt: skip
    return [
        spec_of(kind, title, rows=rows(part, kind), name=f"plan {part}", empty=_EMPTY.get(part, _PLAN), **more[part])
        for part, (kind, title) in PARTS.items()
    ]


def _project_columns() -> tuple[GridColumn, ...]:
    plain = {column.key: column for column in columns_of("project")}
    reckoned = (
        GridColumn("total", Column("Total £000", _fact("total"), None, width=100, right=True)),
        GridColumn("savings", Column("Savings £000", _fact("savings"), None, width=230)),
        GridColumn("done", Column("Actions done", _fact("done"), None, width=110, right=True)),
    )
    order = ("number", "title", "manager", "ref")
    rest = [column for key, column in plain.items() if key not in order]
    return (*(plain[key] for key in order), *reckoned, *rest)


def _programme_columns() -> tuple[GridColumn, ...]:
    """As of every record; the items each with its bullet."""
    made = []
    for column in columns_of("programme"):
        if column.key == "items":
            shown = Column("Items", lambda r, _: "\n".join(f"• {item}" for item in r.items or []), "items", width=340)
            column = replace(column, column=shown)
        made.append(column)
    return tuple(made)


def _project_names(reader: Reader) -> Names:
    found = [record for record in reader.records("project") if isinstance(record, Project)]
    return {**names_of(reader, "meeting"), **facts_of_projects(reader, found)}


def _fact(word: str) -> Callable[[Any, Names], str]:
    return lambda record, names: names.get(f"{record.id} {word}", "")


def _action_columns(today: Callable[[], date]) -> tuple[GridColumn, ...]:
    """As printed, with the shape of the progress, and a mark at a day that is past."""

    def late(record: Any) -> Shape | None:
        return Shape("alert", "danger") if isinstance(record, PlanAction) and is_late(record, today=today()) else None

    shapes: dict[str, Callable[[Any], Shape | None]] = {
        "progress": lambda record: _SHAPES.get(progress_of(record.progress) or ""), "due": late,
    }  # fmt: skip
    widths = {"text": 330, "progress": 170, "due": 130, "owner": 90}
    made = []
    for column in columns_of("plan_action"):
        wide = replace(column.column, width=widths.get(column.key, column.column.width))
        order = day_due if column.key == "due" else None
        made.append(replace(column, column=wide, shape=shapes.get(column.key, column.shape), order=order))
    return tuple(replace(column, hidden=True) if column.key == "project" else column for column in made)


def _saved(records: Sequence[Any]) -> str:
    return figure(sums_of([r for r in records if isinstance(r, Saving)]).total)


def _done(records: Sequence[Any]) -> str:
    done = sum(progress_of(record.progress) == "complete" for record in records)
    return f"{done} of {len(records)} complete"


def _bullets(records: Sequence[Any]) -> str:
    return f"{sum(len(record.items or []) for record in records)} items"
