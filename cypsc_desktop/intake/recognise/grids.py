"""Ruled tables read by the wording of their headings, over sheets, with new column widths or none repeated.

A recogniser says which wordings mean which column; this follows the table and hands out its rows.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cypsc_desktop.intake.layout import Box, Cell, Line, Sheet, Table
from cypsc_desktop.intake.recognise.paragraphs import joined
from cypsc_desktop.intake.report import At

Wordings = Sequence[tuple[str, re.Pattern[str]]]
_SIDE = 14.0  # points by which the sides of one table may differ between sheets
_MOST_HEAD_ROWS = 4
_FEWEST = 4  # columns of a table whose cut row is looked for among loose lines
_LONGEST_HEAD = 6
_HEADINGS = re.compile(
    r"^(?:ref(?:erence)?|no|number|(?:key\s+|agenda\s+)?(?:actions?|items?)|owner|lead(?:s|\s+officer)?|officer|by\s+when|progress|status|(?:meeting\s+)?date"
    r"|subject|title|description|cost|total|year|budget|purpose|name|measure|target|risk|report\s+lead|timescale|topic|priority)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """A printed row. ``lines``: column -> its lines ("" for a row that spans the table, whose words are ``group``).

    ``opens`` says that it is the first row of its table's part on a sheet, ``titled`` that the part prints
    its headings again; ``heading`` is the last line printed above the table.
    """

    lines: dict[str, list[Line]]
    table: Table
    at: At
    group: str | None = None
    opens: bool = False
    titled: bool = False
    heading: str | None = None

    def text(self, key: str) -> str | None:
        """The cell as printed, None where it is blank or the table has no such column."""
        return joined(self.lines.get(key, ())).strip() or None

    @property
    def filled(self) -> set[str]:
        return {key for key in self.lines if self.text(key)}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table means what: keys in order with left and right edge."""

    keys: tuple[str, ...]
    edges: tuple[tuple[float, float], ...]
    heads: tuple[str, ...]

    def place(self, table: Table, row: Sequence[Cell]) -> dict[str, list[Line]]:
        """The lines of a row by column: in order where the columns are as many, else by where they stand."""
        out: dict[str, list[Line]] = {}
        in_order = table.shape[1] == len(self.keys)
        for cell in row:
            if not cell.lines:
                continue
            if in_order:
                keys = [self.keys[cell.column]] if cell.column < len(self.keys) else []
            else:
                keys = [self._nearest(cell.box)]
            for key in keys:
                out.setdefault(key, []).extend(cell.lines)
        return out

    def _nearest(self, box: Box) -> str:
        def shared(edge: tuple[float, float]) -> float:
            return min(box.right, edge[1]) - max(box.left, edge[0])

        return self.keys[max(range(len(self.keys)), key=lambda n: shared(self.edges[n]))]


def heads_of(row: Sequence[Cell], wordings: Wordings) -> Columns | None:
    """The columns that a row of headings names; each meaning goes to the first cell that fits it."""
    cells = list(row)
    taken: set[str] = set()
    keys: list[str] = []
    for cell in cells:
        text = joined(cell.lines).strip()
        key = (
            next((k for k, pattern in wordings if k not in taken and pattern.search(text)), "")
            if text and len(text) < 160
            else ""
        )
        keys.append(key or f"?{len(keys)}")
        taken.add(key)
    if not taken - {""}:
        return None
    return Columns(
        tuple(keys), tuple((c.box.left, c.box.right) for c in cells), tuple(joined(c.lines).strip() for c in cells)
    )


def rows_of(
    sheets: Iterable[Sheet],
    wordings: Wordings,
    needed: Sequence[set[str]],
    *,
    grouped: re.Pattern[str] | None = None,
) -> Iterator[Row]:
    """The rows of every table whose headings name at least one column of each set in ``needed``.

    A table goes on where the next ruled table follows it directly, with as many columns or the same sides.
    ``grouped``: how a group row begins where no merged cell shows it: a line between two parts of the table,
    or the first cell of a row that is else empty.
    """
    columns: Columns | None = None
    before: tuple[Sheet, Table] | None = None
    heading: str | None = None
    for sheet in sheets:
        if sheet.filler:
            continue
        if columns is not None and before is not None and before[0] is not sheet:
            rest = _cut_row(before, sheet, columns)
            if rest is not None:
                yield rest
        for table in sorted(sheet.tables, key=lambda t: t.box.top):
            found = _header(table, wordings, needed)
            group = _group_above(before, (sheet, table), grouped) if before and columns and grouped else None
            if found is not None:
                columns, start, over = found
                heading = over or _above(sheet, table) or heading
            elif group is not None and columns is not None and table.shape[1] == len(columns.keys):
                start = 0
                yield group
            elif columns is not None and before is not None and _goes_on(before, (sheet, table), columns):
                start = 0
            else:
                columns, before = None, None
                continue
            yield from _rows(table, columns, start=start, titled=found is not None, heading=heading, grouped=grouped)
            before = (sheet, table)
        if before is not None and before[0] is not sheet and sheet.lines:
            columns, before = None, None


def _header(table: Table, wordings: Wordings, needed: Sequence[set[str]]) -> tuple[Columns, int, str | None] | None:
    """The columns, the first row below the headings, and the words of a spanning row above them."""
    over: str | None = None
    for index in range(min(_MOST_HEAD_ROWS, table.shape[0])):
        row = sorted((c for c in table.cells if c.row <= index < c.row + c.rows), key=lambda c: c.column)
        # headings may be merged over two rows, so those from above count too
        columns = heads_of(row, wordings) if len(row) > 1 else None
        if columns is not None and all(need & set(columns.keys) for need in needed):
            return columns, max(cell.row + cell.rows for cell in row), over
        full = [cell for cell in table.row(index) if cell.lines]
        over = joined(full[0].lines).strip() if len(full) == 1 else over
    return None


def _goes_on(before: tuple[Sheet, Table], now: tuple[Sheet, Table], columns: Columns) -> bool:
    (old_sheet, old), (sheet, table) = before, now
    loose = old.open_bottom or table.open_top
    if table.shape[1] != len(columns.keys) and not (
        loose
        and abs(table.shape[1] - len(columns.keys)) <= 1 < table.shape[1]
        and abs(old.box.left - table.box.left) < _SIDE
        and abs(old.box.right - table.box.right) < _SIDE
    ):
        return False
    if table.shape[0] and _names_columns(table.row(0), columns):
        return False
    if old_sheet is sheet:
        return not any(old.box.bottom - 2 < line.box.top < table.box.top for line in sheet.lines)
    below = sum(line.box.top > old.box.bottom for line in old_sheet.lines)
    above = sum(line.box.top < table.box.top for line in sheet.lines)
    return above <= (3 if loose else 0) and below <= (6 if loose else 0)


def _group_above(before: tuple[Sheet, Table], now: tuple[Sheet, Table], grouped: re.Pattern[str]) -> Row | None:
    """The lines between two tables of one sheet as a group row, where they begin like one."""
    (old_sheet, old), (sheet, table) = before, now
    lines = [line for line in sheet.lines if old.box.bottom - 2 < line.box.top < table.box.top]
    if old_sheet is not sheet or not 0 < len(lines) < _MOST_HEAD_ROWS or not grouped.match(lines[0].text):
        return None
    return Row({"": lines}, table, At(sheet.number, lines[0].box), group=joined(lines).strip())


def _names_columns(row: Sequence[Cell], columns: Columns) -> bool:
    """Whether a row is the headings of another table: short words in each cell, some of them a heading's."""
    texts = [joined(cell.lines).strip() for cell in row]
    if not texts or not all(texts) or any(len(text.split()) > _LONGEST_HEAD for text in texts):
        return False
    return sum(bool(_HEADINGS.match(text)) for text in texts) > 1 and not all(t in columns.heads for t in texts)


def _cut_row(before: tuple[Sheet, Table], sheet: Sheet, columns: Columns) -> Row | None:
    """Lines at the top of a sheet that stand in columns of the table cut above: the rest of its last row."""
    old_sheet, old = before
    first = min((t.box.top for t in sheet.tables), default=sheet.height)
    lines = [line for line in sheet.lines if line.box.top < first]
    if (
        not lines
        or len(lines) != len(sheet.lines)
        or old.box.bottom < 0.75 * old_sheet.height
        or len(old.edges) < _FEWEST
    ):
        return None
    if sheet.number != old_sheet.number + 1 or any(line.box.top > old.box.bottom for line in old_sheet.lines):
        return None
    found: dict[str, list[Line]] = {}
    for line in lines:
        column = bisect_right(old.edges, line.box.left + 1) - 1
        if not 0 <= column < len(columns.keys) or line.box.right > old.edges[column + 1] + 2:
            return None
        found.setdefault(columns.keys[column], []).append(line)
    at = At(sheet.number, lines[0].box)
    return Row(found, replace(old, page=sheet.number), at, opens=True)


def _rows(
    table: Table,
    columns: Columns,
    *,
    start: int,
    titled: bool,
    heading: str | None,
    grouped: re.Pattern[str] | None,
) -> Iterator[Row]:
    first = True
    width = table.shape[1]
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        for index in range(max(cell.row, start), cell.row + cell.rows if _carries(cell, columns) else cell.row + 1):
            by_row.setdefault(index, []).append(cell)
    for index in range(start, table.shape[0]):
        cells = sorted(by_row.get(index, ()), key=lambda c: c.column)
        full = [cell for cell in cells if cell.lines]
        if not full:
            continue
        box = cells[0].box
        for cell in cells[1:]:
            box = box.union(cell.box)
        at = At(table.page, box)
        if len(full) == 1 and (
            full[0].columns >= max(2, width - 1)
            or (grouped is not None and full[0].column == 0 and grouped.match(full[0].lines[0].text))
        ):
            yield Row(
                {"": list(full[0].lines)},
                table,
                at,
                group=joined(full[0].lines).strip(),
                opens=first,
                titled=titled,
                heading=heading,
            )
        else:
            yield Row(columns.place(table, cells), table, at, opens=first, titled=titled, heading=heading)
        first = False


def _carries(cell: Cell, columns: Columns) -> bool:
    """Whether a cell that spans rows is meant for each of them (not so for the first and the longest column)."""
    return (
        1 < cell.rows < 40
        and cell.column < len(columns.keys)
        and columns.keys[cell.column] not in ("recommendation", "text", "ref")
    )


def _above(sheet: Sheet, table: Table) -> str | None:
    lines = [line for line in sheet.lines if line.box.bottom <= table.box.top + 2]
    return lines[-1].text if lines else None
