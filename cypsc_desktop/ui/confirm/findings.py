"""The findings of a paper beside its checklist, and the sheets that belong to nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cypsc_desktop.commands.confirming import Checklist

_FINDING = int(Qt.ItemDataRole.UserRole)
_SHEET = _FINDING + 1


class Findings(QWidget):
    """``chosen(finding id | None, sheet)``: the person went to a row. Sheets count from 1; 0: none is known."""

    chosen = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = QLabel(self)
        self.head.setProperty("type", "strong")
        self.head.setContentsMargins(16, 8, 8, 4)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setAccessibleName("Findings in this paper")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head.setBuddy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        self._held: tuple[object, object] | None = None
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)

    def show_findings(self, checklist: Checklist | None) -> None:
        """List the findings of a paper by sheet, then what belongs to nothing."""
        held = (checklist.findings, checklist.unplaced) if checklist else ((), ())
        if held == self._held:
            return
        self._held = held
        self.list.clear()
        if checklist is not None:
            for finding in sorted(checklist.findings, key=lambda f: (f.page or 0, f.position or 0)):
                where = f"Sheet {finding.page}: " if finding.page else ""
                self._add(f"{where}{finding.message or ''}", finding.id, finding.page or 0)
            for first, last in checklist.unplaced:
                what = f"Sheet {first} belongs" if first == last else f"Sheets {first}–{last} belong"
                self._add(f"{what} to no item. The text can be read and searched.", None, first)
        number = self.list.count()
        self.head.setText(f"Findings, {number}")
        self.setVisible(number > 0)

    def mark(self, findings: tuple[str, ...], sheet: int | None) -> None:
        """Show the findings that speak of the chosen line; where none does, those of its sheet are brought into sight."""
        self.list.clearSelection()
        items = [self.list.item(row) for row in range(self.list.count())]
        of_line = next((item for item in items if item.data(_FINDING) in findings), None)
        of_sheet = next((item for item in items if sheet and item.data(_SHEET) == sheet), None)
        if of_line is not None:
            of_line.setSelected(True)
        near = of_line or of_sheet
        if near is not None:
            self.list.scrollToItem(near, QListWidget.ScrollHint.PositionAtTop)

    def _add(self, text: str, finding: str | None, sheet: int) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(_FINDING, finding)
        item.setData(_SHEET, sheet)

    def _go(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_FINDING), int(item.data(_SHEET)))
