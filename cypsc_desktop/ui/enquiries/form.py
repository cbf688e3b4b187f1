"""What is typed about the chosen line of enquiry: the question, who asks whom, how urgent, under which item, asked or not.
What is typed and not saved yet is kept as a draft."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands import enquiries
from cypsc_desktop.commands.drafting import drafts_of, keep_draft
from cypsc_desktop.commands.enquiries import Line
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.enquiries.rows import cite_of
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress
from cypsc_desktop.ui.widgets.chooser import Choice, Chooser
from cypsc_desktop.ui.widgets.steady import ComboBox

_DRAFT_MS = 300
_PRIORITIES = (("high", "High"), ("normal", "Normal"), ("low", "Low"))


class LineForm(QScrollArea):
    """``page_wanted(Line)``: the page of the mark behind the line; ``done(words)``; ``failed(words)``; ``left()``: Esc, or
    Ctrl+Enter, back to the list, all being kept; ``swapped(id)``: the shared copy, or the private line behind it, stands
    in its place."""

    page_wanted = Signal(object)
    done = Signal(str)
    failed = Signal(str)
    left = Signal()
    swapped = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._line: Line | None = None
        self._dirty = False
        self.setObjectName("pane")
        self.setAccessibleName("Line of enquiry")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cite = QPushButton()
        self.cite.setProperty("link", True)
        dress(self.cite, "file-text")
        self.quote = QLabel()
        self.quote.setWordWrap(True)
        self.quote.setTextFormat(Qt.TextFormat.PlainText)
        self.quote.setProperty("tone", "second")
        self.question = QPlainTextEdit()
        self.question.setTabChangesFocus(True)
        self.asker, self.addressee = self._who("Who asks"), self._who("Whom to ask")
        self.urgency = ComboBox()
        for key, words in _PRIORITIES:
            self.urgency.addItem(words, key)
        self.item = Chooser()
        self.asked = QCheckBox("It has been asked")
        self.share = QPushButton()
        self.error = QLabel()
        self.error.setProperty("tone", "danger")
        self.error.setWordWrap(True)
        self._draft = QTimer(self, singleShot=True, interval=_DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)
        self._build()
        self.set_theme(theme)
        self.show_line(None)

    @staticmethod
    def _who(name: str) -> QComboBox:
        box = ComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return box

    def _build(self) -> None:
        self._inside = inside = QWidget()
        inside.setObjectName("pane")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.cite, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.quote)
        for words, field in (
            ("Question", self.question), ("Who asks", self.asker), ("Whom to ask", self.addressee),
            ("Priority", self.urgency), ("Under item", self.item),
        ):  # fmt: skip
            label = QLabel(words)
            label.setProperty("type", "caption")
            label.setProperty("tone", "second")
            label.setBuddy(field)
            field.setAccessibleName(words)
            column.addWidget(label)
            column.addWidget(field)
            field.installEventFilter(self)
        column.addWidget(self.asked)
        column.addWidget(self.share, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.error)
        column.addStretch(1)
        self.error.hide()
        self.setWidget(inside)
        for box in (self.asker, self.addressee):
            edit = box.lineEdit()
            assert edit is not None
            edit.installEventFilter(self)
            box.activated.connect(lambda _: self.save_now())
        self.cite.clicked.connect(lambda: self.page_wanted.emit(self._line))
        self.question.textChanged.connect(self._on_typed)
        for combo in (self.urgency, self.item):
            combo.activated.connect(lambda _: self.save_now())
        self.asked.clicked.connect(self._on_asked)
        self.share.clicked.connect(self._on_share)
        for before, after in pairwise(self.chain()):
            QWidget.setTabOrder(before, after)

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        return [self.cite, self.question, self.asker, self.addressee, self.urgency, self.item, self.asked, self.share]

    def set_theme(self, theme: Theme) -> None:
        self.question.setFixedHeight(theme.px(120))
        self.setMinimumWidth(min(theme.px(240), 420))

    # What is shown

    def offer(self, *, people: Sequence[str], answerers: Sequence[str], items: Sequence[tuple[str, str]]) -> None:
        """Names and items to choose from."""
        for box, names in ((self.asker, people), (self.addressee, answerers)):
            with QSignalBlocker(box):
                text = box.currentText()
                box.clear()
                box.addItems(list(names))
                box.setEditText(text)
        choices = [Choice("", "Outside the agenda"), *(Choice(entity, words) for entity, words in items)]
        self.item.offer([("", choices)], str(self.item.currentData() or ""))

    def show_line(self, line: Line | None) -> None:
        """Show another line; what was typed about the one before is saved first."""
        same = line is not None and self._line is not None and line.enquiry.id == self._line.enquiry.id
        if not same:
            self.save_now()
        self._line = line
        self._inside.setEnabled(line is not None)
        for part in (self.cite, self.quote):
            part.setVisible(line is not None and line.mark is not None)
        if line is None:
            self._fill("", "", "")
            return
        one, mark = line.enquiry, line.mark
        if mark is not None:
            self.cite.setText(f"Go to {cite_of(line)}")
            self.quote.setText(f"“{mark.quote}”" if mark.quote else (mark.comment or ""))
        if not (same and self._dirty):
            draft = {} if same else drafts_of(self._session.store, one.id)
            self._fill(draft.get("question", one.question or ""), one.asker or "", one.addressee or "")
            self._dirty = "question" in draft and draft["question"] != one.question
        self.urgency.setCurrentIndex(max(0, self.urgency.findData(one.urgency or "normal")))
        with QSignalBlocker(self.item):
            self.item.setCurrentIndex(self.item.findData(one.item or ""))
        self.asked.setChecked(bool(one.asked))
        private = one.space.startswith("private:")
        self.share.setText("Share" if private else "Take back")
        dress(self.share, "lock" if private else "users")
        self.share.setToolTip(
            "Only you see this line. Sharing gives the committee a copy." if private
            else "The committee sees this line. Taken back, it is yours alone."
        )  # fmt: skip
        self.error.hide()

    def _fill(self, question: str, asker: str, addressee: str) -> None:
        with QSignalBlocker(self.question):
            if self.question.toPlainText() != question:
                self.question.setPlainText(question)
        for box, text in ((self.asker, asker), (self.addressee, addressee)):
            with QSignalBlocker(box):
                box.setEditText(text)

    def focus_question(self) -> None:
        """Begin to type the question."""
        self.question.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.question.selectAll()

    # Saving

    def save_now(self) -> None:
        """Commit what was typed and chosen."""
        self._draft.stop()
        line = self._line
        if line is None:
            return
        one = line.enquiry
        said = {
            "question": self.question.toPlainText().strip(), "asker": self.asker.currentText().strip(),
            "addressee": self.addressee.currentText().strip(), "urgency": str(self.urgency.currentData()),
            "item": str(self.item.currentData() or ""),
        }  # fmt: skip
        values = {name: text or None for name, text in said.items() if (text or None) != (getattr(one, name) or None)}
        if one.urgency is None and values.get("urgency") == "normal":
            del values["urgency"]
        self._dirty = False
        if not values:
            return
        try:
            changed = enquiries.change_enquiry(self._session.store, one.id, actor=self._session.actor, **values)
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
            self.failed.emit(str(error))
            return
        keep_draft(self._session.store, one.id, "question", None)
        self._line = replace(line, enquiry=changed)
        self.error.hide()

    def _on_typed(self) -> None:
        self._dirty = True
        self._draft.start()

    def _keep_draft(self) -> None:
        if self._line is not None and self._dirty:
            keep_draft(self._session.store, self._line.enquiry.id, "question", self.question.toPlainText())

    def _on_asked(self) -> None:
        if self._line is not None:
            enquiries.set_asked(
                self._session.store, self._line.enquiry.id, self.asked.isChecked(), actor=self._session.actor
            )

    def _on_share(self) -> None:
        self.save_now()
        if self._line is None:
            return
        store, actor, one = self._session.store, self._session.actor, self._line.enquiry
        try:
            if one.space.startswith("private:"):
                made = enquiries.share_enquiries(store, [one.id], actor=actor)
                if made:
                    self.swapped.emit(made[0])
                    self.done.emit("Line of enquiry shared.")
            else:
                enquiries.unshare_enquiries(store, [one.id], actor=actor)
                self.done.emit("Line of enquiry taken back: it is private again.")
        except UserError as error:
            self.failed.emit(str(error))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.save_now()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            escaped = event.key() == Qt.Key.Key_Escape
            if escaped or (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and ctrl):
                if escaped and self._line is not None and not self.question.toPlainText().strip():
                    self.question.setPlainText(self._line.enquiry.question or "")  # a line needs its question
                self.save_now()
                self.left.emit()
                return True
        return False
