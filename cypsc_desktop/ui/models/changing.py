"""A list model brought from some rows to others by as little as can be, so that what is selected and scrolled to stays."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex


def show_rows(model: QAbstractListModel, held: list[Any], rows: Sequence[Any]) -> None:
    """``held``, the list that the model reads, becomes ``rows``; what stays at both ends, told by its ``id``, is left alone."""
    new = list(rows)
    same = min(len(held), len(new))
    head = next((n for n in range(same) if held[n].id != new[n].id), same)
    rest = same - head
    tail = next((n for n in range(rest) if held[-1 - n].id != new[-1 - n].id), rest)
    gone, come = len(held) - head - tail, len(new) - head - tail
    if gone:
        model.beginRemoveRows(QModelIndex(), head, head + gone - 1)
        del held[head : head + gone]
        model.endRemoveRows()
    if come:
        model.beginInsertRows(QModelIndex(), head, head + come - 1)
        held[head:head] = new[head : head + come]
        model.endInsertRows()
    for n, row in enumerate(new):
        if held[n] != row:
            held[n] = row
            model.dataChanged.emit(model.index(n), model.index(n))
