"""Every field of one record as a form, each typed in its own way. A field is saved on leaving it, or after half a
minute's rest; until then it is kept as a draft. What is refused stays typed, with the reason beside it."""

import time
from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.commands.drafting import drafts_of, keep_draft
from cypsc_desktop.commands.editing import RANKED_BY
from cypsc_desktop.commands.fields import Field, Sort, fields_of, write_value
from cypsc_desktop.commands.naming import names_of, title_of
from cypsc_desktop.commands.records import CellEdit, edit_cells
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid.columns import PART_B, header_of
from cypsc_desktop.ui.grid.editors import ChoiceEditor, Editor, LineEditor, TextEditor, editor_for, on_typed
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.notices import announce

_PAUSE_MS = 300
_AT_LEAST_EVERY = 0.7  # seconds between drafts of somebody who never pauses
_IDLE_MS = 30_000
_LABELS: Mapping[str, str] = {
    "No.": "Number",
    "£000": "Amount in £000",
    "Pages": "Printed pages",
    "Sheets": "Sheets of the file",
    "Reply": "Reply as printed",
}


Beside = Callable[[Record, QWidget], QWidget | None]


class FieldRow(QObject):
    """A field of the form: its label, its editor, and the reason why it was refused. ``left``: the person has done with it."""

    left = Signal()

    def __init__(self, field: Field, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor
        self.saved = ""
        header = header_of(field.kind, field.name)
        self.label = QLabel(_LABELS.get(header, header))
        self.label.setProperty("tone", "second")
        self.label.setProperty("type", "caption")
        self.label.setBuddy(editor)
        self.refusal = QLabel()
        self.refusal.setProperty("tone", "danger")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        editor.setAccessibleName(self.label.text())
        editor.setObjectName(f"field {field.name}")
        editor.installEventFilter(self)
        if isinstance(editor, TextEditor):
            editor.document().documentLayout().documentSizeChanged.connect(self.fit)
            editor.rewrapped.connect(self.fit)
            # While a field is being resized its lines are still those of the old width.
            self._later = QTimer(self, singleShot=True, interval=0)
            self._later.timeout.connect(self.fit)
            editor.rewrapped.connect(self._fit_later)
        if isinstance(editor, ChoiceEditor):
            editor.activated.connect(self.left)
        elif isinstance(editor, LineEditor):
            editor.setAlignment(Qt.AlignmentFlag.AlignLeft)  # figures stand right only under one another

    def _fit_later(self) -> None:  # PySide never frees what a tie to an overloaded slot such as QTimer.start takes
        self._later.start()

    def text(self) -> str:
        return self.editor.text()

    def is_changed(self) -> bool:
        return self.text() != self.saved

    def show_text(self, text: str) -> None:
        """Put a text in that nobody typed here."""
        self.editor.blockSignals(True)
        self.editor.set_text(text)
        self.editor.blockSignals(False)
        self.fit()

    def refuse(self, why: str | None) -> None:
        """Say below the field why it was not saved; None takes that back."""
        if (why or "") == self.refusal.text():
            return
        self.refusal.setText(why or "")
        self.refusal.setVisible(bool(why))
        self.editor.setProperty("refused", bool(why))
        self.editor.setAccessibleDescription(why or "")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        if why:
            announce(self.editor, why)

    def fit(self) -> None:
        if isinstance(self.editor, TextEditor) and self.editor.wanted_height() != self.editor.height():
            self.editor.setFixedHeight(self.editor.wanted_height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leaves a field of one line, as in a form; Escape puts the saved text back."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            told = event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if told and shiboken6.isValid(self.editor):  # one that is being taken apart loses the focus too
                self.left.emit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if isinstance(self.editor, LineEditor) and self.editor.has_nothing_for(event):
                event.ignore()  # then the key is the window's, whose last change it takes back
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.sort not in (Sort.TEXT, Sort.LIST):
                self.left.emit()
                self.editor.focusNextChild()
                return True
            if event.key() == Qt.Key.Key_Escape and self.is_changed():
                self.editor.set_text(self.saved)
                self.refuse(None)
                return True
        return super().eventFilter(watched, event)


class ButtonRow(QWidget):
    """Buttons side by side, or one below the other where there is no room for that."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 4, 0, 0)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._buttons: list[QPushButton] = []

    def add(self, text: str, icon: str) -> SignalInstance:
        """One more button; returns its ``clicked``."""
        button = QPushButton(text, self)
        dress(button, icon)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.append(button)
        return button.clicked

    def minimumSizeHint(self) -> QSize:
        return QSize(max((b.sizeHint().width() for b in self._buttons), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = sum(b.sizeHint().width() + 6 for b in self._buttons)
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if wide <= event.size().width() else way.TopToBottom)


class RecordForm(QScrollArea):
    """Shows a record. ``said(sentence)``: a field was saved. ``page_wanted(record)``, ``history_wanted(record)``: go there.

    ``above`` makes what stands over the title of a record, ``middle`` and ``below`` what stands over and below its
    fields, if anything does. ``without`` are (kind, field) that are not shown.
    """

    said = Signal(str)
    page_wanted = Signal(object)
    history_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        *,
        above: Beside | None = None,
        middle: Beside | None = None,
        below: Beside | None = None,
        without: frozenset[tuple[str, str]] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._without = without
        self._beside = (above, middle, below)
        self._places: tuple[QVBoxLayout, ...] = ()
        self._record: Record | None = None
        self.rows: dict[str, FieldRow] = {}
        self._drafted: set[str] = set()
        self._waiting_since: float | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep_drafts)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.save_now)
        self.setObjectName("inspector")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName("Fields of the chosen record")
        session.changed.connect(self._on_changed)
        self._build(None, {})

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        redress(self, theme)

    def record(self) -> Record | None:
        return self._record

    def show_record(self, record: Record | None) -> None:
        """Show another record, or the same one as it now is; what is being typed is left alone."""
        if record and self._record and record.id == self._record.id and self.rows:
            self._record = record
            self.title.setText(title_of(record))
            for row in self.rows.values():
                self._fill(row, record)
            return
        self.save_now()
        self._record = record
        drafts = drafts_of(self._session.store, record.id) if record else {}
        self._drafted = set(drafts)
        self._build(record, drafts)

    def forget(self) -> None:
        """Show nothing, and save nothing of what was typed: its record is gone."""
        self._pause.stop()
        self._idle.stop()
        self._record = None
        self._build(None, {})

    def focus_on(self, field: str | None = None) -> None:
        """Put the caret in a field, by default the first."""
        row = self.rows.get(field or "") or next(iter(self.rows.values()), None)
        if row:
            row.editor.setFocus(Qt.FocusReason.TabFocusReason)
            # A record that has just come has its heights only once it is laid out.
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row.editor, 0, row.label.height() * 2))

    def save_now(self) -> bool:
        """Save whatever is typed and not saved; False where something was refused and stays a draft."""
        saved = [self._save(row) for row in list(self.rows.values())]
        if self._pause.isActive():
            self.keep_drafts()
        self._idle.stop()
        return all(saved)

    def keep_drafts(self) -> None:
        """Keep what is typed and not saved, so that it outlives the program."""
        self._pause.stop()
        self._waiting_since = None
        if self._record is None:
            return
        for name, row in self.rows.items():
            if row.is_changed():
                self._drafted.add(name)
                keep_draft(self._session.store, self._record.id, name, row.text())
            else:
                self._drop_draft(name)

    def _build(self, record: Record | None, drafts: Mapping[str, str]) -> None:
        body = QWidget()
        body.setObjectName("pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        for row in self.rows.values():
            row.editor.removeEventFilter(row)  # a field that goes says no more that it was left
        self.rows = {}
        self._places = ()
        if record is None:
            quiet = QLabel("Choose a row to see and edit its fields.")
            quiet.setWordWrap(True)
            quiet.setProperty("tone", "quiet")
            column.addWidget(quiet)
        else:
            self._places = (QVBoxLayout(), QVBoxLayout(), QVBoxLayout())
            column.addLayout(self._places[0])
            self._build_head(record, column)
            column.addLayout(self._places[1])
            for field in fields_of(record.kind):
                if (field.kind, field.name) in self._without:
                    continue
                self._add_row(field, record, drafts=drafts, body=body)
            column.addLayout(self._places[2])
            self._put_beside(record, body)
        column.addStretch(1)
        self.setWidget(body)
        for row in self.rows.values():
            row.fit()
        redress(body, self._theme)

    def renew_beside(self) -> None:
        """Make what stands beside the fields anew; the fields stay, with what is typed into them."""
        body = self.widget()
        if self._record is not None and body is not None:
            for place in self._places:
                while (item := place.takeAt(0)) is not None:
                    gone = item.widget()
                    if gone is not None:
                        gone.hide()
                        gone.deleteLater()
            self._put_beside(self._record, body)

    def _put_beside(self, record: Record, body: QWidget) -> None:
        for make, place in zip(self._beside, self._places, strict=False):
            made = make(record, body) if make else None
            if made is not None:
                place.addWidget(made)
                redress(made, self._theme)

    def _build_head(self, record: Record, column: QVBoxLayout) -> None:
        private = f", {PART_B}" if record.space.startswith("exempt:") else ""
        kind = QLabel(word_for(record.kind).capitalize() + private)
        kind.setProperty("type", "caption")
        kind.setProperty("tone", "second")
        self.title = QLabel(title_of(record))
        self.title.setProperty("type", "heading")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(kind)
        column.addWidget(self.title)
        buttons = ButtonRow()
        column.addWidget(buttons)
        if getattr(record, "at", None):
            buttons.add("Show on page", "file-text").connect(lambda: self.page_wanted.emit(self._record))
        buttons.add("History", "history").connect(lambda: self.history_wanted.emit(self._record))

    def _add_row(self, field: Field, record: Record, *, drafts: Mapping[str, str], body: QWidget) -> None:
        names = names_of(self._session.read, field.of) if field.sort == Sort.RECORD else {}
        editor = editor_for(field, body, names)
        row = FieldRow(field, editor, body)
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addSpacing(6)
            for widget in (row.label, editor, row.refusal):
                layout.addWidget(widget)
        self.rows[field.name] = row
        self._fill(row, record)
        if field.name in drafts and drafts[field.name] != row.saved:
            row.show_text(drafts[field.name])
        on_typed(editor, self._on_typed)
        row.left.connect(lambda: self._save(row))
        if isinstance(editor, TextEditor):
            editor.cursorPositionChanged.connect(lambda: self._follow(editor))

    def _fill(self, row: FieldRow, record: Record) -> None:
        text = write_value(row.field, getattr(record, row.field.name))
        if not row.is_changed() or row.text() == text:
            row.show_text(text)
            row.saved = row.text()
            row.refuse(None)
        else:
            row.saved = text

    def _save(self, row: FieldRow) -> bool:
        if self._record is None or not row.is_changed():
            row.refuse(None)
            return True
        word = word_for(self._record.kind)
        edit = CellEdit(self._record.id, row.field.name, row.text())
        try:
            done = edit_cells(self._session.store, [edit], label=f"Edit {word}", actor=self._session.actor)
        except UserError as error:
            row.refuse(str(error))
            self.keep_drafts()
            return False
        row.refuse(None)
        row.saved = row.text()
        self._drop_draft(row.field.name)
        if not any(other.is_changed() for other in self.rows.values()):
            self._pause.stop()
            self._idle.stop()
        if done.number:
            self.said.emit(f"{row.label.text()} of the {word} changed.")
            if self._record is not None and self._record.kind == "document" and row.field.name in RANKED_BY:
                self._session.ranked.emit(self._record.id)
        return True

    def _drop_draft(self, name: str) -> None:
        if name in self._drafted and self._record:
            self._drafted.discard(name)
            keep_draft(self._session.store, self._record.id, name, None)

    def _on_typed(self) -> None:
        now = time.monotonic()
        if self._waiting_since is None:
            self._waiting_since = now
        if not self._pause.isActive() or now - self._waiting_since < _AT_LEAST_EVERY:
            self._pause.start()
        self._idle.start()

    def _follow(self, editor: TextEditor) -> None:
        """Keep the caret in sight: fields do not scroll, this pane does."""
        body = self.widget()
        if editor.hasFocus() and body:
            caret = editor.cursorRect()
            at = editor.viewport().mapTo(body, caret.center())
            self.ensureVisible(at.x(), at.y(), 0, 2 * caret.height())

    def _on_changed(self, touched: Touched) -> None:
        if self._record is None or self._record.id not in touched.ids(self._record.kind):
            return
        record = self._session.read.record(self._record.id)
        if record is None:
            self.forget()
        else:
            self.show_record(record)
