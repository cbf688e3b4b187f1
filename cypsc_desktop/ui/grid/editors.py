"""What a person types into, one widget for each way in which a field is typed. They hold text and know no record."""

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget

from cypsc_desktop.commands.fields import Field, Sort, choice_words
from cypsc_desktop.ui.widgets.steady import ComboBox

_HINTS: Mapping[Sort, str] = {
    Sort.DATE: "Such as 14/9/2021",
    Sort.DATE_OR_WORDS: "Such as 14/9/2021",
    Sort.TIME: "Such as 18:30",
    Sort.PAGES: "Such as 15–50",
    Sort.LIST: "One entry a line",
}
_NONE = "(none)"
_ONE_WORD = 1.0  # seconds after which letters typed into a list begin a word anew


class TextEditor(QPlainTextEdit):
    """Lines of text. Its own undo comes first; with nothing to undo the window's takes the key.

    ``rewrapped``: its width is another, so its lines may be.
    """

    rewrapped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        self.setPlainText(text)

    def select_all(self) -> None:
        self.selectAll()

    def caret_to_end(self) -> None:
        self.moveCursor(QTextCursor.MoveOperation.End)

    def wanted_height(self) -> int:
        """Pixels for all its lines."""
        lines = max(1, round(self.document().documentLayout().documentSize().height()))
        edges = self.height() - self.viewport().height() if self.height() > self.viewport().height() else 12
        return self.fontMetrics().lineSpacing() * lines + 2 * int(self.document().documentMargin()) + edges

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.rewrapped.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            document = self.document()
            if event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable():
                return False
            if event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable():
                return False
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Where all of it is in sight the wheel is for what the field stands in; by itself a field would still shift its
        words by the pixels of its margin."""
        line = self.verticalScrollBar()
        if self.wanted_height() <= self.height() + self.fontMetrics().lineSpacing() // 2:
            line.setValue(line.minimum())
            event.ignore()
        else:
            super().wheelEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file dropped here is for the window to import, not a line of text."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)


class LineEditor(QLineEdit):
    """One line, such as a date or a figure."""

    def __init__(self, parent: QWidget, field: Field) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)
        self.setPlaceholderText(_HINTS.get(field.sort, ""))
        if field.sort in (Sort.WHOLE, Sort.FIGURE):
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def has_nothing_for(self, event: QKeyEvent) -> bool:
        """Whether it asks to undo or redo where nothing was typed."""
        keys = QKeySequence.StandardKey
        back, again = event.matches(keys.Undo), event.matches(keys.Redo)
        return (back and not self.isUndoAvailable()) or (again and not self.isRedoAvailable())

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)  # a long text shows its beginning

    def select_all(self) -> None:
        self.selectAll()

    def caret_to_end(self) -> None:
        self.end(False)


class ChoiceEditor(ComboBox):
    """A list to choose from. What stands in the cell and is no choice stays there until another is chosen."""

    chosen = Signal()

    def __init__(self, parent: QWidget, field: Field) -> None:
        super().__init__(parent)
        choices = ("yes", "no") if field.sort == Sort.YES_NO else field.choices
        self._typed = ""
        self._typed_at = 0.0
        self.addItem(_NONE, "")
        for choice in choices:
            self.addItem(choice_words(choice), choice)
        self.currentIndexChanged.connect(self._on_index)

    def _on_index(self, _index: int) -> None:
        self.chosen.emit()

    def text(self) -> str:
        return str(self.currentData() or "")

    def set_text(self, text: str) -> None:
        at = self.findData(text)
        if at < 0:
            self.addItem(text, text)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def choose_by(self, typed: str) -> None:
        """Choose the first entry that begins with what was typed; letters typed soon after go on from there."""
        self._typed = typed
        self._typed_at = time.monotonic()
        at = self.findText(typed, Qt.MatchFlag.MatchStartsWith)
        if at < 0:  # by what it is written down as: "partly" for "Accepted with amendment"
            named = (
                n for n in range(self.count()) if str(self.itemData(n)).replace("-", " ").startswith(typed.lower())
            )
            at = next(named, -1)
        if at >= 0:
            self.setCurrentIndex(at)

    def _goes_on(self) -> bool:
        return time.monotonic() - self._typed_at < _ONE_WORD

    def keyPressEvent(self, e: QKeyEvent) -> None:
        held = e.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if e.text().isprintable() and e.text() and not held and (e.text() != " " or self._goes_on()):
            self.choose_by((self._typed if self._goes_on() else "") + e.text())
            return
        super().keyPressEvent(e)

    def select_all(self) -> None:
        """There is nothing to select in a list."""

    def caret_to_end(self) -> None:
        """There is no caret in a list."""


class RecordEditor(LineEditor):
    """A record chosen by name; the names that hold what is typed are offered. ``text`` is its id where the name is known."""

    def __init__(self, parent: QWidget, field: Field, names: Mapping[str, str]) -> None:
        super().__init__(parent, field)
        self._ids: dict[str, str] = {}
        for entity, name in names.items():
            # Two of one name are told apart by the end of their ids.
            self._ids[name if name not in self._ids else f"{name} ({entity[-6:]})"] = entity
        self._names = {entity: name for name, entity in self._ids.items()}
        offered = QCompleter(list(self._ids), self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setMaxVisibleItems(12)
        self.setCompleter(offered)
        self.setPlaceholderText(f"Name of the {field.of_word}")

    def text(self) -> str:
        typed = super().text()
        return self._ids.get(typed, typed)

    def set_text(self, text: str) -> None:
        super().set_text(self._names.get(text, text))


Editor = TextEditor | LineEditor | ChoiceEditor
EDITORS = (TextEditor, LineEditor, ChoiceEditor)


def editor_for(field: Field, parent: QWidget, names: Mapping[str, str]) -> Editor:
    """The widget for a field; ``names`` are the records to choose from, where it holds one."""
    if field.sort in (Sort.TEXT, Sort.LIST, Sort.WORDS):
        return TextEditor(parent)
    if field.sort in (Sort.CHOICE, Sort.YES_NO):
        return ChoiceEditor(parent, field)
    if field.sort == Sort.RECORD:
        return RecordEditor(parent, field, names)
    return LineEditor(parent, field)


def on_typed(editor: Editor, do: Callable[[], None]) -> None:
    """Have ``do`` done whenever what the editor holds changes."""
    if isinstance(editor, ChoiceEditor):
        editor.chosen.connect(do)
    elif isinstance(editor, TextEditor):
        editor.textChanged.connect(do)
    else:
        editor.textChanged.connect(lambda _text: do())
