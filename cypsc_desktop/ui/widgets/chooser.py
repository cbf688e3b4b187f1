"""A list to choose one from, under headings where it has groups; it elides what does not fit and unfolds as wide as
its longest line."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from cypsc_desktop.ui.widgets.steady import ComboBox


class Choice(NamedTuple):
    """``shown`` is what the closed list says of it, where that is more than its line."""

    value: str
    words: str
    shown: str = ""


class Chooser(ComboBox):
    """A combo box that takes the width it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self._offered: list[tuple[str, tuple[Choice, ...]]] = []

    def offer(self, groups: Sequence[tuple[str, Sequence[Choice]]], chosen: str | None) -> None:
        """Groups of choices, each under its heading unless that is empty; tells nobody that another is chosen."""
        wanted = [(heading, tuple(choices)) for heading, choices in groups]
        if wanted != self._offered:
            self._offered = wanted
            self._fill(wanted)
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(chosen) if chosen else -1)
        self.blockSignals(False)

    def _fill(self, groups: Sequence[tuple[str, Sequence[Choice]]]) -> None:
        model = QStandardItemModel(self)
        for heading, choices in groups:
            if heading:
                line = QStandardItem(heading)
                line.setFlags(Qt.ItemFlag.NoItemFlags)
                line.setData(heading, Qt.ItemDataRole.AccessibleTextRole)
                font = self.font()
                font.setWeight(font.Weight.DemiBold)
                line.setFont(font)
                model.appendRow(line)
            for choice in choices:
                row = QStandardItem(f"    {choice.words}" if heading else choice.words)
                row.setData(choice.value, Qt.ItemDataRole.UserRole)
                row.setData(choice.shown or choice.words, Qt.ItemDataRole.ToolTipRole)
                row.setData(choice.shown or choice.words, Qt.ItemDataRole.AccessibleTextRole)
                model.appendRow(row)
        self.blockSignals(True)
        self.setModel(model)  # the former one, being this box's child, goes
        self.blockSignals(False)

    def shown(self) -> str:
        """What the closed list says."""
        index = self.currentIndex()
        return str(self.itemData(index, Qt.ItemDataRole.ToolTipRole) or self.currentText()) if index >= 0 else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.shown().strip(), Qt.TextElideMode.ElideRight, room.width() - 6
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.fontMetrics().height() + 12))

    def showPopup(self) -> None:
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        self.view().setMinimumWidth(min(widest + 48, self.window().width() - 16))
        super().showPopup()
