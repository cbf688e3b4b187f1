"""The outline of a paper: items, papers, headings with their pages; the place being read is the current line."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from cypsc_desktop.commands.reading import Node
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.theme import Theme

SHEET = int(Qt.ItemDataRole.UserRole) + 1
PAGE = SHEET + 1
NUMBER = SHEET + 2
ENTITY = SHEET + 3
STRONG = SHEET + 4
LETTERS = SHEET + 5
FOLDED = SHEET + 6
DrawLetters = Callable[[QPainter, QRect, str, Theme, QColor | None], int]
"""Draws letters of marks at the right of a box, in one colour where it is given, and returns how wide they are."""
Index = QModelIndex | QPersistentModelIndex
_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class OutlinePane(QTreeView):
    """``chosen(sheet)``: a line with a page was chosen; ``elsewhere(entity)``: one of what is in another file was opened."""

    chosen = Signal(int)
    elsewhere = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = QStandardItemModel(self)
        self._sheets: list[tuple[int, QStandardItem]] = []
        self._following = False
        self._entered = -1  # the row at the top that the reader is in
        self._lines = _Lines(theme, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._lines)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Outline of the paper")
        self.setObjectName("outline")
        # The pane's own ground shows, and rows are tinted here over their whole width.
        clear = "background: transparent;"
        parts = ("", "::item:hover", "::item:selected", "::item:selected:!active", "::branch", "::branch:selected")
        self.setStyleSheet("".join(f"#outline{part} {{ {clear} }}" for part in parts))
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_clicked)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._lines.wear(theme)
        on_tint = "on_accent" if theme.scheme == "contrast" else "text2"
        self._chevrons = {
            chosen: (theme.icon("chevron-right", token), theme.icon("chevron-down", token))
            for chosen, token in ((False, "text2"), (True, on_tint))
        }
        self.setIndentation(theme.px(18))
        self.doItemsLayout()

    def show_nodes(self, nodes: Sequence[Node], page_of: Callable[[int], str]) -> None:
        """Show another outline; ``page_of`` words a sheet's page number."""
        self._following = True
        self._sheets = []
        self._entered = -1
        self._rows.clear()
        for node in nodes:
            self._rows.appendRow(self._row(node, page_of, top=True))
        self._following = False
        self._sheets.sort(key=lambda pair: pair[0])
        if self._rows.rowCount() <= 3:
            self.expandToDepth(0)

    def show_letters(self, letters: Mapping[int, str], draw: DrawLetters, *, order: str) -> None:
        """The letters of the marks on each sheet (from 1), shown in this order at the line that the sheet is under."""
        starts = [start for start, _ in self._sheets]
        found: dict[int, set[str]] = {}
        for sheet, signs in letters.items():
            place = bisect_right(starts, sheet) - 1
            if place >= 0:
                found.setdefault(place, set()).update(signs)
        for place, (_, item) in enumerate(self._sheets):
            signs = "".join(sorted(found.get(place, ()), key=order.index))
            if signs != (item.data(LETTERS) or ""):
                item.setData(signs, LETTERS)
        for row in range(self._rows.rowCount()):
            self._gather(self._rows.item(row), order)
        self._lines.draw_letters = draw

    def _gather(self, item: QStandardItem, order: str) -> set[str]:
        """The letters of a line and of all below it: what it shows while it is folded."""
        signs = set(item.data(LETTERS) or "")
        for row in range(item.rowCount()):
            signs |= self._gather(item.child(row), order)
        if item.rowCount():
            item.setData("".join(sorted(signs, key=order.index)), FOLDED)
        return signs

    def follow(self, sheet: int) -> None:
        """Make the line that the reader is under the current one."""
        place = bisect_right([s for s, _ in self._sheets], sheet) - 1
        if place < 0:
            return
        # Of several lines that begin on one sheet the current one stays, else the outermost is meant.
        start = self._sheets[place][0]
        same = [item.index() for s, item in self._sheets if s == start]
        if self.currentIndex() in same:
            return
        self._following = True
        shown = same[0] if start == sheet else same[-1]
        top = shown
        while top.parent().isValid():
            top = top.parent()
        if top.row() != self._entered:
            self._entered = top.row()
            self.expand(top)
        while shown.parent().isValid() and not self.isExpanded(shown.parent()):
            shown = shown.parent()
        self.setCurrentIndex(shown)
        self._following = False

    @guarded
    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A row tinted over its whole width, with a bar at the pane's edge, when it is chosen."""
        theme, rect = self._theme, option.rect
        chosen = index == self.currentIndex()
        under = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())) if self.underMouse() else None
        if chosen or under == index:
            whole = QRect(0, rect.top(), self.viewport().width(), rect.height())
            painter.fillRect(whole, theme.colour("selected" if chosen else "hover"))
        super().drawRow(painter, option, index)
        if chosen:
            bar = theme.colour("accent" if self.hasFocus() else "strong")
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), bar)

    @guarded
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A chevron where there is something below."""
        if self._rows.hasChildren(index):
            size = self._theme.px(14)
            self._chevrons[index == self.currentIndex()][self.isExpanded(index)].paint(
                painter, QRect(rect.right() - size - 1, rect.center().y() - size // 2, size, size)
            )

    def _row(self, node: Node, page_of: Callable[[int], str], *, top: bool = False) -> QStandardItem:
        page = page_of(node.sheet) if node.sheet else ""
        item = QStandardItem(node.title)
        for role, value in ((SHEET, node.sheet or 0), (PAGE, page), (NUMBER, node.number), (ENTITY, node.entity)):
            item.setData(value, role)
        item.setData(top and bool(node.below), STRONG)
        words = " ".join(part for part in (node.number, node.title) if part)
        item.setData(f"{words}, page {page}" if page else words, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(words)
        if node.sheet:
            self._sheets.append((node.sheet, item))
        for below in node.below:
            item.appendRow(self._row(below, page_of))
        return item

    def _on_current(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            self._tell(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._tell(index)
        if not index.data(SHEET) and index.data(ENTITY):
            self.elsewhere.emit(str(index.data(ENTITY)))

    def _tell(self, index: QModelIndex) -> None:
        if sheet := int(index.data(SHEET) or 0):
            self.chosen.emit(sheet)


class _Lines(QStyledItemDelegate):
    """A line: printed number, title, page at the right; the current one tinted with a bar."""

    def __init__(self, theme: Theme, parent: QTreeView) -> None:
        super().__init__(parent)
        self._tree = parent
        self.draw_letters: DrawLetters | None = None
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Fonts and colours are made once, not for each line."""
        self.theme = theme
        self._plain, self._strong, self._figures = theme.font(), theme.font(13, 600), theme.figures()
        self._text, self._text2 = theme.colour("text"), theme.colour("text2")
        self._on_tint = theme.colour("on_accent") if theme.scheme == "contrast" else None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.theme.px(28))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self.theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        on_tint = self._on_tint if chosen else None
        page = str(index.data(PAGE) or "")
        inner = rect.adjusted(2, 0, -10, 0)
        painter.setFont(self._figures)
        painter.setPen(on_tint or self._text2)
        painter.drawText(inner, _AT_RIGHT, page)
        right = painter.fontMetrics().horizontalAdvance(page) if page else 0
        painter.setFont(self._strong if chosen or index.data(STRONG) else self._plain)
        number = str(index.data(NUMBER) or "")
        if number:
            wide = max(theme.px(26), painter.fontMetrics().horizontalAdvance(number) + 8)
            painter.drawText(inner, _AT_LEFT, number)
            inner.setLeft(inner.left() + wide)
        inner.setRight(inner.right() - right - 8)
        folded = index.model().hasChildren(index) and not self._tree.isExpanded(index)
        letters = str(index.data(FOLDED if folded else LETTERS) or "")
        if letters and self.draw_letters is not None:
            inner.setRight(inner.right() - self.draw_letters(painter, inner, letters, theme, on_tint))
            painter.setFont(self._strong if chosen or index.data(STRONG) else self._plain)
        painter.setPen(on_tint or self._text)
        title = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _AT_LEFT, title)
        painter.restore()
