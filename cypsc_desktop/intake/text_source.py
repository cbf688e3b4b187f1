"""Plain text, Markdown and CSV as a Source. It reads one file and recognises nothing.

Text keeps its columns: a word stands where its characters stand, so that a range at the right margin is
still there. Form feeds part the sheets, as in text taken from a PDF; then the source is paged.
"""

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cypsc_desktop.intake.decode import decode
from cypsc_desktop.intake.flow import LEFT, PARAGRAPH, RIGHT, RUN_ON, WIDTH, Flow, Slot, Text
from cypsc_desktop.intake.layout import Box, Line, Sheet, Source, Word
from cypsc_desktop.model.errors import UserError

_MOST_CHARACTERS = 8_000_000
_MOST_OF_MARKDOWN = 1_500_000  # its parser is slow
_MOST_ROWS = 5_000
_HEIGHT = 12.0
_STAMP = re.compile(r"^Page\s+([A-Z]?\d{1,4}[A-Za-z]?)$")
_FILLER = re.compile(
    r"^(?:this\s+)?page\s+(?:is\s+|has\s+been\s+)?(?:intentionally\s+)?left\s+(?:intentionally\s+)?blank\W*$",
    re.IGNORECASE,
)


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
        lines.append(_columns(row, page=number, top=top, step=step, gap=gap))
        top += _HEIGHT
        blanks = 0
    lines, furniture, stamp = _stamped(lines)
    filler = len(lines) == 1 and _FILLER.match(lines[0].text) is not None
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


def _columns(row: str, *, page: int, top: float, step: float, gap: float) -> Line:
    """A row longer than the sheet is wide is squeezed onto it; every other keeps the sheet's common step."""
    step = min(step, (RIGHT - LEFT) / len(row))
    words = tuple(
        Word(m[0], Box(LEFT + m.start() * step, top, LEFT + m.end() * step, top + _HEIGHT))
        for m in re.finditer(r"\S+", row)
    )
    return Line(
        text=" ".join(word.text for word in words),
        box=Box(words[0].box.left, top, words[-1].box.right, top + _HEIGHT),
        page=page,
        words=words,
        size=11.0,
        gap=gap,
    )


def _stamped(lines: list[Line]) -> tuple[list[Line], tuple[Line, ...], str | None]:
    """The pack's "Page 15" is the last or the first line of its sheet and stands apart from the text."""
    for at in (len(lines) - 1, 0):
        match = _STAMP.match(lines[at].text) if lines else None
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


@dataclass(slots=True)
class _List:
    """An open list: the number of its next item, None when it has bullets."""

    next: int | None
    mark: str


class _Markdown:
    """Walks the tokens of markdown-it and lays them down."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._lists: list[_List] = []
        self._bullet: str | None = None
        self._heading = 0
        self._rows: list[list[tuple[Text, ...]]] = []
        self._in_table = False

    def walk(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            elif token.type in ("fence", "code_block"):
                self._plain(token.content)
            elif token.type == "html_block":
                self._plain(re.sub(r"<[^>]*>", " ", token.content))
            else:
                self._frame(token)

    def _frame(self, token: Token) -> None:
        kind = token.type
        if kind == "heading_open":
            self._heading = int(token.tag[1])
        elif kind == "heading_close":
            self._heading = 0
        elif kind in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrs.get("start", 1)) if kind == "ordered_list_open" else None
            self._lists.append(_List(start, token.markup))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._bullet = self._mark(self._lists[-1], token)
        elif kind == "table_open":
            self._in_table, self._rows = True, []
        elif kind == "tr_open":
            self._rows.append([])
        elif kind == "table_close":
            self._in_table = False
            self.flow.add_table(Slot(cell, r, c) for r, row in enumerate(self._rows) for c, cell in enumerate(row))

    @staticmethod
    def _mark(parent: _List, token: Token) -> str:
        if parent.next is None:
            return "•"
        number = int(token.info) if token.info.isdecimal() else parent.next
        parent.next = number + 1
        return f"{number}{token.markup or '.'}"

    def _inline(self, token: Token) -> None:
        texts, bold = _runs(token.children or [])
        if self._in_table:
            self._rows[-1].append(tuple(Text(t, bold=bold, gap=RUN_ON) for t in texts))
            return
        indent = 18.0 * len(self._lists)
        for n, text in enumerate(texts):
            self.flow.add(
                Text(
                    text,
                    heading=self._heading,
                    bullet=self._bullet if n == 0 else None,
                    bold=bold or bool(self._heading),
                    indent=indent,
                    gap=RUN_ON if n else PARAGRAPH,
                )
            )
            self._bullet = None

    def _plain(self, content: str) -> None:
        for n, row in enumerate(content.split("\n")):
            self.flow.add(Text(row, indent=18.0 * len(self._lists), gap=RUN_ON if n else PARAGRAPH))


def _runs(children: list[Token]) -> tuple[list[str], bool]:
    """The lines of a paragraph, parted by its hard breaks, and whether all of it is bold."""
    texts, strong, plain = [""], 0, False
    for child in children:
        if child.type == "hardbreak" or (child.type == "html_inline" and child.content.lower().startswith("<br")):
            texts.append("")
        elif child.type == "softbreak":
            texts[-1] += " "
        elif child.type in ("strong_open", "strong_close"):
            strong += child.nesting
        elif child.type in ("text", "code_inline", "image"):
            texts[-1] += child.content
            plain = plain or (not strong and bool(child.content.strip()))
    return texts, not plain and any(texts)


def _markdown(text: str) -> Sheet:
    walker = _Markdown()
    walker.walk(MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").parse(text))
    return walker.flow.sheet()
