"""The findings of a paper beside its checklist, and the sheets that belong to nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cypsc_desktop.commands.confirming import Checklist
from cypsc_desktop.ui.theme import Theme, dress

_FINDING = int(Qt.ItemDataRole.UserRole)
_SHEET = _FINDING + 1


class Findings(QWidget):
    """``chosen(finding id | None, sheet)``: the person went to a row. Sheets count from 1; 0: none is known. ``folding``: the
    person opened or folded them; folded, only their heading stands."""

    chosen = Signal(object, int)
    folding = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = QPushButton(self)
        self.head.setProperty("row", True)
        self.head.setProperty("heading", True)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head.clicked.connect(self._on_head)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setAccessibleName("Findings in this paper")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 4, 2)
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        self._held: tuple[object, object] | None = None
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.fold(folded=self.is_folded())

    def is_folded(self) -> bool:
        return self.list.isHidden()

    def fold(self, *, folded: bool) -> None:
        """Show the heading alone, or all."""
        self.list.setVisible(not folded)
        sign = "chevron-right" if folded else "chevron-down"
        dress(self.head, sign)
        self.head.setIcon(self._theme.icon(sign))
        self._name()

    def least(self) -> int:
        """How high the heading is, in px."""
        return self.head.sizeHint().height() + 4

    def _on_head(self) -> None:
        self.fold(folded=not self.is_folded())
        self.folding.emit()

    def _name(self) -> None:
        self.head.setText(f"Findings, {self.list.count()}")
        self.head.setAccessibleName(f"{self.head.text()}, {'folded' if self.is_folded() else 'open'}")

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
        self._name()
        self.setVisible(self.list.count() > 0)

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
