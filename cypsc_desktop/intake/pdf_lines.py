"""Words to lines in reading order: by their place, since content order is not reading order."""

import re
from collections.abc import Iterable

from cypsc_desktop.intake.layout import Box, Line, Word
from cypsc_desktop.intake.pdf_columns import in_reading_order
from cypsc_desktop.intake.pdf_words import Ink

_MARK = re.compile(
    r"[•●▪■□◦‣➢✓·*–—o\uf0b7\uf0a7\uf0d8-]|\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]"
    r"|\d{1,2}(\.\d{1,2}){1,3}\.?|[A-Z]?\d{1,2}\."
)
"""A list mark: its text may stand further off than the next word of a line."""
MARK_GAP = 5.0
WORD_GAP = 1.3
ALIGNED_GAP = 0.42


def runs_of(words: Iterable[Ink]) -> list[list[Ink]]:
    """Upright words in pieces of a line: neighbours on one baseline with no more than a wide word space between."""
    runs: list[list[Ink]] = []
    last: Ink | None = None
    for word in words:
        if last is not None and _follows(last, word):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word
    return _split_aligned(_join(runs))


def _follows(last: Ink, word: Ink) -> bool:
    _, top, right, bottom = last.box
    left, next_top, _, next_bottom = word.box
    height = min(bottom - top, next_bottom - next_top)
    if not -0.5 * height <= left - right <= WORD_GAP * height:
        return False
    overlap = min(bottom, next_bottom) - max(top, next_top)
    return overlap > height * 0.5


def _split_aligned(rows: list[list[list[Ink]]]) -> list[list[Ink]]:
    """Rows to runs, parting a run where a wide space ends at the very place where a column begins on a nearby row."""
    starts: dict[int, list[Box]] = {}
    for row in rows:
        for run in row[1:]:
            starts.setdefault(round(run[0].box.left / 2), []).append(run[0].box)
    done: list[list[Ink]] = []
    for row in rows:
        for run in row:
            begin = 0
            for index in range(1, len(run)):
                box = run[index].box
                if box.left - run[index - 1].box.right < ALIGNED_GAP * (box.bottom - box.top):
                    continue
                if _aligned(box, starts) and (index > 1 or not _MARK.fullmatch(run[0].text)):
                    done.append(run[begin:index])
                    begin = index
            done.append(run[begin:])
    return done


def _aligned(box: Box, starts: dict[int, list[Box]]) -> bool:
    """Whether a run on a nearby row begins at the same place."""
    at = round(box.left / 2)
    near = (s for key in (at - 1, at, at + 1) for s in starts.get(key, [])[:200])
    return any(abs(s.left - box.left) <= 1.5 and abs(s.top - box.top) <= 3 * box.height for s in near)


def _extent(run: list[Ink]) -> Box:
    if len(run) == 1:
        return run[0].box
    lefts, tops, rights, bottoms = zip(*(w.box for w in run), strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _join(runs: list[list[Ink]]) -> list[list[list[Ink]]]:
    """Rows of runs: join pieces that content order kept apart: list marks that come last, words of another font."""
    placed = sorted(((_extent(run), run) for run in runs), key=lambda p: (p[0].top + p[0].bottom) / 2)
    done: list[list[list[Ink]]] = []
    for row in _rows(placed):
        done.append([])
        row.sort(key=lambda p: p[0].left)
        box, run = row[0]
        for next_box, next_run in row[1:]:
            height = min(box.height, next_box.height)
            limit = MARK_GAP if len(run) == 1 and _is_mark(run[0].text, next_run[0].text) else WORD_GAP
            if next_box.left - box.right <= limit * height:
                over = next_box.left < box.right - 0.3 * height
                run = sorted([*run, *next_run], key=lambda w: w.box.left) if over else run + next_run
                box = box.union(next_box)
            else:
                done[-1].append(run)
                box, run = next_box, next_run
        done[-1].append(run)
    return done


def _is_mark(text: str, following: str) -> bool:
    """Whether a lone piece is the list mark or number of what follows it; a bare number needs words after it."""
    return bool(_MARK.fullmatch(text)) or (text.isdecimal() and len(text) <= 2 and following[:1].isalpha())


def _rows(placed: list[tuple[Box, list[Ink]]]) -> list[list[tuple[Box, list[Ink]]]]:
    """Pieces whose middles lie within each other's height, from the top."""
    rows: list[list[tuple[Box, list[Ink]]]] = []
    middle = -1e9
    for box, run in placed:
        centre = (box.top + box.bottom) / 2
        if rows and centre - middle <= 0.4 * box.height:
            rows[-1].append((box, run))
        else:
            rows.append([(box, run)])
            middle = centre
    return rows


def line_of(run: list[Ink], page: int) -> Line:
    """A Line of one run, its gap still to be set."""
    box = _extent(run)
    text = " ".join([w.text for w in run])
    size, bold = run[0].size, run[0].bold
    if any(w.size != size or w.bold != bold for w in run):
        size = max(run, key=lambda w: len(w.text)).size
        heavy = sum(len(w.text) for w in run if w.bold)
        bold = run[-1].bold and heavy >= 0.6 * (len(text) - len(run) + 1)
    words = tuple([Word(w.text, w.box) for w in run])
    return Line(text, box, page, words, size or round(box.height / 1.15, 1), bold)


def with_gaps(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with the white space above each, in units of its height."""
    done: list[Line] = []
    bottom: float | None = None
    for line in lines:
        gap = 0.0 if bottom is None else max(0.0, (line.box.top - bottom) / (line.box.height or 1.0))
        bottom = line.box.bottom
        done.append(Line(line.text, line.box, line.page, line.words, line.size, line.bold, round(gap, 3)))
    return tuple(done)


def lines_of(words: Iterable[Ink], page: int) -> tuple[Line, ...]:
    """Lines in reading order; words that stand on end or head make lines of their own, last."""
    upright: list[Ink] = []
    turned: dict[int, list[Ink]] = {}
    for word in words:
        (turned.setdefault(word.turn, []) if word.turn else upright).append(word)
    lines = in_reading_order([line_of(run, page) for run in runs_of(upright)])
    for turn, group in sorted(turned.items()):
        laid = [_turn_word(word, turn) for word in group]
        lines += [_turn_line(line_of(run, page), -turn % 4) for run in runs_of(laid)]
    return with_gaps(lines)


def turn_box(box: Box, turn: int) -> Box:
    """The box after so many quarter turns of the sheet anticlockwise about its top left corner."""
    for _ in range(turn % 4):
        box = Box(box.top, -box.right, box.bottom, -box.left)
    return box


def _turn_word(word: Ink, turn: int) -> Ink:
    return Ink(word.text, turn_box(word.box, turn), word.size, word.bold, 0)


def _turn_line(line: Line, turn: int) -> Line:
    words = tuple(Word(w.text, turn_box(w.box, turn)) for w in line.words)
    return Line(line.text, turn_box(line.box, turn), line.page, words, line.size, line.bold)
