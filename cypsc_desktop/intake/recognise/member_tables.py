"""Members that a front sheet lists in a table, with office, party or place in columns of their own, as rows of a list.

It tells the columns by their headings and reads no names.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cypsc_desktop.intake.recognise.rows import Row, Segment

_NAMES_HEAD = re.compile(
    r"^(?:members?|councillors?|names?|committee members?|principal members?|representatives?)(?:\s+names?)?$",
    re.IGNORECASE,
)
_OFFICE_HEAD = re.compile(r"^(?:role|office|position|post|capacity)s?$", re.IGNORECASE)
_BESIDE_HEAD = re.compile(
    r"^(?:role|office|position|post|capacity|authority|council|organisation|representing|ward|division|party|group|political"
    r" (?:group|party))s?$",
    re.IGNORECASE,
)
_DEPUTY_HEAD = re.compile(r"^(?:named\s+)?(?:substitute|reserve|deputy|alternate)s?(?:\s+members?)?$", re.IGNORECASE)


def as_list(rows: Sequence[Row]) -> list[Row]:
    """Members that a table lists, one in a row with office, party or place beside, made rows of a list.

    A column of substitutes comes after them under a heading of its own.
    """
    out: list[Row] = []
    index = 0
    while index < len(rows):
        heads = _table_heads(rows[index])
        end = index + 1
        while heads and end < len(rows) and rows[end].table == rows[index].table and rows[end].page == rows[index].page:
            end += 1
        if heads is None or end < index + 3:
            out.append(rows[index])
            index += 1
            continue
        name, office, deputy = heads
        out.append(replace(rows[index], segments=(replace(rows[index].segments[0], text="Members:"),)))
        for row in rows[index + 1 : end]:
            cells = [_cell_under(row, rows[index], at) for at in (name, office)]
            if cells[0] is not None:
                words = f"{cells[0].text} ({cells[1].text.strip(' ()')})" if cells[1] is not None else cells[0].text
                out.append(replace(row, segments=(replace(cells[0], text=words),)))
        reserves = [(row, _cell_under(row, rows[index], deputy)) for row in rows[index + 1 : end]]
        if any(cell for _, cell in reserves):
            out.append(replace(rows[index], segments=(replace(rows[index].segments[0], text="Substitute members:"),)))
            out += [replace(row, segments=(cell,)) for row, cell in reserves if cell is not None]
        index = end
    return out


def _table_heads(row: Row) -> tuple[int, int | None, int | None] | None:
    """The columns of names, offices and substitutes, where ``row`` heads a table of members."""
    if row.table is None or len(row.segments) < 2:
        return None
    texts = [s.text.strip() for s in row.segments]
    name = next((n for n, t in enumerate(texts) if _NAMES_HEAD.match(t)), None)
    others = [n for n, t in enumerate(texts) if n != name and _BESIDE_HEAD.match(t)]
    deputy = next((n for n, t in enumerate(texts) if n != name and _DEPUTY_HEAD.match(t)), None)
    if name is None or not (others or deputy is not None):
        return None
    return name, next((n for n in others if _OFFICE_HEAD.match(texts[n])), None), deputy


def _cell_under(row: Row, head: Row, column: int | None) -> Segment | None:
    """The words of ``row`` that stand under one column of ``head``."""
    if column is None:
        return None
    lefts = [s.left for s in head.segments]
    for segment in row.segments:
        under = max((n for n, left in enumerate(lefts) if left <= segment.left + 8), default=0)
        if under == column:
            return segment
    return None
