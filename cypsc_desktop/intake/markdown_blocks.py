"""Lays Markdown down on a flow, written by hand or left by a program that converted a PDF.

A converter's tables are lines whose cells are parted by tabs, or HTML; what it prints of a sheet's own label
and of blank sheets is furniture. It knows Markdown and nothing of committees.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cypsc_desktop.intake.flow import PARAGRAPH, RUN_ON, Flow, Slot, Text
from cypsc_desktop.intake.html_blocks import Walker

STAMP = re.compile(r"^Page\s+([A-Z]?\d{1,4}[A-Za-z]?)$")
"""The label of a pack's sheet where it stands alone."""
FILLER = re.compile(
    r"^(?:this\s+)?page\s+(?:is\s+|has\s+been\s+)?(?:intentionally\s+)?left\s+(?:intentionally\s+)?blank\W*$",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(r"<(?:p|br|ul|ol|li|div|table|b|i|sup|sub|strong|em)\b|&(?:\w{2,8}|#\d{1,6});", re.IGNORECASE)
_BROKEN_BOLD = re.compile(r"(</(b|strong)>)\s+(?=<\2>)", re.IGNORECASE)  # two bold runs: two lines of the cell
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[-*+•]|\(?(?:\d{1,3}|[a-z])[.)])\t")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_TABLE_START = re.compile(r"\s{0,3}<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,3})+\.?\s")
_MARKED = re.compile(r"[*_`\[\\<&]")
_INDENT = 18.0


@dataclass(slots=True)
class _List:
    """An open list: the number of its next item, None when it has bullets."""

    next: int | None
    mark: str


def lay_markdown(text: str, flow: Flow) -> None:
    """Lay ``text`` on ``flow``: its prose, and in their places the tables of tabbed lines and of HTML."""
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    for kind, lines in _stretches(text.split("\n")):
        if kind == "tabs":
            flow.add_table(_tabbed(lines))
        elif kind == "html":
            _lay_html("\n".join(lines), flow)
        else:
            _Markdown(flow).walk(parser.parse("\n".join(lines)))


def _stretches(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The text in stretches of prose, of tabbed lines and of HTML tables."""
    prose: list[str] = []
    n, fenced = 0, False
    while n < len(lines):
        fenced ^= _FENCE.match(lines[n]) is not None
        kind, end = ("", n) if fenced else _table_at(lines, n)
        if not kind:
            prose.append(lines[n])
            n += 1
            continue
        if prose:
            yield "prose", prose
            prose = []
        yield kind, list(lines[n:end])
        n = end
    if prose:
        yield "prose", prose


def _table_at(lines: Sequence[str], start: int) -> tuple[str, int]:
    """The kind of table that begins on a line and the line after its last; no kind where none begins."""
    if _TABLE_START.match(lines[start]):
        depth = 0
        for n in range(start, len(lines)):
            depth += len(re.findall(r"<table\b", lines[n], re.IGNORECASE)) - len(_TABLE_END.findall(lines[n]))
            if depth <= 0:
                return "html", n + 1
        return "", start
    end = start
    while end < len(lines) and "\t" in lines[end].rstrip(" ") and not _LISTED.match(lines[end]):
        end += 1
    run = [line for line in lines[start:end] if not _RULE.fullmatch(line)]
    # a line that a person indented or parted by one tab is no table
    cells = [len(line.split("\t")) for line in run if line.strip()]
    filled = [sum(1 for cell in line.split("\t") if cell.strip()) for line in run]
    sure = any(_RULE.fullmatch(line) for line in lines[start:end]) or any(_STRUCTURE.search(line) for line in run)
    if cells and max(filled) >= 2 and max(cells) == min(cells) and (sure or len(run) >= 2 or cells[0] >= 4):
        return "tabs", end
    return "", start


def _tabbed(lines: Sequence[str]) -> Iterator[Slot]:
    rows = [line for line in lines if not _RULE.fullmatch(line)]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row.split("\t")[:200]):
            yield Slot(tuple(cell_texts(cell)), r, c)


def cell_texts(content: str) -> list[Text]:
    """The lines of a cell that was written on one line: plain, Markdown, or HTML."""
    if not content.strip():
        return []
    if _MARKED.search(_BREAK.sub("", content)) and len(lines := _BREAK.split(content)) > 1:
        return [text for line in lines for text in cell_texts(line)]
    if _STRUCTURE.search(content):
        marked_up = _html_cell(_BROKEN_BOLD.sub(r"\1<br>", content))
        if marked_up is not None:
            return marked_up
    if not _MARKED.search(content):
        return [Text(content.strip(), gap=RUN_ON)]
    texts, bold = _runs(MarkdownIt("commonmark").parseInline(content.strip())[0].children or [])
    return [Text(text, bold=bold, gap=RUN_ON) for text in texts if text.strip()]


def _html_cell(content: str) -> list[Text] | None:
    try:
        root = html.fragment_fromstring(content, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return Walker(Flow()).texts(root)


def _lay_html(content: str, flow: Flow) -> None:
    try:
        root = html.fragment_fromstring(content, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        for row in re.sub(r"<[^>]*>", " ", content).split("\n"):
            flow.add(Text(row, gap=RUN_ON))
        return
    Walker(flow).page(root)


class _Markdown:
    """Walks the tokens of markdown-it and lays them down."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
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
                _lay_html(token.content, self._flow)
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
            self._flow.add_table(Slot(cell, r, c) for r, row in enumerate(self._rows) for c, cell in enumerate(row))

    @staticmethod
    def _mark(parent: _List, token: Token) -> str:
        if parent.next is None:
            return "•"
        number = int(token.info) if token.info.isdecimal() else parent.next
        parent.next = number + 1
        return f"{number}{token.markup or '.'}"

    def _inline(self, token: Token) -> None:
        if self._in_table:
            self._rows[-1].append(tuple(cell_texts(token.content)))
            return
        texts, bold = _runs(token.children or [])
        if len(texts) == 1 and (STAMP.match(texts[0]) or FILLER.match(texts[0])):
            self._flow.add_furniture(texts[0])
            return
        if self._bullet == "•" and _OWN_NUMBER.match(texts[0]):  # a converter's bullet before a printed number
            self._bullet = None
        for n, text in enumerate(texts):
            self._flow.add(
                Text(
                    text,
                    heading=self._heading,
                    bullet=self._bullet if n == 0 else None,
                    bold=bold or bool(self._heading),
                    indent=_INDENT * len(self._lists),
                    gap=RUN_ON if n else PARAGRAPH,
                )
            )
            self._bullet = None

    def _plain(self, content: str) -> None:
        for n, row in enumerate(content.split("\n")):
            self._flow.add(Text(row, indent=_INDENT * len(self._lists), gap=RUN_ON if n else PARAGRAPH))


def _runs(children: list[Token]) -> tuple[list[str], bool]:
    """The lines of a paragraph, parted by its hard breaks, and whether all of it is bold."""
    texts, strong, plain = [""], 0, False
    for child in children:
        if child.type == "hardbreak" or (child.type == "html_inline" and child.content.lower().startswith("<br")):
            texts.append("")
        elif child.type == "html_inline":
            strong += {"<b>": 1, "<strong>": 1, "</b>": -1, "</strong>": -1}.get(child.content.lower(), 0)
        elif child.type == "softbreak":
            texts[-1] += " "
        elif child.type in ("strong_open", "strong_close"):
            strong += child.nesting
        elif child.type in ("text", "code_inline", "image"):
            texts[-1] += child.content
            plain = plain or (not strong and bool(child.content.strip()))
    return texts, not plain and any(texts)
