"""The capture line: what is typed while people talk. A line of text that grows to three, its prefix in another colour."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy, QWidget

from cypsc_desktop.minutes.grammar import Span, parse
from cypsc_desktop.ui.theme import Theme

_MOST_LINES = 3
_REACH = {"Shift+Up": -1, "Shift+Down": 1}  # in the empty line: more lines of the log, or fewer
_PREFIX = frozenset({"kind", "code", "item", "addressee", "paragraphs", "counts", "casting", "time", "part", "star"})
_WORDS = frozenset({"text", "name", "role"})
Expand = Callable[[str], str | None]
Misspelt = Callable[[str], list[tuple[int, int]]]


class Ink(QSyntaxHighlighter):
    """The prefix in the colour of information; words that no dictionary knows underlined."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._misspelt: Misspelt | None = None
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._prefix = QTextCharFormat()
        self._prefix.setForeground(theme.colour("info"))
        self._wrong = QTextCharFormat()
        self._wrong.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self._wrong.setUnderlineColor(theme.colour("danger"))
        self.rehighlight()

    def check_with(self, misspelt: Misspelt | None) -> None:
        self._misspelt = misspelt
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        spans = parse(text).spans
        for span in spans:
            if span.role in _PREFIX:
                end = span.end
                if end < len(text) and text[end] == ".":
                    end += 1
                self.setFormat(span.start, end - span.start, self._prefix)
        if self._misspelt is None:
            return
        for start, length in self._misspelt(text):
            if _in_words(spans, start):
                self.setFormat(start, length, self._wrong)


def _in_words(spans: tuple[Span, ...], at: int) -> bool:
    return any(span.role in _WORDS and span.start <= at < span.end for span in spans)


class CaptureLine(QPlainTextEdit):
    """``entered(text)``: Enter; ``taken()``: Tab, while something is offered; ``reached(-1 | 1)``: Shift+Up or Shift+Down
    on an empty line, for selecting lines of the log; ``left_up()``: Up on an empty line; ``escaped()``."""

    entered = Signal(str)
    taken = Signal()
    reached = Signal(int)
    left_up = Signal()
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("capture")
        self.setAccessibleName("Line of the minutes")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.offers: Callable[[], bool] = lambda: False
        self.expand: Expand = lambda _: None
        self.mend: Callable[[str], list[str]] = lambda _: []
        self._menu: QMenu | None = None
        self.reserved: Callable[[QKeySequence], bool] = lambda _: False
        self.ink = Ink(self.document(), theme)
        self.installEventFilter(self)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit_soon())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFont(theme.font(21))
        self.ink.set_theme(theme)
        self._fit()

    # What it holds

    def text(self) -> str:
        return self.toPlainText()

    def put(self, text: str) -> None:
        """This text, the cursor behind it; nothing to undo."""
        self.setPlainText(text)
        if text:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def rewrite(self, text: str, *, at: int | None = None) -> None:
        """This text in place of the other, which undo brings back; the cursor ``at`` a place, else behind it."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(len(text) if at is None else at)
        self.setTextCursor(cursor)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = not modifiers
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        empty = not self.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.text())
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif empty and shift and (by := _REACH.get(QKeySequence(event.keyCombination()).toString())):
            self.reached.emit(by)
        elif empty and plain and key == Qt.Key.Key_Up:
            self.left_up.emit()
        else:
            if plain and key == Qt.Key.Key_Space:
                self._expand()
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if forward and self.offers():
            self.taken.emit()
            return True
        return super().focusNextPrevChild(forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo with nothing to undo here is the window's, and the screen's own keys come before those of text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and not _is_typed(event):
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if undo or redo or self.reserved(QKeySequence(event.keyCombination())):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The field's own menu, led by what a misspelt word may be."""
        menu = self.createStandardContextMenu()
        held = self._menu
        self._menu = menu  # held here: what made it may go before it
        if held is not None:
            held.deleteLater()
        cursor = self.cursorForPosition(event.pos()) if event.reason() == event.Reason.Mouse else self.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        word = cursor.selectedText()
        own, offered = menu.actions(), self.mend(word) if word else []
        for one in offered if own else ():
            action = QAction(one, menu)
            action.triggered.connect(lambda _=False, one=one, cursor=cursor: cursor.insertText(one))
            menu.insertAction(own[0], action)
        if offered and own:
            menu.insertSeparator(own[0])
        menu.popup(event.globalPos())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted stays one line."""
        self.insertPlainText(" ".join(source.text().split("\n")))

    def _expand(self) -> None:
        """The shorthand before the cursor is written out."""
        cursor = self.textCursor()
        before = self.text()[: cursor.position()]
        word = before.split(" ")[-1]
        longer = self.expand(word) if word else None
        if longer is not None and not cursor.hasSelection():
            cursor.setPosition(cursor.position() - len(word), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(longer)
            self.setTextCursor(cursor)

    # Room

    def _fit_soon(self) -> None:
        """What is typed needs its room at once; what is left over goes back to the log when the line that was taken is
        painted."""
        if self.sizeHint().height() > self.maximumHeight():
            self._fit()
        else:
            self._later.start()

    def _fit(self) -> None:
        high = self.sizeHint().height()
        if high != self.maximumHeight():  # each setting lays the whole screen out again
            self.setFixedHeight(high)

    def sizeHint(self) -> QSize:
        lines = max(1, min(_MOST_LINES, int(self.document().size().height())))
        high = (
            self.fontMetrics().lineSpacing() * lines
            + 2 * self._theme.px(9)
            + 2 * round(self.document().documentMargin())
        )
        return QSize(super().sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes or enters the line, which no command may take from it: of these nobody is asked."""
    text, held = event.text(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (text == "\r" and not held) or (
        text != ""
        and text.isprintable()
        and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    )
