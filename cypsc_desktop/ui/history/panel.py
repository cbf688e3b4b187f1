"""The history of one record, or of the whole library, with the words that changed; a change is taken back from here."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.editing import word_for
from cypsc_desktop.commands.naming import name_of, names_of
from cypsc_desktop.commands.restoring import (
    Changed,
    changes_of,
    latest_steps,
    record_changes,
    take_back,
    take_back_field,
)
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import KINDS, Record
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.ui.history.models import ENTRY, EntryModel
from cypsc_desktop.ui.history.telling import Entry, as_html, as_text, of_change, of_group
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.notices import announce

Index = QModelIndex | QPersistentModelIndex
_PAGE = 100  # steps fetched at a time


class EntryDelegate(QStyledItemDelegate):
    """Two lines: what, and when and by whom."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.theme.px(160), 2 * self._view.fontMetrics().lineSpacing() + self.theme.px(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        theme = self.theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        active = self._view.hasFocus()
        inked = theme.scheme == "contrast" and selected and active
        painter.save()
        ground = ("selected" if active else "hover") if selected else "surface"
        if not selected and option.state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        painter.fillRect(option.rect, theme.colour(ground))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), theme.colour("line"))
        if selected:
            bar = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
            painter.fillRect(bar, theme.colour("accent" if active else "strong"))
        pad = theme.px(12)
        room = option.rect.adjusted(pad, theme.px(7), -theme.px(8), 0)
        painter.setFont(option.font)
        line = QFontMetrics(option.font).lineSpacing()
        for n, (text, token) in enumerate(
            ((entry.title, "text3" if entry.undone else "text"), (entry.detail, "text2"))
        ):
            painter.setPen(theme.colour("on_accent" if inked else token))
            fitted = QFontMetrics(option.font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            place = QRect(room.left(), room.top() + n * line, room.width(), line)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitted)
        if active and index.row() == self._view.currentIndex().row():
            painter.setPen(QPen(theme.colour("on_accent" if inked else "accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()


class HistoryPanel(QWidget):
    """``said(sentence)``: something was taken back, and Undo does it again. ``refused(sentence)``: it was not, and why.
    ``record_wanted(id)``: go to a record."""

    said = Signal(str)
    refused = Signal(str)
    record_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._record: Record | None = None
        self._shown = _PAGE
        self._stale = False
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = EntryModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName("Changes, newest first")
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.delegate = EntryDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.words = QTextBrowser()
        self.words.setAccessibleName("The words that changed")
        self.words.setOpenLinks(False)
        self.words.setTabChangesFocus(True)
        self._build()
        self.list.selectionModel().currentChanged.connect(self._on_entry)
        session.changed.connect(self._on_changed)
        self.set_theme(theme)
        self.model.setParent(self)  # after the view, which must go first

    def _build(self) -> None:
        self.title = QLabel("History")
        self.title.setProperty("type", "heading")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.field_button = QPushButton("Take back this field")
        dress(self.field_button, "arrow-back-up")
        self.field_button.clicked.connect(self.take_back_field)
        self.step_button = QPushButton("Take back the whole change")
        dress(self.step_button, "arrow-back-up")
        self.step_button.clicked.connect(self.take_back)
        self.more_button = QPushButton("Show older")
        self.more_button.clicked.connect(self.show_older)
        self.why = QLabel()
        self.why.setProperty("tone", "danger")
        self.why.setWordWrap(True)
        self.why.hide()
        buttons = QHBoxLayout()
        for button in (self.field_button, self.step_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.more_button)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.list)
        self.split.addWidget(self.words)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(1, 1)
        empty = QLabel("Nothing was changed here yet. What you edit shows here, and can be taken back.")
        empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        empty.setProperty("tone", "second")
        empty.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.split)
        self.stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(buttons)
        column.addWidget(self.why)
        column.addWidget(self.stack, 1)
        self.setTabOrder(self.list, self.words)

    def set_theme(self, theme: Theme) -> None:
        self._theme = self.delegate.theme = theme
        redress(self, theme)
        self.list.setMinimumWidth(theme.px(250))
        self._tell()

    def show_record(self, record: Record) -> None:
        """Everything that was ever said of one record, a field a line."""
        self._record = record
        self._shown = _PAGE
        self.title.setText(f"History of {name_of(record)}")
        self.refresh()

    def show_library(self) -> None:
        """The steps of everybody, newest first."""
        self._record = None
        self._shown = _PAGE
        self.title.setText("History")
        self.refresh()

    def refresh(self) -> None:
        """Read the log again; the line that is chosen stays chosen."""
        self._stale = False
        reader = self._session.read
        held = self.current()
        if self._record is not None:
            found = [of_change(change) for change in record_changes(reader, self._record.id, limit=self._shown + 1)]
        else:
            found = [of_group(group) for group in latest_steps(reader, limit=self._shown + 1)]
        self.more_button.setVisible(len(found) > self._shown)
        self.model.show(found[: self._shown])
        self.stack.setCurrentIndex(0 if found else 1)
        row = (self.model.row_of(held.key) if held else None) or 0
        if found:
            self.list.setCurrentIndex(self.model.index(row, 0))
        self._tell()

    def current(self) -> Entry | None:
        return self.model.entry(self.list.currentIndex().row())

    def show_older(self) -> None:
        self._shown += _PAGE
        self.refresh()
        self.list.setFocus()

    def take_back(self) -> bool:
        """Undo the whole step of the line that is chosen."""
        entry = self.current()
        if entry is None:
            return False
        try:
            label = take_back(self._session.store, entry.group, actor=self._session.actor)
        except UserError as error:
            return self._refuse(str(error))
        return self._done(label)

    def take_back_field(self) -> bool:
        """Put the field of the line that is chosen back to what it was before."""
        entry = self.current()
        if entry is None or entry.change is None:
            return False
        try:
            label = take_back_field(self._session.store, entry.change, actor=self._session.actor)
        except UserError as error:
            return self._refuse(str(error))
        return self._done(label)

    def _done(self, label: str) -> bool:
        self.why.hide()
        self.refresh()
        self.said.emit(f"Taken back: {label}.")
        return True

    def _refuse(self, sentence: str) -> bool:
        self.why.setText(sentence)
        self.why.show()
        announce(self.why, sentence)
        self.refused.emit(sentence)
        return False

    def _on_entry(self) -> None:
        self.why.hide()
        self._tell()

    def _tell(self) -> None:
        """Show the words of the line that is chosen."""
        entry = self.current()
        self.field_button.setVisible(self._record is not None)
        takes = entry is not None and not entry.undone
        self.field_button.setEnabled(takes and entry is not None and entry.change is not None and not entry.from_file)
        self.step_button.setEnabled(takes)
        if entry is None:
            self.words.clear()
            return
        if entry.change is not None:
            changes = [entry.change]
        elif entry.from_file:
            text = f"Read from a file, so every word stands on its pages.<br><br>{entry.detail}"
            self.words.setHtml(f"<p>{text}</p>")
            return
        else:
            changes = changes_of(self._session.read, entry.group)
        self._tell_changes(changes)

    def _tell_changes(self, changes: list[Changed]) -> None:
        names = {} if self._record else {c.entity: self._name(c.entity) for c in changes}
        ids = self._ids(changes)
        self.words.setHtml(as_html(changes, self._theme, names, ids))
        self.words.setAccessibleDescription(as_text(changes, ids))

    def _ids(self, changes: list[Changed]) -> dict[str, str]:
        """What the records that these changes name are called."""
        linked = {c.field for c in changes if kind_of(c.entity) in KINDS and c.field in LINKS[kind_of(c.entity)]}
        return {entity: name for kind in linked for entity, name in names_of(self._session.read, kind).items()}

    def _name(self, entity: str) -> str:
        record = self._session.read.record(entity)
        return name_of(record) if record else f"A {word_for(kind_of(entity))}"

    def _on_changed(self, touched: Touched) -> None:
        if self._record is not None and self._record.id not in touched.ids(self._record.kind):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(640)
        self.split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
