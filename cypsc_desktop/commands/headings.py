"""The numbered headings that a report prints ("3. Budget update"), found in the text of its sheets. Pure.

Lists are numbered too: a heading is short, stands alone on its line, ends like no sentence, and follows the number of the
heading before it.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

_HEADING = re.compile(r"^(\d{1,2})\.?[ \t]+([A-Z][^\n]{2,70}?)[ \t]*\n(?=(.?))", re.MULTILINE)
_MOST_WORDS = 10
_NO_END = (".", ",", ";", ":", "?", "-", " and", " or", " of", " the", " to")
_MONTH = re.compile(r"^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


class PrintedHeading(NamedTuple):
    """Sheet from 1, number and title as printed."""

    sheet: int
    number: str
    title: str


def printed_headings(texts: Mapping[int, str], first: int, last: int) -> list[PrintedHeading]:
    """Those of a report from its first sheet to its last, in order; none where there are fewer than two."""
    found: list[PrintedHeading] = []
    for sheet in range(first, last + 1):
        for match in _HEADING.finditer(texts.get(sheet, "") + "\n"):
            number, title, after = match.groups()
            if int(number) == len(found) + 1 and _is_title(title, after):
                found.append(PrintedHeading(sheet, number, title))
    return found if len(found) > 1 else []


def _is_title(title: str, after: str) -> bool:
    """``after`` is what the next line begins with: a small letter goes on with a sentence."""
    return (
        not title.endswith(_NO_END) and len(title.split()) <= _MOST_WORDS and not after.islower()
        and not _MONTH.match(title)
    )  # fmt: skip
