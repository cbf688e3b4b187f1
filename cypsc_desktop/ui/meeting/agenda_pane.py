"""The left of the meeting screen: which meeting, and its agenda with all that is done to items and papers by hand.

Each thing done is one command and one step of undo.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.agenda import move_paper
from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.naming import gone
from cypsc_desktop.commands.records import CellEdit, add_record, delete_records, edit_cells, move_records
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.meeting.actions import IN_AGENDA, actions_of
from cypsc_desktop.ui.meeting.agenda_list import AgendaList
from cypsc_desktop.ui.meeting.agenda_rows import AgendaRow, Read, rows_of
from cypsc_desktop.ui.meeting.naming import day_of, title_of
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress
from cypsc_desktop.ui.widgets.chooser import Choice, Chooser
from cypsc_desktop.ui.widgets.flow_row import FlowRow


class AgendaPane(QWidget):
    """``meeting_chosen(id)``; ``chosen(id)``, ``opened(id)``: a row of the agenda; ``new_wanted()``: a meeting is to be
    made; ``screen_wanted(name)``: this meeting is wanted on that screen, to take its minutes, say; ``changed()``: something was done here;
    ``done(words)`` and ``failed(words)`` as of a screen."""

    meeting_chosen = Signal(str)
    chosen = Signal(str)
    opened = Signal(str)
    new_wanted = Signal()
    screen_wanted = Signal(str)
    changed = Signal()
    done = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._meeting: Meeting | None = None
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.chooser = Chooser(self)
        self.chooser.setAccessibleName("Meeting")
        self.chooser.currentIndexChanged.connect(self._on_meeting)
        self.new_button = self._ghost("New", "plus", "New meeting", "Make a meeting by hand")
        self.new_button.clicked.connect(self.new_wanted)
        self.ways = FlowRow(self)
        self.prepare_button = self._way("prepare", "Prepare", "clipboard-list", "Prepare this meeting (Ctrl+Shift+D)")
        self.minutes_button = self._way(
            "live", "Take minutes", "microphone", "Take minutes of this meeting (Ctrl+Shift+M)"
        )
        self.draft_button = self._way("minutes", "Draft minutes", "article", "The draft of its minutes (Ctrl+Shift+N)")
        self.list = AgendaList(theme, self)
        self.add_button = self._ghost("Add item", "plus", "Add item", "Add an item to the agenda (Insert)")
        self.add_button.clicked.connect(self.add_item)
        self.nothing = QLabel("No items yet. Add the first one, or import the agenda pack.", self)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("tone", "second")
        self.nothing.setContentsMargins(8, 4, 8, 8)
        self.acts = self._actions()
        self._build()
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)
        self.list.renamed.connect(self._rename)
        self.list.item_dropped.connect(self.put_item)
        self.list.paper_dropped.connect(self.put_paper)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)

    def _ghost(self, text: str, icon: str, name: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("quiet", True)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        dress(button, icon, "accent")
        return button

    def _way(self, screen: str, text: str, icon: str, tip: str) -> QPushButton:
        """A button that leads to this meeting on another screen."""
        button = self._ghost(text, icon, text, tip)
        button.clicked.connect(lambda: self.screen_wanted.emit(screen))
        button.setProperty("flush", True)
        button.setParent(self.ways)
        self.ways.add(button)
        return button

    def _build(self) -> None:
        label = QLabel("&Meeting", self)
        label.setBuddy(self.chooser)
        heading = QLabel("Agenda", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 0, 0)
        column.setSpacing(4)
        for words, button in ((label, self.new_button), (heading, self.add_button)):
            words.setProperty("tone", "second")
            words.setProperty("type", "caption")
            row = QHBoxLayout()
            row.setContentsMargins(4, 0, 4, 0)
            row.addWidget(words, 1)
            row.addWidget(button)
            column.addLayout(row)
            if words is label:
                beside = QHBoxLayout()
                beside.setContentsMargins(0, 0, 8, 4)
                beside.addWidget(self.chooser)
                column.addLayout(beside)
                column.addWidget(self.ways)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        for first, second in (
            (self.new_button, self.chooser),
            (self.chooser, self.prepare_button),
            (self.prepare_button, self.minutes_button),
            (self.minutes_button, self.draft_button),
            (self.draft_button, self.add_button),
            (self.add_button, self.list),
        ):
            QWidget.setTabOrder(first, second)

    def _actions(self) -> dict[str, QAction]:
        """What can be done to the agenda, by keys that hold while it has the focus."""
        does: dict[str, Callable[[], object]] = {
            "add": self.add, "add paper": self.add_paper, "delete": self.delete,
            "rename": lambda: self.list.rename(self.list.current_id()),
            "up": lambda: self.step(-1), "down": lambda: self.step(1),
        }  # fmt: skip
        return actions_of(self.list, IN_AGENDA, does, name="agenda", within=Qt.ShortcutContext.WidgetShortcut)

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)
        self.ways.fit()

    # What is shown

    def show_meeting(self, meeting: Meeting | None, read: Read | None) -> None:
        """Show this meeting's agenda, and the meetings to choose from."""
        same = meeting is not None and self._meeting is not None and meeting.id == self._meeting.id
        self._meeting = meeting
        self._offer()
        rows = rows_of(self._session.read, meeting, read) if meeting else ()
        self.list.show_rows(rows, same_meeting=same)
        has_items = any(row.kind == "item" for row in rows)
        self.nothing.setVisible(meeting is not None and not has_items)
        self.list.setVisible(bool(rows))
        self.add_button.setEnabled(meeting is not None)
        self.ways.setVisible(meeting is not None)
        self.ways.fit()

    def _offer(self) -> None:
        """Meetings with the latest first; where all committees show, the present one's before the others', by name."""
        known = list(reversed(meetings(self._session.read)))
        here, only = self._meeting, self._session.committee
        if only:
            known = [m for m in known if m.committee == only or (here and m.id == here.id)]
        groups: dict[str, list[Meeting]] = {}
        for meeting in known:
            groups.setdefault(meeting.body or "Unnamed body", []).append(meeting)
        mine = here.body or "Unnamed body" if here else None
        order = sorted(groups, key=lambda body: (body != mine, body.casefold()))
        several = len(order) > 1
        self.chooser.offer(
            [
                (
                    body if several else "",
                    [Choice(m.id, day_of(m), title_of(m) if several else day_of(m)) for m in groups[body]],
                )
                for body in order
            ],
            here.id if here else None,
        )
        self.chooser.setToolTip(title_of(here) if here else "")

    def _on_meeting(self) -> None:
        entity = self.chooser.currentData()
        if entity and (self._meeting is None or entity != self._meeting.id):
            self.meeting_chosen.emit(str(entity))

    def _on_menu(self, at: QPoint) -> None:
        row = self.list.row(self.list.current_id())
        is_agenda = row is not None and row.kind in ("item", "paper")
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, action in self.acts.items():
            if name == "add" or is_agenda:
                menu.addAction(action)
            if name in ("add paper", "down") and is_agenda:
                menu.addSeparator()
        menu.popup(self.list.viewport().mapToGlobal(at))

    # What the person does

    def add(self) -> None:
        """An item behind the chosen one; where a paper is chosen, a paper behind it."""
        row = self.list.row(self.list.current_id())
        if row is not None and row.kind == "paper":
            self.add_paper()
        else:
            self.add_item()

    def add_item(self) -> None:
        if self._meeting is not None:
            above = self.list.item_of(self.list.current_id())
            values = {"meeting": self._meeting.id, "title": "New item"}
            self._add("item", values, after=above.id if above else None)

    def add_paper(self) -> None:
        item = self.list.item_of(self.list.current_id())
        if item is None:
            self.failed.emit("A paper stands under an item. Choose the item first.")
            return
        row = self.list.row(self.list.current_id())
        after = row.id if row is not None and row.kind == "paper" else None
        self._add("paper", {"item": item.id, "title": "New paper"}, after=after)

    def _add(self, kind: str, values: dict[str, str], *, after: str | None) -> None:
        try:
            made = add_record(self._session.store, kind, values, actor=self._session.actor, after=after)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.changed.emit()
        self.done.emit(f"{word_for(kind).capitalize()} added.")
        self.list.choose(made.id)
        self.chosen.emit(made.id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.rename(made.id)

    def _rename(self, entity: str, title: str) -> None:
        row = self.list.row(entity)
        if row is None or title.strip() == row.title:
            return
        edit = CellEdit(entity, "title", title)
        self._run(
            lambda: edit_cells(self._session.store, [edit], label=f"Rename {row.kind}", actor=self._session.actor),
            f"{row.kind.capitalize()} renamed.",
        )

    def step(self, by: int) -> None:
        """Move the chosen item or paper by one place; a paper goes on into the next item."""
        row = self.list.row(self.list.current_id())
        item = self.list.item_of(row.id) if row else None
        if row is None or item is None:
            return
        items = self.list.items()
        at = items.index(item)
        if row.kind == "item":
            if not 0 <= at + by < len(items):
                self.failed.emit(f"This is the {'first' if by < 0 else 'last'} item already.")
                return
            after = at + 2 if by > 0 else at - 1
            self.put_item(row.id, items[after].id if after < len(items) else None)
            return
        papers = [paper.id for paper in item.below]
        here = papers.index(row.id) + by
        if 0 <= here < len(papers):
            behind = here + (1 if by > 0 else 0)
            self.put_paper(row.id, item.id, papers[behind] if behind < len(papers) else None)
        elif 0 <= at + by < len(items):
            into = items[at + by]
            self.put_paper(row.id, into.id, into.below[0].id if by > 0 and into.below else None)
        else:
            self.failed.emit(f"This is the {'first' if by < 0 else 'last'} paper of the agenda already.")

    def put_item(self, entity: str, before: str | None) -> None:
        """Put an item before another, or (None) behind them all."""
        was = [row.id for row in self.list.items()]
        order = [one for one in was if one != entity]
        order.insert(order.index(before) if before in order else len(order), entity)
        if order == was:
            return
        self._run(lambda: move_records(self._session.store, order, actor=self._session.actor), "Item moved.")
        self.list.choose(entity)

    def put_paper(self, entity: str, item: str, before: str | None) -> None:
        """Put a paper under an item, before another of its papers or (None) behind them."""
        row = self.list.item_of(item)
        words = f"Paper moved to item {row.number}." if row and row.number else "Paper moved."
        if self.list.item_of(entity) is row:
            words = "Paper moved."
        self._run(
            lambda: move_paper(self._session.store, entity, to=item, before=before, actor=self._session.actor), words
        )
        self.list.choose(entity)

    def delete(self) -> None:
        """The chosen item with its papers, or the chosen paper, into the bin."""
        row = self.list.row(self.list.current_id())
        if row is None or row.kind not in ("item", "paper"):
            return
        beside = self._beside(row)
        record = self._session.read.record(row.id)
        self._run(
            lambda: delete_records(self._session.store, [row.id], actor=self._session.actor),
            gone(record) if record else f"{row.kind.capitalize()} moved to the bin.",
        )
        if beside and self.list.choose(beside):
            self.chosen.emit(beside)

    def _beside(self, row: AgendaRow) -> str | None:
        """The row to go to when this one goes."""
        top = self.list.item_of(row.id)
        rows = self.list.items() if row.kind == "item" or top is None else list(top.below)
        at = rows.index(row)
        near = rows[at + 1 : at + 2] or rows[max(0, at - 1) : at]
        return near[0].id if near else top.id if top is not None and row.kind == "paper" else None

    def _run(self, command: Callable[[], object], words: str) -> None:
        try:
            command()
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.changed.emit()
        self.done.emit(words)
