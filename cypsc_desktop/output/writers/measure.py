"""How many lines a row will need: an estimate from letters, for formats that want to know before a font is at hand."""

import math
from collections.abc import Sequence

from cypsc_desktop.output.document import Cell, TableBlock, shown


def letters(table: TableBlock, across: float) -> list[float]:
    """The letters that fit a line of each column where ``across`` fit the whole table's width."""
    whole = sum(column.weight for column in table.columns)
    return [max(3.0, column.weight / whole * across) for column in table.columns]


def lines(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """Lines of the tallest cell; a tenth of each line is lost to words that do not fit."""
    return max(
        sum(max(1, math.ceil(len(line) * 1.1 / width)) for line in shown(cell).split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
