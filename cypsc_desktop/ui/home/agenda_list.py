"""The agenda on the home screen: items with their pages and how many of them are unread; those without papers folded."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTreeWidget, QTreeWidgetItem, QWidget

from cypsc_desktop.model.records import Item
from cypsc_desktop.ui.theme import Theme

_ID = Qt.ItemDataRole.UserRole
_NOTHING: Mapping[str, str] = MappingProxyType({})
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AgendaList(QTreeWidget):
    """``chosen(id of the item)``: pressed, or Enter on it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._apart: Mapping[str, str] = _NOTHING
        self.setObjectName("agenda list")
        self.setAccessibleName("Agenda")
        self.setHeaderLabels(["No.", "Item", "Pages", "Unread"])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column in (2, 3):
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.itemActivated.connect(self._on_activated)
        self.itemClicked.connect(self._on_activated)
        self.itemExpanded.connect(self._fit)
        self.itemCollapsed.connect(self._fit)

    def show_items(
        self, items: Sequence[Item], read: Mapping[str, Collection[int]], apart: Mapping[str, str] = _NOTHING
    ) -> None:
        """``read``: the sheets that have been on screen, by document; ``apart``: what a document is called whose pages are
        not the pack's: "supplement"."""
        self._apart = apart
        self.clear()
        without = []
        for item in items:
            if item.pdf_pages or item.printed_pages or item.to_follow:
                self.addTopLevelItem(self._row(item, read))
            else:
                without.append(item)
        if without and self.topLevelItemCount():
            numbers = [item.number for item in without if item.number]
            fold = QTreeWidgetItem(["", _folded(numbers, len(without))])
            fold.setForeground(1, self._theme.colour("text3"))
            fold.setIcon(0, self._theme.icon("chevron-right"))
            self.addTopLevelItem(fold)
            for item in without:
                fold.addChild(self._row(item, read))
        else:
            for item in without:
                self.addTopLevelItem(self._row(item, read))
        for column, room in ((0, 44), (2, 120), (3, 72)):
            self.setColumnWidth(column, self._theme.px(room))
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def _row(self, item: Item, read: Mapping[str, Collection[int]]) -> QTreeWidgetItem:
        printed, sheets = item.printed_pages, item.pdf_pages
        pages = "to follow" if item.to_follow else f"{printed[0]}-{printed[1]}" if printed else ""
        paper = item.at.get("document") if isinstance(item.at, dict) else None
        apart = self._apart.get(str(paper), "") if pages else ""
        pages = ", ".join(part for part in (apart, pages) if part)
        unread = 0
        if sheets and paper:
            seen = read.get(str(paper), ())
            unread = sum(sheet not in seen for sheet in range(sheets[0], sheets[1] + 1))
        row = QTreeWidgetItem([item.number or "", item.title or "", pages, str(unread) if unread else ""])
        row.setData(0, _ID, item.id)
        row.setToolTip(1, item.title or "")
        for column in (2, 3):
            row.setTextAlignment(column, _RIGHT)
        row.setForeground(0, self._theme.colour("text2"))
        row.setForeground(2, self._theme.colour("warn" if item.to_follow or apart else "text2"))
        row.setFont(3, self._theme.figures(13, 600))
        spoken = (
            item.number,
            item.title,
            f"pages {pages}" if printed and not apart else pages,
            f"{unread} unread" if unread else "",
        )
        row.setData(1, Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in spoken if part))
        return row

    def _on_activated(self, row: QTreeWidgetItem) -> None:
        identity = row.data(0, _ID)
        if identity:
            self.chosen.emit(identity)
        else:
            row.setExpanded(not row.isExpanded())
            row.setIcon(0, self._theme.icon("chevron-down" if row.isExpanded() else "chevron-right"))

    def _fit(self) -> None:
        """As high as its rows: the page scrolls, not the list."""
        tops = [self.topLevelItem(n) for n in range(self.topLevelItemCount())]
        rows = len(tops) + sum(top.childCount() for top in tops if top is not None and top.isExpanded())
        height = max(self.sizeHintForRow(0), self._theme.px(32))
        self.setFixedHeight(rows * height + self.header().sizeHint().height() + 6)


def _folded(numbers: Sequence[str], count: int) -> str:
    """ "1, 3, 4 and 11 have no papers"."""
    if len(numbers) < count or count > 12:
        return f"{count} items have no papers"
    if count == 1:
        return f"{numbers[0]} has no papers"
    return f"{', '.join(numbers[:-1])} and {numbers[-1]} have no papers"
