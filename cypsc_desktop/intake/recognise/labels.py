"""The words after a printed label: beside it, in the next column, or under it. It knows no label by name."""

import re
from collections.abc import Sequence

from cypsc_desktop.intake.recognise.rows import Row

_HEAD = re.compile(
    r"^(?:(?:meeting\s+)?date(?:\s+(?:and|&)\s+time)?|time|venue|place|location|contact(?:\s+officer)?|web(?:site)?|e-?mail"
    r"|telephone|chair(?:man)?|membership|clerk|enquiries)\s*:?$",
    re.IGNORECASE,
)


def labelled(rows: Sequence[Row], label: re.Pattern[str]) -> str | None:
    """The value of the first label that matches; the pattern's group "value" is what stands in the label's own words."""
    for index, row in enumerate(rows):
        for place, segment in enumerate(row.segments):
            match = label.match(segment.text.strip())
            if match is None:
                continue
            value = match["value"].strip()
            if value:
                return _with_more(value, rows, index, segment.left, same=segment.left == row.left)
            beside = row.segments[place + 1] if place + 1 < len(row.segments) else None
            if beside is not None and not _HEAD.match(beside.text.strip()):
                return _with_more(beside.text, rows, index, beside.left, same=False)
            under = words_below(rows, index, segment.left)
            if under:
                return " ".join(under).strip(" ,.")
    return None


def words_below(rows: Sequence[Row], index: int, left: float) -> list[str]:
    """The words under a column's head, a row each, as far as they stand together."""
    words: list[str] = []
    for row in rows[index + 1 : index + 5]:
        near = next((s.text for s in row.segments if abs(s.left - left) < 12), None)
        if near is None or _HEAD.match(near.strip()) or (words and row.gap > 0.8):
            break
        words.append(near)
    return words


def _with_more(value: str, rows: Sequence[Row], index: int, left: float, *, same: bool) -> str | None:
    """A value with the rows that go on under it in its own column."""
    for below in rows[index + 1 : index + 4]:
        near = [s for s in below.segments if abs(s.left - left) < 6]
        if same or below.gap > 0.5 or not near or ":" in below.segments[0].text:
            break
        value += f" {near[0].text}"
    return value.strip(" ,.") or None
