"""Titles of minutes that stand in a margin beside their text, over several narrow lines, each made one line.

Read as printed such a title would be cut up by the text at its right. It changes nothing else on a sheet.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cypsc_desktop.intake.layout import Line, Sheet

_NUMBERED = re.compile(r"^(?:[A-Z]{1,4}[ ./-]?)?\d{1,4}(?:/\d{2,4})?[.):]?(?:\s|$)")
_NARROW = 0.45  # of the sheet's width
_FEWEST = 2


def titles_in_margin(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, with margin titles joined where at least two of them stand beside text."""
    found = [_titles(sheet) for sheet in sheets]
    if sum(len(titles) for titles in found) < _FEWEST:
        return list(sheets)
    return [_with_titles(sheet, titles) if titles else sheet for sheet, titles in zip(sheets, found, strict=True)]


def _titles(sheet: Sheet) -> list[list[Line]]:
    """Groups of two or more narrow bold lines, the first numbered and with text at its right."""
    narrow = [line for line in sheet.lines if line.bold and line.box.right < _NARROW * sheet.width]
    titles: list[list[Line]] = []
    for line in narrow:
        last = titles[-1][-1] if titles else None
        if _NUMBERED.match(line.text) and _beside(line, sheet):
            titles.append([line])
        elif last is not None and _under(line, last):
            titles[-1].append(line)
    return [title for title in titles if len(title) > 1]


def _under(line: Line, last: Line) -> bool:
    return abs(line.box.left - last.box.left) < 4 and -1 < line.box.top - last.box.bottom < 0.8 * last.box.height


def _beside(line: Line, sheet: Sheet) -> bool:
    """Whether other words stand on the same height, clear of the line's right end."""
    middle = (line.box.top + line.box.bottom) / 2
    return any(
        other.box.left > line.box.right + 4 and other.box.top < middle < other.box.bottom for other in sheet.lines
    )


def _with_titles(sheet: Sheet, titles: Sequence[Sequence[Line]]) -> Sheet:
    whole = {id(title[0]): title for title in titles}
    gone = {id(line) for title in titles for line in title[1:]}
    lines = []
    for line in sheet.lines:
        if title := whole.get(id(line)):
            box = line.box
            for more in title[1:]:
                box = box.union(more.box)
            line = replace(line, text=" ".join(one.text for one in title), box=box, words=())
        if id(line) not in gone:
            lines.append(line)
    return replace(sheet, lines=tuple(lines))
