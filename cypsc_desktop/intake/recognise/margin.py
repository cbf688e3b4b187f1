"""Titles of minutes, and labels of an attendance, that stand in a margin beside their text: each made one line before it.

Read as printed such words would be cut up by the text at their right. It changes nothing else on a sheet.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from cypsc_desktop.intake.layout import Line, Sheet
from cypsc_desktop.intake.recognise.attendance import is_label, label_kind

_NUMBERED = re.compile(r"^(?:[A-Z]{1,4}[ ./-]?)?\d{1,4}(?:/\d{2,4})?[.):]?(?:\s|$)")
_NARROW = 0.45  # of the sheet's width
_FEWEST = 2
_ALIGNED = 4.0  # points
_COLUMN = 24.0  # points between the left edges of two columns, at least
_TALLEST = 3  # lines of a label


def titles_in_margin(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, with margin titles joined where at least two of them stand beside text."""
    found = [_titles(sheet) for sheet in sheets]
    if sum(len(titles) for titles in found) < _FEWEST:
        found = [[] for _ in sheets]
    out = []
    for sheet, titles in zip(sheets, found, strict=True):
        sheet = _by_columns(_in_bands(sheet))
        groups = [*titles, *_labels(sheet)]
        out.append(_with_titles(sheet, groups) if groups else sheet)
    return out


def _in_bands(sheet: Sheet) -> Sheet:
    """The sheet with labels of an attendance that were read one after the other, before the words beside them, each
    put over its own words."""
    lines = list(sheet.lines)
    for n, line in enumerate(lines):
        if not label_kind(line.text):
            continue
        labels = [line]
        for more in lines[n + 1 :]:
            under = abs(more.box.left - line.box.left) < _ALIGNED and more.box.top > labels[-1].box.bottom
            if not (under and label_kind(more.text)):
                break
            labels.append(more)
        if len(labels) < _FEWEST or not all(_beside(label, sheet) for label in labels):
            continue
        columns = [one.box.left for one in lines for label in labels if _level(one, label)]
        beside = lines[n + len(labels) :]
        beside = beside[: next((k for k, one in enumerate(beside) if not _stands_in(columns, one)), len(beside))]
        lines[n : n + len(labels) + len(beside)] = _banded(labels, beside)
        return replace(sheet, lines=tuple(lines))
    return sheet


def _banded(labels: Sequence[Line], beside: Sequence[Line]) -> list[Line]:
    """Each label with the words between its height and the next label's, column by column."""
    tops = [label.box.top - _ALIGNED for label in labels]
    out: list[Line] = []
    for n, label in enumerate(labels, 1):
        band = [one for one in beside if bisect_right(tops, one.box.top) == n]
        out += [label, *sorted(band, key=lambda one: (one.box.left // _COLUMN, one.box.top))]
    return [*[one for one in beside if bisect_right(tops, one.box.top) == 0], *out]


def _by_columns(sheet: Sheet) -> Sheet:
    """The sheet with lists that stand side by side under labels of an attendance ("Present", "Absent") one after the other."""
    lines = list(sheet.lines)
    for n, line in enumerate(lines):
        if not is_label(line.text):
            continue
        end = n + 1
        while end < len(lines) and abs(lines[end].box.top - line.box.top) < _ALIGNED and is_label(lines[end].text):
            end += 1
        lefts = [head.box.left for head in lines[n:end]]
        if len(lefts) < _FEWEST or lefts != sorted(lefts):
            continue
        while end < len(lines):
            one = lines[end]
            column = _column(lefts, one)
            if column < 0 or is_label(one.text) or (column + 1 < len(lefts) and one.box.right > lefts[column + 1]):
                break
            end += 1
        parted = [[one for one in lines[n:end] if _column(lefts, one) == column] for column in range(len(lefts))]
        lines[n:end] = [one for column in parted for one in sorted(column, key=lambda one: one.box.top)]
        return replace(sheet, lines=tuple(lines))
    return sheet


def _column(lefts: Sequence[float], line: Line) -> int:
    return bisect_right(lefts, line.box.left + _ALIGNED) - 1


def _stands_in(columns: Sequence[float], line: Line) -> bool:
    return any(abs(line.box.left - left) < _ALIGNED for left in columns)


def _labels(sheet: Sheet) -> list[list[Line]]:
    """Labels of an attendance ("PRESENT:", "APOLOGIES FOR / ABSENCE:") in a column with names at their right."""
    narrow = [line for line in sheet.lines if line.words and line.box.right < _NARROW * sheet.width]
    labels: list[list[Line]] = []
    taken: set[int] = set()
    for n, line in enumerate(narrow):
        if id(line) in taken or not line.text[:1].isupper() or not _beside(line, sheet):
            continue
        group = [line]
        for more in narrow[n + 1 : n + 8]:
            if len(group) < _TALLEST and not group[-1].text.endswith(":") and _under(more, group[-1]):
                group.append(more)
        for count in range(len(group), 0, -1):
            if label_kind(" ".join(one.text for one in group[:count])):
                labels.append(group[:count])
                taken.update(id(one) for one in group[:count])
                break
    return labels


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


def _level(other: Line, line: Line) -> bool:
    return other.box.left > line.box.right + 4 and other.box.top < line.box.bottom - 2 < other.box.bottom


def _with_titles(sheet: Sheet, titles: Sequence[Sequence[Line]]) -> Sheet:
    whole = {id(title[0]): title for title in titles}
    gone = {id(line) for title in titles for line in title[1:]}
    lines: list[Line] = []
    for line in sheet.lines:
        if id(line) in gone:
            continue
        title = whole.get(id(line))
        if title is None:
            lines.append(line)
            continue
        box = line.box
        for more in title[1:]:
            box = box.union(more.box)
        box = box._replace(top=min([box.top, *(o.box.top - 0.01 for o in sheet.lines if _level(o, line))]))
        one = replace(line, text=" ".join(part.text for part in title), box=box, words=())
        at = len(lines)
        while at and _level(lines[at - 1], line):
            at -= 1  # words at its right that reach a little higher
        lines.insert(at, one)
    return replace(sheet, lines=tuple(lines))
