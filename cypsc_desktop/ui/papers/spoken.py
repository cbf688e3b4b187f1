"""The page being read as a text for screen readers: a plain text field that lies unseen under the page, with the page's
words in reading order. Its caret and selection are those of the page, so that what is heard is also what is seen and
marked. A pane makes one only while a screen reader or another such program is there."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.selecting import Selected, Spot

_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class SpokenPage(QPlainTextEdit):
    """Arrow keys, Shift and the rest work as in any text; Ctrl+Page Down and Up turn pages."""

    def __init__(self, area: PageArea) -> None:
        super().__init__(area.parentWidget())
        self._area = area
        self._sheet = 0
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setGeometry(area.geometry())
        self.lower()
        self.show()
        area.installEventFilter(self)
        self.cursorPositionChanged.connect(self._follow)
        self.selectionChanged.connect(self._follow)

    def show_page(self, sheet: int, words: str, name: str) -> None:
        """The sheet being read; ``name``: where it is, for people."""
        self.setAccessibleName(f"Text of {name}")
        if sheet != self._sheet or words != self.toPlainText():
            self._sheet = sheet
            self.blockSignals(True)
            self.setPlainText(words)
            self.blockSignals(False)

    def _follow(self) -> None:
        """What is selected here is selected on the page."""
        text = self._area.text(self._sheet)
        if not self.hasFocus() or text is None or self._sheet != self._area.sheet():
            return
        cursor = self.textCursor()
        anchor, head = (Spot(self._sheet, self._counted(at)) for at in (cursor.anchor(), cursor.position()))
        self._area.select(Selected(anchor, head))
        if box := text.caret(head.position):
            self._area.bring_into_sight(self._sheet, box)

    def _counted(self, position: int) -> int:
        """Characters before a position, which Qt counts in halves of those beyond the first 65,536."""
        return position - sum(ord(mark) > 0xFFFF for mark in self.toPlainText()[:position])

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = _TURNS.get(Qt.Key(event.key()))
        if turn and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._area.step_page(turn)
            self.moveCursor(QTextCursor.MoveOperation.Start)
        else:
            super().keyPressEvent(event)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._area.set_caret_browsing(True)
        self._area.activated.emit()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._area.geometry())
        return False
