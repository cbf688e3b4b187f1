"""The checklist as a tree of two levels: parts, and the lines in them. Shows lines, owns none; changes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from cypsc_desktop.commands.confirming import Line, State, sort_of
from cypsc_desktop.ui.confirm.parts import Part
from cypsc_desktop.ui.models.two_levels import Index, TwoLevels

LINE = int(Qt.ItemDataRole.UserRole)
PART = LINE + 1
_NOWHERE = QModelIndex()
_STATES: Mapping[State, str] = {
    State.UNCERTAIN: "Uncertain", State.TO_CHECK: "To check", State.CHECKED: "Checked", State.AMENDED: "Amended",
}  # fmt: skip


class ChecklistModel(TwoLevels):
    """Parts are headings, lines stand below them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: list[Part] = []

    def show(self, parts: Sequence[Part]) -> bool:
        """List these parts. Where the same lines stand in the same places only what they say is renewed, and the answer
        is False; else everything is new to the view."""
        if [[line.id for line in part.lines] for part in parts] == [[one.id for one in p.lines] for p in self._parts]:
            for row, part in enumerate(parts):
                old, self._parts[row] = self._parts[row].lines, part
                for place, (line, before) in enumerate(zip(part.lines, old, strict=True)):
                    if line != before:
                        index = self.under(place, row)
                        self.dataChanged.emit(index, index)
                self.dataChanged.emit(self.createIndex(row, 0, 0), self.createIndex(row, 0, 0))
            return False
        self.beginResetModel()
        self._parts = list(parts)
        self.endResetModel()
        return True

    def renew(self, lines: Mapping[str, Line]) -> None:
        """Show what these lines, by their ids, say now."""
        for row, part in enumerate(self._parts):
            places = [place for place, line in enumerate(part.lines) if line.id in lines]
            for place in places:
                part.lines[place] = lines[part.lines[place].id]
            if places:
                head = self.createIndex(row, 0, 0)
                self.dataChanged.emit(self.under(places[0], row), self.under(places[-1], row))
                self.dataChanged.emit(head, head)

    def parts(self) -> Sequence[Part]:
        return self._parts

    def part(self, index: Index) -> Part | None:
        """The part that an index is, or that its line stands in."""
        if not index.isValid():
            return None
        row = index.internalId() - 1 if index.internalId() else index.row()
        return self._parts[row] if row < len(self._parts) else None

    def line(self, index: Index) -> Line | None:
        """The line at an index; None for a part."""
        part = self.part(index)
        if part is None or not index.internalId() or index.row() >= len(part.lines):
            return None
        return part.lines[index.row()]

    def index_of(self, entity: str) -> QModelIndex:
        """Where a record's line is listed; an index that is not valid where it is not."""
        return next((index for index, line in self.walk() if line.id == entity), _NOWHERE)

    def walk(self) -> Iterator[tuple[QModelIndex, Line]]:
        """All lines from the top."""
        for row, part in enumerate(self._parts):
            for place, line in enumerate(part.lines):
                yield self.under(place, row), line

    # What Qt asks

    def headings(self) -> int:
        return len(self._parts)

    def below(self, heading: int) -> int:
        return len(self._parts[heading].lines)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Not seen, but read out."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return "What was read"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        part, line = self.part(index), self.line(index)
        if part is None:
            return None
        if role == LINE:
            return line
        if role == PART:
            return None if line else part
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words if line else part.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(line) if line else f"{part.title}, {open_words(part)}"
        if role == Qt.ItemDataRole.ToolTipRole and line:
            return line.words
        return None


def open_words(part: Part) -> str:
    """How much of a part is left to check."""
    left = part.open()
    if not left:
        return "all checked"
    return f"{left:,} left" if left < len(part.lines) else f"{left:,}"


def state_words(line: Line) -> str:
    """The state of a line, and whether it is new."""
    return _STATES[line.state] + (f", {line.news}" if line.news else "")


def caption(line: Line) -> str:
    """What stands under a line's words: what is new or in doubt first, then what it is and where."""
    parts = [str(line.news).capitalize()] if line.news else []
    parts += [line.doubts[0]] if line.doubts and line.is_open else []
    parts.append(sort_of(line.record))
    parts += [f"sheet {line.sheet}"] if line.sheet else []
    return " · ".join(part.rstrip(".") for part in parts)


def spoken(line: Line) -> str:
    """A line for a screen reader: state, words, reasons, place."""
    what = sort_of(line.record)
    where = f"{what}, on sheet {line.sheet}" if line.sheet else what
    return ". ".join((state_words(line), line.words, *(doubt.rstrip(".") for doubt in line.doubts), where))
