"""Printed lines gathered into paragraphs and list points, over sheets. It knows nothing of committees.

A paragraph ends at white space wider than the sheet's own line spacing, at a list mark, at a change of
weight, and after a line that had room for the next word. Across a sheet's edge it goes on where its
sentence does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cypsc_desktop.intake.layout import Box, Line, Sheet, Table
from cypsc_desktop.intake.report import At

BULLET = re.compile(r"^(?:[•●○▪■◼◦‣∙·➢►▶❖◆✓✔❑□–—*-]|[\uf000-\uf0ff]|o(?=\s+[A-Z]))\s+")
NUMBER = re.compile(
    r"^(?:(?i:recommendation|rec|conclusion|action)\s*(?:[Nn]o\.?\s*)?\d{1,2}\s*[.:)–-]+|R\d{1,2}\s*[.:)–-]*"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{2,5})[.)]|[A-Z]\)|\((?:\d{1,2}|[A-Za-z]|[ivx]{1,5})\)|\d{1,2}\.\d{1,2}\.?)\s+(?=\S)"
)
"""A list's number or letter. A capital with a full stop is an initial: "A. Penrose"."""
_BARE_MARK = re.compile(r"^(?:[•●○▪■◼◦‣∙➢►▶❖◆*-]|[\uf000-\uf0ff]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,5})[.)]|o)$")
_ENDS = re.compile(r"[.?!:;][\"'”’)\]]*$")
_ASIDE = re.compile(
    r"\s*[\[(](?:agenda\s+)?item\b[^()\[\]]{1,12}[\])]$", re.IGNORECASE
)  # "(Agenda Item 3)" after a title
_PADDING = 6.0  # points between a cell's words and its rule
_CUT_DATE = re.compile(r"(?<!\d)\d{1,2}([/.])\d{1,2}\1(?:\d|20|20\d)$")  # a narrow cell broke its year in two
_DATE_LENGTH = 12  # characters, the one before it included
_YEAR_END = re.compile(r"^\d{1,3}(?!\d)")
_NUMBERED = re.compile(
    r"^[A-Z]{0,4}[ ./-]?\d{1,4}(?:/\d{2,4})?\.?\s+[A-Z](?:[a-z]|[A-Z'’ ]{3})"
)  # a minute that opens under a sentence
_GAP = 0.6  # of a line's height, more than the usual leading
_WIDEST = 1.7  # white space between lines that read on; the builders of flow formats part paragraphs by more
_LEADING = 1.45  # times the size of the type: lines that read on stand no farther apart
_CLOSE = 1.25  # of the size of the type: single spacing, however little the letters of a line reach up and down
_ACRONYM = 9  # letters; more capitals than this in a line are a heading
_OUTDENT = 20.0  # points
_SHORT = 0.3  # of the column's width, where no words tell
_ROOM = 0.12  # of the column's width left free by a line that was broken on purpose


@dataclass(slots=True)
class Paragraph:
    """Lines that read on. ``mark`` is the list mark printed before ``text`` ("•", "1.", "(a)") or None."""

    lines: list[Line]
    mark: str | None = None
    after: Table | None = None
    _text: str | None = field(default=None, repr=False)

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def box(self) -> Box:
        box = self.lines[0].box
        for line in self.lines[1:]:
            if line.page == self.page:
                box = box.union(line.box)
        return box

    @property
    def at(self) -> At:
        return At(self.page, self.box)

    @property
    def left(self) -> float:
        """Left edge of the first line, its mark included."""
        return self.lines[0].box.left

    @property
    def bold(self) -> bool:
        return self.lines[0].bold

    @property
    def heading(self) -> int:
        return self.lines[0].heading

    @property
    def printed(self) -> str:
        """The words as printed, the list mark with them."""
        first = self.lines[0]
        words = joined(self.lines)
        return f"{first.bullet} {words}" if first.bullet else words

    @property
    def text(self) -> str:
        """The words without the list mark."""
        if self._text is None:
            self._text = without_mark(self.printed, self.mark)
        return self._text

    @property
    def bulleted(self) -> bool:
        return self.mark is not None and not any(c.isalnum() for c in self.mark.replace("o", ""))

    @property
    def text_left(self) -> float:
        """Where the words begin that follow the mark."""
        words = self.lines[0].words
        skip = len(self.mark.split()) if self.mark and not self.lines[0].bullet else 0
        return words[skip].box.left if len(words) > skip else self.left

    @property
    def ended(self) -> bool:
        """Whether its last words close a sentence or a clause."""
        return _ENDS.search(self.lines[-1].text) is not None

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self._text = None


def joined(lines: Iterable[Line]) -> str:
    """Lines as running text: a space between them, none behind a line's last hyphen."""
    text = ""
    for line in lines:
        text = continued(text, line.text)
    return text


def continued(text: str, rest: str) -> str:
    """``text`` and what reads on from it: a space between them, none behind a last hyphen."""
    hyphen = len(text) > 1 and text[-1] in "-\u2010" and text[-2].isalnum()
    glued = hyphen and (rest[:1].isalpha() or (rest[:1].isdigit() and text[-2].isdigit()))
    if rest[:1].isdigit() and text[-1:].isdigit() and not glued:
        glued = _CUT_DATE.search(text[-_DATE_LENGTH:]) is not None and _YEAR_END.match(rest) is not None
    return f"{text}{rest}" if glued or not text else f"{text} {rest}"


def without_mark(printed: str, mark: str | None) -> str:
    return printed[len(mark) :].strip() if mark and printed.startswith(mark) else printed


def mark_of(line: Line) -> str | None:
    """The list mark that a line begins with."""
    if line.bullet:
        return line.bullet
    text = line.text
    if not text or (text[0].isalpha() and not text[1:5].strip(" abcdefghijklmnopqrstuvwyz")):
        return None
    match = BULLET.match(text) or NUMBER.match(text)
    if match:
        return match[0].strip()
    return text if _BARE_MARK.match(text) else None


def paragraphs(sheets: Iterable[Sheet]) -> list[Paragraph | Table]:
    """Paragraphs and tables of some sheets in reading order."""
    out: list[Paragraph | Table] = []
    for sheet in sheets:
        if sheet.filler:
            continue
        margin = max((line.box.right for line in sheet.lines), default=0.0)
        begin = min((line.box.left for line in sheet.lines), default=0.0)
        gap = _break_gap(sheet, margin=margin, width=margin - begin)
        before: Line | None = None
        for block in sheet.blocks():
            if isinstance(block, Table):
                out.append(block)
                before = None
                continue
            last = out[-1] if out and isinstance(out[-1], Paragraph) else None
            if last is not None and _reads_on(last, block, before, gap=gap, margin=margin, width=margin - begin):
                last.add(block)
            else:
                out.append(Paragraph([block], mark_of(block)))
            before = block
    return out


def paragraphs_of(lines: Sequence[Line], right: float = 0.0) -> list[Paragraph]:
    """The paragraphs of one cell; ``right`` is its right edge, where it is known."""
    out: list[Paragraph] = []
    margin = max((line.box.right for line in lines), default=0.0)
    margin = max(margin, right - _PADDING)
    begin = min((line.box.left for line in lines), default=0.0)
    before: Line | None = None
    for line in lines:
        if out and _reads_on(out[-1], line, before, gap=_GAP, margin=margin, width=margin - begin):
            out[-1].add(line)
        else:
            out.append(Paragraph([line], mark_of(line)))
        before = line
    return out


def only_paragraphs(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    return (block for block in blocks if isinstance(block, Paragraph))


def _break_gap(sheet: Sheet, *, margin: float, width: float) -> float:
    """White space above a line that parts paragraphs on this sheet, in line heights.

    The sheet's leading is measured below lines that are full, since those most often read on.
    """
    full = [
        line.gap
        for before, line in pairwise(sheet.lines)
        if 0 < line.gap < 3 and before.box.right > margin - _ROOM * width and line.box.top > before.box.top
    ]
    usual = sorted(full)[len(full) // 3] if len(full) > 3 else 0.2
    return max(_GAP, usual + 0.35) if usual < 1.0 else min(usual + 0.5, _WIDEST)


def _shouts(text: str) -> bool:
    """Whether a line is in capitals as a heading is, not merely an acronym."""
    return len(text) > _ACRONYM and " " in text and text == text.upper() and sum(c.isalpha() for c in text) > _ACRONYM


def _parted(previous: Line, line: Line, *, gap: float) -> bool:
    """Whether white space parts two lines. Letters reach up and down unequally far, capitals least, so that close lines
    are told by how far one stands below the other."""
    if line.gap < gap:
        return False
    pitch = line.box.top - previous.box.top
    capitals = line.text.isupper() and _shouts(previous.text) and line.bold
    return not 0 < pitch < (_LEADING if capitals else _CLOSE) * (line.size or 0)


def _reads_on(last: Paragraph, line: Line, before: Line | None, *, gap: float, margin: float, width: float) -> bool:
    marked = mark_of(line)
    if last.mark is not None and last.lines[-1].text == last.mark and not marked:
        return before is not None and line.gap < 3  # a mark that stands on a line of its own
    if marked or line.heading != last.lines[0].heading:
        return False
    previous = last.lines[-1]
    if line.heading and line.gap >= gap:
        return False
    if before is None:  # over a sheet's edge, or below a table
        return (
            previous.page != line.page
            and not last.ended
            and not (previous.bold or line.bold or last.heading)
            and (
                line.text[:1].islower() or (len(last.lines) + len(last.text) // 60 > 1 and not line.text[:1].isdigit())
            )
        )
    if (
        line.gap < 1.0
        and previous.page == line.page
        and previous.text[-1:] in "-\u2010"
        and previous.text[-2:-1].isalnum()
    ):
        return True
    if _NUMBERED.match(line.text) and (last.ended or line.box.left < previous.box.left - _OUTDENT):
        return False
    words = _ASIDE.sub("", line.text) if line.text[-1:] in ")]" else line.text
    capitals = words.isupper() and words[-1:] != ":"
    title = capitals and words != line.text and _shouts(previous.text)  # whose aside is in another print
    if _parted(previous, line, gap=gap) or (line.bold != previous.bold and not title):
        return False
    if line.box.top < previous.box.top - 1 or (previous.text[-1:] in ")]" and _ASIDE.search(previous.text)):
        return False
    calmer = _shouts(previous.text) and not capitals and previous.page == line.page
    if calmer or (_shouts(line.text) and not _shouts(previous.text)):
        return False
    if line.size and previous.size and abs(line.size - previous.size) > 1.2:
        return False
    if not line.words or width <= 0:
        return not (_NUMBERED.match(line.text) and margin - previous.box.right > _SHORT * width)
    first = line.words[0].box.width
    room = margin - previous.box.right - first
    centred = abs(line.box.left - previous.box.left) > 20 and previous.box.left > line.box.left
    return room < max(_ROOM * width, 1.5 * first) or centred
