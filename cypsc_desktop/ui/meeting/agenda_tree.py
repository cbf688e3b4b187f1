"""A meeting's agenda as a tree: items with the papers under them, and the files they came in."""

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from cypsc_desktop.commands.showing import agenda_order, all_of, versions_of
from cypsc_desktop.model.records import Document, Item, Meeting, Paper
from cypsc_desktop.store.store import Reader

_ID = int(Qt.ItemDataRole.UserRole)
_PLACE = _ID + 1
_MOST_LINES = 3


class AgendaTree(QTreeWidget):
    """``chosen(id, document id, sheet, box)``: a row was chosen; document is None where no page is known."""

    chosen = Signal(str, object, int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setHeaderLabels(["Item", "Page"])  # not seen, but read out
        self.setAccessibleName("Agenda")
        self.setWordWrap(True)
        self.setIndentation(14)
        self.header().setMinimumSectionSize(24)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        # Not the current row: that changes as soon as the tree has the focus.
        self.itemSelectionChanged.connect(self._on_selected)

    def show_meeting(self, reader: Reader, meeting: Meeting | None) -> None:
        """Fill the tree anew; what was chosen and unfolded stays so."""
        current = self.current_id()
        folded = {self._id(row) for row in self._rows() if row.childCount() and not row.isExpanded()}
        self.blockSignals(True)
        self.clear()
        if meeting:
            self._add_items(reader, meeting)
            self._add_files(reader, meeting)
        for row in self._rows():
            row.setExpanded(self._id(row) not in folded)
        self._fit_rows()
        self.choose(current)
        self.blockSignals(False)

    def current_id(self) -> str | None:
        """The id of the row that is chosen."""
        chosen = self.selectedItems()
        return self._id(chosen[0]) if chosen else None

    def choose(self, entity: str | None) -> None:
        """Make this record's row the current one, if it is there."""
        row = next((row for row in self._rows() if self._id(row) == entity), None)
        if row:
            self.setCurrentItem(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """As many lines a row as its title needs, up to three; measured when somebody can see it."""
        if not self.isVisible():
            return
        metrics = self.fontMetrics()
        line = metrics.lineSpacing()
        for row in self._rows():
            room = self.columnWidth(0) - self.indentation() * (2 if row.parent() else 1) - 16
            wrapped = metrics.boundingRect(
                QRect(0, 0, max(room, 40), 10_000), int(Qt.TextFlag.TextWordWrap), row.text(0)
            )
            lines = max(1, min(_MOST_LINES, round(wrapped.height() / line)))
            row.setSizeHint(0, QSize(0, line * lines + 12))

    def _add_items(self, reader: Reader, meeting: Meeting) -> None:
        labels: dict[str, list[str | None]] = {}
        for item in agenda_order(all_of(reader, Item, meeting=meeting.id)):
            title = f"{item.number}  {item.title or ''}" if item.number else item.title or ""
            pages = "to follow" if item.to_follow else _range(item.printed_pages)
            row = self._row(self, item.id, title, pages, _place(item.at, item.pdf_pages))
            for paper in all_of(reader, Paper, item=item.id):
                versions = versions_of(reader, paper)
                if not versions or not versions[-1].document:
                    self._row(row, paper.id, paper.title or "", "", _place(paper.at, None))
                    continue
                file, first = versions[-1].document, versions[-1].first or 1
                if file not in labels:
                    labels[file] = _labels(reader, file)
                stamp = labels[file][first - 1] if first <= len(labels[file]) else None
                self._row(row, paper.id, paper.title or "", stamp or f"sheet {first}", (file, first, None))

    def _add_files(self, reader: Reader, meeting: Meeting) -> None:
        files = all_of(reader, Document, meeting=meeting.id)
        if not files:
            return
        group = self._row(self, "files", "Files", "", (None, 0, None))
        for file in sorted(files, key=lambda f: (f.issued or "", f.name or "")):
            words = f"{(file.doc_kind or 'paper').capitalize()}, {file.issued}" if file.issued else file.name or ""
            row = self._row(group, file.id, words, f"{file.pages}" if file.pages else "", (file.id, 1, None))
            row.setToolTip(0, file.name or "")

    def _row(
        self, parent: Any, entity: str, text: str, right: str, place: tuple[str | None, int, Any]
    ) -> QTreeWidgetItem:
        row = QTreeWidgetItem(parent, [text, right])
        row.setData(0, _ID, entity)
        row.setData(0, _PLACE, place)
        row.setToolTip(0, text)
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{text}, {right}" if right else text)
        return row

    def _rows(self) -> list[QTreeWidgetItem]:
        tops = [self.topLevelItem(index) for index in range(self.topLevelItemCount())]
        rows = [row for top in tops if top for row in (top, *(top.child(n) for n in range(top.childCount())))]
        return [row for row in rows if row]

    @staticmethod
    def _id(row: QTreeWidgetItem) -> str:
        return str(row.data(0, _ID))

    def _on_selected(self) -> None:
        for row in self.selectedItems():
            if self._id(row) != "files":
                document, sheet, box = row.data(0, _PLACE)
                self.chosen.emit(self._id(row), document, sheet, box)


def _labels(reader: Reader, file: str) -> list[str | None]:
    """What is printed as the page number of each sheet of a file."""
    record = reader.record(file)
    return list(record.labels or []) if isinstance(record, Document) else []


def _range(pages: Any) -> str:
    if not pages:
        return ""
    first, last = pages
    return str(first) if first == last else f"{first}-{last}"


def _place(at: Any, pages: Any) -> tuple[str | None, int, Any]:
    """Where an item's papers begin, else where the agenda prints it."""
    if not at:
        return None, 0, None
    if pages:
        return at["document"], int(pages[0]), None
    return at["document"], int(at.get("page", 1)), at.get("box")
