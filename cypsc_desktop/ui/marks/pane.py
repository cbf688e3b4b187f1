"""The right pane of the papers screen: the marks of the paper under headings, and what is typed about the chosen one."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.ui.marks.details import MarkDetails
from cypsc_desktop.ui.marks.grouping import WAYS, grouped
from cypsc_desktop.ui.marks.rows import MarkLines, MarkRows
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.heading_list import dress_list
from cypsc_desktop.ui.widgets.steady import ComboBox

SCOPES = (("paper", "This paper"), ("meeting", "Whole meeting"))
_OPEN = 150  # marks up to which all headings stand open at first


class _Below(QScrollArea):
    """What is typed about the chosen mark: as high as it is, but never more than half of the pane."""

    def __init__(self, details: MarkDetails, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(details)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        high = inside.sizeHint().height() if inside is not None else 0
        if inside is not None and inside.hasHeightForWidth():
            high = max(high, inside.heightForWidth(max(120, self._pane.width())))
        return QSize(240, min(high, max(120, self._pane.height() // 2)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)


class MarksPane(QWidget):
    """``wanted(Shown)``: the page of a mark is to be shown; ``chosen(Shown or None)``: another row is current;
    ``scoped()``: the marks of this paper, or of all papers of its meeting, are to be listed; ``left()``: Esc, back to the
    page; ``menu_asked(menu)``: a menu about the current mark is about to open."""

    wanted = Signal(object)
    chosen = Signal(object)
    scoped = Signal()
    left = Signal()
    menu_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        *,
        item: Callable[[str], str],
        paper: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._item = item
        self._paper = paper
        self._marks: Sequence[Shown] = ()
        self._went = 0  # those that have gone on into a newer version
        self._lost: Sequence[Shown] = ()
        self._document = ""
        self._opened: set[str] = set()
        self._following = False
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Marks")
        self.title = QLabel("Marks")
        self.title.setProperty("type", "strong")
        self.count = QLabel()
        self.count.setProperty("tone", "second")
        self.way = ComboBox()
        self.way.setAccessibleName("List marks")
        for key, words in WAYS:
            self.way.addItem(words, key)
        self.fold = QToolButton()
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scope = ComboBox()
        self.scope.setAccessibleName("Marks of")
        for key, words in SCOPES:
            self.scope.addItem(words, key)
        self.sought = QLineEdit()
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setMinimumContentsLength(10)
        self.sought.setPlaceholderText("Filter")
        self.sought.setAccessibleName("Filter marks by their words")
        self.sought.setClearButtonEnabled(True)
        self.rows = MarkRows(self)
        self.tree = QTreeView()
        self._build_tree()
        self.empty = QLabel()
        self.empty.setWordWrap(True)
        self.empty.setProperty("tone", "second")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.details = MarkDetails(session, theme, self)
        self.below = _Below(self.details, self)
        self.below.hide()
        self.details.installEventFilter(self)
        self._wait = QTimer(self, singleShot=True, interval=150)
        self._wait.timeout.connect(self._list)
        self._wider = QTimer(self, singleShot=True, interval=30)  # rows are as high as their words need at this width
        self._wider.timeout.connect(self.tree.doItemsLayout)
        self._lower = QTimer(self, singleShot=True, interval=0)  # the fields below took some of the list's room
        self._lower.timeout.connect(self.show_chosen)
        self._build()
        self.set_theme(theme)
        self._list()

    def _build_tree(self) -> None:
        tree = self.tree
        self.lines = MarkLines(self._theme, self.rows, tree)
        dress_list(tree, self.rows, self.lines, "List of marks")
        tree.setExpandsOnDoubleClick(False)
        for widget in (tree, tree.viewport(), self.sought):
            widget.installEventFilter(self)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._on_menu)
        tree.clicked.connect(self._on_clicked)
        tree.activated.connect(self._on_activated)
        tree.selectionModel().currentChanged.connect(self._on_current)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 0)
        head.setSpacing(8)
        for widget in (self.title, self.count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.way)
        head.addWidget(self.fold)
        seek = QHBoxLayout()
        seek.setContentsMargins(12, 0, 8, 0)
        seek.setSpacing(8)
        seek.addWidget(self.scope)
        seek.addWidget(self.sought, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(seek)
        column.addWidget(self.tree, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.below)
        self.scope.currentIndexChanged.connect(lambda _: self.scoped.emit())
        self.way.currentIndexChanged.connect(lambda _: self._list())
        self.sought.textChanged.connect(lambda _: self._wait.start())
        self.fold.clicked.connect(self._fold_all)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.lines.wear(theme)
        self.setMinimumWidth(min(theme.px(240), 400))
        self.setMaximumWidth(theme.px(460))
        self.details.set_theme(theme)
        self._show_fold()
        redress(self, theme)
        self.tree.doItemsLayout()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(288), 400)

    # What is shown

    def is_of_meeting(self) -> bool:
        """Whether the marks of all papers of the meeting are wanted."""
        return bool(self.scope.currentData() == "meeting")

    def show_marks(
        self,
        document: str,
        marks: Sequence[Shown],
        *,
        sheet: int = 0,
        lines: Mapping[str, int] | None = None,
        lost: Sequence[Shown] = (),
    ) -> None:
        """Show the marks of a file, or of a meeting, in page order; what was open and current stays. ``lines``: mark -> its number among
        the lines of enquiry. ``lost``: those of older versions that have no place here, which only the review has."""
        self.rows.lines = lines or {}
        if document != self._document:
            self._opened.clear()
            self._document = document
            self.details.show_mark(None)
        self._marks = [shown for shown in marks if not shown.former]
        self._went = sum(shown.former and not shown.mark.reply_to for shown in marks)
        self._lost = lost
        self._list(sheet)

    def _list(self, sheet: int = 0) -> None:
        current = self.rows.shown(self.tree.currentIndex())
        paper = self._paper if self.is_of_meeting() else None
        way = str(self.way.currentData())
        listed = [*self._marks, *self._lost] if way == "review" else self._marks
        groups = grouped(
            way, listed, self.sought.text(), item=self._item, paper=paper,
            lines=self.rows.lines,
        )  # fmt: skip
        total = sum(not shown.mark.reply_to for shown in self._marks)
        self.count.setText(f"{total:,}" if total else "")
        self._following = True
        self.rows.show_groups(groups)
        all_open = sum(len(group.marks) for group in groups) <= _OPEN
        for row, group in enumerate(groups):
            if all_open or group.key in self._opened or group.key == str(sheet):
                self.tree.expand(self.rows.index(row, 0))
        self._following = False
        self.tree.setVisible(bool(groups))
        self.empty.setVisible(not groups)
        self.empty.setText(self._why_empty())
        self._show_fold()
        self.choose(current.mark.id if current else None)

    def _why_empty(self) -> str:
        if not self._marks:
            if self._went:
                went = "1 mark of this paper" if self._went == 1 else f"{self._went:,} marks of this paper"
                return f"{went} went into the newer version. Choose one on the page to see where it stood."
            where = "the papers of this meeting" if self.is_of_meeting() else "this paper"
            return f"No marks in {where} yet. Select words on a page and press 1 to 6."
        if self.sought.text().strip():
            return "No mark holds these words. Change or clear the filter."
        if self.way.currentData() == "unanswered":
            return "No question or follow-up waits for an answer."
        if self.way.currentData() == "enquiry":
            return "No mark is a line of enquiry yet. Choose one and press Ctrl+Shift+Q."
        return "No mark needs a review: all are where they were."

    def lists(self, mark: str) -> bool:
        """Whether a mark has a row."""
        return self.rows.place_of(mark).isValid()

    def choose(self, mark: str | None) -> None:
        """Make the row of a mark the current one, as when it was chosen on the page."""
        index = self.rows.place_of(mark) if mark else QModelIndex()
        self._following = True
        if index.isValid():
            self.tree.expand(index.parent())
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        elif self.rows.shown(self.tree.currentIndex()) is not None:
            self.tree.setCurrentIndex(QModelIndex())
        self._following = False
        self.details.show_mark(self.rows.shown(index))

    def show_chosen(self) -> None:
        """Bring the row of the chosen mark into sight."""
        index = self.tree.currentIndex()
        if self.rows.shown(index) is not None:
            self.tree.scrollTo(index)

    def follow(self, sheet: int) -> None:
        """The reader is at that sheet: its heading opens, unless the list is what the person is in."""
        if self.way.currentData() != "page" or self.tree.hasFocus():
            return
        for row, group in enumerate(self.rows.groups):
            if group.key == str(sheet):
                index = self.rows.index(row, 0)
                if not self.tree.isExpanded(index):
                    self.tree.expand(index)
                self.tree.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)
                if self.tree.currentIndex().parent() == index:
                    self.show_chosen()

    def _fold_all(self) -> None:
        if self._is_open():
            self.tree.collapseAll()
            self._opened.clear()
        else:
            self.tree.expandAll()
            self._opened.update(group.key for group in self.rows.groups)
        self._show_fold()

    def _is_open(self) -> bool:
        rows = range(len(self.rows.groups))
        return bool(rows) and all(self.tree.isExpanded(self.rows.index(row, 0)) for row in rows)

    def _show_fold(self) -> None:
        is_open = self._is_open()
        dress(self.fold, "chevron-up" if is_open else "chevron-down")
        words = "Fold all" if is_open else "Expand all"
        self.fold.setToolTip(words)
        self.fold.setAccessibleName(words)
        redress(self.fold.parentWidget() or self, self._theme)
        self.fold.setEnabled(bool(self.rows.groups))

    # What the person does

    def _on_current(self, index: QModelIndex) -> None:
        if not self._following:
            shown = self.rows.shown(index)
            self.details.show_mark(shown)
            self.chosen.emit(shown)

    def _on_clicked(self, index: QModelIndex) -> None:
        shown = self.rows.shown(index)
        if shown is not None:
            self.wanted.emit(shown)
        elif index.isValid():
            self._turn(index)

    def _on_menu(self, point: QPoint) -> None:
        """What can be done with the mark under the pointer."""
        if self.rows.shown(self.tree.indexAt(point)) is not None:
            menu = QMenu(self.tree)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.menu_asked.emit(menu)
            menu.popup(self.tree.viewport().mapToGlobal(point))

    def _on_activated(self, index: QModelIndex) -> None:
        """Enter; a click has been dealt with."""
        shown = self.rows.shown(index)
        if shown is not None:
            self.wanted.emit(shown)

    def _turn(self, index: QModelIndex) -> None:
        is_open = not self.tree.isExpanded(index)
        self.tree.setExpanded(index, is_open)
        key = self.rows.groups[index.row()].key
        (self._opened.add if is_open else self._opened.discard)(key)
        self._show_fold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and watched is self.tree.viewport():
            if event.size().width() != event.oldSize().width():
                self._wider.start()
            elif event.size().height() < event.oldSize().height():
                self._lower.start()
            return False
        if watched is self.details:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self.below.setVisible(event.type() == QEvent.Type.ShowToParent)
            elif event.type() == QEvent.Type.LayoutRequest:
                self.below.updateGeometry()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False

    def stop(self) -> None:
        """Nothing is to be listed any more; what is typed is kept."""
        self._wait.stop()
        self._wider.stop()
        self._lower.stop()
        self.details.stop()

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        return [self.way, self.fold, self.scope, self.sought, self.tree, *self.details.chain()]
