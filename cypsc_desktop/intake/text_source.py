"""Plain text, Markdown and CSV as a Source. It reads one file and recognises nothing.

Text keeps its columns: a word stands where its characters stand, so that a range at the right margin is
still there. Form feeds part the sheets, as in text taken from a PDF; then the source is paged.
"""

import csv
import io
import re
from itertools import islice
from pathlib import Path

from cypsc_desktop.intake.decode import decode
from cypsc_desktop.intake.flow import LEFT, RIGHT, RUN_ON, WIDTH, Flow, Slot, Text
from cypsc_desktop.intake.layout import Box, Line, Sheet, Source, Word
from cypsc_desktop.intake.markdown_blocks import FILLER, STAMP, lay_markdown
from cypsc_desktop.model.errors import UserError

_MOST_CHARACTERS = 8_000_000
_MOST_OF_MARKDOWN = 1_500_000  # its parser is slow
_MOST_ROWS = 5_000
_WIDE = 2.5  # spaces between two columns
_MARK = re.compile(r"[^\w\s]|(?=.*\d)\S{1,10}|\(?\w[.)]")  # a number or a bullet stands apart from its own words
_HEIGHT = 12.0


def build(path: Path, *, sha256: str, name: str, kind: str = "text") -> Source:
    """``kind``: text, markdown or csv. Raises UserError when the file is no text or far too long."""
    text = decode(path.read_bytes())
    if text is None:
        raise UserError(f"{name} is not text all through. Save it as PDF, then import that.")
    if len(text) > (_MOST_OF_MARKDOWN if kind == "markdown" else _MOST_CHARACTERS):
        raise UserError(f"{name} holds more text than any pack. Split it, then import the parts.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UserError(f"{name} has nothing in it. Ask for the file again.")
    if kind == "markdown":
        sheets: tuple[Sheet, ...] = (_markdown(text),)
    elif kind == "csv":
        sheets = (_csv(text),)
    else:
        pages = text.split("\f")
        while len(pages) > 1 and not pages[-1].strip():
            pages.pop()
        sheets = tuple(_page(page, number) for number, page in enumerate(pages, 1))
    return Source(sha256=sha256, name=name, format=kind, sheets=sheets, paged=len(sheets) > 1)


def _page(text: str, number: int) -> Sheet:
    """One sheet of plain text, each line as it is broken in the file."""
    rows = [row.expandtabs(8).rstrip() for row in text.split("\n")]
    longest = max((len(row) for row in rows if len(row) <= 250), default=0)
    step = min(5.0, (RIGHT - LEFT) / max(longest, 1))
    lines: list[Line] = []
    top, blanks = 50.0, 0
    for row in rows:
        if not row.strip():
            blanks += 1
            continue
        gap = RUN_ON + min(blanks, 4) * (1 + RUN_ON) if lines else 0.0
        top += gap * _HEIGHT
        lines += _columns(row, page=number, top=top, step=step, gap=gap)
        top += _HEIGHT
        blanks = 0
    lines, furniture, stamp = _stamped(lines)
    filler = len(lines) == 1 and FILLER.match(lines[0].text) is not None
    return Sheet(
        number=number,
        width=WIDTH,
        height=max(842.0, top + 50.0),
        lines=tuple(lines),
        furniture=furniture,
        stamp=stamp,
        filler=filler,
        has_text=bool(lines or furniture),
    )


def _columns(row: str, *, page: int, top: float, step: float, gap: float) -> list[Line]:
    """A row as one line, or as one for each of the columns that wide white space parts.

    A row longer than the sheet is wide is squeezed onto it; every other keeps the sheet's common step.
    """
    step = min(step, (RIGHT - LEFT) / len(row))
    words = [
        Word(m[0], Box(LEFT + m.start() * step, top, LEFT + m.end() * step, top + _HEIGHT))
        for m in re.finditer(r"\S+", row)
    ]
    columns: list[list[Word]] = []
    for word in words:
        apart = bool(columns) and word.box.left - columns[-1][-1].box.right > _WIDE * step
        if not columns or (apart and not _MARK.fullmatch(" ".join(w.text for w in columns[-1]))):
            columns.append([])
        columns[-1].append(word)
    return [
        Line(
            text=" ".join(word.text for word in column),
            box=Box(column[0].box.left, top, column[-1].box.right, top + _HEIGHT),
            page=page,
            words=tuple(column),
            size=11.0,
            gap=0.0 if n else gap,
        )
        for n, column in enumerate(columns)
    ]


def _stamped(lines: list[Line]) -> tuple[list[Line], tuple[Line, ...], str | None]:
    """The pack's "Page 15" is the last or the first line of its sheet and stands apart from the text."""
    for at in (len(lines) - 1, 0):
        match = STAMP.match(lines[at].text) if lines else None
        if match:
            return lines[:at] + lines[at + 1 :], (lines[at],), match[1]
    return lines, (), None


def _csv(text: str) -> Sheet:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    flow = Flow()
    try:
        rows = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), _MOST_ROWS))
    except csv.Error:
        rows = [line.split(delimiter) for line in text.split("\n")[:_MOST_ROWS]]
    flow.add_table(
        Slot(tuple(Text(line, gap=RUN_ON) for line in cell.split("\n") if line.strip()), r, c)
        for r, row in enumerate(row for row in rows if any(cell.strip() for cell in row))
        for c, cell in enumerate(row[:200])
    )
    return flow.sheet()


def _markdown(text: str) -> Sheet:
    flow = Flow()
    lay_markdown(text, flow)
    return flow.sheet()
