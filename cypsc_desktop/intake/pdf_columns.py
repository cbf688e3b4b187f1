"""The order in which a reader takes lines that stand side by side: across for tables and labels, down for columns."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cypsc_desktop.intake.layout import Line

Row = list[Line]
GUTTER = 0.6
MAX_DEPTH = 4
_LABEL = re.compile(r".{1,40}:")
_FIGURE = re.compile(r"[\W\d]*[£%]?[\d,.()\W]+[kKmM%]?|-|n/?a", re.IGNORECASE)
_PAGES = re.compile(r"\(?(pages?|pp?\.)\b.*", re.IGNORECASE)


def in_reading_order(lines: Sequence[Line], *, depth: int = 0) -> list[Line]:
    """Lines in reading order, given in any. Columns within columns are looked for a few levels deep."""
    done: list[Line] = []
    for band in _bands(_rows(lines)):
        done += _order(band, depth)
    return done


def _rows(lines: Sequence[Line]) -> list[Row]:
    """Lines whose middles lie within half a height of each other."""
    rows: list[Row] = []
    for line in sorted(lines, key=lambda ln: ln.box.top + ln.box.bottom):
        middle = (line.box.top + line.box.bottom) / 2
        if rows:
            first = rows[-1][0].box
            if middle - (first.top + first.bottom) / 2 <= 0.4 * min(line.box.height, first.height):
                rows[-1].append(line)
                continue
        rows.append([line])
    for row in rows:
        row.sort(key=lambda ln: ln.box.left)
    return rows


def _bands(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows apart from the stretches in which a gutter runs down between lines."""
    start = 0
    while start < len(rows):
        if len(rows[start]) < 2:
            yield [rows[start]]
            start += 1
            continue
        end, _ = _stretch(rows, start)
        yield rows[start:end]
        start = end


def _stretch(rows: list[Row], start: int) -> tuple[int, tuple[float, float]]:
    """Where the gutter beside the first line of this row ends, and what is left of its width."""
    first = rows[start]
    low, high = first[0].box.right, first[1].box.left
    end, last = start + 1, start + 1
    while end < len(rows):
        row = rows[end]
        left = [ln.box.right for ln in row if ln.box.left < low]
        right = [ln.box.left for ln in row if ln.box.left >= low]
        new_low, new_high = max([low, *left]), min([high, *right])
        above = max(ln.box.bottom for ln in rows[end - 1])
        if new_high - new_low < GUTTER * row[0].box.height or row[0].box.top - above > 2.5 * row[0].box.height:
            break
        low, high = new_low, new_high
        end += 1
        if right:
            last = end
    return last, (low, high)


def _order(band: list[Row], depth: int) -> list[Line]:
    """Across, or down the left part and then the right."""
    across = [line for row in band for line in row]
    if len(band) < 3 or depth >= MAX_DEPTH:
        return across
    _, (low, _) = _stretch(band, 0)
    left = [ln for ln in across if ln.box.left < low]
    right = [ln for ln in across if ln.box.left >= low]
    if len(left) >= 3 and len(right) >= 3 and _down(left, right):
        return [*left, *in_reading_order(right, depth=depth + 1)]
    return across


def _down(left: list[Line], right: list[Line]) -> bool:
    """Whether the left part is read to its end before the right begins."""
    if any(_LABEL.fullmatch(ln.text) for ln in left) or all(_PAGES.fullmatch(ln.text) for ln in right):
        return False
    figures = sum(1 for ln in [*left, *right] if _FIGURE.fullmatch(ln.text))
    if figures > 0.2 * (len(left) + len(right)):
        return False
    labels = sum(1 for ln in right if _LABEL.fullmatch(ln.text))
    return labels >= 2 or (_flows(left) and _flows(right))


def _flows(lines: list[Line]) -> bool:
    """Running text: four lines or more, most of which reach towards one right edge, evenly spaced."""
    edge, start = max(ln.box.right for ln in lines), min(ln.box.left for ln in lines)
    if len(lines) < 4 or edge - start < 8 * lines[0].box.height:
        return False
    full = sum(1 for ln in lines if ln.box.right - start >= 0.75 * (edge - start))
    close = sum(1 for a, b in pairwise(lines) if -0.5 <= (b.box.top - a.box.bottom) / b.box.height < 0.8)
    return full >= 0.6 * len(lines) and close >= 0.6 * (len(lines) - 1)
