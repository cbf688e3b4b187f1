"""Savings that one table lists, a project a row: its reference, who leads it, what it saves in each year.

It reads a table by its headings; whether the table stands in a plan is plan.py's business.
"""

import re
from collections.abc import Sequence

from cypsc_desktop.intake.layout import Cell, Table
from cypsc_desktop.intake.recognise.grids import Wordings, heads_of
from cypsc_desktop.intake.recognise.paragraphs import joined
from cypsc_desktop.intake.recognise.plan_cells import amount
from cypsc_desktop.intake.report import At, ProjectFound

_HEADS: Wordings = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("ref", r"^(?:(?:savings?|project|mtfs|budget)\s+)?ref(?:erence)?\.?(?:\s*(?:no\.?|number))?$|^(?:no\.?|id|code)$"),
        ("manager", r"\b(?:manager|lead|owner|officer|sponsor|responsible)\b|^sro$|^who$"),
        ("title", (r"^(?:savings?\s+|budget\s+)?(?:projects?|proposals?|schemes?|initiatives?|description|savings?|title|workstreams?)"
                   r"(?:\s+(?:title|name|description))?$")),
    )
)  # fmt: skip
_YEAR = re.compile(
    r"^(?:savings?\s+)?(?:FY\s*)?(?P<y>20\d\d\s?[/–-]\s?(?:20)?\d\d)(?:\s*\(?£?\s?(?:'?000s?|k|m)?\)?)$", re.IGNORECASE
)
_TOTAL = re.compile(r"(?:sub-?\s?|grand\s+)?totals?\b", re.IGNORECASE)
_HEAD_ROWS = 3


def savings_rows(table: Table) -> list[ProjectFound]:
    """The projects that a table lists with their savings by year; none where it is another table."""
    for index in range(min(_HEAD_ROWS, table.shape[0])):
        row = table.row(index)
        columns = heads_of(row, _HEADS) if 3 <= len(row) <= 12 else None
        years = _years(row)
        if columns is not None and years and {"title", "manager"} <= set(columns.keys):
            found = [
                _project(table, n, dict(zip(columns.keys, row, strict=True)), years)
                for n in range(index + 1, table.shape[0])
            ]
            return [one for one in found if one is not None]
    return []


def _years(row: Sequence[Cell]) -> list[tuple[str, int]]:
    """The years that head columns of figures, each with its column."""
    found = [
        (match["y"].replace(" ", ""), cell.column) for cell in row if (match := _YEAR.match(joined(cell.lines).strip()))
    ]
    return found if len(found) > 1 else []


def _project(table: Table, index: int, heads: dict[str, Cell], years: Sequence[tuple[str, int]]) -> ProjectFound | None:
    cells = {cell.column: cell for cell in table.row(index)}
    told = {key: joined(cells[head.column].lines).strip() for key, head in heads.items() if head.column in cells}
    title, ref = told.get("title"), told.get("ref")
    figures = {year: amount(joined(cells[at].lines)) if at in cells else None for year, at in years}
    if (
        not title
        or _TOTAL.match(title)
        or (ref and _TOTAL.match(ref))
        or all(value is None for value in figures.values())
    ):
        return None
    box = cells[min(cells)].box.union(cells[max(cells)].box)
    return ProjectFound(
        number=None,
        title=title,
        manager=told.get("manager") or None,
        ref=ref or None,
        savings=figures,
        at=At(table.page, box),
    )
