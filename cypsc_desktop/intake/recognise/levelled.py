"""Numbers and pages that stand at half the height of their words, as in a table without rules whose cells are centred,
moved up beside the first row of these words. Nothing is moved where the heights do not fit all numbers of the sheet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cypsc_desktop.intake.recognise.ranges import is_page_words
from cypsc_desktop.intake.recognise.rows import Row, Segment

_NUMBER = re.compile(r"^(?:item\s+)?[A-Z]{0,2}\d{1,3}(?:\.\d{1,2})?[a-z]?[.):]?$", re.IGNORECASE)
_HIGHEST = 8  # rows of words above the first number
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Head:
    """A row that holds a number, with its middle."""

    index: int
    middle: float


def levelled(rows: Sequence[Row]) -> list[Row]:
    """``rows`` with each number in the first row of its words."""
    out: list[Row] = []
    for _, on_sheet in groupby(rows, key=lambda row: row.page):
        out += _sheet(list(on_sheet))
    return out


def _sheet(rows: list[Row]) -> list[Row]:
    numbered = [n for n, row in enumerate(rows) if row.table is None and _NUMBER.match(row.segments[0].text)]
    if len(numbered) < _FEWEST or not any(_floats(rows, n) for n in numbered):
        return rows
    words = [rows[n].segments[1].left for n in numbered if _words(rows[n])]
    number_left = min(rows[n].left for n in numbered)
    below = [row.left for row in rows[numbered[0] : numbered[-1]] if row.left > number_left + 12]
    if not words and not below:
        return rows
    left = max(set(words or below), key=(words or below).count)
    heads = [_Head(n, (rows[n].box.top + rows[n].box.bottom) / 2) for n in numbered]
    beside = [n for n, row in enumerate(rows) if any(abs(s.left - left) < 4 for s in row.segments)]
    for first in reversed([n for n in beside if n <= heads[0].index + 1][-_HIGHEST:]):
        blocks = _blocks(rows, heads, [n for n in beside if n >= first])
        if blocks:
            return _moved(rows, heads, blocks)
    return rows


def _floats(rows: Sequence[Row], index: int) -> bool:
    """Whether a row of nothing but a number and pages lies between two rows that both reach into it."""
    if not 0 < index < len(rows) - 1 or _words(rows[index]):
        return False
    above, row, below = rows[index - 1 : index + 2]
    return above.box.bottom > row.box.top + 1 and below.box.top < row.box.bottom - 1


def _words(row: Row) -> bool:
    return any(not is_page_words(s.text) for s in row.segments[1:])


def _blocks(rows: Sequence[Row], heads: Sequence[_Head], beside: Sequence[int]) -> list[list[int]] | None:
    """The rows of words of each head, which stands in their middle; None where that does not hold."""
    blocks: list[list[int]] = []
    at = 0
    for place, head in enumerate(heads):
        if at >= len(beside):
            return None
        top = rows[beside[at]].box.top
        end = 2 * head.middle - top
        block: list[int] = []
        while at < len(beside) and (rows[beside[at]].box.top < end - 2 or not block):
            block.append(beside[at])
            at += 1
        last = place == len(heads) - 1
        inside = top <= head.middle <= rows[block[-1]].box.bottom + 2
        if not inside or (not last and at < len(beside) and rows[beside[at]].box.top < head.middle):
            return None
        blocks.append(block)
    return blocks


def _moved(rows: list[Row], heads: Sequence[_Head], blocks: Sequence[Sequence[int]]) -> list[Row]:
    out: list[Row | None] = list(rows)
    for head, block in zip(heads, blocks, strict=True):
        if head.index == block[0]:
            continue
        row, first = rows[head.index], rows[block[0]]
        number, rest = row.segments[0], row.segments[1:]
        pages = tuple(s for s in rest if is_page_words(s.text))
        kept: tuple[Segment, ...] = tuple(s for s in rest if s not in pages)
        out[block[0]] = replace(first, segments=(number, *first.segments, *pages))
        out[head.index] = replace(row, segments=kept) if kept else None
    return [row for row in out if row is not None]
