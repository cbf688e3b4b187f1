"""What is typed about the chosen mark: its comment and tags, its meaning, who sees it. What is typed and not saved yet
is kept as a draft."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands import marks, sharing_marks
from cypsc_desktop.commands.drafting import drafts_of, keep_draft
from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.papers.kinds import MEANINGS
from cypsc_desktop.ui.inspector.ties import LinkLine
from cypsc_desktop.ui.marks import looks
from cypsc_desktop.ui.marks.links import links_of
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress
from cypsc_desktop.ui.widgets.steady import ComboBox

_DRAFT_MS = 300
_LINKS_MS = 60  # so that going down the list is not held up
_FIELDS = ("comment", "tags")
_ANSWER = "answer"


class MarkDetails(QWidget):
    """``done(words)``: done, and Undo takes it back; ``failed(words)``; ``changed(Annotation)``: saved;
    ``swapped(id)``: another mark (its shared copy, or the private one behind it) stands in its place;
    ``left()``: back to the list; ``closed()``: Esc, back to the page, all being kept; ``led(Place)``: to what came of the
    mark; ``asked()``: a line of enquiry is to be made of it."""

    done = Signal(str)
    failed = Signal(str)
    changed = Signal(object)
    swapped = Signal(object)
    left = Signal()
    closed = Signal()
    led = Signal(object)
    asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self._dirty: set[str] = set()
        self._sharing = ""  # the mark that stands in the place of the one shared or taken back, until it is shown
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.comment = QPlainTextEdit()
        self.comment.setTabChangesFocus(True)
        self.comment.setPlaceholderText("Comment")
        self.comment.setAccessibleName("Comment on this mark")
        self.tags = QLineEdit()
        self.tags.setPlaceholderText("Tags, parted by commas")
        self.tags.setAccessibleName("Tags of this mark, parted by commas")
        self.meaning = ComboBox()
        self.meaning.setAccessibleName("Meaning of this mark")
        for meaning in ("", *MEANINGS):
            self.meaning.addItem(looks.NAMES.get(meaning, "No meaning"), meaning)
        self.share = QPushButton()
        self.ask = QPushButton("Ask about it")
        self.ask.setToolTip("Make a line of enquiry of this mark, or go to the one it has (Ctrl+Shift+Q)")
        dress(self.ask, "send")
        self.fared = QLabel()
        self.fared.setWordWrap(True)
        self.fared.setTextFormat(Qt.TextFormat.PlainText)
        self.fared.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.settle = QPushButton("It is right here")
        self.settle.setToolTip("The mark needs no more review.")
        self.answer = QLineEdit()
        self.answer.setPlaceholderText("Answer")
        self.answer.setAccessibleName("Answer to this mark")
        self.error = QLabel()
        self.error.setProperty("tone", "danger")
        self.error.setWordWrap(True)
        self.links = QWidget()
        self._links: list[LinkLine] = []
        self._linking = QTimer(self, singleShot=True, interval=_LINKS_MS)
        self._linking.timeout.connect(self._show_links)
        self._draft = QTimer(self, singleShot=True, interval=_DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)
        self._build()
        self.set_theme(theme)
        self.hide()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.meaning, 1)
        foot.addWidget(self.share)
        work = QHBoxLayout()
        work.setSpacing(8)
        work.addWidget(self.answer, 1)
        work.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.fared)
        column.addWidget(self.settle, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.comment, self.tags):
            column.addWidget(widget)
            widget.installEventFilter(self)
        column.addWidget(self.error)
        column.addLayout(foot)
        column.addLayout(work)
        column.addWidget(self.links)
        inside = QVBoxLayout(self.links)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        self.links.hide()
        self.answer.installEventFilter(self)
        self.error.hide()
        self.comment.textChanged.connect(lambda: self._on_typed("comment"))
        self.answer.textEdited.connect(lambda _: self._draft.start())
        self.tags.textEdited.connect(lambda _: self._on_typed("tags"))
        self.meaning.activated.connect(lambda _: self._on_meaning())
        self.share.clicked.connect(self._on_share)
        self.settle.clicked.connect(self._on_settle)
        self.ask.clicked.connect(self._on_ask)
        self.answer.returnPressed.connect(self._on_answer)

    def set_theme(self, theme: Theme) -> None:
        self.comment.setFixedHeight(theme.px(76))
        for field in (self.meaning, self.answer):  # they give way to the words of the buttons beside them
            field.setMinimumWidth(theme.px(48))
        for n, meaning in enumerate(("", *MEANINGS)):
            if meaning:
                self.meaning.setItemIcon(n, looks.badge_icon(theme, meaning, theme.px(20)))

    def chain(self) -> list[QWidget]:
        return [self.settle, self.comment, self.tags, self.meaning, self.share, self.answer, self.ask]

    def show_mark(self, shown: Shown | None) -> None:
        """Show another mark; what was typed about the one before is saved first."""
        same = shown is not None and self._shown is not None and shown.mark.id == self._shown.mark.id
        if not same:
            self.save_now()
        self._shown = shown
        self.setVisible(shown is not None)
        self._linking.start()
        if shown is None:
            return
        mark = shown.mark
        if self._sharing == mark.id and not self._holds_focus():
            self.share.setFocus()  # the fields were away while another mark took the place of the one shared
        self._sharing = ""
        drafts = {} if same else drafts_of(self._session.store, mark.id)
        values = {"comment": mark.comment or "", "tags": ", ".join(map(str, mark.tags or []))}
        for field in _FIELDS:
            if field not in self._dirty:
                self._put(field, drafts.get(field, values[field]))
            if field in drafts and drafts[field] != values[field]:
                self._dirty.add(field)
        self.meaning.setCurrentIndex(max(0, self.meaning.findData(mark.meaning or "")))
        self.share.setText("Take back" if shown.shared else "Share")
        self.share.setToolTip(
            "The committee sees this mark. Taken back, it is yours alone."
            if shown.shared
            else "Only you see this mark. Sharing gives the committee a copy."
        )
        words = looks.fared_words(shown)
        self.fared.setText(words)
        self.fared.setVisible(bool(words))
        self.settle.setVisible(mark.state in ("moved", "changed"))
        if not same:
            self.answer.setText(drafts.get(_ANSWER, ""))
        self.error.hide()

    def _show_links(self) -> None:
        """What came of the mark: its line of enquiry, the drafts that rest on it."""
        for old in self._links:
            old.hide()
            old.deleteLater()
        self._links = []
        layout = self.links.layout()
        if self._shown is None or layout is None:
            return
        before: QWidget = self.answer
        for words, place in links_of(self._session, self._shown.mark.id):
            line = LinkLine(words, self.links)
            line.clicked.connect(lambda _=False, to=place: self.led.emit(to))
            layout.addWidget(line)
            QWidget.setTabOrder(before, line)
            before = line
            self._links.append(line)
        self.links.setVisible(bool(self._links))

    def _holds_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def focus_comment(self) -> None:
        """Begin to type the comment."""
        if self._shown is not None:
            self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.comment.selectAll()

    def save_now(self) -> None:
        """Commit what is being typed; an answer that was not given yet waits as a draft."""
        if self._draft.isActive():
            self._keep_draft()
        self._draft.stop()
        shown, dirty = self._shown, self._dirty
        if shown is None or not dirty:
            return
        self._dirty = set()
        values: dict[str, object] = {}
        if "comment" in dirty:
            values["comment"] = self.comment.toPlainText().strip()
        if "tags" in dirty:
            values["tags"] = list(dict.fromkeys(tag.strip() for tag in self.tags.text().split(",") if tag.strip()))
        self._change(shown, values)
        for field in dirty:
            keep_draft(self._session.store, shown.mark.id, field, None)

    def _change(self, shown: Shown, values: dict[str, object]) -> None:
        now = {name: getattr(shown.mark, name) or None for name in values}
        values = {name: value for name, value in values.items() if (value or None) != now[name]}
        if not values:
            return
        try:
            self.changed.emit(
                marks.change_mark(self._session.store, shown.mark.id, actor=self._session.actor, **values)
            )
        except UserError as error:
            self._fail(str(error))

    def _put(self, field: str, text: str) -> None:
        if field == "tags":
            self.tags.setText(text)
        elif self.comment.toPlainText() != text:
            with QSignalBlocker(self.comment):
                self.comment.setPlainText(text)

    def _on_typed(self, field: str) -> None:
        self._dirty.add(field)
        self._draft.start()

    def _keep_draft(self) -> None:
        if self._shown is None:
            return
        texts = {"comment": self.comment.toPlainText(), "tags": self.tags.text()}
        for field in self._dirty:
            keep_draft(self._session.store, self._shown.mark.id, field, texts[field])
        if self.answer.isModified():
            keep_draft(self._session.store, self._shown.mark.id, _ANSWER, self.answer.text() or None)

    def _on_ask(self) -> None:
        self.save_now()
        self.asked.emit()

    def _on_answer(self) -> None:
        """The answer goes into the list, behind what it answers."""
        shown, text = self._shown, self.answer.text().strip()
        if shown is None or not text:
            return
        try:
            marks.reply(self._session.store, shown.mark.id, text, actor=self._session.actor)
        except UserError as error:
            self._fail(str(error))
            return
        keep_draft(self._session.store, shown.mark.id, _ANSWER, None)
        self.answer.clear()
        self.done.emit("Answer added.")

    def _on_meaning(self) -> None:
        if self._shown is not None:
            self._change(self._shown, {"meaning": self.meaning.currentData() or None})

    def _on_settle(self) -> None:
        """The person has looked: the mark is where it belongs."""
        shown = self._shown
        if shown is not None and marks.settle_marks(self._session.store, [shown.mark.id], actor=self._session.actor):
            record = self._session.read.record(shown.mark.id)
            if record is not None:
                self.changed.emit(record)
            self.done.emit("Mark accepted where it is.")

    def _on_share(self) -> None:
        """Give the committee a copy, or take it back."""
        self.save_now()
        shown = self._shown
        if shown is None:
            return
        store, actor = self._session.store, self._session.actor
        try:
            if shown.shared:
                sharing_marks.unshare(store, [shown.mark.id], actor=actor)
                origin = shown.mark.origin
                self._sharing = str(origin.get("mark")) if isinstance(origin, dict) else ""
                self.swapped.emit(origin.get("mark") if isinstance(origin, dict) else None)
                self.done.emit("Mark taken back: it is private again.")
            else:
                made = sharing_marks.share(store, [shown.mark.id], actor=actor)
                self._sharing = made[0] if made else ""
                self.swapped.emit(made[0] if made else shown.mark.id)
                self.done.emit("Mark shared.")
        except UserError as error:
            self._fail(str(error))

    def stop(self) -> None:
        """The screen goes: keep what is typed, wait for nothing."""
        self.save_now()
        self._linking.stop()

    def _fail(self, words: str) -> None:
        self.error.setText(words)
        self.error.show()
        self.failed.emit(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.save_now()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if enter and (ctrl or watched is self.tags):
                self.save_now()
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.save_now()
                self.closed.emit()
                return True
        return False
