"""The draft as it will read: headings and paragraphs in one column, edited where they stand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cypsc_desktop.ui.minutes.rows import NEW, DraftRow
from cypsc_desktop.ui.models.changing import show_rows
from cypsc_desktop.ui.theme import Theme

ROW = int(Qt.ItemDataRole.UserRole)
_DRAFT_MS = 300
_LEFT, _RIGHT, _ABOVE, _HEAD_ABOVE = 24, 20, 6, 18
_HINT = 24  # the line of help under a paragraph that is edited
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class DraftModel(QAbstractListModel):
    """Rows told apart by their ids; what stays at both ends is left alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DraftRow] = []

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.EditRole:
            return row.text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.row(index.row())
        return plain if row is None or row.block is None else plain | Qt.ItemFlag.ItemIsEditable

    def row(self, number: int) -> DraftRow | None:
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def number_of(self, entity: str | None) -> int:
        return next((n for n, row in enumerate(self.rows) if row.id == entity), -1)

    def show(self, rows: Sequence[DraftRow]) -> None:
        """These rows in place of those."""
        show_rows(self, self.rows, rows)


class Editor(QPlainTextEdit):
    """A paragraph being edited: Ctrl+Enter keeps it, Esc leaves it as it was. ``paused(text)``: the person stopped typing
    for a moment."""

    kept = Signal()
    given_up = Signal()
    paused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Words of the paragraph; Ctrl+Enter keeps them, Escape leaves them as they were")
        self.setTabChangesFocus(True)
        self._pause = QTimer(self, singleShot=True, interval=_DRAFT_MS)
        self._pause.timeout.connect(lambda: self.paused.emit(self.toPlainText()))
        self.textChanged.connect(self._pause.start)

    def put(self, text: str) -> None:
        """Words to begin with; nobody typed them."""
        self.setPlainText(text)
        self.rest()

    def rest(self) -> None:
        """It is not typed in any longer."""
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rest()
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.rest()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class DraftPaint(QStyledItemDelegate):
    """Paints a row, and makes the field in which it is edited."""

    def __init__(self, theme: Theme, view: "DraftView") -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[str, tuple[int, str, int]] = {}
        self.open: str | None = None  # the row that is being edited: it makes room for its field and a line of help
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._heights.clear()
        self.words, self.heading, self.small = theme.font(14), theme.font(15, 600), theme.font(12)

    def height(self, row: DraftRow) -> int:
        """How high a row is at the view's width."""
        width = self._view.viewport().width()
        if row.id == self.open:
            return self._field(row)
        held = self._heights.get(row.id)
        if held is not None and held[:2] == (width, row.spoken):
            return held[2]
        px = self.theme.px
        box = QRect(0, 0, max(60, width - px(_LEFT) - px(_RIGHT)), 100_000)
        font = self.heading if row.is_heading else self.words
        body = QFontMetrics(font).boundingRect(box, _WRAP, _shown(row)).height()
        high = body + px(_HEAD_ABOVE if row.is_heading else _ABOVE) + px(_ABOVE)
        high += px(17) if row.aside else 0
        self._heights[row.id] = (width, row.spoken, high)
        return high

    def _field(self, row: DraftRow) -> int:
        """How high a row is while it is edited: its words, one line more, and the help below."""
        px = self.theme.px
        room = max(60, self._view.viewport().width() - px(_LEFT) - px(_RIGHT))
        metrics = QFontMetrics(self.words)
        words = metrics.boundingRect(QRect(0, 0, room - px(8), 100_000), _WRAP, row.text or " ").height()
        return words + metrics.height() + px(22) + px(_HINT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        return QSize(self._view.viewport().width(), self.height(row) if isinstance(row, DraftRow) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, DraftRow):
            return
        theme, px, box = self.theme, self.theme.px, option.rect
        if row.id == self.open:
            painter.setFont(self.small)
            painter.setPen(theme.colour("text2"))
            help_ = QRect(box.left() + px(_LEFT), box.bottom() - px(_HINT - 4), box.width(), px(17))
            painter.drawText(help_, int(Qt.AlignmentFlag.AlignVCenter), "Ctrl+Enter keeps it, Esc leaves it as it was")
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            focused = self._view.hasFocus()
            painter.fillRect(box, theme.colour("selected" if focused else "hover"))
            painter.fillRect(
                QRect(box.left(), box.top(), 3, box.height()), theme.colour("accent" if focused else "strong")
            )
        elif option.state & QStyle.StateFlag.State_MouseOver and not row.is_heading:
            painter.fillRect(box, theme.colour("hover"))
        if row.private:
            painter.fillRect(QRect(box.left() + 6, box.top(), 3, box.height()), theme.colour("danger"))
        above = px(_HEAD_ABOVE if row.is_heading else _ABOVE)
        inside = box.adjusted(px(_LEFT), above, -px(_RIGHT), 0)
        painter.setFont(self.heading if row.is_heading else self.words)
        text = "selected_text" if chosen and self._view.hasFocus() else "text3" if row.left_out or row.told else "text"
        painter.setPen(theme.colour(text))
        used = painter.boundingRect(inside, _WRAP, _shown(row))
        painter.drawText(inside, _WRAP, _shown(row))
        if row.aside:
            painter.setFont(self.small)
            painter.setPen(
                theme.colour(
                    "selected_text"
                    if chosen and self._view.hasFocus()
                    else "danger"
                    if row.private
                    else "warn"
                    if row.waiting or row.outdated
                    else "text3"
                )
            )
            below = QRect(inside.left(), used.bottom() + 1, inside.width(), px(17))
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), row.aside)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = Editor(parent)
        editor.setFont(self.words)
        editor.kept.connect(lambda: self._close(editor, keep=True))
        editor.given_up.connect(lambda: self._close(editor, keep=False))
        row = index.data(ROW)
        if isinstance(row, DraftRow):
            self.open = row.id
            self._view.measure()
            self._view.editing.emit(row.id)
            editor.paused.connect(lambda text, entity=row.id: self._view.paused.emit(entity, text))
        return editor

    def _close(self, editor: Editor, *, keep: bool) -> None:
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row = index.data(ROW)
        if isinstance(editor, Editor) and isinstance(row, DraftRow):
            editor.put(self._view.unfinished(row.id) or row.text)
            if editor.toPlainText() == NEW:
                editor.selectAll()  # what is typed stands in its place

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        row = index.data(ROW)
        if isinstance(editor, Editor) and isinstance(row, DraftRow):
            self._view.edited.emit(row.id, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        px, box = self.theme.px, option.rect
        editor.setGeometry(box.adjusted(px(_LEFT - 8), px(2), -px(_RIGHT - 8), -px(_HINT)))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Editor):
            editor.rest()
        super().destroyEditor(editor, index)
        self.open = None
        self._view.measure()
        self._view.left_editor.emit()


class DraftView(QTableView):
    """``edited(block, text)``: new words are to be kept; ``paused(block, text)``: what is typed so far; ``turned``: another
    row is current; ``unfinished(block)`` says what was typed into it before and never kept."""

    edited = Signal(str, str)
    paused = Signal(str, str)
    editing = Signal(str)
    left_editor = Signal()
    turned = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("log")
        self.setAccessibleName("Draft minutes")
        self.rows = DraftModel(self)
        self.setModel(self.rows)
        self.unfinished: Callable[[str], str] = _nothing
        self.paint_rows = DraftPaint(theme, self)
        self.setItemDelegate(self.paint_rows)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self._barred = ""
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda _: self.edit_current())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.measure)
        self.rows.rowsInserted.connect(lambda *_: self._later.start())
        self.rows.dataChanged.connect(lambda *_: self._later.start())
        self.selectionModel().currentChanged.connect(lambda *_: self.turned.emit())

    def set_theme(self, theme: Theme) -> None:
        self.paint_rows.set_theme(theme)
        self.measure()

    def show_rows(self, rows: Sequence[DraftRow]) -> None:
        """These rows; the current one stays so while it is among them."""
        row = self.current()
        self.rows.show(rows)
        self.measure()
        if row is not None:
            self.choose(row.id)

    def measure(self) -> None:
        self.setUpdatesEnabled(False)
        for number, row in enumerate(self.rows.rows):
            self.verticalHeader().resizeSection(number, self.paint_rows.height(row))
        self.setUpdatesEnabled(True)

    def current(self) -> DraftRow | None:
        return self.rows.row(self.currentIndex().row())

    def choose(self, entity: str | None) -> None:
        number = self.rows.number_of(entity)
        if number >= 0 and self.currentIndex().row() != number:
            self.setCurrentIndex(self.rows.index(number))

    def bar(self, words: str) -> None:
        """Nothing here is edited from now on, for this reason; "": it is."""
        self._barred = words

    def edit_current(self) -> None:
        """Into the chosen paragraph, or why not."""
        if self._barred:
            self.refused.emit(self._barred)
        elif self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
            self.scrollTo(self.currentIndex())

    def is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def is_idle(self) -> bool:
        return not self._later.isActive()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._later.start()


def _shown(row: DraftRow) -> str:
    return "(left out of the minutes)" if row.left_out else row.text


def _nothing(_: str) -> str:
    return ""
