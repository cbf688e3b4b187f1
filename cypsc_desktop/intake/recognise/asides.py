"""Columns of an agenda that hold neither number, title nor pages: who leads, whose portfolio, what time, which enclosure.

They are told by where they stand in most items, never by what a person or a post is called.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cypsc_desktop.intake.recognise.chain import Candidate
from cypsc_desktop.intake.recognise.ranges import is_page_words, range_in
from cypsc_desktop.intake.recognise.rows import Row, Segment

_CLOCK = re.compile(
    r"^(?:\d{1,2}[.:]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[–—-]\s*\d{1,2}[.:]\d\d(?:\s*[ap]\.?m\.?)?)?"
    r"|\d{1,2}\s*[ap]\.?m\.?|\d{1,3}\s*min(?:ute)?s?\.?)$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:(?:lead|report|responsible|presenting|contact)\s*(?:officer|member|author|of|by)?s?|officer|officers?\s+presenting(?:\s+(?:the\s+)?(?:report|item))?|presenter|author"
    r"|portfolio(?:\s+holder)?|cabinet\s+member|wards?(?:\s+affected)?|times?|timings?|action|purpose|enclosures?|ref(?:erence)?"
    r"|attachments?|papers?|documents?|method|status|division|key\s+decision|led\s+by|from|who)\W*$",
    re.IGNORECASE,
)
_ENCLOSURE = re.compile(
    r"^[(\[]?(?:appendix|annexe?|enclos(?:ure|ed)|enc\.?|papers?|report|attachment|item|verbal|oral|attached|tabled|none"
    r"|presentation|to note"
    r"|for (?:decision|information|noting|discussion))\b.{0,24}$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[A-Z]?\d{1,3}(?:\.\d{1,2})?[a-z]?[.)]?$")
_NEAR = 6.0


def without_clocks(rows: Sequence[Row]) -> list[Row]:
    """Rows of an agenda that prints a time before each number ("10.30 am    3.    Minutes") without those times."""
    timed = [i for i, row in enumerate(rows) if len(row.segments) > 2 and _is_timed(row)]
    if len(timed) < 2:
        return list(rows)
    return [replace(row, segments=row.segments[1:]) if index in timed else row for index, row in enumerate(rows)]


def without_asides(rows: Sequence[Row], starts: Sequence[Candidate], column: float | None) -> list[Row]:
    """The rows without the words that stand in further columns beside the titles of ``starts``; rows of nothing else go."""
    lefts = _aside_columns(rows, starts, column)
    if not lefts:
        return list(rows)
    first = max(0, starts[0].index - 3)
    out = list(rows)
    for index in range(first, len(rows)):
        row = rows[index]
        kept = tuple(one for s in row.segments if (one := _left_over(s, lefts)) is not None)
        if kept != row.segments:
            out[index] = replace(row, segments=kept)
    return [row for row in out if row.segments]


def _left_over(segment: Segment, lefts: Sequence[float]) -> Segment | None:
    """A segment that stands in none of the columns, or the pages that are printed close behind the words of one."""
    if not any(abs(segment.left - left) <= _NEAR for left in lefts):
        return segment
    pages = range_in(segment.text)
    return replace(segment, text=pages, left=segment.right - len(pages)) if pages else None


def _is_timed(row: Row) -> bool:
    return _CLOCK.match(row.segments[0].text.strip()) is not None and _NUMBER.match(row.segments[1].text) is not None


def _aside_columns(rows: Sequence[Row], starts: Sequence[Candidate], column: float | None) -> list[float]:
    """The left edges of such columns: most titles have words there, or a heading or the words themselves say so."""
    beside = [
        (segment, start)
        for start in starts
        for segment in start.rest[1:]
        if not is_page_words(segment.text) and (column is None or segment.left < column - 12)
    ]
    heads = [s for row in rows[: starts[0].index] for s in row.segments if _HEAD.match(s.text.strip())]
    found: list[float] = []
    for left in sorted({round(segment.left) for segment, _ in beside}):
        here = [(s, start) for s, start in beside if abs(s.left - left) <= _NEAR]
        if any(abs(left - other) <= _NEAR for other in found):
            continue
        smaller = sum(len(s.text) for s, _ in here) < sum(len(start.rest[0].text) for _, start in here)
        named = any(abs(head.left - left) <= 2 * _NEAR for head in heads)
        enclosing = all(_ENCLOSURE.match(s.text) for s, _ in here)
        most = len(here) >= 3 and 2 * len(here) >= len(starts)
        if (named and len(here) >= 2) or (smaller and (most or enclosing)):
            found.append(float(left))
    return found
