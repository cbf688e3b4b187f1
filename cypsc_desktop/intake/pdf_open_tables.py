"""Tables that draw no upright rules: rules across only, or none at all under a row of column headings.

Their columns are told by the white space that runs down between the words. Prose, charts and slides make no
table: either a row of headings known from tables stands first, or three rows and more begin at the same places.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cypsc_desktop.intake.layout import Box, Cell, Line, Table
from cypsc_desktop.intake.pdf_lines import lines_of
from cypsc_desktop.intake.pdf_words import Ink, Page

Span = tuple[float, float, float]
"""A rule across: its y, from, to."""
_SIDE = 6.0  # by which the ends of one table's rules may differ
_WIDEST_SHARE = 0.35  # of the sheet's width, at least, is a table wide
_GUTTER = 0.5  # of a word's height, at least, is the white space between columns
_MOST_RULES = 200
_ALIGNED = 2.5
_LEADING = 0.35  # of a line's height, by which the space above a row is wider than that between its lines
_HEAD_LEADING = 1.0
_FEWEST_ROWS = 3
_LONGEST_HEAD = 14
HEAD = re.compile(
    r"^(?:no|number|ref(?:erence)?|rec(?:ommendation)?s?|scrutiny recommendations?|conclusions?"
    r"|(?:key |agreed )?actions?|action by|(?:cabinet |executive )?(?:response|decision)s?|accept\w*|agreed?"
    r"|owners?|leads?|lead (?:officer|member)|(?:identified |responsible )?officers?|by when|by whom|when|who"
    r"|progress|status|update|(?:any )?financial|cost|budget|timetable|timescales?|target|deadline|due"
    r"|(?:meeting |target |due )?dates?|meeting|department|directorate|portfolio|cabinet member"
    r"|date of scrutiny|report(?: title| author| lead| of)?|purpose|topic|subject|description|comments?"
    r"|outcome|risk|measure|milestones?|rag|reasons?|resources?|implementation)\b",
    re.IGNORECASE,
)
"""How the headings of columns begin that tables of any kind have."""
_HEAD_WORDS = frozenset(
    form
    for word in re.findall(
        r"\w+",
        "recommendation recommendations response decision action actions owner lead officer progress status timetable"
        " timescale date deadline meeting topic purpose conclusions comments update responsible",
    )
    for form in (word.capitalize(), word.upper())
)


@dataclass(slots=True)
class _Row:
    """A row being made: its words, where it stands, and whether they run over the gutters."""

    words: list[Ink]
    top: float
    bottom: float
    spans: bool = False


def open_tables(page: Page, levels: Sequence[Span], words: list[Ink]) -> tuple[list[Table], list[Ink]]:
    """The tables among ``words`` that only rules across part, or none, and the words in none of them.

    ``levels``: the rules across that belong to no table yet.
    """
    found: list[Table] = []
    for rules in _stacks(page, levels):
        made = _between(page, rules, words)
        if made is not None:
            found.append(made)
            words = _outside(words, made)
    for start in _headings(words):
        made = _below(page, start, words, levels)
        if made is not None and not any(_overlap(made.box, table.box) for table in found):
            found.append(made)
            words = _outside(words, made)
    return found, words


def _outside(words: list[Ink], table: Table) -> list[Ink]:
    held = {(word.text, word.box) for cell in table.cells for line in cell.lines for word in line.words}
    return [w for w in words if (w.text, w.box) not in held]


def _middle(word: Ink) -> tuple[float, float]:
    return (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2


def _overlap(a: Box, b: Box) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def _stacks(page: Page, levels: Sequence[Span]) -> Iterator[list[Span]]:
    """Three rules and more of one length, one below the other."""
    stacks: list[list[Span]] = []
    for level in sorted(levels):
        if level[2] - level[1] < _WIDEST_SHARE * page.width:
            continue
        for stack in stacks:
            if abs(stack[0][1] - level[1]) <= _SIDE and abs(stack[0][2] - level[2]) <= _SIDE:
                stack.append(level)
                break
        else:
            stacks.append([level])
    yield from (stack for stack in stacks if _FEWEST_ROWS <= len(stack) <= _MOST_RULES)


def _between(page: Page, rules: list[Span], words: list[Ink]) -> Table | None:
    """The table whose rows the rules part; with three rules, those of its headings and its body."""
    left, right = min(r[1] for r in rules) - _SIDE, max(r[2] for r in rules) + _SIDE
    ys = [r[0] for r in rules]
    inside = [w for w in words if not w.turn and left <= w.box.left and w.box.right <= right]
    if any(_struck(w, ys) for w in inside):
        return None
    rows = [_Row(_in_band(inside, top, bottom), top, bottom) for top, bottom in pairwise(ys)]
    rows = [row for row in rows if row.words]
    if not rows:
        return None
    if len(rows) == 2:
        gutters = _gutters(rows)
        rows = [rows[0], *_parted(rows[1], gutters)]
    gutters = _gutters(rows)
    if not gutters:
        return None
    if not _known(_texts(_cells(rows[0], _edges(gutters, left, right)))):
        head = _head_above(inside, rows[0].top, gutters)
        rows = [head, *rows] if head and _known(_texts(_cells(head, _edges(gutters, left, right)))) else rows
    rest = _tail_below(page, inside, rows[-1].bottom, gutters)
    rows = [*rows, rest] if rest else rows
    if len(rows) < 2:
        return None
    table = _table(page, rows, left + _SIDE, right - _SIDE)
    return replace(table, open_bottom=True) if table and rest else table


def _edges(gutters: Sequence[Span], left: float, right: float) -> list[float]:
    return [left, *((low + high) / 2 for _, low, high in gutters), right]


def _texts(parts: Sequence[Sequence[Ink]]) -> list[str]:
    return [
        " ".join(w.text for line in _text_lines(part) for w in sorted(line, key=lambda w: w.box.left)) for part in parts
    ]


def _head_above(words: Sequence[Ink], floor: float, gutters: Sequence[Span]) -> _Row | None:
    """The headings that stand on the first rule: the lines above it, as far up as they keep to the columns."""
    head: list[Ink] = []
    top = floor
    for line in reversed(_text_lines([w for w in words if _middle(w)[1] < floor])):
        height = _height(line)
        room = (1.5 if not head else _LEADING + 0.25) * height
        if top - max(w.box.bottom for w in line) > room or _narrowed(gutters, line, 2.0) is None:
            break
        head += line
        top = min(w.box.top for w in line)
    return _Row(head, top - 1, floor) if head else None


def _tail_below(page: Page, words: Sequence[Ink], top: float, gutters: Sequence[Span]) -> _Row | None:
    """What stands under the last rule to the sheet's foot, if it keeps to the columns: a row that the foot cuts."""
    under = [w for w in words if top <= _middle(w)[1] < 0.93 * page.height]
    if not under or min(w.box.top for w in under) - top > 1.5 * _height(under):
        return None
    bottom = max(w.box.bottom for w in under)
    lines = _text_lines(under)
    close = all(b[0].box.top - a[0].box.bottom < 1.5 * _height(under) for a, b in pairwise(lines))
    if bottom < 0.75 * page.height or not close or any(_narrowed(gutters, line, 2.0) is None for line in lines):
        return None
    row = _Row(under, top, bottom + 1)
    return row if _filled(_cells(row, _edges(gutters, 0.0, page.width))) > 1 else None


def _struck(word: Ink, ys: Sequence[float]) -> bool:
    """Whether a rule runs through the word, as the grid of a chart does."""
    depth = 0.25 * word.box.height
    at = bisect_right(ys, word.box.top + depth)
    return at < len(ys) and ys[at] < word.box.bottom - depth


def _in_band(words: Sequence[Ink], top: float, bottom: float) -> list[Ink]:
    return [w for w in words if top <= (w.box.top + w.box.bottom) / 2 < bottom]


def _height(words: Sequence[Ink]) -> float:
    heights = sorted(w.box.height for w in words)
    return heights[len(heights) // 2] if heights else 10.0


def _gutters(rows: Sequence[_Row]) -> list[Span]:
    """White space that runs down between columns (0, from, to); rows that run over all of it are marked."""
    least = _GUTTER * _height([w for row in rows for w in row.words])
    first = [(0.0, a[1], b[0]) for a, b in pairwise(_covered(rows[0].words, least))]
    for row in rows:
        row.spans = len(_covered(row.words, least)) == 1 and len(row.words) > 2
        if row.spans and first:  # words in one column span nothing
            row.spans = _narrowed(first, row.words, least) is None
    parted = [row for row in rows if not row.spans]
    if len(parted) < 2:
        return []
    covered = _covered([w for row in parted for w in row.words], least)
    return [(0.0, a[1], b[0]) for a, b in pairwise(covered)]


def _covered(words: Sequence[Ink], least: float) -> list[tuple[float, float]]:
    """The stretches of the x axis that words cover, those nearer than ``least`` taken as one."""
    done: list[tuple[float, float]] = []
    for low, high in sorted((w.box.left, w.box.right) for w in words):
        if done and low - done[-1][1] < least:
            done[-1] = (done[-1][0], max(done[-1][1], high))
        else:
            done.append((low, high))
    return done


def _text_lines(words: Sequence[Ink]) -> list[list[Ink]]:
    """Words on one height, from the top."""
    lines: list[list[Ink]] = []
    for word in sorted(words, key=lambda w: w.box.top + w.box.bottom):
        if lines and _middle(word)[1] - _middle(lines[-1][0])[1] <= 0.4 * word.box.height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _parted(body: _Row, gutters: Sequence[Span], ys: Sequence[float] = ()) -> list[_Row]:
    """A body parted in its rows: by the rules ``ys``, else at wider space, else where the first column begins anew."""
    lines = _text_lines(body.words)
    tops = [min(w.box.top for w in line) for line in lines]
    bottoms = [max(w.box.bottom for w in line) for line in lines]
    gaps = [tops[n + 1] - max(bottoms[: n + 1]) for n in range(len(lines) - 1)]
    first = [bool(gutters) and any(w.box.right <= gutters[0][2] for w in line) for line in lines]
    wide = min(gaps, default=0.0) + _LEADING * _height(body.words)
    cuts = [n + 1 for n in range(len(gaps)) if any(bottoms[n] - 2 < y < tops[n + 1] + 2 for y in ys)]
    cuts = cuts or [n + 1 for n, gap in enumerate(gaps) if gap > wide]
    if not cuts and (all(first) or not any(a and b for a, b in pairwise(first))):
        cuts = [n for n in range(1, len(lines)) if first[n]]
    rows = []
    for begin, end in pairwise([0, *cuts, len(lines)]):
        top = body.top if begin == 0 else (bottoms[begin - 1] + tops[begin]) / 2
        bottom = body.bottom if end == len(lines) else (bottoms[end - 1] + tops[end]) / 2
        rows.append(_Row([w for line in lines[begin:end] for w in line], top, bottom))
    return rows


def _table(page: Page, rows: list[_Row], left: float, right: float) -> Table | None:
    gutters = _gutters(rows)
    if not gutters or len(gutters) > 40:
        return None
    xs = _edges(gutters, left, right)
    grid = [_cells(row, xs) for row in rows]
    if not _proved(rows, grid, len(xs) - 1):
        return None
    cells: list[Cell] = []
    for n, (row, parts) in enumerate(zip(rows, grid, strict=True)):
        if row.spans and _filled(parts) > 1:
            box = Box(left, row.top, right, row.bottom)
            cells.append(Cell(lines_of(row.words, page.number), box, n, 0, 1, len(xs) - 1))
            continue
        for k, inside in enumerate(parts):
            box = Box(xs[k], row.top, xs[k + 1], row.bottom)
            cells.append(Cell(_lines(inside, page), box, n, k))
    box = Box(left, rows[0].top, right, rows[-1].bottom)
    return Table(page.number, box, tuple(cells), tuple(round(x, 1) for x in xs))


def _lines(words: list[Ink], page: Page) -> tuple[Line, ...]:
    return lines_of(words, page.number) if words else ()


def _cells(row: _Row, xs: Sequence[float]) -> list[list[Ink]]:
    parts: list[list[Ink]] = [[] for _ in range(len(xs) - 1)]
    for word in row.words:
        x = _middle(word)[0]
        parts[max(0, sum(1 for edge in xs[1:-1] if edge <= x))].append(word)
    return parts


def _filled(parts: Sequence[Sequence[Ink]]) -> int:
    return sum(1 for part in parts if part)


def _proved(rows: Sequence[_Row], grid: Sequence[list[list[Ink]]], columns: int) -> bool:
    """Whether the first row holds headings that tables have, or enough rows begin (or end) at the same places."""
    heads = _texts(grid[0])
    full = [parts for row, parts in zip(rows, grid, strict=True) if not row.spans and _filled(parts) >= 2]
    if _known(heads) and columns > _FEWEST_ROWS:
        return len(rows) > 1
    if len(full) < 2 or 2 * len(full) < sum(1 for row in rows if not row.spans):
        return False
    if _known(heads):
        return True
    if len(full) < _FEWEST_ROWS or not any(_lettered(parts[0]) for parts in full[1:]):
        return False
    return all(_aligned([parts[k] for parts in full]) for k in range(columns))


def _known(heads: Sequence[str]) -> bool:
    told = [head for head in heads if head]
    fitting = sum(1 for head in told if HEAD.match(head) and len(head.split()) <= _LONGEST_HEAD)
    return len(told) >= _FEWEST_ROWS and fitting >= max(2, 0.6 * len(told))


def _lettered(words: Sequence[Ink]) -> bool:
    return any(sum(c.isalpha() for c in w.text) > 1 for w in words)


def _aligned(parts: Sequence[Sequence[Ink]]) -> bool:
    """Whether the cells of a column begin, or end, or have their middles, at one place."""
    lefts = [min(w.box.left for w in part) for part in parts if part]
    rights = [max(w.box.right for w in part) for part in parts if part]
    middles = [(a + b) / 2 for a, b in zip(lefts, rights, strict=True)]
    return any(_agree(places) for places in (lefts, rights, middles))


def _agree(places: Sequence[float]) -> bool:
    if not places:
        return True
    usual = sorted(places)[len(places) // 2]
    return sum(1 for place in places if abs(place - usual) <= _ALIGNED) >= 0.75 * len(places)


def _headings(words: Sequence[Ink]) -> Iterator[list[Ink]]:
    """Lines of words that hold two and more of the words that head columns, from the top."""
    marks = [w for w in words if w.text in _HEAD_WORDS and not w.turn]
    if len(marks) < 2:
        return
    for line in _text_lines(marks):
        if len({w.text.lower() for w in line}) >= 2:
            top, bottom = min(w.box.top for w in line), max(w.box.bottom for w in line)
            yield [w for w in words if not w.turn and top - 1 <= _middle(w)[1] <= bottom + 1]


def _below(page: Page, heads: list[Ink], words: list[Ink], levels: Sequence[Span]) -> Table | None:
    """The table without rules that stands under a line of headings, as far down as its gutters run."""
    height = _height(heads)
    pieces = _covered(heads, 1.0 * height)
    texts = _texts([[w for w in heads if low <= w.box.left < high] for low, high in pieces])
    if len(pieces) < _FEWEST_ROWS or not _known(texts):
        return None
    bottom = max(w.box.bottom for w in heads)
    gutters = [(0.0, a[1], b[0]) for a, b in pairwise(pieces)]
    ys = [y for y, low, high in levels if y > bottom - 2 and low <= pieces[0][0] + 2 and high >= pieces[-1][0]]
    parts, gutters = _parts_below([w for w in words if not w.turn and w.box.top >= bottom - 1], gutters, bottom, ys)
    rows = [row for part in parts for row in ([part] if part.spans else _parted(part, gutters, ys))]
    if len(rows) < (1 if len(pieces) > _FEWEST_ROWS else 2):
        return None
    rows = [_Row(heads, min(w.box.top for w in heads) - 1, rows[0].top), *rows]
    every = [w for row in rows for w in row.words]
    left, right = min(w.box.left for w in every) - 2, max(w.box.right for w in every) + 2
    table = _table(page, rows, left, right)
    cut = rows[-1].bottom > 0.75 * page.height and not any(y >= rows[-1].bottom - 2 for y in ys)
    return replace(table, open_bottom=cut) if table else None


def _parts_below(
    words: list[Ink], gutters: list[Span], floor: float, ys: Sequence[float]
) -> tuple[list[_Row], list[Span]]:
    """Stretches of a table's body from the top, with the group rows between them, and what is left of the gutters."""
    height = _height(words)
    left = gutters[0][1]
    parts: list[_Row] = []
    for line in _text_lines(words):
        top, bottom = min(w.box.top for w in line), max(w.box.bottom for w in line)
        if top - floor > 2.5 * height:
            break
        narrowed = _narrowed(gutters, line, _GUTTER * height)
        if narrowed is None:
            ruled = any(bottom - 2 < y < bottom + height for y in ys)
            if min(w.box.left for w in line) > left or not (ruled or all(w.bold for w in line)):
                break
            parts.append(_Row(line, top - 1, bottom + 1, spans=True))
        elif parts and not parts[-1].spans:
            gutters = narrowed
            parts[-1] = _Row([*parts[-1].words, *line], parts[-1].top, bottom + 1)
        else:
            gutters = narrowed
            parts.append(_Row(list(line), top - 1, bottom + 1))
        floor = bottom
    while parts and parts[-1].spans:
        parts.pop()
    return parts, gutters


def _narrowed(gutters: Sequence[Span], line: Sequence[Ink], least: float) -> list[Span] | None:
    """The gutters as far as the line leaves them free; None where it runs over one."""
    pieces = _covered(line, _GUTTER * _height(line))
    done = []
    for _, low, high in gutters:
        for left, right in pieces:
            if left < high and right > low:
                before = left < low or (right < high and left - low < high - right)
                low, high = (max(low, right), high) if before else (low, min(high, left))
        if high - low < least:
            return None
        done.append((0.0, low, high))
    return done
