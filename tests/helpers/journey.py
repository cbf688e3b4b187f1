"""A person at the whole program: the keyboard alone or the mouse alone, with every press counted, and what they see.

Events go to the system's window, not to a widget: what is covered cannot be clicked, a popup takes keys first, and a
shortcut that two things claim does nothing, as for a person.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cypsc_desktop import app as program
from cypsc_desktop.ui.main_window import MainWindow
from tests.helpers.robots import ScriptedAsk

WAIT_MS = 20_000
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLAIN = Qt.KeyboardModifier.NoModifier
Kind = type[QWidget] | tuple[type[QWidget], ...]


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


class Desk:
    """The program as its command line starts it, with scripted file choosers; `restart` ends it and starts it again."""

    def __init__(self, qtbot: QtBot, *words: str, **answers: list[Any]) -> None:
        self.qtbot = qtbot
        self.ask = ScriptedAsk(**answers)
        self.program = self._start(words)

    def _start(self, words: tuple[str, ...]) -> program.Program:
        root = program.Program(application(), program.parse(list(words)), self.ask)
        assert root.prepare()
        self.program = root
        self.window.resize(1366, 768)
        self.window.activateWindow()
        self.settle()
        return root

    @property
    def window(self) -> MainWindow:
        """The window that is open now: another library brings another window."""
        assert self.program.window is not None
        return self.program.window

    def restart(self, *words: str) -> None:
        """Close the window as a person does and start the program again."""
        self.close()
        self.program = self._start(words)

    def close(self) -> None:
        if self.program.window is not None:
            self.program.window.close()
        self.program.close()

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until the window has come to this."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def patiently(self, condition: Callable[[], object]) -> None:
        """Look for a moment whether it comes to this, as a person does who sees that something is under way."""
        deadline = time.monotonic() + 2
        while not condition() and time.monotonic() < deadline:
            self.qtbot.wait(20)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(2):
            application().processEvents()
            if self.program.window is not None and self.program.window.isVisible():
                self.until(self.window.is_idle)
        application().processEvents()

    # What is seen

    @property
    def read(self) -> Any:
        """The library, to look at what came of it."""
        return self.window.parts.session.read

    def front(self) -> str:
        """The name of the screen in front; "" on the start screen."""
        return "" if self.window.start.isVisible() else self.window.going.front_name()

    def toast(self) -> str:
        return self.window.toast.words.text() if self.window.toast.isVisible() else ""

    def status(self) -> str:
        """What the status bar says of where the reader is."""
        return " ".join(label.text() for label in self.window.statusBar().findChildren(QLabel) if label.isVisible())

    def sees(self, words: str) -> bool:
        """Whether these words stand anywhere in sight."""
        return any(words in said for said, _, _ in in_sight(top_window()))


@dataclass(slots=True)
class Count:
    """What a task took. A chord such as Ctrl+Shift+F is one key; ``letters`` are those of the words that are typed."""

    keys: int = 0
    enters: int = 0
    clicks: int = 0
    letters: int = 0


class Keyboard:
    """Keys and nothing else. ``patient``: each waits until nothing is under way; else only until it is painted."""

    def __init__(self, desk: Desk, *, patient: bool = True) -> None:
        self.desk = desk
        self.count = Count()
        self._wait = desk.settle if patient else application().processEvents

    def press(self, keys: str, times: int = 1) -> None:
        """A key or chord as it is printed: "Ctrl+Shift+F", "Down", "Return"."""
        key, held = chord(keys)
        for _ in range(times):
            if key in _ENTER and held == _PLAIN:
                self.count.enters += 1
            else:
                self.count.keys += 1
            QTest.keyClick(window_of_keys(), key, held)
            self._wait()

    def write(self, words: str) -> None:
        """Words, letter by letter."""
        self.count.letters += len(words)
        write(words)
        self._wait()


class Mouse:
    """The mouse alone; words that are themselves the work may be typed where a click has put the caret."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.count = Count()

    def click(self, words: str, *, kind: Kind = QWidget, nth: int = 0, double: bool = False) -> None:
        """Press what says these words: a button, a tab, a line of a list, a menu's entry. Turns the wheel where it has to."""
        window, point = self._find(words, kind, nth)
        if double:
            self.count.clicks += 2
            QTest.mouseDClick(window, Qt.MouseButton.LeftButton, _PLAIN, point)
        else:
            self.count.clicks += 1
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, _PLAIN, point)
        self.desk.settle()

    def menu(self, *words: str) -> None:
        """Through a menu of the menu bar: "View", "Theme", "Dark"."""
        for word in words:
            self.click(word, kind=(QMenuBar, QMenu))

    def choose(self, button: str, *entries: str) -> None:
        """Through the menu that a button opens. Qt waits for it inside the press, so that it is pressed from a timer; where
        an entry is not there the menu is shut, for nobody else would end the waiting."""

        def press() -> None:
            if application().activePopupWidget() is None:
                return
            timer.stop()
            try:
                for entry in entries:
                    self.click(entry, kind=QMenu)
            finally:
                while (left := application().activePopupWidget()) is not None:
                    left.close()

        timer = QTimer(interval=20)
        timer.timeout.connect(press)
        timer.start()
        self.click(button, kind=QAbstractButton)
        self.desk.until(lambda: not timer.isActive())
        self.desk.settle()

    def right_click(self, words: str, *, kind: Kind = QWidget) -> None:
        """The menu of what says these words."""
        window, point = self._find(words, kind, 0)
        self.count.clicks += 1
        QTest.mouseClick(window, Qt.MouseButton.RightButton, _PLAIN, point)
        self.desk.settle()

    def click_at(self, widget: QWidget, point: QPoint | None = None) -> None:
        """Press a place that has no words, such as a page."""
        self.count.clicks += 1
        at = widget.mapTo(widget.window(), point or widget.rect().center())
        QTest.mouseClick(widget.window().windowHandle(), Qt.MouseButton.LeftButton, _PLAIN, at)
        self.desk.settle()

    def write(self, words: str) -> None:
        self.count.letters += len(words)
        write(words)
        self.desk.settle()

    def double_click_word(self, word: str) -> None:
        """A double click on a word of a field: it is selected, and typing replaces it."""
        for edit in top_window().findChildren(QPlainTextEdit):
            found = edit.document().find(word) if edit.isVisible() else None
            if found is not None and not found.isNull():
                end = edit.cursorRect(found).center()
                found.setPosition(found.selectionStart())
                middle = (edit.cursorRect(found).center() + end) / 2
                self.count.clicks += 2
                at = edit.viewport().mapTo(edit.window(), middle)
                QTest.mouseDClick(edit.window().windowHandle(), Qt.MouseButton.LeftButton, _PLAIN, at)
                self.desk.settle()
                return
        raise AssertionError(f"no field says {word}")

    def _find(self, words: str, kind: Kind, nth: int) -> tuple[QWindow, QPoint]:
        window, rect = self._rect(words, kind, nth)
        return window, rect.center()

    def _rect(self, words: str, kind: Kind, nth: int = 0) -> tuple[QWindow, QRect]:
        found = places(words, kind)
        if not found and not _scrolled_view(words, kind):
            self.desk.patiently(lambda: places(words, kind))
            found = places(words, kind)
        if len(found) <= nth and (view := _scrolled_view(words, kind)):
            self._wheel_to(view, words)
            found = places(words, kind)
        said = sorted({one[:60] for one, _, _ in in_sight(top_window())})
        assert len(found) > nth, f"nothing in sight says “{words}”; there are: {said}"
        _, widget, rect = found[nth]
        return widget.window().windowHandle(), rect

    def _wheel_to(self, view: QAbstractItemView, words: str) -> None:
        """Turn the wheel over a list until the line is in sight: one movement."""
        self.count.clicks += 1
        for turn in (120, -120):
            for _ in range(200):
                if places(words, type(view)):
                    return
                bar = view.verticalScrollBar()
                if bar.value() == (bar.minimum() if turn > 0 else bar.maximum()):
                    break
                wheel(view.viewport(), turn)
        application().processEvents()


def write(words: str) -> None:
    """Letter by letter, where the system sends keys."""
    for letter in words:
        QTest.keyClick(window_of_keys(), ord(letter))


_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_KEYS = {"Ins": "Insert", "Del": "Delete", "\\": "Backslash", ",": "Comma"}


def chord(keys: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """A chord as it is printed: "Ctrl+Shift+F"."""
    *held, last = keys.split("+")
    modifiers = _PLAIN
    for word in held:
        modifiers |= _HELD[word]
    return Qt.Key[f"Key_{_KEYS.get(last, last)}"], modifiers


def wheel(widget: QWidget, turn: int) -> None:
    """A notch of the wheel over a widget's middle; away from the person is up."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, _PLAIN,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    application().sendEvent(widget, event)
    application().processEvents()


Seen = tuple[str, QWidget, QRect]
"""What is said, by which widget, and where in its window."""


def top_window() -> QWidget:
    """What takes the mouse now: an open menu or list, a dialog, else the window."""
    app = application()
    top = app.activePopupWidget() or app.activeModalWidget() or app.activeWindow()
    if top is None or not top.isVisible():  # without a window manager a menu that closed may stay the active window
        top = next(widget for widget in app.topLevelWidgets() if isinstance(widget, MainWindow) and widget.isVisible())
        top.activateWindow()
    return top


def window_of_keys() -> QWindow:
    """Where the system sends keys."""
    focus = application().focusWindow()
    top = top_window().windowHandle()
    return top if focus is None else focus


def places(words: str, kind: Kind) -> list[Seen]:
    """Where these words can be pressed: exactly these, else what begins with them, else what holds them."""
    offered = [seen for seen in in_sight(top_window(), pressed=True) if isinstance(_owner(seen[1]), kind)]
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [seen for seen in offered if fits(seen[0], words)]
        if found:
            return found
    return []


def _owner(widget: QWidget) -> QWidget:
    """The list that a viewport belongs to; else the widget itself."""
    above = widget.parentWidget()
    return above if isinstance(above, QAbstractItemView) and above.viewport() is widget else widget


def in_sight(window: QWidget, *, pressed: bool = False) -> Iterator[Seen]:
    """All words in sight; ``pressed``: only of what can be pressed, and what is greyed is left out."""
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible() or widget.window() is not window or (pressed and not widget.isEnabled()):
            continue
        for said, rect in _words_of(widget):
            shown = rect & widget.visibleRegion().boundingRect()
            if said and shown.height() > 2 and shown.width() > 2 and (not pressed or shown.contains(rect.center())):
                yield said, widget, rect.translated(widget.mapTo(window, QPoint(0, 0)))


def _words_of(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    whole = widget.rect()
    if isinstance(widget, QMenu | QMenuBar):
        for action in widget.actions():
            if action.isEnabled() and action.isVisible() and not action.isSeparator():
                yield plain(action.text()), widget.actionGeometry(action)
    elif isinstance(widget, QAbstractButton):
        yield plain(widget.text()), whole
        if widget.accessibleName() != plain(widget.text()):
            yield widget.accessibleName(), whole
    elif isinstance(widget, QTabBar):
        for index in range(widget.count()):
            yield plain(widget.tabToolTip(index) or widget.tabText(index)), widget.tabRect(index)
    elif isinstance(widget, QComboBox):
        yield widget.accessibleName(), whole
        yield widget.currentText(), whole
    elif isinstance(widget, QLabel):
        yield re.sub("<[^>]*>", "", plain(widget.text())), whole
    elif isinstance(widget, QLineEdit):
        yield widget.accessibleName(), whole
        yield widget.text(), whole
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.accessibleName(), whole
        yield widget.toPlainText(), whole
    elif isinstance(view := _owner(widget), QAbstractItemView) and view is not widget:
        for cell in indexes(view):
            yield from _cell(view, cell)


def _cell(view: QAbstractItemView, index: QModelIndex) -> Iterator[tuple[str, QRect]]:
    rect = view.visualRect(index)
    if rect.isEmpty() or not rect.intersects(view.viewport().rect()):
        return
    shown = [index.data(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)]
    for said in dict.fromkeys(str(one) for one in shown if one not in (None, "")):
        yield said, rect


def indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """All cells of a list, table or tree, unfolded ones included."""
    model = view.model()
    if model is None:
        return

    def below(parent: QModelIndex) -> Iterator[QModelIndex]:
        for row in range(min(model.rowCount(parent), 2000)):
            for column in range(1 if isinstance(view, QListView) else model.columnCount(parent)):
                yield model.index(row, column, parent)
            if isinstance(view, QTreeView):
                yield from below(model.index(row, 0, parent))

    yield from below(QModelIndex())


def _scrolled_view(words: str, kind: Kind) -> QAbstractItemView | None:
    """A list in sight that holds the words further up or down."""
    for view in top_window().findChildren(QAbstractItemView):
        if view.isVisible() and any(words in str(index.data() or "") for index in indexes(view)):
            return view
    return None


def plain(words: str) -> str:
    """Without the marks of a menu."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…").partition("\t")[0].strip()


def command(desk: Desk, words: str) -> QAction:
    """An action of the menu bar, to see whether it can be chosen."""
    return next(action for action in desk.window.findChildren(QAction) if plain(action.text()) == words)


def drop_events() -> None:
    """Let widgets go that were told to."""
    application().sendPostedEvents(None, QEvent.Type.DeferredDelete)


def folder_of(desk: Desk) -> Path:
    """The folder of the library that is open."""
    return Path(desk.window.parts.session.store.folder)
