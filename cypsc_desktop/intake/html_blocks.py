"""Walks a parsed page and lays its paragraphs, lists and tables down in reading order.

Tables that only set out a page (a menu of items with their numbers in a column, a frame, tables in tables)
become lines; tables of data stay tables. It knows HTML and nothing of committees but the class names by
which Modern.Gov marks the titles of agenda items.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cypsc_desktop.intake.docx_numbering import number, printed
from cypsc_desktop.intake.flow import ITEM_NUMBER, PARAGRAPH, RUN_ON, Flow, Slot, Text, layout_rows

_DROPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "svg",
        "canvas",
        "object",
        "embed",
        "video",
        "audio",
        "map",
        "button",
        "select",
        "datalist",
        "textarea",
        "input",
        "label",
        "head",
        "dialog",
        "progress",
        "meter",
        "math",
    }
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "table",
        "caption",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
    }
)
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_EARS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|offscreen|skip-?link)(?:\s|$)", re.IGNORECASE
)
_ASIDE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar"}
)
_ITEM_TITLE = re.compile(r"\bmgAiTitle(?:Txt|Lnk)?\b|\bmgItemTitle\b", re.IGNORECASE)
_ITEM_PART = re.compile(r"\bmgSubItemTitle(?:Txt)?\b", re.IGNORECASE)
_ITEM_TABLE = re.compile(r"mgItemTable", re.IGNORECASE)
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 150
ITEM_TITLE_LEVEL = 4
ITEM_PART_LEVEL = 5


@dataclass(slots=True)
class _Open:
    """What holds for the text now being read."""

    heading: int = 0
    bold: bool = False
    indent: float = 0.0
    pre: bool = False
    furniture: bool = False
    in_main: bool = False


@dataclass(slots=True)
class _Paragraph:
    """The paragraph being gathered: lines parted by breaks, and which of them have bold and plain words."""

    lines: list[str] = field(default_factory=lambda: [""])
    bold: set[int] = field(default_factory=set)
    plain: set[int] = field(default_factory=set)


class Walker:
    """Lays a page on a flow. One use each."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._out: list[Text | list[Slot]] = []
        self._paragraph = _Paragraph()
        self._bullet: str | None = None

    def page(self, root: Any) -> None:
        """Read the whole page and lay it."""
        self._walk(root, _Open(), 0)
        self._close(_Open())
        for piece in self._out:
            if isinstance(piece, Text):
                self._flow.add(piece)
            else:
                self._flow.add_table(piece)

    def texts(self, root: Any) -> list[Text]:
        """The lines of a piece of a page, those of tables in it row by row, laid nowhere."""
        self._walk(root, _Open(), 0)
        self._close(_Open())
        return _flat(self._out)

    def _walk(self, element: Any, state: _Open, depth: int) -> None:
        """``element`` and all in it; block boundaries close the paragraph before."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED or _is_hidden(element):
            return
        if depth > _DEEPEST:  # nested beyond any page: its words, without their shape
            self._say(" ".join(element.itertext()), state)
            return
        inner = _entered(element, tag, state)
        if tag == "br":
            self._paragraph.lines.append("")
        elif tag == "table":
            self._close(state)
            self._table(element, inner, depth)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._close(state)
            self._list(element, inner, depth)
        elif tag in _BLOCKS:
            self._close(state)
            self._inside(element, inner, depth)
            self._close(inner)
        else:
            self._inside(element, inner, depth)

    def _inside(self, element: Any, state: _Open, depth: int) -> None:
        self._say(element.text, state)
        for child in element:
            self._walk(child, state, depth + 1)
            self._say(child.tail, state)

    def _say(self, text: str | None, state: _Open) -> None:
        if not text:
            return
        paragraph = self._paragraph
        if state.pre:
            first, *rest = text.split("\n")
            paragraph.lines[-1] += first
            paragraph.lines.extend(rest)
        else:
            paragraph.lines[-1] += re.sub(r"\s+", " ", text)
        if text.strip():
            (paragraph.bold if state.bold else paragraph.plain).add(len(paragraph.lines) - 1)

    def _close(self, state: _Open) -> None:
        """The paragraph ends here."""
        paragraph, self._paragraph = self._paragraph, _Paragraph()
        lines = [
            (line, n in paragraph.bold - paragraph.plain) for n, line in enumerate(paragraph.lines) if line.strip()
        ]
        if lines and self._bullet and lines[0][0].lstrip().startswith(self._bullet):  # printed and declared
            lines[0] = (lines[0][0].lstrip().removeprefix(self._bullet), lines[0][1])
        for n, (line, bold) in enumerate(lines):
            if state.furniture:
                self._flow.add_furniture(line)
                continue
            self._out.append(
                Text(
                    line,
                    heading=state.heading,
                    bullet=self._bullet if n == 0 else None,
                    bold=bold,
                    indent=state.indent,
                    gap=RUN_ON if n else PARAGRAPH,
                )
            )
        if lines:
            self._bullet = None

    def _list(self, element: Any, state: _Open, depth: int) -> None:
        ordered = element.tag == "ol"
        count = number(element.get("start"), 1)
        form = _LIST_FORMS.get(element.get("type") or "", "decimal")
        step = -1 if element.get("reversed") is not None else 1
        inner = replace(state, indent=state.indent + 18.0)
        for child in element:
            if child.tag == "li" and not _is_hidden(child):
                count = number(child.get("value"), count)
                self._bullet = f"{printed(count, form)}." if ordered else "•"
                count += step
                self._walk(child, inner, depth + 1)
                self._bullet = None
            else:
                self._walk(child, inner, depth + 1)
            self._say(child.tail, inner)
            self._close(inner)

    def _table(self, table: Any, state: _Open, depth: int) -> None:
        rows = list(_rows(table))
        cells = list(_grid(rows))
        column = _number_column(cells, is_agenda=_is_item_table(table))
        laid = self._laid_out(cells, state, depth) if column is not None and not _is_item_table(table) else None
        if laid is not None:
            self._out.extend(laid)
        elif column is not None and _is_item_table(table):
            for row in range(len(rows)):
                self._item_row([c for c in cells if c.row == row], column, state, depth)
        elif _is_frame(table, cells):
            for caption in table.iterchildren("caption"):
                self._walk(caption, state, depth + 1)
            for cell in cells:
                self._walk(cell.element, state, depth + 2)
        else:
            for caption in table.iterchildren("caption"):
                self._walk(caption, state, depth + 1)
            slots = [Slot(self._cell(c, state, depth), c.row, c.column, c.rows, c.columns) for c in cells]
            if state.furniture:
                for slot in slots:
                    for line in slot.lines:
                        self._flow.add_furniture(line.text)
            else:
                self._out.append(slots)

    def _laid_out(self, cells: "list[_GridCell]", state: _Open, depth: int) -> list[Text] | None:
        """The lines of a table that sets out a list with its pages beside it; None for any other table."""
        if state.furniture:
            return None
        rows = layout_rows([Slot(self._cell(c, state, depth), c.row, c.column, c.rows, c.columns) for c in cells])
        if rows is None:
            return None
        return [
            replace(row, heading=row.heading or ITEM_TITLE_LEVEL) if ITEM_NUMBER.match(row.text.split("\t")[0]) else row
            for row in rows
        ]

    def _cell(self, cell: "_GridCell", state: _Open, depth: int) -> tuple[Text, ...]:
        """The lines of a data cell; the rows of a table inside it follow one another."""
        kept, self._out = self._out, []
        self._walk(cell.element, replace(state, indent=0.0, furniture=False), depth + 2)
        inside, self._out = self._out, kept
        return tuple(_flat(inside))

    def _item_row(self, row: "list[_GridCell]", column: int, state: _Open, depth: int) -> None:
        """A row of an agenda: its number joined to the first line of what stands beside it."""
        label = next((_said(c.element) for c in row if c.column == column), "")
        begun = len(self._out)
        for cell in row:
            if cell.column > column or not label:
                self._walk(cell.element, state, depth + 2)
            elif cell.column < column:
                self._flow.add_furniture(_said(cell.element))
        first = self._out[begun] if len(self._out) > begun else None
        if label and isinstance(first, Text) and ITEM_NUMBER.match(label):
            self._out[begun] = replace(
                first, text=f"{label}\t{first.text}", heading=first.heading or ITEM_TITLE_LEVEL, indent=0.0
            )
        elif label:
            self._out.insert(begun, Text(label, heading=0))


def _flat(pieces: "list[Text | list[Slot]]") -> list[Text]:
    lines: list[Text] = []
    for piece in pieces:
        lines.extend([piece] if isinstance(piece, Text) else [line for slot in piece for line in slot.lines])
    return lines


@dataclass(frozen=True, slots=True)
class _GridCell:
    element: Any
    row: int
    column: int
    rows: int
    columns: int


def _entered(element: Any, tag: str, state: _Open) -> _Open:
    """What holds inside an element."""
    inner = replace(state)
    marked = element.get("class") or ""
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        inner.heading = int(tag[1])
    elif _ITEM_TITLE.search(marked):
        inner.heading = inner.heading or ITEM_TITLE_LEVEL
    elif _ITEM_PART.search(marked):
        inner.heading = inner.heading or ITEM_PART_LEVEL
    elif tag in ("td", "li", "dd"):
        inner.heading = 0
    style = element.get("style") or ""
    if tag in _BOLD or re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style, re.IGNORECASE):
        inner.bold = True
    inner.pre = state.pre or tag in ("pre", "xmp", "listing")
    if tag in ("blockquote", "dd"):
        inner.indent = state.indent + 18.0
    inner.in_main = state.in_main or tag in ("main", "article") or element.get("role") == "main"
    if not inner.in_main and _is_aside(element, tag):
        inner.furniture = True
    return inner


def _is_aside(element: Any, tag: str) -> bool:
    return tag in ("nav", "header", "footer", "aside") or (element.get("role") or "").lower() in _ASIDE_ROLES


def _is_hidden(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return True
    return (
        element.get("hidden") is not None
        or _UNSEEN.search(element.get("style") or "") is not None
        or _FOR_EARS.search(element.get("class") or "") is not None
    )


def _rows(table: Any) -> Iterator[Any]:
    """The table's own rows, those of head, body and foot in that order."""
    groups: dict[str, list[Any]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            groups["tbody"].append(child)
        elif child.tag in groups:
            groups[child.tag].extend(child.iterchildren("tr"))
    for rows in groups.values():
        yield from (row for row in rows if not _is_hidden(row))


def _grid(rows: list[Any]) -> Iterator[_GridCell]:
    """Cells with their place in the grid; spans are bounded by the table's own rows and by 200 columns."""
    taken: dict[int, int] = {}  # column -> first row that is free again
    for r, row in enumerate(rows):
        column = 0
        for element in row.iterchildren("td", "th"):
            if _is_hidden(element):
                continue
            while taken.get(column, 0) > r:
                column += 1
            columns = max(1, min(200, number(element.get("colspan"), 1)))
            tall = number(element.get("rowspan"), 1)
            rows_down = len(rows) - r if tall == 0 else max(1, min(tall, len(rows) - r))
            if column >= 200:
                break
            for covered in range(column, column + columns):
                taken[covered] = r + rows_down
            yield _GridCell(element, r, column, rows_down, columns)
            column += columns


def _said(element: Any) -> str:
    """What an element says, without its scripts and hidden parts, white space collapsed."""
    if not isinstance(element.tag, str) or element.tag in _DROPPED or _is_hidden(element):
        return ""
    return " ".join(" ".join(element.itertext()).split())


def _is_item_table(table: Any) -> bool:
    return _ITEM_TABLE.search(f"{table.get('class') or ''} {table.get('id') or ''}") is not None


def _number_column(cells: list[_GridCell], *, is_agenda: bool) -> int | None:
    """The column of item numbers of a table that sets out an agenda; None for any other table.

    Such a table is narrow, and its numbers stand alone in the first or second column. A table that its page
    marks as the agenda may be without numbers.
    """
    width = max((c.column + c.columns for c in cells), default=0)
    for column in (0, 1):
        said = [text for c in cells if c.column == column and (text := _said(c.element)[:40])]
        body = [
            text
            for text in said
            if not re.match(r"(?:no|item|number|ref|agenda item)\b\.?(?:\s*no\.?)?$", text, re.IGNORECASE)
        ]
        numbers = sum(1 for text in body if ITEM_NUMBER.match(text))
        most, fewest = (4, 1) if is_agenda else (3, 2)
        if column + 1 < width <= most and numbers >= max(fewest, 0.8 * len(body)):
            return column
    return 0 if is_agenda else None


def _is_frame(table: Any, cells: list[_GridCell]) -> bool:
    """A table that only places things on the page."""
    if (table.get("role") or "").lower() in ("presentation", "none") or not cells:
        return True
    if max(c.column + c.columns for c in cells) == 1:
        return True
    return any(True for _ in table.iterdescendants("table", "h1", "h2", "main", "article", "nav", "form"))
