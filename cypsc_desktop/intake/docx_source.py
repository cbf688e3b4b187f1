"""A Word file as a Source: paragraphs and tables in document order, as Word would print them.

Numbers of lists are worked out, tracked changes read as accepted, hidden text, notes and comments left out,
text boxes read where they are anchored. It opens no link and runs no macro.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element as Element

from cypsc_desktop.intake.docx_numbering import Numbering, number
from cypsc_desktop.intake.docx_styles import Styles, is_on
from cypsc_desktop.intake.flow import PARAGRAPH, RUN_ON, Flow, Slot, Text, layout_rows
from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.package import Package

_DEEPEST = 30  # tables in tables, controls in controls: deeper ones are not read
_PASSED = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo",
                     "oMath", "oMathPara", "ruby", "rubyBase"})  # fmt: skip
_DROPPED = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt"})


@dataclass(slots=True)
class _Runs:
    """A paragraph's text as it is gathered: lines parted by breaks, and which of them have bold and plain words."""

    lines: list[str] = field(default_factory=lambda: [""])
    bold: set[int] = field(default_factory=set)
    plain: set[int] = field(default_factory=set)
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str, *, bold: bool) -> None:
        self.lines[-1] += text
        if text.strip():
            (self.bold if bold else self.plain).add(len(self.lines) - 1)


def build(path: Path, *, sha256: str, name: str) -> Source:
    """Raises UserError when the file is damaged or swells beyond bounds."""
    with Package(path, name) as package:
        main = next((part for kind, part in package.related("") if kind == "officeDocument"), "word/document.xml")
        root = package.xml(main)
        body = None if root is None else root.find("body")
        if body is None:
            raise package.damaged()
        parts: dict[str, list[str]] = {}
        for kind, part in package.related(main):
            parts.setdefault(kind, []).append(part)
        styles = Styles(_first(package, parts.get("styles")))
        numbering = Numbering(_first(package, parts.get("numbering")), styles.lists())
        reader = _Reader(styles, numbering)
        reader.body(body)
        for kind in ("header", "footer"):
            for part in parts.get(kind, ()):
                reader.furniture(package.xml(part))
        return Source(
            sha256=sha256, name=name, format="docx", sheets=(reader.flow.sheet(),), info=_info(package), paged=False
        )


def _first(package: Package, parts: list[str] | None) -> Element | None:
    return package.xml(parts[0]) if parts else None


def _info(package: Package) -> dict[str, str]:
    root = package.xml("docProps/core.xml")
    names = {"title": "title", "subject": "subject", "creator": "author", "keywords": "keywords",
             "created": "created", "modified": "modified"}  # fmt: skip
    found = {} if root is None else {names[e.tag]: " ".join((e.text or "").split()) for e in root if e.tag in names}
    return {key: value for key, value in found.items() if value}


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.flow = Flow()
        self._styles = styles
        self._numbering = numbering
        self._blank = 0
        self._carried: _Runs | None = None
        self._seen_furniture: set[str] = set()

    def body(self, body: Element) -> None:
        for block in _blocks(body):
            if block.tag == "tbl":
                self._table(block)
            else:
                for text in self._paragraph(block):
                    self._lay(text)

    def furniture(self, root: Element | None) -> None:
        """Running heads and feet, each wording once."""
        for paragraph in root.iter("p") if root is not None else ():
            text = " ".join(" ".join(self._runs(paragraph).lines).split())
            if text and text not in self._seen_furniture:
                self._seen_furniture.add(text)
                self.flow.add_furniture(text)

    def _lay(self, text: Text) -> None:
        if not text.text.strip():
            self._blank += 1
            return
        gap = text.gap + min(self._blank, 4) * (1 + RUN_ON) if text.gap >= PARAGRAPH else text.gap
        self._blank = 0
        self.flow.add(text.with_gap(gap))

    def _paragraph(self, paragraph: Element, *, depth: int = 0) -> Iterator[Text]:
        """The lines of a paragraph, then those of the text boxes anchored in it."""
        runs, self._carried = self._runs(paragraph, self._carried), None
        if paragraph.find("pPr/rPr/del") is not None or paragraph.find("pPr/rPr/moveFrom") is not None:
            self._carried = runs  # its end was deleted: it runs on into the next paragraph
            return
        style = self._styles.of(paragraph)
        label, indent = self._label(paragraph, style)
        heading = self._styles.heading(paragraph)
        right = self._styles.has_right_tab(paragraph)
        if label and not any(line.strip() for line in runs.lines):
            runs.lines, label = ([label], None) if depth else (runs.lines, label)
        for n, line in enumerate(runs.lines):
            if n and not line.strip():
                continue
            yield Text(
                line,
                heading=heading,
                bullet=label if n == 0 else None,
                bold=n in runs.bold and n not in runs.plain,
                indent=indent,
                gap=RUN_ON if n else PARAGRAPH,
                right=right,
            )
        for box in runs.boxes:
            yield from self._boxed(box, depth + 1)

    def _boxed(self, box: Element, depth: int) -> Iterator[Text]:
        if depth > _DEEPEST:
            return
        for block in _blocks(box):
            if block.tag == "p":
                yield from self._paragraph(block, depth=depth)
            else:
                for slot in self._slots(block, depth):
                    yield from slot.lines

    def _label(self, paragraph: Element, style: str | None) -> tuple[str | None, float]:
        """The printed label and the indent of the text in points."""
        list_id, level = self._styles.list_of(paragraph)
        if list_id is not None and level is None:
            level = self._numbering.level_of_style(list_id, style or "")
        indent = self._styles.indent(paragraph)
        if list_id is None or list_id == "0" or level is None:
            return None, indent or 0.0
        definition = self._numbering.level(list_id, level)
        if indent is None:
            indent = definition.indent if definition is not None else None
        return self._numbering.label(list_id, level), indent if indent is not None else 18.0 * (level + 1)

    def _runs(self, paragraph: Element, into: _Runs | None = None) -> _Runs:
        runs = into or _Runs()
        bold = self._styles.is_bold(paragraph)
        self._inside(paragraph, runs, bold, 0)
        return runs

    def _inside(self, element: Element, runs: _Runs, bold: bool, depth: int) -> None:
        for child in element:
            tag = child.tag
            if tag in _DROPPED:
                continue
            if tag == "r":
                self._run(child, runs, bold, depth)
            elif tag == "AlternateContent":
                choice = child.find("Choice")
                if choice is not None and depth < _DEEPEST:
                    self._inside(choice, runs, bold, depth + 1)
            elif tag in ("drawing", "pict", "object"):
                runs.boxes.extend(_outermost_boxes(child))
            elif tag in _PASSED and depth < _DEEPEST:
                self._inside(child, runs, bold, depth + 1)

    def _run(self, run: Element, runs: _Runs, bold: bool, depth: int) -> None:
        properties = run.find("rPr")
        if properties is not None and (is_on(properties, "vanish") or is_on(properties, "webHidden")):
            return
        strong = self._styles.run_is_bold(properties, bold)
        for child in run:
            tag = child.tag
            if tag == "t":
                runs.add(re.sub(r"[\r\n\t]", " ", child.text or ""), bold=strong)
            elif tag in ("tab", "ptab"):
                runs.lines[-1] += "\t"
            elif tag in ("br", "cr"):
                runs.lines.append("")
            elif tag == "noBreakHyphen":
                runs.add("-", bold=strong)
            elif tag in ("drawing", "pict", "object"):
                runs.boxes.extend(_outermost_boxes(child))
            elif tag in ("AlternateContent", "ruby") and depth < _DEEPEST:
                inner = child.find("Choice") if tag == "AlternateContent" else child.find("rubyBase")
                if inner is not None:
                    self._inside(inner, runs, bold, depth + 1)

    def _table(self, table: Element) -> None:
        slots = list(self._slots(table, 0))
        rows = layout_rows(slots)
        if rows is None:
            self.flow.add_table(slots)
            self._blank = 0
            return
        for text in rows:
            self._lay(text)

    def _slots(self, table: Element, depth: int) -> Iterator[Slot]:
        """The cells in their grid. A vertically merged cell is one slot with the rows that it covers."""
        open_at: dict[int, Slot] = {}
        done: list[Slot] = []
        rows = [row for row in _children(table, "tr") if row.find("trPr/del") is None]
        for r, row in enumerate(rows):
            column = number(_value(row, "trPr/gridBefore"), 0)
            for cell in _children(row, "tc"):
                span = max(1, min(200, number(_value(cell, "tcPr/gridSpan"), 1)))
                merge = cell.find("tcPr/vMerge")
                above = open_at.get(column)
                if merge is not None and merge.get("val", "continue") == "continue" and above is not None:
                    open_at[column] = above.taller()
                else:
                    if above is not None:
                        done.append(above)
                    open_at[column] = Slot(tuple(self._cell(cell, depth + 1)), r, max(0, column), 1, span)
                done.extend(open_at.pop(c) for c in range(column + 1, column + span) if c in open_at)
                column += span
        done.extend(open_at.values())
        yield from sorted(done, key=lambda slot: (slot.row, slot.column))

    def _cell(self, cell: Element, depth: int) -> Iterator[Text]:
        if depth > _DEEPEST:
            return
        for block in _blocks(cell):
            if block.tag == "p":
                yield from (text for text in self._paragraph(block, depth=depth) if text.text.strip())
            else:
                for slot in self._slots(block, depth):
                    yield from slot.lines


def _value(element: Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get("val")


def _blocks(container: Element, depth: int = 0) -> Iterator[Element]:
    """Paragraphs and tables, those inside content controls and accepted insertions included."""
    for child in container:
        if child.tag in ("p", "tbl"):
            yield child
        elif child.tag == "AlternateContent" and depth < _DEEPEST:
            choice = child.find("Choice")
            if choice is not None:
                yield from _blocks(choice, depth + 1)
        elif child.tag in _PASSED and depth < _DEEPEST:
            yield from _blocks(child, depth + 1)


def _children(parent: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """Rows of a table or cells of a row, those inside content controls included."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _PASSED and depth < _DEEPEST:
            yield from _children(child, tag, depth + 1)


def _outermost_boxes(drawing: Element) -> Iterator[Element]:
    """Text boxes of a drawing, of two versions of one drawing the first, of nested ones the outer."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == "txbxContent":
            yield element
        elif element.tag != "Fallback":
            waiting.extend(reversed(element))
