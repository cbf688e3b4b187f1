"""The form for a meeting that no file gave: committee, day, time, place, and which items of the last meeting it repeats."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.agenda import bodies, new_meeting, standing_items
from cypsc_desktop.commands.records import CellsRefused
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Committee
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce
from cypsc_desktop.ui.widgets.steady import ComboBox

_ID = int(Qt.ItemDataRole.UserRole)
_WIDE = 480


class _Field:
    """A label, what is typed into, and why it was refused."""

    def __init__(self, words: str, editor: QWidget, column: QVBoxLayout, parent: QWidget) -> None:
        label = QLabel(words, parent)
        label.setProperty("tone", "second")
        label.setBuddy(editor)
        self.editor = editor
        self.refusal = QLabel(parent)
        self.refusal.setProperty("tone", "danger")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        editor.setAccessibleName(words.replace("&", ""))
        for widget in (label, editor, self.refusal):
            column.addWidget(widget)
        column.addSpacing(8)

    def refuse(self, why: str) -> None:
        self.refusal.setText(why)
        self.refusal.setVisible(bool(why))
        self.editor.setAccessibleDescription(why)
        self.editor.setProperty("refused", bool(why))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)


class NewMeeting(QWidget):
    """``made(id)``: the meeting is in the library; ``given_up()``."""

    made = Signal(str)
    given_up = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("New meeting")
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(scroll)
        body.setObjectName("surface")
        self.inner = QWidget(body)
        self.fields = self._fields(self.inner)
        row = QHBoxLayout(body)
        row.setContentsMargins(24, 16, 24, 16)
        row.addWidget(self.inner)
        row.addStretch(1)
        scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(self._foot())
        self.set_theme(theme)

    def _foot(self) -> QVBoxLayout:
        """What was refused of the whole, and the buttons: in sight however long the form is."""
        self.refusal = QLabel(self)
        self.refusal.setProperty("tone", "danger")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.create_button = QPushButton("Create meeting", self)
        self.create_button.setProperty("primary", True)
        self.create_button.clicked.connect(self.create_meeting)
        self.cancel_button = QPushButton("Cancel", self)
        self.cancel_button.clicked.connect(self.given_up)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.create_button, self.cancel_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addWidget(self.refusal)
        foot.addLayout(buttons)
        return foot

    def _fields(self, inner: QWidget) -> dict[str, _Field]:
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = QLabel("New meeting", inner)
        title.setProperty("type", "title")
        column.addWidget(title)
        column.addSpacing(8)
        self.committee = ComboBox(inner)
        self.committee.setEditable(True)
        self.committee.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.committee.currentTextChanged.connect(self._offer_items)
        self.date, self.time, self.place = QLineEdit(inner), QLineEdit(inner), QLineEdit(inner)
        self.date.setPlaceholderText("Such as 14/9/2021")
        self.time.setPlaceholderText("Such as 18:30")
        fields = {
            "body": _Field("&Committee", self.committee, column, inner),
            "date": _Field("&Date", self.date, column, inner),
            "time": _Field("&Time", self.time, column, inner),
            "place": _Field("&Place", self.place, column, inner),
        }
        self.items_label = QLabel("&Items to repeat from the last meeting", inner)
        self.items_label.setProperty("tone", "second")
        self.items = QListWidget(inner)
        self.items.setAccessibleName("Items to repeat from the last meeting")
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.items_label.setBuddy(self.items)
        column.addWidget(self.items_label)
        column.addWidget(self.items)
        column.addStretch(1)
        for field in (self.date, self.time, self.place):
            field.returnPressed.connect(self.create_meeting)
        return fields

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.inner.setMaximumWidth(theme.px(_WIDE))
        self.inner.setMinimumWidth(min(theme.px(_WIDE), 560))
        self._fit_items()

    def begin(self) -> None:
        """Empty, for the committee that is chosen."""
        reader = self._session.read
        known = bodies(reader)
        chosen = reader.record(self._session.committee) if self._session.committee else None
        name = (chosen.name if isinstance(chosen, Committee) else None) or (known[0] if len(known) == 1 else "")
        self.committee.blockSignals(True)
        self.committee.clear()
        self.committee.addItems(known)
        self.committee.setCurrentText(name or "")
        self.committee.blockSignals(False)
        for edit in (self.date, self.time, self.place):
            edit.clear()
        self._refuse({})
        self._offer_items()

    def focus_first(self) -> None:
        """The first field that is still to be filled in."""
        first = self.date if self.committee.currentText() else self.committee
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen_items(self) -> list[str]:
        """The ids of the items that are ticked."""
        rows = [self.items.item(n) for n in range(self.items.count())]
        return [str(row.data(_ID)) for row in rows if row.checkState() == Qt.CheckState.Checked]

    def create_meeting(self) -> None:
        """Make it; what does not fit is said beside its field."""
        values = {
            "body": self.committee.currentText(), "date": self.date.text(), "time": self.time.text(),
            "place": self.place.text(),
        }  # fmt: skip
        try:
            meeting = new_meeting(self._session.store, values, actor=self._session.actor, copy=self.chosen_items())
        except CellsRefused as error:
            self._refuse({cell.field: cell.why for cell in error.cells})
            return
        except UserError as error:
            self._refuse({"": str(error)})
            return
        self._refuse({})
        self.made.emit(meeting.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _refuse(self, why: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.refuse(why.get(name, ""))
        self.refusal.setText(why.get("", ""))
        self.refusal.setVisible(bool(why.get("")))
        if why:
            first = next((field.editor for name, field in self.fields.items() if name in why), self.create_button)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(first, " ".join(why.values()))

    def _offer_items(self) -> None:
        """The last meeting's items, the usual ones ticked."""
        self.items.clear()
        for item, usual in standing_items(self._session.read, self.committee.currentText()):
            row = QListWidgetItem(f"{item.number or ''}  {item.title or ''}".strip())
            row.setData(_ID, item.id)
            row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked if usual else Qt.CheckState.Unchecked)
            self.items.addItem(row)
        for widget in (self.items_label, self.items):
            widget.setVisible(self.items.count() > 0)
        self._fit_items()

    def _fit_items(self) -> None:
        row = max(self._theme.px(28), self.items.sizeHintForRow(0)) if self.items.count() else self._theme.px(28)
        self.items.setFixedHeight(min(max(self.items.count(), 1), 12) * row + 8)


class NoMeeting(QWidget):
    """What shows while the library holds no meeting."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel("No meeting yet", self)
        title.setProperty("type", "title")
        words = QLabel("Import an agenda pack and its meeting stands here, or make one by hand.", self)
        words.setWordWrap(True)
        words.setProperty("tone", "second")
        self.button = QPushButton("New meeting", self)
        self.button.setProperty("primary", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
