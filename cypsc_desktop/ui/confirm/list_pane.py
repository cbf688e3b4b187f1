"""The left side of the checklist: which paper, how far it has come, what is listed, the lines, and the findings."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.confirming import Checklist, Line
from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.confirm.findings import Findings
from cypsc_desktop.ui.confirm.model import ChecklistModel
from cypsc_desktop.ui.confirm.parts import Filter, count, parts, progress
from cypsc_desktop.ui.confirm.rows import ChecklistRows
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.flow_row import FlowRow
from cypsc_desktop.ui.widgets.steady import ComboBox

_LOW = 430  # px at 100 % text
_NO_LIMIT = 16_777_215
_CHIPS = ((Filter.OPEN, "To check"), (Filter.UNCERTAIN, "Uncertain"), (Filter.NEWS, "New"), (Filter.ALL, "All"))


class ListPane(QWidget):
    """``chosen(Line | None)``: another line, or a part, is the current one. ``paper_wanted(id)``: another paper's checklist."""

    chosen = Signal(object)
    paper_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checklist: Checklist | None = None
        self._filter = Filter.OPEN
        self._kept: set[str] = set()
        self._is_low = False
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.papers = ComboBox(self)
        self.papers.setAccessibleName("Paper")
        self.papers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.papers.setMinimumContentsLength(12)
        self.papers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.progress = QLabel(self)
        self.progress.setWordWrap(True)
        self.progress.setProperty("tone", "second")
        self.chips = FlowRow(self)
        self._group = QButtonGroup(self)
        self._chips: dict[Filter, QPushButton] = {}
        for wanted, words in _CHIPS:
            chip = QPushButton(words, self.chips)
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.clicked.connect(lambda _, to=wanted: self.set_filter(to))
            self._group.addButton(chip)
            self._chips[wanted] = chip
            self.chips.add(chip)
        self.foot = FlowRow(self)
        self.accept_part = QPushButton("Accept part", self.foot)
        self.accept_part.setToolTip("Accept all lines of the part that is chosen (Ctrl+Shift+Enter)")
        self.accept_all = QPushButton("Accept all", self.foot)
        self.accept_all.setToolTip("Accept every line of this paper that is still to check (Ctrl+Shift+A)")
        self.go_on = QPushButton("Go to the meeting", self.foot)
        for button in (self.accept_part, self.accept_all, self.go_on):
            self.foot.add(button)
        self.model = ChecklistModel(self)
        self.view = self._make_view()
        self._rows = ChecklistRows(self.view, theme, self)
        self.view.setItemDelegate(self._rows)
        self.findings = Findings(theme, self)
        # The mouse presses these without taking the keys from the list.
        for button in (*self._chips.values(), self.accept_part, self.accept_all):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._build()
        as_they_stand = (self.papers, *self._chips.values(), self.view, self.accept_part, self.accept_all, self.go_on)
        for before, after in pairwise(as_they_stand):
            self.setTabOrder(before, after)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.papers.activated.connect(lambda row: self.paper_wanted.emit(str(self.papers.itemData(row))))
        self.findings.folding.connect(self._share)
        self.set_theme(theme)

    def _make_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.model)
        view.setHeaderHidden(True)
        view.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.setAccessibleName("What was read")
        view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.setExpandsOnDoubleClick(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return view

    def _build(self) -> None:
        self._head = head = QVBoxLayout()
        head.setSpacing(8)
        for widget in (self.papers, self.progress, self.chips):
            head.addWidget(widget)
        top = QWidget(self)
        upper = QVBoxLayout(top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addLayout(head)
        upper.addWidget(self.view, 1)
        self._below = below = QVBoxLayout()
        below.addWidget(self.foot)
        upper.addLayout(below)
        self.halves = QSplitter(Qt.Orientation.Vertical, self)
        self.halves.setHandleWidth(1)
        self.halves.addWidget(top)
        self.halves.addWidget(self.findings)
        self.halves.setCollapsible(0, False)
        self.halves.setStretchFactor(0, 3)
        self.halves.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.halves)
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Where it is low the list needs the room: the chips tell the counts too, and the findings are folded."""
        is_low = self.height() < self._rows.theme.px(_LOW)
        if is_low != self._is_low:
            self._is_low = is_low
            self.progress.setVisible(not is_low)
            self._space()
            self.findings.fold(folded=is_low)
            self._share()
            self._count()

    def _space(self) -> None:
        """The air round what stands over and under the list."""
        air = 4 if self._is_low else 8
        self._head.setContentsMargins(12, air + 4, 12, air)
        self._below.setContentsMargins(12, air, 12, air)

    def _share(self) -> None:
        """The room of the list and that of the findings."""
        theme, least = self._rows.theme, self.findings.least()
        folded = self.findings.is_folded()
        self.findings.setMaximumHeight(least if folded else _NO_LIMIT)
        wanted = least if folded else self.height() // 3 if self._is_low else min(theme.px(150), 170)
        self.halves.setSizes([max(1, self.height() - wanted), wanted])

    def set_theme(self, theme: Theme) -> None:
        self._rows.theme = theme
        self.findings.set_theme(theme)
        self.view.setIndentation(theme.px(20))
        self._give_way()
        self._share()
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    # What is shown

    def show_papers(self, papers: Sequence[tuple[Document, str]], chosen: str | None) -> None:
        """The papers whose checklists can be gone to, each with what it is called, and the one that is shown."""
        self.papers.blockSignals(True)
        self.papers.clear()
        for paper, words in papers:
            self.papers.addItem(words, paper.id)
            self.papers.setItemData(self.papers.count() - 1, paper.name or "", Qt.ItemDataRole.ToolTipRole)
        self.papers.setCurrentIndex(self.papers.findData(chosen))
        self.papers.blockSignals(False)

    def show_checklist(self, checklist: Checklist, *, anew: bool) -> None:
        """List a checklist; ``anew``: another paper's, so that nothing of the last one is kept."""
        if anew:
            self._kept = set()
            self._filter = Filter.OPEN if count(checklist, Filter.OPEN) else Filter.ALL
        self._checklist = checklist
        self.findings.show_findings(checklist)
        self._list()

    def show_nothing(self, words: str) -> None:
        self._checklist = None
        self.model.show([])
        self.findings.show_findings(None)
        self.progress.setText(words)
        self.chips.hide()
        self.foot.hide()

    def set_filter(self, wanted: Filter) -> None:
        """List other lines; those that were dealt with meanwhile go."""
        self._filter = wanted
        self._kept = set()
        self._list()

    def filter(self) -> Filter:
        return self._filter

    def renew(self, checklist: Checklist, changed: Mapping[str, Line]) -> None:
        """Show what some lines say now, and the counts; the others stand as they were."""
        self._checklist = checklist
        self.model.renew(changed)
        self._count()

    def _list(self) -> None:
        if self._checklist is None:
            return
        current = self.line()
        listed = parts(self._checklist, self._filter, self._kept)
        self._kept = {line.id for part in listed for line in part.lines}
        folded = {p.key for n, p in enumerate(self.model.parts()) if not self.view.isExpanded(self.model.index(n, 0))}
        if self.model.show(listed):
            for row, part in enumerate(listed):
                self.view.setExpanded(self.model.index(row, 0), part.key not in folded)
            if not (current and self.choose(current.id)):
                self.choose_first()
        self._count()

    def _count(self) -> None:
        made = self._checklist
        if made is None:
            return
        self.chips.show()
        self.progress.setText(progress(made))
        self.progress.setAccessibleName(self.progress.text())
        for wanted, words in _CHIPS:
            number = count(made, wanted)
            gap = " " if self._is_low else "  "  # so that they stand in one row, as does the last one's lack of a count
            self._chips[wanted].setText(words if wanted is Filter.ALL else f"{words}{gap}{number:,}")
            self._chips[wanted].setAccessibleName(f"{words}, {number:,}")
            self._chips[wanted].setChecked(wanted == self._filter)
        self._chips[Filter.NEWS].setVisible(made.follows or count(made, Filter.NEWS) > 0)
        left = count(made, Filter.OPEN)
        self.accept_part.setVisible(left > 0)
        self.accept_all.setVisible(left > 0)
        self.go_on.setVisible(left == 0 and made.document.meeting is not None)
        self.foot.show()
        self.accept_part.setEnabled(any(line.is_open for line in self.part_lines()))
        self.accept_all.setText(f"Accept all {left:,}" if left > 1 else "Accept all")
        for row in (self.chips, self.foot):
            row.fit()

    # Where the person is

    def line(self) -> Line | None:
        """The line that is chosen."""
        return self.model.line(self.view.currentIndex())

    def choose(self, entity: str) -> bool:
        """Choose a record's line; False where it is not listed."""
        index = self.model.index_of(entity)
        if index.isValid():
            self._to(index)
        return index.isValid()

    def choose_first(self) -> None:
        """Choose the first line that is still open, else the first."""
        lines = list(self.model.walk())
        index = next((index for index, line in lines if line.is_open), lines[0][0] if lines else QModelIndex())
        if index.isValid():
            self._to(index)
        else:
            self.chosen.emit(None)

    def choose_next_open(self) -> bool:
        """Go to the next line that is still open, from the top again after the last; False where there is none."""
        lines = list(self.model.walk())
        here = self.view.currentIndex()
        at = next((n for n, (index, _) in enumerate(lines) if index == here), -1)
        for index, line in (*lines[at + 1 :], *lines[: max(at, 0)]):
            if line.is_open:
                self._to(index)
                return True
        return False

    def part_lines(self) -> list[Line]:
        """The lines of the part in which the person is."""
        part = self.model.part(self.view.currentIndex())
        return list(part.lines) if part else []

    def _to(self, index: QModelIndex) -> None:
        self.view.expand(index.parent())
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)

    def _on_selection(self, now: QItemSelection, _: QItemSelection) -> None:
        if now.indexes():
            self.accept_part.setEnabled(any(line.is_open for line in self.part_lines()))
            self.chosen.emit(self.model.line(now.indexes()[0]))
