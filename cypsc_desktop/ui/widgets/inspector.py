"""Every field of one record, editable. A field is saved on leaving it, or after half a minute's rest; until then
it is kept as a draft. What is refused stays typed, with the reason beside it."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.commands.editing import editable_fields, word_for
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.notices import announce

_LABELS = {
    "pdf_pages": "Sheets of the file", "printed_pages": "Printed pages", "to_follow": "To follow", "seat": "Kind",
    "voting": "Votes on", "decision_text": "Reply as printed", "report_back": "Report back on", "number": "Number",
    "doc_kind": "Kind of paper",
}  # fmt: skip
_PARAGRAPHS = frozenset(
    {"text", "purpose", "recommendation", "conclusions", "decision_text", "message", "items", "measures", "reason",
     "brief", "through", "aliases", "note"}
)  # fmt: skip
_PAUSE_MS = 300
_AT_LEAST_EVERY = 0.7  # seconds between drafts of somebody who never pauses
_IDLE_MS = 30_000


def label_for(field: str) -> str:
    """A field's name in words."""
    return _LABELS.get(field, field.replace("_", " ").capitalize())


class FieldEdit(QPlainTextEdit):
    """One field, as high as its text. ``left`` says that the person has done with it."""

    left = Signal()

    def __init__(self, field: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.saved = ""
        self.refusal = QLabel(parent)
        self.refusal.setProperty("tone", "danger")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.setTabChangesFocus(True)
        self.setAccessibleName(label_for(field))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def is_changed(self) -> bool:
        return self.toPlainText() != self.saved

    def refuse(self, why: str | None) -> None:
        """Say beside the field why it was not saved; None takes that back."""
        self.refusal.setText(why or "")
        self.refusal.setVisible(bool(why))
        self.setProperty("refused", bool(why))
        self.setAccessibleDescription(why or "")
        self.style().unpolish(self)
        self.style().polish(self)
        if why:
            announce(self, why)

    def _fit(self) -> None:
        lines = max(1, round(self.document().documentLayout().documentSize().height()))
        edges = max(0, self.height() - self.viewport().height())
        self.setFixedHeight(
            self.fontMetrics().lineSpacing() * lines + 2 * int(self.document().documentMargin()) + edges
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """The field's own undo comes first; with nothing to undo here, the window's takes the key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            document = self.document()
            if event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable():
                return False
            if event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable():
                return False
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file dropped here is for the window to import, not a line of text."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Inspector(QScrollArea):
    """Shows a record. ``save(record, field, text)`` returns why it was refused, or None; ``draft(record, field, text)``
    keeps what is not saved yet (None drops it); ``show_page(record)`` goes to where it is printed."""

    def __init__(
        self,
        theme: Theme,
        *,
        save: Callable[[Record, str, str], str | None],
        draft: Callable[[Record, str, str | None], None],
        show_page: Callable[[Record], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._save = save
        self._draft = draft
        self._show_page = show_page
        self._record: Record | None = None
        self._edits: dict[str, FieldEdit] = {}
        self._drafted: set[str] = set()
        self._waiting_since: float | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep_drafts)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.save_now)
        self.page_button: QPushButton | None = None
        self.setObjectName("inspector")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName("Fields of the chosen record")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def record(self) -> Record | None:
        return self._record

    def show_record(self, record: Record | None, drafts: dict[str, str] | None = None) -> None:
        """Show another record, or the same one as it now is; what is being typed is left alone."""
        if record and self._record and record.id == self._record.id and self._edits:
            self._record = record
            for field, edit in self._edits.items():
                self._fill(edit, getattr(record, field))
            return
        self.save_now()
        self._record = record
        self._edits = {}
        self._drafted = set(drafts or {})
        self.page_button = None
        body = QWidget()
        body.setObjectName("pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        if record is None:
            quiet = QLabel("Choose an item of the agenda or a row of a table to see and edit its fields.")
            quiet.setWordWrap(True)
            quiet.setProperty("tone", "quiet")
            column.addWidget(quiet)
        else:
            self._build(record, column, drafts or {})
        column.addStretch(1)
        self.setWidget(body)
        redress(body, self._theme)

    def forget(self) -> None:
        """Show nothing, and save nothing of what was typed: its record is gone."""
        self._edits = {}
        self._pause.stop()
        self._idle.stop()
        self.show_record(None)

    def save_now(self) -> None:
        """Save whatever has been typed and not yet saved; what is refused stays a draft."""
        for edit in list(self._edits.values()):
            self._on_left(edit)
        if self._pause.isActive():
            self.keep_drafts()
        self._idle.stop()

    def forget_keystrokes(self) -> None:
        """From here on undo and redo are the window's: what the fields remember is older than its last step."""
        for edit in self._edits.values():
            edit.document().clearUndoRedoStacks()

    def edit_of(self, field: str) -> FieldEdit | None:
        return self._edits.get(field)

    def focus_first(self) -> None:
        """Put the caret in the first field."""
        for edit in self._edits.values():
            edit.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def _build(self, record: Record, column: QVBoxLayout, drafts: dict[str, str]) -> None:
        title = QLabel(word_for(record.kind).capitalize())
        title.setProperty("type", "heading")
        column.addWidget(title)
        if is_printed(record):
            self.page_button = QPushButton("Show on page")
            dress(self.page_button, "file-text")
            self.page_button.clicked.connect(self._on_show_page)
            column.addWidget(self.page_button, 0, Qt.AlignmentFlag.AlignLeft)
        for field in editable_fields(record.kind):
            label = QLabel(label_for(field))
            label.setProperty("tone", "second")
            label.setProperty("type", "caption")
            edit = FieldEdit(field, self)
            label.setBuddy(edit)
            column.addSpacing(6)
            for widget in (label, edit, edit.refusal):
                column.addWidget(widget)
            self._edits[field] = edit
            self._fill(edit, getattr(record, field))
            if field in drafts and drafts[field] != edit.saved:
                edit.setPlainText(drafts[field])
            edit.textChanged.connect(self._on_typed)
            edit.cursorPositionChanged.connect(lambda edit=edit: self._follow(edit))
            edit.left.connect(lambda edit=edit: self._on_left(edit))
            edit.installEventFilter(self)

    def _fill(self, edit: FieldEdit, value: Any) -> None:
        text = as_text(value)
        if not edit.is_changed() and text != edit.saved:
            edit.setPlainText(text)
        edit.saved = text
        if not edit.is_changed():
            edit.refuse(None)

    def _on_show_page(self) -> None:
        if self._record:
            self._show_page(self._record)

    def _on_typed(self) -> None:
        now = time.monotonic()
        if self._waiting_since is None:
            self._waiting_since = now
        if not self._pause.isActive() or now - self._waiting_since < _AT_LEAST_EVERY:
            self._pause.start()
        self._idle.start()

    def _follow(self, edit: FieldEdit) -> None:
        """Keep the caret in sight: fields do not scroll, this pane does."""
        body = self.widget()
        if edit.hasFocus() and body:
            caret = edit.cursorRect()
            at = edit.viewport().mapTo(body, caret.center())
            self.ensureVisible(at.x(), at.y(), 0, 2 * caret.height())

    def _on_left(self, edit: FieldEdit) -> None:
        if self._record is None or not edit.is_changed():
            if edit.refusal.text():
                edit.refuse(None)
            return
        text = edit.toPlainText()
        why = self._save(self._record, edit.field, text)
        edit.refuse(why)
        if why is None:
            edit.saved = text
            self._drop_draft(edit.field)
        else:
            self.keep_drafts()

    def keep_drafts(self) -> None:
        """Keep what is typed and not saved, so that it outlives the program."""
        self._pause.stop()
        self._waiting_since = None
        if self._record is None:
            return
        for field, edit in self._edits.items():
            if edit.is_changed():
                self._drafted.add(field)
                self._draft(self._record, field, edit.toPlainText())
            else:
                self._drop_draft(field)

    def _drop_draft(self, field: str) -> None:
        if field in self._drafted and self._record:
            self._drafted.discard(field)
            self._draft(self._record, field, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leaves a field of one line, as in a form; Escape puts the saved text back."""
        if isinstance(watched, FieldEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched.field not in _PARAGRAPHS:
                watched.focusNextChild()
                return True
            if key == Qt.Key.Key_Escape and watched.is_changed():
                watched.setPlainText(watched.saved)
                return True
        return super().eventFilter(watched, event)


def is_printed(record: Record | None) -> bool:
    """Whether it is known on which page the record stands."""
    return bool(getattr(record, "at", None)) or bool(
        getattr(record, "page", None) and getattr(record, "document", None)
    )


def as_text(value: Any) -> str:
    """A field's value as it is typed: lists one entry a line, pages as 5-14, yes or no, figures without a needless fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and len(value) == 2 and all(type(part) is int for part in value):
        return str(value[0]) if value[0] == value[1] else f"{value[0]}-{value[1]}"
    if isinstance(value, list):
        return "\n".join(str(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
