"""Minute numbers: which comes next for a body. The usual rule is a running number per calendar year, 33/21 … 42/21, then
43/21; other bodies run on through the years (84, 85; 1772). The rule is read off the numbers in use, or set by a person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

YEARLY = "NN/YY"
RUNNING = "NN"
_YEARLY = re.compile(r"(\d{1,4})\s*/\s*(\d{2}|\d{4})\.?")
_RUNNING = re.compile(r"(\d{1,5})\.?")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers from ``first`` on. ``rule`` is YEARLY or RUNNING, ``year`` the year that a yearly number ends in."""

    rule: str
    first: int
    year: str

    def nth(self, index: int) -> str:
        """The number of the minute at this place, counted from 0."""
        number = self.first + index
        return f"{number}/{self.year}" if self.rule == YEARLY else str(number)


def next_numbers(known: Iterable[str | None], *, year: int, rule: str | None = None) -> Numbers:
    """The numbers that follow the highest known for a body and year; from 1 where none is known.

    Without a rule, one is read off what is known: running numbers only where no number has a year.
    """
    printed = [text for text in known if text]
    yearly = [found for text in printed if (found := _YEARLY.fullmatch(text.strip()))]
    running = [found for text in printed if (found := _RUNNING.fullmatch(text.strip()))]
    rule = rule if rule in (YEARLY, RUNNING) else RUNNING if running and not yearly else YEARLY
    short = f"{year % 100:02d}"
    if rule == RUNNING:
        return Numbers(RUNNING, max((int(found[1]) for found in running), default=0) + 1, short)
    mine = [int(found[1]) for found in yearly if int(found[2]) % 100 == year % 100]
    return Numbers(YEARLY, max(mine, default=0) + 1, short)
