"""Which sheet of the file bears which printed page, when stamps are missing, doubled or turned.

It trusts what most stamps agree on and fills the gaps between them; it looks at nothing but stamps.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from cypsc_desktop.intake.layout import Sheet

_LABEL = re.compile(r"^[A-Z]{0,2}([0-9]{1,5})$")  # a supplement may number its pages S1, S2


class SheetMap:
    """Printed pages to sheets and back. ``known`` is False where no sheet bears a numeric stamp."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        pairs = [(s.number, int(match[1])) for s in sheets if s.stamp and (match := _LABEL.match(s.stamp))]
        self._pairs = _rising(pairs)
        self._count = len(sheets)
        self.known = bool(self._pairs)

    def sheet(self, page: int) -> int | None:
        """The sheet with this printed page; between two stamps counted on from the one before."""
        if not self._pairs:
            return None
        at = bisect_right(self._pairs, page, key=lambda pair: pair[1])
        if at == 0:
            sheet, first = self._pairs[0]
            found = sheet - (first - page)
            return found if found >= 1 else None
        sheet, stamp = self._pairs[at - 1]
        found = sheet + (page - stamp)
        if at < len(self._pairs):
            return min(found, self._pairs[at][0] - 1) if page != stamp else found
        return found if found <= self._count else None

    def page(self, sheet: int) -> int | None:
        """The printed page of this sheet if it bears one."""
        at = bisect_left(self._pairs, sheet, key=lambda pair: pair[0])
        return self._pairs[at][1] if at < len(self._pairs) and self._pairs[at][0] == sheet else None

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """First to last printed page among these sheets, None where none bears a stamp."""
        pages = [page for sheet, page in self._pairs if first <= sheet <= last]
        return (pages[0], pages[-1]) if pages else None


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose pages rise, at most as fast as the sheets do where that can be had.

    A stamp that breaks the order (a report's own page number, a misread figure) is left out.
    """
    if all(a[1] < b[1] and b[1] - a[1] <= b[0] - a[0] for a, b in pairwise(pairs)):
        return list(pairs)
    tails: list[int] = []  # pages that end the best runs of each length
    ends: list[int] = []
    before: list[int] = []
    for index, (_, page) in enumerate(pairs):
        at = bisect_left(tails, page)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(page)
            ends.append(index)
        else:
            tails[at], ends[at] = page, index
    run = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]
