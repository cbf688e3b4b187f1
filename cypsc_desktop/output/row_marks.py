"""How a row of an exported table remembers its record without a column of its own.

Word bookmarks, Excel defined names and ODF named ranges share one spelling: "_", the record's kind and its
UUID in 25 digits of base 36. It is as long as Word allows (40 characters for "recommendation"), needs no
capitals, and hides the bookmark from Word's lists. Nothing else belongs here.
"""

import re
import uuid
from collections.abc import Iterable

from cypsc_desktop.output.document import Row

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID = re.compile(r"([a-z_]{1,14})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def mark_of(record: str) -> str | None:
    """The mark of a record's id; None for what is no id of a record."""
    found = _ID.fullmatch(record)
    if not found:
        return None
    number, digits = uuid.UUID(found[2]).int, ""
    for _ in range(25):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return f"_{found[1]}{digits}"


def marks(rows: Iterable[Row]) -> list[str | None]:
    """A mark for each row; None where it has no id, or where an earlier row carries the same one."""
    seen: set[str | None] = {None}
    out: list[str | None] = []
    for row in rows:
        mark = mark_of(row.id)
        out.append(None if mark in seen else mark)
        seen.add(mark)
    return out
