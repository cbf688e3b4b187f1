"""A meeting's agenda as a tree to choose from, rename in and drag about. It says what the person wants; it runs nothing."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from cypsc_desktop.ui.meeting.agenda_paint import ROW, AgendaDelegate
from cypsc_desktop.ui.meeting.agenda_rows import FILES, AgendaRow
from cypsc_desktop.ui.theme import Theme

_ID = int(Qt.ItemDataRole.UserRole)
_Where = QAbstractItemView.DropIndicatorPosition
_Flag = Qt.ItemFlag


class _Node(QTreeWidgetItem):
    """A row; what is typed over its title is told, and shows when the library holds it."""

    def __init__(self, row: AgendaRow, above: "QTreeWidget | QTreeWidgetItem") -> None:
        super().__init__(above)
        self.wear(row)

    def wear(self, row: AgendaRow) -> None:
        self.setData(0, _ID, row.id)
        self.setData(0, ROW, row)
        self.setData(0, Qt.ItemDataRole.DisplayRole, f"{row.number} {row.title}".strip())  # letters typed find it
        self.setData(0, Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        self.setToolTip(0, row.spoken if row.kind != FILES else "")
        flags = _Flag.ItemIsEnabled
        if row.kind != FILES:
            flags |= _Flag.ItemIsSelectable
        if row.kind in ("item", "paper"):
            flags |= _Flag.ItemIsEditable | _Flag.ItemIsDragEnabled | _Flag.ItemIsDropEnabled
        self.setFlags(flags)

    def setData(self, column: int, role: int, value: object) -> None:
        tree = self.treeWidget()
        if role == Qt.ItemDataRole.EditRole and isinstance(tree, AgendaList):
            tree.renamed.emit(str(self.data(0, _ID)), str(value))
            return
        super().setData(column, role, value)


class AgendaList(QTreeWidget):
    """``chosen(id)``: a row was chosen; ``opened(id)``: Enter or a double click; ``renamed(id, title)``;
    ``item_dropped(id, before id | None)``; ``paper_dropped(id, item id, before id | None)``."""

    chosen = Signal(str)
    opened = Signal(str)
    renamed = Signal(str, str)
    item_dropped = Signal(str, object)
    paper_dropped = Signal(str, str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[AgendaRow, ...] = ()
        self.setObjectName("meeting agenda")
        self.setAccessibleName("Agenda")
        self.setHeaderHidden(True)
        self.setHeaderLabels(["Agenda"])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.delegate = AgendaDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        # Not the current row: that changes as soon as the tree has the focus.
        self.itemSelectionChanged.connect(self._on_selected)
        self.itemDoubleClicked.connect(lambda node, _: self.opened.emit(self._id(node)))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.delegate.set_theme(theme)
        self.setIndentation(theme.px(18))
        self._measure()

    def show_rows(self, rows: tuple[AgendaRow, ...], *, same_meeting: bool) -> None:
        """Show these rows; of the same meeting what is chosen, unfolded, scrolled to and typed stays."""
        if same_meeting and rows == self._rows:
            return
        if same_meeting and self._refill(rows):
            return
        self._rows = rows
        chosen = self.current_id() if same_meeting else None
        folded = {self._id(node) for node in self._nodes() if node.childCount() and not node.isExpanded()}
        down = self.verticalScrollBar().value() if same_meeting else 0
        self.blockSignals(True)
        self.clear()
        for row in rows:
            node = _Node(row, self)
            for below in row.below:
                _Node(below, node)
            lone = row.kind == "item" and len(row.below) == 1  # its paper mostly says the same again
            node.setExpanded(row.id not in folded if same_meeting else not lone)
        self._measure()
        self.choose(chosen)
        self.verticalScrollBar().setValue(down)
        self.blockSignals(False)

    def _refill(self, rows: tuple[AgendaRow, ...]) -> bool:
        """Put other words into the rows that are there; False where other rows are needed."""
        if [(r.id, [b.id for b in r.below]) for r in rows] != [(r.id, [b.id for b in r.below]) for r in self._rows]:
            return False
        wanted = {row.id: row for top in rows for row in (top, *top.below)}
        for node in self._nodes():
            row = wanted[self._id(node)]
            if isinstance(node, _Node) and node.data(0, ROW) != row:
                node.wear(row)
        self._rows = rows
        self._measure()
        return True

    def current_id(self) -> str | None:
        """The id of the row that is chosen."""
        chosen = self.selectedItems()
        return self._id(chosen[0]) if chosen else None

    def row(self, entity: str | None) -> AgendaRow | None:
        """What the row of this record says."""
        return next((row for top in self._rows for row in (top, *top.below) if row.id == entity), None)

    def item_of(self, entity: str | None) -> AgendaRow | None:
        """The item's row that a record is, or stands under."""
        return next(
            (t for t in self._rows if t.kind == "item" and (t.id == entity or any(b.id == entity for b in t.below))),
            None,
        )

    def items(self) -> list[AgendaRow]:
        return [row for row in self._rows if row.kind == "item"]

    def choose(self, entity: str | None) -> bool:
        """Make this record's row the chosen one without telling it; False where it is not here."""
        node = self._node(entity)
        blocked = self.blockSignals(True)
        if node is None:
            self.clearSelection()
        else:
            self.setCurrentItem(node)
            self.scrollToItem(node)
        self.blockSignals(blocked)
        self.viewport().update()
        return node is not None

    def rename(self, entity: str | None) -> None:
        """Begin to type into a row's title."""
        node = self._node(entity)
        if node is not None and node.flags() & _Flag.ItemIsEditable:
            self.setCurrentItem(node)
            self.editItem(node)

    def is_renaming(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    # Measures

    def _measure(self) -> None:
        metrics = QFontMetrics(self._theme.font(13))
        widest = max((metrics.horizontalAdvance(row.number) for row in self._rows if row.number), default=0)
        self.delegate.number_width = widest + self._theme.px(10) if widest else 0
        self.scheduleDelayedItemsLayout()

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """The arrow of a row that has others under it, beside the first line of its title."""
        chosen = self.selectionModel().isSelected(index)
        self.delegate.paint_ground(painter, rect, chosen=chosen, hovered=False)
        if self.model().rowCount(index):
            size = self._theme.px(14)
            folded = not self.isExpanded(index)
            token = self.delegate.ink(chosen) or "text2"
            icon = self._theme.icon("chevron-right" if folded else "chevron-down", token)
            icon.paint(painter, rect.right() - size - 1, rect.top() + self._theme.px(6), size, size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    # What the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_renaming() and self.current_id():
            self.opened.emit(self.current_id() or "")
        else:
            super().keyPressEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        place = self._drop_place(event.position().toPoint(), self.dropIndicatorPosition())
        if event.source() is self and place is None:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt itself moves nothing here: the library does, and then the rows follow."""
        mine = event.source() is self
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if mine:
            self.take_drop(event.position().toPoint(), self.dropIndicatorPosition())

    def take_drop(self, point: QPoint, where: _Where) -> None:
        """Tell where the chosen row was dropped: on, above or below the row at a point of the viewport."""
        moved, place = self.row(self.current_id()), self._drop_place(point, where)
        if moved is None or place is None:
            return
        item, before = place
        if moved.kind == "item":
            self.item_dropped.emit(moved.id, before)
        elif item is not None:
            self.paper_dropped.emit(moved.id, item, before)

    def _drop_place(self, point: QPoint, where: _Where) -> tuple[str | None, str | None] | None:
        """What dropping the chosen row here would mean: (item that a paper goes to, id of what it goes before); None
        where it cannot go."""
        row, node = self.row(self.current_id()), self.itemAt(point)
        if row is None or (node is not None and self._id(node) == row.id):
            return None
        here = self.row(self._id(node)) if node is not None else None
        if row.kind == "item":
            return self._item_place(here, where)
        return self._paper_place(here, where) if row.kind == "paper" else None

    def _item_place(self, here: AgendaRow | None, where: _Where) -> tuple[str | None, str | None] | None:
        items = [row.id for row in self.items()]
        if here is None or here.kind in (FILES, "document"):
            return None, None
        top = self.item_of(here.id)
        if top is None:
            return None
        at = items.index(top.id) + (0 if where == _Where.AboveItem and here.id == top.id else 1)
        return None, items[at] if at < len(items) else None

    def _paper_place(self, here: AgendaRow | None, where: _Where) -> tuple[str | None, str | None] | None:
        top = self.item_of(here.id) if here is not None else None
        if here is None or top is None:
            return None
        if here.id != top.id:
            papers = [row.id for row in top.below]
            at = papers.index(here.id) + (0 if where == _Where.AboveItem else 1)
            return top.id, papers[at] if at < len(papers) else None
        if where == _Where.AboveItem:
            items = self.items()
            at = items.index(top)
            return (items[at - 1].id, None) if at else (top.id, top.below[0].id if top.below else None)
        first = top.below[0].id if top.below and where == _Where.BelowItem else None
        return top.id, first

    # Rows

    def _nodes(self) -> Iterator[QTreeWidgetItem]:
        for index in range(self.topLevelItemCount()):
            top = self.topLevelItem(index)
            if top is not None:
                yield top
                yield from (node for n in range(top.childCount()) if (node := top.child(n)))

    def _node(self, entity: str | None) -> QTreeWidgetItem | None:
        return next((node for node in self._nodes() if self._id(node) == entity), None)

    @staticmethod
    def _id(node: QTreeWidgetItem) -> str:
        return str(node.data(0, _ID))

    def _on_selected(self) -> None:
        entity = self.current_id()
        if entity:
            self.chosen.emit(entity)
