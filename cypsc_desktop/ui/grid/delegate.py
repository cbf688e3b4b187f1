"""How a cell of the grid is painted and typed into. What is refused stays open with the reason below it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cypsc_desktop.commands.fields import Sort, write_value
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid.arrangement import COLUMN, HEADING
from cypsc_desktop.ui.grid.columns import GridColumn
from cypsc_desktop.ui.grid.editors import EDITORS, Editor, LineEditor, TextEditor, editor_for, on_typed
from cypsc_desktop.ui.grid.groups import Heading
from cypsc_desktop.ui.grid.shapes import paint_shape
from cypsc_desktop.ui.models.records import RECORD, Index
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.cells import fitted
from cypsc_desktop.ui.widgets.notices import announce

_PAUSE_MS = 300
_BAR = 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Check = Callable[[Record, str, str], str | None]
Draft = Callable[[Record, str, str | None], None]
Names = Callable[[str], Mapping[str, str]]


class GridDelegate(QStyledItemDelegate):
    """``check(record, field, text)`` says why a cell would not take a text; ``draft`` keeps what is typed until it is
    saved or given up (None); ``names(kind)`` are the records to choose from. ``view`` says which cell is current: it
    is not the delegate's own view where columns are frozen.

    ``left(where)``: the person has done with a cell: "down", "up", "right", "left", "fill" or "" (given up).
    """

    left = Signal(str)

    def __init__(
        self,
        theme: Theme,
        view: QAbstractItemView,
        *,
        lines: int,
        check: Check,
        draft: Draft,
        names: Names,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or view)
        self._theme = theme
        self._view = view
        self.lines = lines
        self.edge = -1  # the last of frozen columns, which a line parts from those that scroll
        self._check = check
        self._draft = draft
        self._names = names
        self._refusals: dict[int, QLabel] = {}

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def height(self, metrics: QFontMetrics) -> int:
        """Pixels of a row of records."""
        return max(metrics.lineSpacing() * self.lines + self._theme.px(14), self._theme.px(32))

    def heading_height(self, metrics: QFontMetrics) -> int:
        return max(metrics.lineSpacing() + self._theme.px(12), self._theme.px(31))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(80), self.height(option.fontMetrics))

    def whole_height(self, index: Index, width: int) -> int:
        """Pixels in which all of a cell's text can be read."""
        pad = self._theme.px(8)
        metrics = self._view.fontMetrics()
        lines = fitted(str(index.data() or ""), metrics, width - 2 * pad, 200)
        return metrics.lineSpacing() * max(1, len(lines)) + self._theme.px(14)

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setFont(option.font)
        heading = index.data(HEADING)
        if isinstance(heading, Heading):
            self._paint_heading(painter, option, heading)
        else:
            self._paint_cell(painter, option, index)
        current = self._view.currentIndex()
        if index.row() == current.row() and self._has_focus() and (heading or index.column() == current.column()):
            self._paint_focus(painter, option, whole=bool(heading))
        painter.restore()

    def _is_single(self) -> bool:
        chosen = self._view.selectionModel().selection()
        return chosen.count() == 1 and chosen.first().width() == 1 and chosen.first().height() == 1

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self._view or self._view.isAncestorOf(focus))

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem, *, whole: bool) -> None:
        room = QRect(option.rect)
        if whole:
            painter.setClipRect(option.rect)
            room.setLeft(0)
            room.setWidth(self._view.viewport().width())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        inked = self._theme.scheme == "contrast" and selected and not whole
        painter.setPen(QPen(self._theme.colour("on_accent" if inked else "accent"), 2))
        painter.drawRect(room.adjusted(1, 1, -2, -2))

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        """The whole row in every cell of it, so that it reads as one however the columns stand or scroll."""
        theme = self._theme
        room = QRect(0, option.rect.top(), self._view.viewport().width(), option.rect.height())
        painter.setClipRect(option.rect)
        painter.fillRect(option.rect, theme.colour("chrome"))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), theme.colour("line"))
        pad = theme.px(8)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight(600))
        tally = QFontMetrics(option.font).horizontalAdvance(heading.tally)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(theme.colour("text2"))
        painter.drawText(room.adjusted(0, 0, -pad, 0), int(side | Qt.AlignmentFlag.AlignRight), heading.tally)
        painter.setFont(strong)
        metrics = QFontMetrics(strong)
        space = room.width() - 4 * pad - tally
        title = metrics.elidedText(heading.title, Qt.TextElideMode.ElideRight, max(1, space))
        painter.setPen(theme.colour("text"))
        painter.drawText(room.adjusted(pad, 0, 0, 0), int(side | Qt.AlignmentFlag.AlignLeft), title)
        used = metrics.horizontalAdvance(title) + theme.px(12)
        if heading.caption and used < space:
            painter.setFont(option.font)
            painter.setPen(theme.colour("text3"))
            caption = QFontMetrics(option.font).elidedText(heading.caption, Qt.TextElideMode.ElideRight, space - used)
            painter.drawText(room.adjusted(pad + used, 0, 0, 0), int(side | Qt.AlignmentFlag.AlignLeft), caption)

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        active = self._has_focus()
        here = index.row() == self._view.currentIndex().row()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        whole = here and active and self._is_single()  # of one chosen cell the row is what a person looks at
        if whole and theme.scheme != "contrast":
            selected = True
        if selected:
            painter.fillRect(option.rect, theme.colour("selected" if active else "hover"))
        elif hovered or here:
            painter.fillRect(option.rect, theme.colour("hover"))
        else:
            painter.fillRect(option.rect, theme.colour("surface"))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), theme.colour("line"))
        if index.column() == self.edge and self._view.horizontalScrollBar().value():
            painter.fillRect(option.rect.adjusted(option.rect.width() - 1, 0, 0, 0), theme.colour("strong"))
        inked = theme.scheme == "contrast" and selected and active
        pad = theme.px(8)
        room = option.rect.adjusted(pad, theme.px(7), -pad, -theme.px(6))
        column = index.data(COLUMN)
        record = index.data(RECORD)
        tokens = ("on_accent", "on_accent") if inked else ("text", "text2")
        if isinstance(column, GridColumn) and column.shape and record is not None:
            room = self._paint_state(painter, room, column=column, record=record, inked=inked)
        painter.setPen(theme.colour(tokens[0]))
        if isinstance(column, GridColumn) and (column.strong or column.column.number):
            font = QFont(option.font)
            font.setWeight(QFont.Weight(600) if column.strong else font.weight())
            if column.column.number:
                font.setFeature(QFont.Tag("tnum"), 1)
            painter.setFont(font)
        second = ""
        if isinstance(column, GridColumn) and column.second and record is not None:
            second = column.second(record, {})
        below = self._paint_text(painter, room, index, less=1 if second else 0)
        if second:
            painter.setFont(option.font)
            painter.setPen(theme.colour(tokens[1]))
            line = QRect(room.left(), below, room.width(), painter.fontMetrics().lineSpacing())
            text = painter.fontMetrics().elidedText(second, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_state(self, painter: QPainter, room: QRect, *, column: GridColumn, record: Record, inked: bool) -> QRect:
        """The shape of a state before its words; returns the room left for them."""
        shape = column.shape(record) if column.shape else None
        if shape is None:
            return room
        size = self._theme.px(12)
        top = room.top() + (painter.fontMetrics().lineSpacing() - size) / 2
        place = QRectF(room.left(), top, size, size)
        colour = self._theme.colour("on_accent" if inked else shape.token)
        ground = self._theme.colour("selected" if inked else "surface")
        paint_shape(painter, place, shape.form, colour=colour, ground=ground)
        return room.adjusted(size + self._theme.px(6), 0, 0, 0)

    def _paint_text(self, painter: QPainter, room: QRect, index: Index, *, less: int) -> int:
        """As many lines as the row has room for; returns where the next would begin."""
        metrics = painter.fontMetrics()
        align = int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0)
        side = Qt.AlignmentFlag.AlignRight if align & int(Qt.AlignmentFlag.AlignRight) else Qt.AlignmentFlag.AlignLeft
        lines = max(1, (room.height() + metrics.leading() + 2) // metrics.lineSpacing() - less)
        top = room.top()
        text = str(index.data() or "")
        if len(text) < 24 and "\n" not in text and metrics.horizontalAdvance(text) <= room.width():
            made = [text]
        else:
            # What cannot be seen need not be laid out.
            most = max(200, lines * (room.width() // 2))
            made = fitted(text[:most] + ("…" if len(text) > most else ""), metrics, room.width(), lines, painter)
        for line in made:
            place = QRect(room.left(), top, room.width(), metrics.lineSpacing())
            painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), line)
            top += metrics.lineSpacing()
        return top

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column, record = index.data(COLUMN), index.data(RECORD)
        if not isinstance(column, GridColumn) or column.field is None or record is None:
            return super().createEditor(parent, option, index)
        field = column.field
        editor = editor_for(field, parent, self._names(field.of) if field.sort == Sort.RECORD else {})
        editor.setAccessibleName(column.header)
        editor.setObjectName("cell editor")
        pause = QTimer(editor, singleShot=True, interval=_PAUSE_MS)
        pause.setObjectName("pause")
        pause.timeout.connect(lambda: self._draft(record, field.name, editor.text()))
        on_typed(editor, lambda: self._on_typed(editor, pause))
        return editor

    def _on_typed(self, editor: Editor, pause: QTimer) -> None:
        if editor.property("given") is None:
            return
        if not pause.isActive():
            pause.start()
        self._say(editor, None)
        if isinstance(editor, TextEditor):
            self._grow(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        column, record = index.data(COLUMN), index.data(RECORD)
        if (
            not isinstance(editor, EDITORS)
            or not isinstance(column, GridColumn)
            or column.field is None
            or record is None
        ):
            return
        given = editor.property("given")
        if given is not None and editor.text() != given:
            return  # what is being typed is left alone
        text = write_value(column.field, getattr(record, column.field.name, None))
        editor.setProperty("given", None)
        editor.set_text(text)
        editor.select_all()
        editor.setProperty("given", editor.text())

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, EDITORS) and editor.text() != editor.property("given"):
            self._rest(editor)
            model.setData(index, editor.text())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._rest(editor)
        label = self._refusals.pop(id(editor), None)
        if label is not None:
            label.deleteLater()
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell, and wide and high enough to write in."""
        parent = editor.parentWidget()
        room = parent.rect() if parent else option.rect
        rect = QRect(option.rect)
        least = self._theme.px(240 if isinstance(editor, TextEditor) else 150)
        rect.setWidth(min(max(rect.width(), least), room.width()))
        if not isinstance(editor, TextEditor):
            rect.setHeight(max(editor.sizeHint().height(), rect.height()))
        rect.moveLeft(max(0, min(rect.left(), room.width() - rect.width())))
        rect.moveTop(max(0, min(rect.top(), room.height() - rect.height())))
        editor.setGeometry(rect)
        if isinstance(editor, TextEditor):
            editor.setProperty("least", rect.height())
            editor.setProperty("top", rect.top())
            self._grow(editor)

    def _grow(self, editor: TextEditor) -> None:
        parent = editor.parentWidget()
        if parent is None:
            return
        room = parent.height()
        top, least = int(editor.property("top") or 0), int(editor.property("least") or 0)
        height = min(max(least, editor.wanted_height()), room)
        editor.setGeometry(editor.x(), max(0, min(top, room - height)), editor.width(), height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and their like leave the cell, Shift+Enter or Alt+Enter begins a line, Escape gives up."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not isinstance(editor, EDITORS):
            return super().eventFilter(editor, event)
        key, held = event.key(), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.leave(editor, "left" if key == Qt.Key.Key_Backtab or shift else "right")
            return True
        if key in _ENTER:
            if held & Qt.KeyboardModifier.ControlModifier:
                self.leave(editor, "fill")
            elif isinstance(editor, TextEditor) and (shift or held & Qt.KeyboardModifier.AltModifier):
                editor.insertPlainText("\n")
            elif not _offers(editor):
                self.leave(editor, "up" if shift else "down")
            else:
                return False
            return True
        if key == Qt.Key.Key_Escape:
            self._give_up(editor)
            return True
        return super().eventFilter(editor, event)

    def leave(self, editor: Editor, where: str) -> bool:
        """Save a cell and close it, unless it is refused."""
        if editor.text() != editor.property("given"):
            index = self._index(editor)
            record, column = index.data(RECORD), index.data(COLUMN)
            why = None
            if isinstance(record, Record) and isinstance(column, GridColumn) and column.field:
                why = self._check(record, column.field.name, editor.text())
            if why:
                self._say(editor, why)
                return False
            self._rest(editor)
            self.commitData.emit(editor)
        self._close(editor, where)
        return True

    def _give_up(self, editor: Editor) -> None:
        index = self._index(editor)
        record, column = index.data(RECORD), index.data(COLUMN)
        self._rest(editor)
        if editor.text() != editor.property("given") and isinstance(record, Record) and column.field:
            self._draft(record, column.field.name, None)
        editor.setProperty("given", editor.text())
        self._close(editor, "")

    def _rest(self, editor: QWidget) -> None:
        """Keep no more drafts of what this editor holds."""
        pause = editor.findChild(QTimer, "pause")
        if isinstance(pause, QTimer):
            pause.stop()

    def _close(self, editor: Editor, where: str) -> None:
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(where)

    def _index(self, editor: QWidget) -> Index:
        """The cell that an editor stands over: the one that it was opened in, which is current while it is open."""
        return self._view.currentIndex()

    def _say(self, editor: Editor, why: str | None) -> None:
        """Say below the editor why it was refused; None takes that back."""
        label = self._refusals.get(id(editor))
        if why is None:
            if label is not None:
                label.hide()
            return
        parent = editor.parentWidget()
        if label is None:
            label = QLabel(parent)
            label.setObjectName("refusal")
            label.setProperty("tone", "danger")
            label.setWordWrap(True)
            label.setAutoFillBackground(True)
            label.setMargin(self._theme.px(6))
            label.setFrameShape(QLabel.Shape.Box)
            self._refusals[id(editor)] = label
        label.setText(why)
        label.setFixedWidth(min(self._theme.px(320), parent.width() if parent else self._theme.px(320)))
        label.adjustSize()
        place = QPoint(editor.x(), editor.geometry().bottom() + 2)
        if parent:
            place.setX(max(0, min(place.x(), parent.width() - label.width())))
            if place.y() + label.height() > parent.height():
                place.setY(max(0, editor.y() - label.height() - 2))
        label.move(place)
        label.show()
        label.raise_()
        editor.setAccessibleDescription(why)
        announce(editor, why)


def _offers(editor: Editor) -> bool:
    """Whether a list of choices is open, whose Enter chooses."""
    completer = editor.completer() if isinstance(editor, LineEditor) else None
    popup = completer.popup() if completer else None
    return popup is not None and popup.isVisible()
