"""Ruled tables from the lines and rectangles that a page draws."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cypsc_desktop.intake.layout import Box, Cell, Table
from cypsc_desktop.intake.pdf_lines import lines_of
from cypsc_desktop.intake.pdf_open_tables import open_tables
from cypsc_desktop.intake.pdf_words import Ink, Page

SNAP = 3.0
THIN = 3.0
MAX_GRID = 20_000

Span = tuple[float, float, float]
"""A stroke: where on its own axis, from, to."""
Place = tuple[int, int, int, int]
"""Row, column, rows, columns of a cell."""


def tables_of(page: Page) -> tuple[list[Table], list[Ink]]:
    """The page's ruled tables, and the words that lie in none."""
    levels, uprights = _strokes(page)
    tables: list[Table] = []
    rest = page.words
    for group in _groups(levels, uprights):
        made = _table(page, *group, words=rest)
        if made is not None:
            table, rest = made
            tables.append(table)
    across, rest = open_tables(page, _free(levels, tables), rest)
    tables += across
    tables.sort(key=lambda t: (t.box.top, t.box.left))
    if tables and tables[-1].open_bottom:
        tables[-1], rest = _with_overflow(page, tables[-1], words=rest)
    return [_cut(page, table, among=tables, words=rest) for table in tables], rest


def _free(levels: list[Span], tables: list[Table]) -> list[Span]:
    """The rules across that part no table."""
    boxes = [table.box for table in tables]
    return [
        (y, left, right)
        for y, left, right in levels
        if not any(b.top - SNAP <= y <= b.bottom + SNAP and left < b.right and b.left < right for b in boxes)
    ]


def _cut(page: Page, table: Table, *, among: list[Table], words: list[Ink]) -> Table:
    """The table, open only towards a sheet's edge with nothing between."""
    if not (table.open_top or table.open_bottom):
        return table
    boxes = [t.box for t in among if t is not table]
    boxes += [w.box for w in words if page.height * 0.08 < w.box.bottom and w.box.top < page.height * 0.93]
    above = any(box.bottom <= table.box.top + SNAP for box in boxes)
    below = any(box.top >= table.box.bottom - SNAP for box in boxes)
    return replace(table, open_top=table.open_top and not above, open_bottom=table.open_bottom and not below)


def _with_overflow(page: Page, table: Table, *, words: list[Ink]) -> tuple[Table, list[Ink]]:
    """A table cut by the page's foot takes the text that runs on below its rules, if it keeps to one column."""
    floor = page.height * 0.93
    below = [w for w in words if table.box.bottom - 12 <= w.box.top and w.box.bottom < floor and w.turn == 0]
    if not below:
        return table, words
    left, right = min(w.box.left for w in below), max(w.box.right for w in below)
    last = max(cell.row + cell.rows for cell in table.cells)
    for index, cell in enumerate(table.cells):
        if cell.row + cell.rows == last and cell.box.left - SNAP <= left and right <= cell.box.right + SNAP:
            known = [Ink(w.text, w.box, ln.size, ln.bold, 0) for ln in cell.lines for w in ln.words]
            lines = lines_of([*known, *below], page.number)
            bottom = max(w.box.bottom for w in below)
            cells = list(table.cells)
            cells[index] = replace(cell, lines=lines, box=cell.box._replace(bottom=bottom))
            taken = {id(w) for w in below}
            box = table.box._replace(bottom=bottom)
            return replace(table, cells=tuple(cells), box=box), [w for w in words if id(w) not in taken]
    return table, words


def _strokes(page: Page) -> tuple[list[Span], list[Span]]:
    """Level strokes (y, left, right) and upright ones (x, top, bottom), pieces of one rule joined."""
    levels: list[Span] = []
    uprights: list[Span] = []
    for box, kind in page.rules:
        if box.height <= THIN and box.width > box.height:
            if box.width >= 4:
                levels.append(((box.top + box.bottom) / 2, box.left, box.right))
        elif box.width <= THIN:
            if box.height >= 4:
                uprights.append(((box.left + box.right) / 2, box.top, box.bottom))
        elif kind == 1 and box.width < page.width * 0.97:
            levels += [(box.top, box.left, box.right), (box.bottom, box.left, box.right)]
            uprights += [(box.left, box.top, box.bottom), (box.right, box.top, box.bottom)]
    for box in _backgrounds(page):
        levels += [(box.top, box.left, box.right), (box.bottom, box.left, box.right)]
        uprights += [(box.left, box.top, box.bottom), (box.right, box.top, box.bottom)]
    return _merge(levels), _merge(uprights)


def _backgrounds(page: Page) -> list[Box]:
    """Filled cells of a table drawn without rules: areas that share top and bottom with a neighbour beside them
    and left and right with one above or below (the highlights of running text and the bars of charts do not)."""
    areas = {
        tuple(round(v) for v in box): box
        for box, kind in page.rules
        if kind == 2 and box.width > 12 and 8 < box.height < page.height / 2
    }
    if not 4 <= len(areas) <= 2000:
        return []
    boxes = sorted(areas.values())
    beside: set[Box] = set()
    stacked: set[Box] = set()
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            if abs(a.top - b.top) <= 1.5 and abs(a.bottom - b.bottom) <= 1.5 and abs(b.left - a.right) <= SNAP:
                beside |= {a, b}
            elif abs(a.left - b.left) <= 1.5 and abs(a.right - b.right) <= 1.5:
                if min(abs(a.bottom - b.top), abs(b.bottom - a.top)) <= SNAP:
                    stacked |= {a, b}
            elif b.left > a.right + SNAP:
                break
    return [box for box in boxes if box in beside and box in stacked]


def _merge(spans: list[Span]) -> list[Span]:
    """Strokes on (nearly) one axis that touch or overlap become one."""
    done: list[Span] = []
    for axis in _clusters(spans):
        start, end = axis[0][1], axis[0][2]
        at = sum(s[0] for s in axis) / len(axis)
        for _, low, high in axis[1:]:
            if low <= end + SNAP:
                end = max(end, high)
            else:
                done.append((at, start, end))
                start, end = low, high
        done.append((at, start, end))
    return done


def _clusters(spans: list[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for span in sorted(spans):
        if groups and span[0] - groups[-1][0][0] <= SNAP:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [sorted(group, key=lambda s: s[1]) for group in groups]


def _groups(levels: list[Span], uprights: list[Span]) -> list[tuple[list[Span], list[Span]]]:
    """Sets of strokes that cross or touch each other."""
    parent = list(range(len(levels) + len(uprights)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    if len(levels) * len(uprights) > 2_000_000:
        return []
    for i, (y, left, right) in enumerate(levels):
        for j, (x, top, bottom) in enumerate(uprights, len(levels)):
            if left - SNAP <= x <= right + SNAP and top - SNAP <= y <= bottom + SNAP:
                parent[root(i)] = root(j)
    found: dict[int, tuple[list[Span], list[Span]]] = {}
    for i, level in enumerate(levels):
        found.setdefault(root(i), ([], []))[0].append(level)
    for j, upright in enumerate(uprights, len(levels)):
        found.setdefault(root(j), ([], []))[1].append(upright)
    return [group for group in found.values() if len(group[0]) >= 1 and len(group[1]) >= 2]


def _axis(values: Sequence[float]) -> list[float]:
    """Distinct values, those within SNAP taken as one."""
    done: list[float] = []
    for value in sorted(values):
        if not done or value - done[-1] > SNAP:
            done.append(value)
    return done


def _table(page: Page, levels: list[Span], uprights: list[Span], *, words: list[Ink]) -> tuple[Table, list[Ink]] | None:
    """The table that a set of strokes makes and the words outside it, or None if it makes no sane grid."""
    tops, bottoms = min(u[1] for u in uprights), max(u[2] for u in uprights)
    ys = _axis([y for y, _, _ in levels])
    open_top, open_bottom = ys[0] - tops > 2 * SNAP, bottoms - ys[-1] > 2 * SNAP
    ys = ([tops] if open_top else []) + ys + ([bottoms] if open_bottom else [])
    xs = _axis([x for x, _, _ in uprights])
    if len(ys) < 2 or len(xs) < 3 or (len(ys) - 1) * (len(xs) - 1) > MAX_GRID:
        return None
    cells = _cells(xs, ys, levels=levels, uprights=uprights)
    if len(cells) < 2:
        return None
    held, rest = _share(words, xs, ys, cells=cells)
    if sum(1 for inside in held if inside) < (1 if _is_rest_of_row(page, xs, ys) else 2):
        return None
    open_top = open_top or not all(_covered(levels, ys[0], xs))
    open_bottom = open_bottom or not all(_covered(levels, ys[-1], xs))
    made = tuple(
        Cell(lines_of(inside, page.number), Box(xs[k], ys[r], xs[k + wide], ys[r + high]), r, k, high, wide)
        for inside, (r, k, high, wide) in zip(held, cells, strict=True)
    )
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Table(page.number, box, made, tuple(round(x, 1) for x in xs), open_top, open_bottom), rest


def _is_rest_of_row(page: Page, xs: list[float], ys: list[float]) -> bool:
    """Whether a grid is one row of many cells at a sheet's head: what a row has left that the sheet before cut."""
    return len(ys) == 2 and len(xs) > 4 and ys[0] < 0.2 * page.height


def _share(
    words: list[Ink], xs: list[float], ys: list[float], *, cells: list[Place]
) -> tuple[list[list[Ink]], list[Ink]]:
    """The words of each cell by their centres, and those outside the grid."""
    owner: dict[tuple[int, int], int] = {}
    for index, (row, column, high, wide) in enumerate(cells):
        owner.update({(r, k): index for r in range(row, row + high) for k in range(column, column + wide)})
    held: list[list[Ink]] = [[] for _ in cells]
    rest: list[Ink] = []
    for word in words:
        x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            held[owner[max(1, bisect_left(ys, y)) - 1, max(1, bisect_left(xs, x)) - 1]].append(word)
        else:
            rest.append(word)
    return held, rest


def _cells(xs: list[float], ys: list[float], *, levels: list[Span], uprights: list[Span]) -> list[Place]:
    """The cells: grid squares with no rule between them are one."""
    rows, columns = len(ys) - 1, len(xs) - 1
    below = [_covered(levels, ys[r + 1], xs) for r in range(rows)]
    across = [_covered(uprights, xs[k + 1], ys) for k in range(columns)]
    beside = [[across[k][r] for k in range(columns)] for r in range(rows)]
    taken = [[False] * columns for _ in range(rows)]
    found: list[Place] = []
    for r in range(rows):
        for k in range(columns):
            if taken[r][k]:
                continue
            wide, high = 1, 1
            while k + wide < columns and not beside[r][k + wide - 1] and not taken[r][k + wide]:
                wide += 1
            while r + high < rows and not (
                any(below[r + high - 1][k : k + wide]) or any(beside[r + high][k : k + wide - 1])
            ):
                high += 1
            for row in taken[r : r + high]:
                row[k : k + wide] = [True] * wide
            found.append((r, k, high, wide))
    return found


def _covered(spans: list[Span], at: float, steps: list[float]) -> list[bool]:
    """For each step along an axis, whether a rule on that axis covers its middle part."""
    here = [s for s in spans if abs(s[0] - at) <= SNAP]
    done: list[bool] = []
    for low, high in pairwise(steps):
        start, end = low + (high - low) * 0.3, high - (high - low) * 0.3
        done.append(any(s[1] <= start and s[2] >= end for s in here))
    return done
