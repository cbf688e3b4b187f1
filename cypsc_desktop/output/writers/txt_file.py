"""Plain text, 78 columns wide. A table's rows stand one under the other, each cell under its heading."""

import textwrap
from collections.abc import Iterator

from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph, TableBlock, shown

_WIDTH = 78


def render(document: Document) -> bytes:
    lines = [document.title, "=" * min(len(document.title), _WIDTH)]
    if document.subtitle:
        lines.append(document.subtitle)
    for block in document.blocks:
        lines.append("")
        match block:
            case Heading():
                lines += [block.text, "-" * min(len(block.text), _WIDTH)]
            case Paragraph():
                lines += _wrapped(block.text)
            case ListBlock():
                for point in block.points:
                    label = f"{point.label}." if point.label and point.label[-1].isalnum() else point.label or "-"
                    lines += _wrapped(point.text, first=f"{label:<3} ", then="    ")
            case TableBlock():
                lines += _table(block, title=document.title)
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode("utf-8")


def _table(table: TableBlock, *, title: str) -> Iterator[str]:
    if table.caption != title:
        yield from (table.caption, "")
    for group in table.groups:
        if group.heading is not None:
            yield from (*_wrapped(group.heading), "-" * _WIDTH)
        for row in group.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if cell != "":
                    yield from _wrapped(f"{column.heading}: {shown(cell)}", then="    ")
            yield ""


def _wrapped(text: str, *, first: str = "", then: str = "") -> list[str]:
    """``text`` wrapped, its own line breaks kept; a long word is never broken."""
    lines: list[str] = []
    for part in text.split("\n"):
        start = first if not lines else then
        lines += textwrap.wrap(
            part, _WIDTH, initial_indent=start, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
        ) or [start]
    return lines
