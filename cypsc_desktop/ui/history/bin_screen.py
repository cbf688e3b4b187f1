"""The bin: what was deleted in the last thirty days, by whom and when, bringing it back, and letting it go for good."""

import logging
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.bin import DAYS, Emptied, InBin, bring_back, in_bin, remove_for_good
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.history.models import BinModel
from cypsc_desktop.ui.inspector.whereabouts import place_of
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.bar import BarOf
from cypsc_desktop.ui.widgets.notices import announce

log = logging.getLogger(__name__)
_WIDTHS = (240, 130, 150, 140, 84, 110)


class BinScreen(Screen):
    """What was deleted of late. To let it go for good is asked twice, in place: it is the one thing Undo cannot mend."""

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, jobs: Jobs | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._theme = theme
        self._asked: list[str] = []
        self._busy = False
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build_table()
        self._build_bar()
        self._build_question()
        self._lay_out()
        self._build_actions()
        self.set_theme(theme)

    def _build_table(self) -> None:
        self.table = QTableView(self)
        self.model = BinModel()
        self.table.setModel(self.model)
        self.model.setParent(self.table)
        self.table.setObjectName("bin")
        self.table.setAccessibleName("What lies in the bin, latest first")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.table.activated.connect(lambda _: self.bring_back())

    def _build_bar(self) -> None:
        self.heading = QLabel("Bin", self)
        self.heading.setProperty("type", "title")
        self.note = QLabel(f"What is deleted stays here for {DAYS} days and can be brought back.", self)
        self.note.setProperty("tone", "second")
        self.note.setWordWrap(True)
        self.button = self._button("Bring back", self.bring_back, "arrow-back-up")
        self.button.setProperty("primary", True)
        dress(self.button, "arrow-back-up", "on_accent")
        self.gone_button = self._button("Remove for good…", lambda: self._ask(self.selected()), "trash")
        self.empty_button = self._button("Empty the bin…", lambda: self._ask(self._all()), "")
        self.why = QLabel(self)
        self.why.setProperty("tone", "danger")
        self.why.setWordWrap(True)
        self.why.hide()

    def _build_question(self) -> None:
        """Asked in place, under the buttons; nothing goes before it is answered."""
        self.question = QWidget(self)
        self.question.setObjectName("banner")
        self.question.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.asked = QLabel(self.question)
        self.asked.setWordWrap(True)
        self.yes = QPushButton("Remove for good", self.question)
        self.yes.clicked.connect(self.remove)
        self.no = QPushButton("Keep", self.question)
        self.no.clicked.connect(self._keep)
        row = QHBoxLayout(self.question)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        row.addWidget(self.asked, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.question.hide()

    def _lay_out(self) -> None:
        empty = QWidget(self)
        words = QLabel(f"The bin is empty. What you delete stays here for {DAYS} days and can be brought back.", empty)
        words.setProperty("tone", "second")
        words.setWordWrap(True)
        self.history_button = QPushButton("Show the history", empty)
        dress(self.history_button, "history")
        self.history_button.clicked.connect(lambda: self.wanted.emit(Place("history")))
        said = QVBoxLayout(empty)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(12)
        said.addWidget(words)
        said.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignLeft)
        said.addStretch(1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty)
        self.bar = bar = BarOf(self)
        for button in (self.button, self.gone_button, self.empty_button):
            bar.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addWidget(bar)
        column.addWidget(self.why)
        column.addWidget(self.question)
        column.addWidget(self.stack, 1)
        order = (self.button, self.gone_button, self.empty_button, self.yes, self.no, self.table)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _build_actions(self) -> None:
        self.back_action = QAction("&Bring back", self)
        self.back_action.setShortcut(QKeySequence("Ctrl+Return"))
        self.back_action.triggered.connect(lambda _: self.bring_back())
        self.gone_action = QAction("&Remove for good…", self)
        self.gone_action.setShortcut(QKeySequence("Shift+Del"))
        self.gone_action.triggered.connect(lambda _: self._ask(self.selected()))
        for action in self.commands():
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
            self.table.addAction(action)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _button(self, words: str, do: Callable[[], object], icon: str) -> QPushButton:
        made = QPushButton(words, self)
        if icon:
            dress(made, icon)
        made.clicked.connect(lambda _=False: do())
        return made

    # As a screen

    def go(self, place: Place) -> None:
        self.read_again()
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("bin")

    def title(self) -> str:
        return "Bin"

    def commands(self) -> Sequence[QAction]:
        return (self.back_action, self.gone_action)

    def panes(self) -> Sequence[QWidget]:
        return (self.table if self.model.rowCount() else self.history_button,)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        (self.table if self.model.rowCount() else self.history_button).setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        self.read_again()

    def is_idle(self) -> bool:
        return not self._busy

    def let_go(self) -> None:
        if self._jobs:
            self._jobs.stop(self)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        redress(self, theme)
        self.table.verticalHeader().setDefaultSectionSize(max(theme.px(32), self.fontMetrics().height() + 10))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        """The name takes what room the other columns leave, and never less than it needs to be told apart."""
        widths = [self._theme.px(width) for width in _WIDTHS]
        widths[0] = max(widths[0], self.table.viewport().width() - sum(widths[1:]))
        for column, width in enumerate(widths):
            self.table.setColumnWidth(column, width)

    # What lies here

    def read_again(self) -> None:
        """Read the bin again."""
        things = in_bin(self._session.read)
        self.model.show(things)
        self.stack.setCurrentIndex(0 if things else 1)
        for widget in (self.note, self.bar):
            widget.setVisible(bool(things))
        if things and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        if not set(self._asked) <= {one.entity for one in things}:
            self._keep()
        self._on_chosen()

    def selected(self) -> list[InBin]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [thing for row in rows if (thing := self.model.thing(row)) is not None]

    def _all(self) -> list[InBin]:
        return [thing for row in range(self.model.rowCount()) if (thing := self.model.thing(row)) is not None]

    def _on_chosen(self) -> None:
        count = len(self.selected())
        something = count > 0 and not self._busy
        for doing in (self.button, self.gone_button, self.back_action, self.gone_action):
            doing.setEnabled(something)
        self.button.setText(f"Bring back {count}" if count > 1 else "Bring back")
        self.gone_button.setText(f"Remove {count} for good…" if count > 1 else "Remove for good…")
        self.empty_button.setEnabled(self.model.rowCount() > 0 and not self._busy)

    def bring_back(self) -> int:
        """Take the selected records out of the bin and show the first; returns how many came."""
        chosen = self.selected()
        if not chosen:
            return 0
        try:
            done = bring_back(self._session.store, [one.entity for one in chosen], actor=self._session.actor)
        except UserError as error:
            self._refuse(str(error))
            return 0
        self.why.hide()
        self.read_again()
        self.done.emit(f"Brought back: {chosen[0].name}." if len(chosen) == 1 else f"{done.number} brought back.")
        record = self._session.read.record(chosen[0].entity) if len(chosen) == 1 else None
        place = place_of(self._session.read, record) if record else None
        if place is not None:
            self.wanted.emit(place)
        return done.number

    # Letting go for good

    def _ask(self, things: list[InBin]) -> None:
        if not things:
            return
        self._asked = [one.entity for one in things]
        below = sum(one.below for one in things)
        what = f"{len(things):,} records go" if len(things) > 1 else f"“{things[0].name}” goes"
        with_it = f" with {below:,} hidden with {'them' if len(things) > 1 else 'it'}" if below else ""
        self.asked.setText(
            f"{what} for good{with_it}. Undo cannot bring this back. The backups in the library's folder that hold it go "
            "too, and a new one is made."
        )
        self.yes.setText(f"Remove {len(things):,} for good" if len(things) > 1 else "Remove for good")
        self.question.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.asked, self.asked.text())

    def _keep(self) -> None:
        self._asked = []
        if self.question.isVisible():
            self.question.hide()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        """Let what was asked about go for good, beside the window where there are jobs."""
        wanted, self._asked = self._asked, []
        self.question.hide()
        store, actor = self._session.store, self._session.actor
        if self._jobs is None:
            try:
                self._on_removed(remove_for_good(store, wanted, actor=actor))
            except UserError as error:
                self._on_failed(error)
            return

        def work(_: object) -> Emptied:
            from cypsc_desktop.commands.importing import finish_indexing

            done = remove_for_good(store, wanted, actor=actor)
            if done.papers:
                finish_indexing(store)
            return done

        self._busy = True
        self._on_chosen()
        self._jobs.run(work, owner=self, key="empty the bin", on_done=self._on_removed, on_failed=self._on_failed)

    def _on_removed(self, done: Emptied) -> None:
        self._busy = False
        self.why.hide()
        self.read_again()
        self.focus_main()
        self.said.emit(f"{done.records:,} record{'' if done.records == 1 else 's'} removed for good.")

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self.read_again()
        if not isinstance(error, UserError):
            log.error("the bin could not be emptied", exc_info=error)
        self._refuse(str(error) if isinstance(error, UserError) else "Not all of it could be removed. Do it again.")

    def _refuse(self, sentence: str) -> None:
        self.why.setText(sentence)
        self.why.show()
        announce(self.why, sentence)
