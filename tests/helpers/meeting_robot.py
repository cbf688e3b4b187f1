"""A driver of the meeting screen alone, without the window's frame: what a person does in it, and what it says."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.choosing import find_meeting
from cypsc_desktop.commands.editing import redo, undo
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.records import Meeting, Record
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.meeting.screen import MeetingScreen
from cypsc_desktop.ui.meeting.table_stack import TablePage
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.session import Session
from tests.helpers.robots import ScriptedAsk
from tests.helpers.screen_robot import ScreenRobot, app

ACTOR = "Ada Clerk"
_NONE = Qt.KeyboardModifier.NoModifier


class MeetingRobot(ScreenRobot):
    """The screen over a library; it goes where it asks to go, as the frame would lead it. Ended by the ``with`` block."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        *,
        settings: Path,
        size: tuple[int, int] = (1160, 690),
        place: Place | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.store = open_library(folder)
        self.theme = look.Theme("light")
        look.apply(app(), self.theme)
        self.jobs, self.renderer = Jobs(), Renderer()
        self.session = Session(self.store, ACTOR)
        self.settings = QSettings(str(settings), QSettings.Format.IniFormat)
        self.memory = ReadingMemory(self.settings, folder)
        self.ask = ScriptedAsk()
        self.screen = MeetingScreen(
            session=self.session, jobs=self.jobs, renderer=self.renderer, theme=self.theme, ask=self.ask,
            settings=self.settings, memory=self.memory,
        )  # fmt: skip
        self.screen.wanted.connect(lambda place: self.screen.go(place) if place.screen == "meeting" else None)
        self.show(size, ("done", "failed", "said", "chosen", "jumped", "moved", "wanted", "told", "exporting"))
        self.go(place or Place("meeting"))

    def let_go(self) -> None:
        self.renderer.close()

    def go_to_part(self, name: str) -> TablePage | None:
        """Bring a table or the pages to the front."""
        self.go(self.screen.place().at(part=name))
        return self.screen.table_in_front()

    # What is seen

    def meeting(self) -> Meeting:
        shown = self.screen.meeting()
        assert shown is not None, "no meeting is shown"
        return shown

    def meeting_of(self, day: str) -> Meeting:
        return find_meeting(self.store.read, day)

    def agenda(self) -> list[str]:
        """The rows of the agenda as a screen reader says them, what stands under others indented."""
        tree = self.screen.agenda.list
        rows = []
        for n in range(tree.topLevelItemCount()):
            top = tree.topLevelItem(n)
            rows += [top, *(top.child(m) for m in range(top.childCount()))]
        role = Qt.ItemDataRole.AccessibleTextRole
        return [("  " if row.parent() else "") + str(row.data(0, role)) for row in rows]

    def titles(self) -> list[str]:
        """Number and title of the items."""
        return [f"{row.number} {row.title}".strip() for row in self.screen.agenda.list.items()]

    def papers_of(self, number: str) -> list[str]:
        return [paper.title for row in self.screen.agenda.list.items() if row.number == number for paper in row.below]

    def tabs(self) -> list[str]:
        """The tabs that hold something, as they read where there is room for all."""
        words = {tab.name: tab.words for tab in self.screen.tabs._tabs}
        return [words[name] for name in self.screen.tabs.offered()]

    def cells(self, column: str) -> list[str]:
        """What a column of the table in front prints, in the order shown."""
        page = self.screen.table_in_front()
        assert page is not None, "the pages are in front"
        arrangement = page.grid.arrangement
        at = arrangement.column_of(column)
        return [str(arrangement.index(row, at).data()) for row in range(arrangement.rowCount())]

    def sheet(self) -> int:
        """The sheet in sight."""
        reader = self.screen.pages.reader
        return reader.sheet() if reader is not None else 0

    def record(self) -> Record | None:
        """What the inspector was last told to show."""
        entity = self.heard["chosen"][-1] if self.heard["chosen"] else None
        return self.store.read.record(entity) if entity else None

    def last(self, signal: str) -> Any:
        return self.heard[signal][-1] if self.heard[signal] else None

    # What the person does

    def press_item(self, words: str) -> str:
        """Press the row of the agenda that holds these words; returns its id."""
        tree = self.screen.agenda.list
        found = tree.findItems(words, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        assert found, f"no row of the agenda says {words}: {self.agenda()}"
        if found[0].parent() is not None:
            found[0].parent().setExpanded(True)
        tree.scrollToItem(found[0])
        at = tree.visualItemRect(found[0]).center()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
        self.settle()
        return tree.current_id() or ""

    def drop_on(self, words: str, where: str) -> None:
        """Drop the chosen row "above", "on" or "below" the row that holds these words, as a drag would."""
        tree = self.screen.agenda.list
        found = tree.findItems(words, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        assert found, f"no row of the agenda says {words}"
        tree.scrollToItem(found[0])
        rect = tree.visualItemRect(found[0])
        place = getattr(QAbstractItemView.DropIndicatorPosition, f"{where.capitalize()}Item")
        tree.take_drop(rect.center(), place)
        self.settle()

    def choose_row(self, row: int) -> Any:
        """Make a row of the table in front the current one, and return its record."""
        page = self.screen.table_in_front()
        assert page is not None, "the pages are in front"
        page.grid.view.setFocus()
        page.grid.view.go(row, 0)
        self.settle()
        return page.grid.current()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        QTest.keyClick(app().focusWidget() or self.screen, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        widget = app().focusWidget()
        assert widget is not None, "nothing has the focus"
        QTest.keyClicks(widget, text)

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), f"{widget.accessibleName() or widget} is not in sight"
        assert widget.isEnabled(), f"{widget.accessibleName() or widget} cannot be pressed"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        self.settle()

    def undo(self) -> None:
        undo(self.store, actor=ACTOR)
        self.settle()

    def redo(self) -> None:
        redo(self.store, actor=ACTOR)
        self.settle()

    def steps(self) -> int:
        """How many steps of undo the log holds."""
        return len({row.group for row in self.store.read.history()})
