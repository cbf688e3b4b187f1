"""The rows of a list of members: which of them are one name, which go on in the next, which words stand beside them.

It reads no names.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from cypsc_desktop.intake.recognise.names import is_role, looks_like_name
from cypsc_desktop.intake.recognise.rows import Row

PARTED = 1.0  # row heights between two paragraphs
_APART = 1.6  # row heights of white space that part a list from what stands below it
_CALLED = re.compile(r"(?:county\s+)?(?:councillors?|cllrs?)\b", re.IGNORECASE)


def joined_rows(rows: Sequence[tuple[Row, str]]) -> str:
    """The list's rows as one text: a row that was full goes on in the next, others end a name."""
    reach = max((row.right for row, _ in rows), default=0.0)
    out = ""
    depth = 0
    for (row, text), below in zip_longest(rows, rows[1:]):
        out += text
        depth = max(0, depth + text.count("(") - text.count(")"))
        listed = "," in text or re.search(r"\band\b|;", text) is not None
        full = listed and row.right > 0.75 * reach and (len(row.segments) == 1 or "," in row.segments[-1].text)
        full = full and not (
            below is not None and (_is_labelled(below[0], row) or (_one_person(text) and _one_person(below[1])))
        )
        if below is not None and (_is_parted(rows, row, below[0], text) or _same_columns(row, below[0])):
            full = False
        open_ended = re.search(r"(?:,|\band|&|[a-z]-)$", text.rstrip()) is not None
        out += " " if full or depth or open_ended else "\n"
    return re.sub(r"(?<=\w)- (?=\w)", "-", out)


def _is_parted(rows: Sequence[tuple[Row, str]], row: Row, below: Row, text: str) -> bool:
    """Whether the white space over a row shows that it begins a paragraph of its own."""
    if below.gap < PARTED:
        return False
    usual = min((one.gap for one, _ in rows[1:] if one is not below), default=PARTED / 2)
    return text.rstrip().endswith(".") or below.bold != row.bold or below.gap > 2 * usual


def _same_columns(row: Row, below: Row) -> bool:
    """Whether two rows have words in the same columns: a name and its seat each."""
    lefts = [[round(s.left / 4) for s in one.segments] for one in (row, below)]
    return len(lefts[0]) > 1 and lefts[0] == lefts[1]


def _is_labelled(row: Row, above: Row) -> bool:
    """Whether a row begins with a label of its own ("Labour (2):") beside its names."""
    label = row.segments[0]
    return len(row.segments) > 1 and (label.text.rstrip()[-1:] in (":", ")") or label.left < above.left - 20)


def _one_person(text: str) -> bool:
    """Whether a row is one name with its role after a comma ("Ann Lee, Church of England Diocese")."""
    name, comma, role = text.partition(",")
    return bool(comma) and "," not in role and len(name.split()) <= 4 and is_role(role)


def right_of_list(rows: Sequence[Row], index: int) -> float | None:
    """The left edge of words that are no members, in a column beside the list that ``rows[index]`` heads; None without one."""
    head = rows[index]
    if len(head.segments) != 2:
        return None
    right = head.segments[1].left
    called = beside = names = 0
    for row in rows[index + 1 : index + 12]:
        first, last = row.segments[0], row.segments[-1]
        called += abs(first.left - head.left) < 6 and _CALLED.match(first.text) is not None
        if abs(last.left - right) < 6:
            beside += 1
            names += _CALLED.match(last.text) is not None or looks_like_name(last.text.partition("(")[0])
    return right if called > 2 and beside > 1 and names * 2 < beside else None


def left_column(rows: Sequence[Row], index: int, right: float) -> tuple[list[Row], int]:
    """A list of members that other words stand beside, put after those; and where the rows go on."""
    beside: list[Row] = []
    column: list[Row] = []
    while index < len(rows):
        row = rows[index]
        listed = tuple(s for s in row.segments if s.left < right - 6)
        if any(s.right > right + 6 for s in listed) or (column and row.gap > _APART):
            break
        if listed:
            column.append(replace(row, segments=listed))
        if rest := tuple(s for s in row.segments if s.left >= right - 6):
            beside.append(replace(row, segments=rest))
        index += 1
    return [*beside, *column], index
