"""What a document says, whatever it is written as: a title and blocks of headings, paragraphs, lists, tables.

Pure values; how they look is the writers' business, and which records they hold is that of the modules beside
this one. A text may hold line breaks ("\\n"); ``Document.cleaned`` takes out what no format can hold.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

Cell = str | int | float

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\ufdd0-\ufdef]")


def clean(text: str) -> str:
    """``text`` with every kind of line end as "\\n", without the characters that XML 1.0 or HTML forbid."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def shown(cell: Cell) -> str:
    """A cell as people read it: a number with thousands separators ("1,065"), a text as it stands."""
    if isinstance(cell, str):
        return cell
    return f"{int(cell):,}" if float(cell).is_integer() else f"{cell:,}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under the title; ``level`` 1 is the first below it. ``new_page``: it begins a page, where there are any.
    ``id`` is the record that it heads, or ""; no format writes it."""

    text: str
    level: int = 1
    new_page: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``id`` names what its words are of, so that they can be matched when they come back; no format writes it."""

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list with its printed label ("1", "1.a"), or None for a bullet; ``id`` as of a Paragraph."""

    text: str
    label: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """``weight`` is the column's share of the width; columns of numbers are aligned right."""

    heading: str
    weight: float = 1.0
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """``id`` is the record that the row shows, so that an edited file can be matched row by row; or ""."""

    cells: tuple[Cell, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading that spans the table; None where the table has no such rows."""

    heading: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table whose header is repeated on each page. ``caption`` names it to screen readers and as a sheet."""

    caption: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    def __post_init__(self) -> None:
        wide = [row for row in self.rows() if len(row.cells) != len(self.columns)]
        if wide:
            raise ValueError(
                f"A row of {self.caption!r} has {len(wide[0].cells)} cells for {len(self.columns)} columns."
            )

    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]


Block = Heading | Paragraph | ListBlock | TableBlock


@dataclass(frozen=True, slots=True)
class Document:
    """``subtitle`` stands under the title: the body, the meeting's date. ``landscape``: A4 on its side."""

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: str = "en-GB"
    landscape: bool = False

    @property
    def name(self) -> str:
        """Title and subtitle: what tells it from others in a list of files, and to a screen reader."""
        return " – ".join(part for part in (self.title, self.subtitle) if part)

    def tables(self) -> list[TableBlock]:
        return [block for block in self.blocks if isinstance(block, TableBlock)]

    def cleaned(self) -> "Document":
        """The same document, every text in it ``clean``."""
        return replace(
            self,
            title=" ".join(clean(self.title).split()),
            subtitle=" ".join(clean(self.subtitle).split()),
            blocks=tuple(_cleaned(block) for block in self.blocks),
        )

    def sheets(self) -> list[TableBlock]:
        """The document as tables alone, for formats that know nothing else.

        Prose becomes one first table, a row for each paragraph or point beside the heading it stands under;
        a document that is all tables is its tables.
        """
        heading, rows = "", []
        for block in self.blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Paragraph):
                rows.append(Row((heading, block.text)))
            elif isinstance(block, ListBlock):
                rows += [Row((heading, f"{p.label}. {p.text}" if p.label else p.text)) for p in block.points]
        if not rows and self.tables():
            return self.tables()
        columns = (Column("Heading", 1), Column("Text", 3))
        return [TableBlock(self.title, columns, (Group(None, tuple(rows)),)), *self.tables()]


def _cleaned(block: Block) -> Block:
    if isinstance(block, ListBlock):
        return ListBlock(
            tuple(replace(p, text=clean(p.text), label=clean(p.label) if p.label else None) for p in block.points)
        )
    if not isinstance(block, TableBlock):
        return replace(block, text=clean(block.text))
    return TableBlock(
        clean(block.caption),
        tuple(replace(column, heading=clean(column.heading)) for column in block.columns),
        tuple(
            Group(
                None if group.heading is None else clean(group.heading),
                tuple(
                    replace(row, cells=tuple(clean(c) if isinstance(c, str) else c for c in row.cells))
                    for row in group.rows
                ),
            )
            for group in block.groups
        ),
    )
