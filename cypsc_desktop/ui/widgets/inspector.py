"""Every field of one record, editable. A field is saved on leaving it; until then it is kept as a draft."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.commands.editing import editable_fields, word_for
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.theme import Theme

_LABELS = {
    "pdf_pages": "Sheets of the file", "printed_pages": "Printed pages", "to_follow": "To follow", "seat": "Kind",
    "voting": "Votes on", "decision_text": "Reply as printed", "report_back": "Report back on", "number": "Number",
    "doc_kind": "Kind of paper",
}  # fmt: skip
_LONG = frozenset(
    {"text", "purpose", "recommendation", "conclusions", "decision_text", "message", "items", "measures", "reason",
     "brief", "through", "timetable", "title", "aliases", "note"}
)  # fmt: skip
_PAUSE_MS = 300
_MOST_LINES = 12


def label_for(field: str) -> str:
    """A field's name in words."""
    return _LABELS.get(field, field.replace("_", " ").capitalize())


class FieldEdit(QPlainTextEdit):
    """One field. Enter is a new line only in long fields; ``left`` says that the person has done with it."""

    left = Signal()

    def __init__(self, field: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.saved = ""
        self.setTabChangesFocus(True)
        self.setAccessibleName(label_for(field))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """As high as the text, up to twelve lines; beyond that it scrolls."""
        lines = max(1, int(self.document().documentLayout().documentSize().height()))
        most = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > _MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(most)
        room = self.contentsMargins().top() + self.contentsMargins().bottom() + 2 * int(self.document().documentMargin())
        self.setFixedHeight(self.fontMetrics().lineSpacing() * min(lines, _MOST_LINES) + room + 8)

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

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Inspector(QScrollArea):
    """Shows a record; ``save(record, field, text) -> bool`` and ``draft(record, field, text)`` do the work."""

    def __init__(
        self,
        theme: Theme,
        *,
        save: Callable[[Record, str, str], bool],
        draft: Callable[[Record, str, str | None], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._save = save
        self._draft = draft
        self._record: Record | None = None
        self._edits: dict[str, FieldEdit] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._keep_drafts)
        self.setObjectName("inspector")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName("Fields of the chosen record")
        self.show_record(None)

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
        body = QWidget()
        body.setObjectName("pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
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

    def save_now(self) -> None:
        """Save whatever has been typed and not yet saved."""
        for edit in list(self._edits.values()):
            self._on_left(edit)

    def edit_of(self, field: str) -> FieldEdit | None:
        return self._edits.get(field)

    def _build(self, record: Record, column: QVBoxLayout, drafts: dict[str, str]) -> None:
        title = QLabel(word_for(record.kind).capitalize())
        title.setFont(self._theme.font(15, 600))
        column.addWidget(title)
        for field in editable_fields(record.kind):
            label = QLabel(label_for(field))
            label.setProperty("tone", "second")
            label.setFont(self._theme.font(12))
            edit = FieldEdit(field, self)
            label.setBuddy(edit)
            column.addSpacing(6)
            column.addWidget(label)
            column.addWidget(edit)
            self._edits[field] = edit
            self._fill(edit, getattr(record, field))
            if field in drafts and drafts[field] != edit.saved:
                edit.setPlainText(drafts[field])
            edit.textChanged.connect(self._pause.start)
            edit.left.connect(lambda edit=edit: self._on_left(edit))
            edit.installEventFilter(self)

    def _fill(self, edit: FieldEdit, value: Any) -> None:
        text = as_text(value)
        if edit.toPlainText() == edit.saved and text != edit.saved:
            edit.setPlainText(text)
        edit.saved = text

    def _on_left(self, edit: FieldEdit) -> None:
        text = edit.toPlainText()
        if self._record is None or text == edit.saved:
            return
        if self._save(self._record, edit.field, text):
            edit.saved = text
            self._draft(self._record, edit.field, None)

    def _keep_drafts(self) -> None:
        if self._record is None:
            return
        for field, edit in self._edits.items():
            text = edit.toPlainText()
            self._draft(self._record, field, text if text != edit.saved else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leaves a short field, as in a form; Escape puts the saved text back."""
        if isinstance(watched, FieldEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched.field not in _LONG:
                watched.focusNextChild()
                return True
            if key == Qt.Key.Key_Escape and watched.toPlainText() != watched.saved:
                watched.setPlainText(watched.saved)
                return True
        return super().eventFilter(watched, event)


def as_text(value: Any) -> str:
    """A field's value as it is typed: lists one entry a line, page ranges "5-14", yes or no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(str(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
