"""The form for a reply, in place above the list: what was decided, in what words, by whom, when. One step of undo."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.commands.drafting import drafts_of, keep_draft
from cypsc_desktop.commands.fields import field_of, write_value
from cypsc_desktop.commands.following import Followed
from cypsc_desktop.commands.records import CellsRefused
from cypsc_desktop.commands.replying import REPLY_FIELDS, record_reply
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.grid.editors import ChoiceEditor, Editor, TextEditor, editor_for, on_typed
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, redress
from cypsc_desktop.ui.widgets.notices import announce

_LABELS = {
    "decision": "Decision", "decision_text": "Wording", "officer": "Identified officer", "responded": "Reply received",
    "financial": "Financial implications", "timetable": "Timetable", "report_back": "Report back on",
    "responder": "Department and Cabinet member",
}  # fmt: skip
# field -> row, column, how many columns of four
_PLACES = {
    "decision": (0, 0, 1), "responded": (0, 1, 1), "officer": (0, 2, 2), "decision_text": (1, 0, 2),
    "financial": (1, 2, 1), "timetable": (1, 3, 1), "report_back": (2, 0, 1),
    "responder": (2, 1, 3),
}  # fmt: skip
_NARROW = {
    "decision": (0, 0, 1), "responded": (0, 1, 1), "officer": (1, 0, 2), "decision_text": (2, 0, 2),
    "financial": (3, 0, 1), "timetable": (3, 1, 1), "report_back": (4, 0, 1),
    "responder": (4, 1, 1),
}  # fmt: skip
_OF_ONE_LINE = ("officer", "responder")
_RING = 4  # px round a field, where the ring of the focus is drawn
_DRAFT = "reply "  # before the name of a field, in the draft of a reply that is not recorded yet
_PAUSE_MS = 300
_REST = 425  # px at 100 % text: the title, the chips and some rows below the form


class ReplyForm(QFrame):
    """``saved(words)``: recorded, and Undo takes it back. ``closed``: the person has done with it."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._row: Followed | None = None
        self._given: dict[str, str] = {}
        self._words = ""
        self.editors: dict[str, Editor] = {}
        self.setObjectName("reply form")
        self.setAccessibleName("Record reply")
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.title.setProperty("type", "heading")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.refusal = QLabel(self)
        self.refusal.setProperty("tone", "danger")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.save_button = QPushButton("Record", self)
        self.save_button.setProperty("primary", True)
        self.save_button.setToolTip("Record this reply (Ctrl+Enter)")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = QPushButton("Close", self)
        self.cancel_button.setProperty("quiet", True)
        self.cancel_button.setToolTip("Close the form; what is typed stays as a draft (Esc)")
        self.cancel_button.clicked.connect(self.close_form)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep_draft)
        self._lay_out()

    def _lay_out(self) -> None:
        self._body = QWidget(self)
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(_RING, _RING, _RING, _RING)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._cells: dict[str, QWidget] = {}
        for name in REPLY_FIELDS:
            self._cells[name] = self._cell(name)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.refusal, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24 - _RING, 12, 20 - _RING, 12)
        whole.setSpacing(8)
        whole.addWidget(self.title)
        whole.addWidget(self._scroll)
        whole.addLayout(buttons)
        self.title.setContentsMargins(_RING, 0, _RING, 0)
        buttons.setContentsMargins(_RING, 0, _RING, 0)
        for before, after in pairwise([*self.editors.values(), self.cancel_button, self.save_button]):
            QWidget.setTabOrder(before, after)

    def _cell(self, name: str) -> QWidget:
        """A field under its label."""
        cell = QWidget(self._body)
        editor = editor_for(field_of("response", name), cell, {})
        label = QLabel(_LABELS[name], cell)
        label.setProperty("type", "caption")
        label.setProperty("tone", "second")
        label.setBuddy(editor)
        editor.setAccessibleName(_LABELS[name])
        editor.setObjectName(f"reply {name}")
        editor.installEventFilter(self)
        if isinstance(editor, ChoiceEditor):
            editor.setItemText(0, "Not chosen")
            editor.removeItem(editor.findData("awaiting"))  # nobody replied with that
        if isinstance(editor, TextEditor) and name not in _OF_ONE_LINE:
            editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        on_typed(editor, self._on_typed)
        self.editors[name] = editor
        place = QVBoxLayout(cell)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(2)
        place.addWidget(label)
        place.addWidget(editor)
        place.addStretch(1)
        return cell

    def _arrange(self) -> None:
        """Four fields side by side, or two where it is narrow; no higher than the list below can bear."""
        wide = self.width() >= self._theme.px(640)
        for name, (row, column, span) in (_PLACES if wide else _NARROW).items():
            self._grid.addWidget(self._cells[name], row, column, 1, span)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if wide or column < 2 else 0)
        above = self.parentWidget()
        most = max(above.height() // 3, above.height() - self._theme.px(_REST)) if above is not None else 400
        one_line = self.editors["decision"].sizeHint().height()
        for name in _OF_ONE_LINE:
            self.editors[name].setFixedHeight(one_line)
        self._grid.invalidate()
        high = max(self._body.sizeHint().height(), self._body.minimumSizeHint().height())
        around = self._scroll.height() - self._scroll.viewport().height()
        self._scroll.setFixedHeight(max(self._theme.px(70), min(high + around, most)))
        metrics = self.title.fontMetrics()
        room = max(80, 2 * (self.width() - 60))
        self.title.setText(metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()  # only now do the fields wear their style, and with it their height

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), super().minimumSizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for name, editor in self.editors.items():
            if isinstance(editor, TextEditor) and name not in _OF_ONE_LINE:
                editor.setFixedHeight(theme.px(62))
        redress(self, theme)
        self._arrange()

    def row(self) -> Followed | None:
        """The recommendation that the reply is to."""
        return self._row

    def show_row(self, row: Followed) -> None:
        """Show the reply to this recommendation as it stands, with what was typed of it before and never recorded."""
        if self._row is not None and row.id == self._row.id:
            self.follow(row)
            return
        self.keep_draft()
        self._row = row
        number = f"{row.number}. " if row.number else ""
        self._words = f"Reply to {number}{row.words}"
        self.title.setToolTip(self._words)
        self.title.setAccessibleName(self._words)
        self._arrange()
        drafts = drafts_of(self._session.store, row.id)
        for name, editor in self.editors.items():
            self._given[name] = _held(row, name)
            typed = drafts.get(f"{_DRAFT}{name}", self._given[name])
            editor.blockSignals(True)
            editor.set_text(typed)
            editor.blockSignals(False)
        self._say(None)

    def follow(self, row: Followed) -> None:
        """The row was changed elsewhere: fields that nobody typed into show it, the others stay."""
        self._row = row
        for name, editor in self.editors.items():
            text = _held(row, name)
            if editor.text() == self._given.get(name):
                editor.blockSignals(True)
                editor.set_text(text)
                editor.blockSignals(False)
            self._given[name] = text

    def focus_first(self) -> None:
        self.editors["decision"].setFocus(Qt.FocusReason.TabFocusReason)

    def typed(self) -> dict[str, str]:
        """The fields that hold something else than the library does."""
        return {name: e.text() for name, e in self.editors.items() if e.text() != self._given.get(name)}

    def save(self) -> bool:
        """Record it; False where it was refused, with the reason beside the button and what was typed still there."""
        row = self._row
        if row is None:
            return False
        values = self.typed()
        try:
            done = record_reply(self._session.store, row.id, values, actor=self._session.actor)
        except CellsRefused as error:
            self._say(error.cells[0].why, at=error.cells[0].field)
            return False
        except UserError as error:
            self._say(str(error), at="decision_text" if "reason" in str(error) else "decision")
            return False
        self._drop_draft()
        self._row, self._given = None, {}
        self.closed.emit()
        if done.number:
            number = f" to {row.number}" if row.number else ""
            self.saved.emit(f"Reply{number} recorded.")
        return True

    def close_form(self) -> None:
        """Close it; what is typed stays as a draft."""
        self.keep_draft()
        self._row, self._given = None, {}
        self.closed.emit()

    def keep_draft(self) -> None:
        """Keep what is typed and not recorded, so that it outlives the program."""
        self._pause.stop()
        if self._row is None:
            return
        typed = self.typed()
        for name in self.editors:
            keep_draft(self._session.store, self._row.id, f"{_DRAFT}{name}", typed.get(name))

    def _drop_draft(self) -> None:
        self._pause.stop()
        if self._row is not None:
            for name in self.editors:
                keep_draft(self._session.store, self._row.id, f"{_DRAFT}{name}", None)

    def _on_typed(self) -> None:
        self._say(None)
        if not self._pause.isActive():
            self._pause.start()

    def _say(self, why: str | None, *, at: str | None = None) -> None:
        self.refusal.setText(why or "")
        self.refusal.setVisible(bool(why))
        for name, editor in self.editors.items():
            editor.setProperty("refused", name == at)
            editor.setAccessibleDescription((why or "") if name == at else "")
            editor.style().unpolish(editor)
            editor.style().polish(editor)
        if why and at:
            self.editors[at].setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.editors[at], why)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter records, Escape closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_form()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)


def _held(row: Followed, name: str) -> str:
    """A field of the reply as it is typed; a reply that is awaited is none."""
    text = write_value(field_of("response", name), getattr(row, name))
    return "" if (name, text) == ("decision", "awaiting") else text
