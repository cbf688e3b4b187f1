"""Markdown as GitHub and Pandoc read it. Whatever would be markup in a text is escaped."""

import re
from collections.abc import Iterator

from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph, TableBlock, shown

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#$])")
_BLOCK_START = re.compile(r"^(\s*)([-+=]|\d+[.)](?=\s|$))", re.MULTILINE)


def render(document: Document) -> bytes:
    parts = [f"# {_line(document.title)}"]
    if document.subtitle:
        parts.append(_line(document.subtitle))
    for block in document.blocks:
        match block:
            case Heading():
                parts.append(f"{'#' * min(block.level + 1, 6)} {_line(block.text)}")
            case Paragraph():
                parts.append(_prose(block.text))
            case ListBlock():
                parts.append("\n".join(_point(point.label, point.text) for point in block.points))
            case TableBlock():
                parts.append("\n".join(_table(block)))
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _table(table: TableBlock) -> Iterator[str]:
    yield _row([_line(column.heading) for column in table.columns])
    yield _row(["---:" if column.align == "right" else "---" for column in table.columns])
    for group in table.groups:
        if group.heading is not None:
            yield _row([f"**{_line(group.heading)}**", *[""] * (len(table.columns) - 1)])
        yield from (_row([_line(shown(cell)) for cell in row.cells]) for row in group.rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _point(label: str | None, text: str) -> str:
    if label and label.isascii() and label.isdecimal():
        return f"{label}. {_line(text)}"
    return f"- {_line(f'{label} {text}' if label else text)}"


def _prose(text: str) -> str:
    return _BLOCK_START.sub(lambda found: f"{found[1]}{_start(found[2])}", _escaped(text)).replace("\n", "  \n")


def _start(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"


def _line(text: str) -> str:
    return _BLOCK_START.sub(lambda found: f"{found[1]}{_start(found[2])}", _escaped(text)).replace("\n", "<br>")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
