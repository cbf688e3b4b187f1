"""A list of members as one text: which of its rows are one name, and which go on in the next.

It reads no names.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from cypsc_desktop.intake.recognise.names import is_role
from cypsc_desktop.intake.recognise.rows import Row

PARTED = 1.0  # row heights between two paragraphs


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
        open_ended = re.search(r"(?:,|\band|&)$", text.rstrip()) is not None
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
