"""Lines of enquiry of a meeting: the questions in the order of asking at the left, what is typed about one at the right;
the chair's speaking note goes out from here, to a file or to a printer."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QTreeView, QVBoxLayout, QWidget

from cypsc_desktop.commands import enquiries
from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.enquiries import Line, enquiries_of
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Enquiry, Item, Meeting
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.enquiries.form import LineForm
from cypsc_desktop.ui.enquiries.order import Order, dropped, shifted
from cypsc_desktop.ui.enquiries.rows import LinePaint, LineRows
from cypsc_desktop.ui.enquiries.speaking_note import SpeakingNote
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.papers.actions import Wording
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.chooser import Chooser
from cypsc_desktop.ui.widgets.heading_list import dress_list

NAME = "enquiries"
_LAYOUT = "layout/enquiries"
WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "add": Wording("Add a line of enquiry", "plus", ("Ins",)),
        "note": Wording("Export the speaking note", "download"),
        "print": Wording("Print the speaking note", "printer", ("Ctrl+P",)),
        "page": Wording("Go to its page", "file-text", ("Ctrl+Shift+J",)),
        "up": Wording("Move the line up", "chevron-up", ("Alt+Up",)),
        "down": Wording("Move the line down", "chevron-down", ("Alt+Down",)),
        "asked": Wording("Asked, or not asked", "check", ("Ctrl+Return",)),
        "edit": Wording("Edit the question", "pencil", ("F2",)),
        "delete": Wording("Delete the line", "trash", ("Del",)),
    }
)


class EnquiriesScreen(Screen):
    """``subject`` of its places is a meeting, ``record`` a line of enquiry."""

    def __init__(
        self,
        *,
        session: Session,
        jobs: Jobs,
        renderer: Renderer,
        theme: Theme,
        ask: Ask,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._settings = settings
        self._meeting: Meeting | None = None
        self.note = SpeakingNote(session, jobs, renderer, ask, over=self)
        self.acts = self._actions()
        self.chooser = Chooser(self)
        self.chooser.setAccessibleName("Which meeting")
        self.chooser.activated.connect(
            lambda _: self.wanted.emit(Place(NAME, str(self.chooser.currentData() or "") or None))
        )
        self.count = QLabel(self)
        self.count.setProperty("tone", "second")
        self.rows = LineRows(self)
        self.tree = QTreeView(self)
        self.form = LineForm(session, theme, self)
        self.empty = QWidget(self)
        self.why = QLabel(self.empty)
        self._wider = QTimer(self, singleShot=True, interval=30)  # rows are as high as their words need at this width
        self._wider.timeout.connect(self.tree.doItemsLayout)
        self._build_tree()
        self._keys_of_the_list()
        self._build()
        self._listen()
        self.set_theme(theme)

    # Parts

    def _actions(self) -> dict[str, QAction]:
        does: Mapping[str, Callable[[], object]] = {
            "add": self.add, "note": self.export_note, "print": self.print_note, "page": self._to_page,
            "up": lambda: self.shift(-1), "down": lambda: self.shift(1), "asked": self._turn_asked,
            "edit": self._edit, "delete": self.delete,
        }  # fmt: skip
        made = {}
        for name, wording in WORDINGS.items():
            action = QAction(wording.words, self)
            action.setObjectName(f"enquiries {name}")
            action.setShortcuts([QKeySequence(key) for key in wording.keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            dress(action, wording.icon)
            action.triggered.connect(lambda _=False, do=does[name]: do())
            self.addAction(action)
            made[name] = action
        return made

    def _keys_of_the_list(self) -> None:
        """What acts on the chosen line has its keys in the list alone: in a field they are the field's."""
        for name in ("add", "up", "down", "asked", "edit", "delete"):
            action = self.acts[name]
            self.removeAction(action)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.tree.addAction(action)

    def _build_tree(self) -> None:
        tree = self.tree
        self._paint = LinePaint(self._theme, self.rows, tree)
        dress_list(tree, self.rows, self._paint, "Lines of enquiry in the order of asking")
        tree.setItemsExpandable(False)
        tree.viewport().installEventFilter(self)
        tree.setDragDropMode(QTreeView.DragDropMode.InternalMove)
        tree.setDropIndicatorShown(True)

    def _build(self) -> None:
        self.heading = QLabel("Lines of enquiry", self)
        self.heading.setProperty("type", "title")
        self.heading.setContentsMargins(16, 12, 16, 0)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(self.chooser, 2)
        bar.addWidget(self.count)
        bar.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for name in ("add", "print", "note"):
            action = self.acts[name]
            button = QPushButton(action.text(), self)
            button.setToolTip(action.text())
            button.setProperty("primary", name == "note")
            dress(button, WORDINGS[name].icon, "on_accent" if name == "note" else "text2")
            button.clicked.connect(action.trigger)
            bar.addWidget(button)
            self.buttons[name] = button
        self.buttons["note"].setText("Speaking note")
        self.buttons["print"].setText("Print")
        self.buttons["add"].setText("Add line")
        left = QWidget()
        left.setObjectName("surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.empty, 1)
        self._build_empty()
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.form)
        self.splitter.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.heading)
        whole.addLayout(bar)
        whole.addWidget(self.splitter, 1)
        order = [self.chooser, *self.buttons.values(), self.tree, *self.form.chain()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _build_empty(self) -> None:
        title = QLabel("No question is planned", self.empty)
        title.setProperty("type", "heading")
        self.why.setWordWrap(True)
        self.first = QPushButton("Add line", self.empty)
        self.first.clicked.connect(self.acts["add"].trigger)
        inside = QVBoxLayout(self.empty)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(12)
        for widget in (title, self.why, self.first):
            inside.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if widget is self.first else Qt.AlignmentFlag(0))
        inside.addStretch(1)

    def _listen(self) -> None:
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.activated.connect(lambda _: self.form.focus_question())
        self.rows.dropped.connect(self._on_dropped, Qt.ConnectionType.QueuedConnection)
        self.form.page_wanted.connect(self._go_to_page)
        self.form.done.connect(self.done)
        self.form.failed.connect(self.failed)
        self.note.said.connect(self.said)
        self.note.failed.connect(self.failed)
        self.form.left.connect(self.tree.setFocus)
        self.form.swapped.connect(self._on_swapped)

    # Going

    def go(self, place: Place) -> None:
        self.form.save_now()
        self._show_meetings(place.subject)
        self._show(place.record or self._current())
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place(NAME, self._meeting.id if self._meeting else None, record=self._current())

    def title(self) -> str:
        return f"Enquiry, {day_of(self._meeting)}" if self._meeting else "Lines of enquiry"

    def _show_meetings(self, wanted: str | None) -> None:
        """The meeting that is wanted, else the one shown, else the latest that has lines, else the latest."""
        read = self._session.read
        held = meetings(read)
        having = {line.meeting for line in all_of(read, Enquiry)}
        now = self._meeting.id if self._meeting else None
        by_id = {one.id: one for one in held}
        asked = [one.id for one in held if one.id in having]
        chosen = next(
            (one for one in (wanted, now, *reversed(asked), *(m.id for m in reversed(held))) if one in by_id), None
        )
        self._meeting = by_id.get(chosen or "")
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for one in reversed(held):
            self.chooser.addItem(f"{day_of(one)}, {one.body}" if one.body else day_of(one), one.id)
        self.chooser.setCurrentIndex(self.chooser.findData(chosen))
        self.chooser.blockSignals(False)

    def _show(self, record: str | None) -> None:
        """The lines as they are now, this one current."""
        read, meeting = self._session.read, self._meeting
        lines = enquiries_of(read, meeting=meeting.id, person=self._session.actor) if meeting else []
        self.rows.show_lines(lines)
        self.tree.expandAll()
        self.tree.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.form.setVisible(bool(lines))
        self.first.setEnabled(meeting is not None)
        self.why.setText(
            "Choose a mark in a paper and press Ctrl+Shift+Q, or write a question here."
            if meeting else "There is no meeting yet. Import an agenda pack first."
        )  # fmt: skip
        words = f"{len(lines)} line{'' if len(lines) == 1 else 's'}"
        left = sum(not line.enquiry.asked for line in lines)
        self.count.setText(f"{words}, {left} to ask" if lines and left < len(lines) else words)
        self._offer(lines)
        index = self.rows.place_of(record)
        if not index.isValid() and lines:
            index = self.rows.place_of(lines[0].enquiry.id)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        self.form.show_line(self.rows.line(index))
        self._show_actions()

    def _offer(self, lines: Sequence[Line]) -> None:
        if self._meeting is None:
            self.form.offer(people=(), answerers=(), items=())
            return
        from cypsc_desktop.commands.minuting import seated

        read = self._session.read
        items = agenda_order(all_of(read, Item, meeting=self._meeting.id))
        members = [one.name for one in seated(read, self._meeting) if one.seat != "guest"]
        presenters = [str(name) for one in items for name in (one.presenters or ())]
        said = [str(one.enquiry.addressee) for one in lines if one.enquiry.addressee]
        self.form.offer(
            people=list(dict.fromkeys(members)), answerers=list(dict.fromkeys([*said, *presenters])),
            items=[(one.id, " ".join(p for p in (one.number, one.title) if p)) for one in items],
        )  # fmt: skip

    def _current(self) -> str | None:
        line = self.rows.line(self.tree.currentIndex())
        return line.enquiry.id if line else None

    def _on_current(self, index: QModelIndex) -> None:
        self.form.show_line(self.rows.line(index))
        self._show_actions()
        self.moved.emit(self.place())

    def _show_actions(self) -> None:
        line = self.rows.line(self.tree.currentIndex())
        for name in ("up", "down", "asked", "edit", "delete"):
            self.acts[name].setEnabled(line is not None)
        self.acts["page"].setEnabled(line is not None and line.mark is not None)
        self.acts["add"].setEnabled(self._meeting is not None)
        for name in ("note", "print"):
            self.acts[name].setEnabled(bool(self.rows.groups))
        for name, button in self.buttons.items():
            button.setEnabled(self.acts[name].isEnabled())

    # Doing

    def _do(self, what: Callable[[], object], words: str = "") -> None:
        self.form.save_now()
        try:
            what()
        except UserError as error:
            self.failed.emit(str(error))
            return
        if words:
            self.done.emit(words)

    def add(self) -> None:
        """Another line under the item of the current one; its question is typed next."""
        if self._meeting is None:
            return
        self.form.save_now()
        line = self.rows.line(self.tree.currentIndex())
        made = enquiries.add_enquiry(
            self._session.store, self._meeting.id, "New question", actor=self._session.actor,
            item=line.item.id if line and line.item else None, asker=line.enquiry.asker if line else None,
        )  # fmt: skip
        self._show(made.id)
        self.form.focus_question()

    def delete(self) -> None:
        """The current line to the bin."""
        entity = self._current()
        if entity is not None:
            self.form.show_line(None)
            self._do(
                lambda: enquiries.delete_enquiries(self._session.store, [entity], actor=self._session.actor),
                "Line of enquiry deleted.",
            )
            self._show(None)

    def shift(self, way: int) -> None:
        """One place up or down; at the edge of its item into the next one that has lines."""
        entity = self._current()
        order = shifted(self.rows.lines(), entity, way) if entity else None
        if order is not None:
            self._order(order)
            self._show(entity)

    def _on_dropped(self, entity: str, item: str | None, before: str | None) -> None:
        self._order(dropped(self.rows.groups, entity, item=item, before=before))
        self._show(entity)

    def _order(self, order: Order) -> None:
        store, actor = self._session.store, self._session.actor
        self._do(lambda: enquiries.order_enquiries(store, order.ids, actor=actor, under=order.under))

    def _edit(self) -> None:
        self.form.focus_question()

    def _turn_asked(self) -> None:
        line = self.rows.line(self.tree.currentIndex())
        if line is not None:
            asked = not line.enquiry.asked
            self._do(
                lambda: enquiries.set_asked(self._session.store, line.enquiry.id, asked, actor=self._session.actor)
            )

    def _to_page(self) -> None:
        self._go_to_page(self.rows.line(self.tree.currentIndex()))

    def _go_to_page(self, line: Line | None) -> None:
        mark = line.mark if line else None
        if mark is not None and mark.document:
            self.wanted.emit(Place("papers", mark.document, record=mark.id, sheet=mark.page))

    def _on_swapped(self, entity: str) -> None:
        self._show(entity)

    # Speaking note

    def export_here(self) -> bool:
        self.export_note()
        return True

    def export_note(self) -> None:
        """To a file that the person names."""
        self._send(self.note.export)

    def print_note(self) -> None:
        """The same on paper."""
        self._send(self.note.print)

    def _send(self, note: Callable[[Meeting], None]) -> None:
        if self._meeting is not None and self.rows.groups:
            self.form.save_now()
            note(self._meeting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            self._wider.start()
        return False

    # What the frame asks

    def commands(self) -> Sequence[QAction]:
        return tuple(self.acts.values())

    def panes(self) -> Sequence[QWidget]:
        return (self.tree, self.form.question) if self.rows.groups else (self.first,)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        (self.tree if self.rows.groups else self.first).setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        if any(touched.ids(kind) for kind in ("enquiry", "annotation", "item", "meeting", "membership")):
            if touched.ids("meeting"):
                self._show_meetings(None)
            self._show(self._current())

    def save_now(self) -> None:
        self.form.save_now()
        if self._settings is not None:
            self._settings.setValue(_LAYOUT, self.splitter.saveState())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._paint.wear(theme)
        self.form.set_theme(theme)
        redress(self, theme)
        self.tree.doItemsLayout()

    def reset_layout(self) -> None:
        self.splitter.setSizes([max(200, self.width() - self._theme.px(340)), self._theme.px(340)])

    def let_go(self) -> None:
        self._wider.stop()
        self.save_now()
        self.note.let_go()
