"""What a screen reader is told: in this process for every screen, and through the system's own tree from the real program."""

from collections import Counter
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from cypsc_desktop.ui.main_window import MainWindow
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screens import SCREENS
from tests.helpers.robots import WindowRobot
from tests.ui.look import measure

NO_ROLES = frozenset(
    {QAccessible.Role.Client, QAccessible.Role.NoRole, QAccessible.Role.Pane, QAccessible.Role.Grouping}
)
"""What says nothing of how a thing is used. A page is read as text, and its area says which page."""
NAMES = [sort.name for sort in SCREENS]


def place_of(desk: WindowRobot, name: str) -> Place:
    """A place on this screen with something on it."""
    read = desk.store.read
    pack = next(d.id for d in read.records("document") if "pack" in str(getattr(d, "name", "")))
    places = {
        "papers": Place("papers", pack, sheet=5),
        "meeting": Place("meeting", desk.meeting()),
        "confirm": Place("confirm", pack),
        "search": Place("search", part="recommended"),
    }
    return places.get(name, Place(name))


def told(widget: QWidget) -> QAccessibleInterface:
    made = QAccessible.queryAccessibleInterface(widget)
    assert made is not None, f"{widget} is not there for a screen reader"
    return made


def name_of(widget: QWidget) -> str:
    return told(widget).text(QAccessible.Text.Name).strip()


def called(widget: QWidget) -> str:
    above = widget.parentWidget()
    return f"{type(widget).__name__} “{name_of(widget)}” {widget.objectName()} in {type(above).__name__} {above.objectName()}"


def reached_by_tab(window: MainWindow) -> list[QWidget]:
    """What Tab goes through, in its order, from the sidebar until it comes round. Qt's own chain is not asked: to ask
    it ties widgets to each other's lives (see ``ui/tab_order.py``)."""
    next(iter(window.sidebar.rows.values())).setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in range(400):
        window.focusNextChild()
        widget = QApplication.focusWidget()
        assert widget is not None, "Tab has led nowhere"
        if widget in found:
            return found
        found.append(widget)
    raise AssertionError("Tab never comes round")


def rect_of(widget: QWidget) -> QRect:
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(widget.window(), QPoint(0, 0)))


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_by_ear_and_by_tab(desk: WindowRobot, name: str) -> None:
    """All that can have the focus has a name and a role, no two things beside each other have the same one, Tab goes on as one reads,
    and the focus is seen wherever it is."""
    screen = desk.go(place_of(desk, name))
    reached = reached_by_tab(desk.window)
    assert [called(widget) for widget in reached if not name_of(widget)] == []
    assert [called(w) for w in reached if told(w).role() in NO_ROLES and not isinstance(w, PageArea)] == []
    counted = Counter((id(w.parentWidget()), name_of(w), type(w)) for w in reached)
    assert [(said, kind) for (_, said, kind), count in counted.items() if count > 1] == []
    inside = [widget for widget in reached if screen.isAncestorOf(widget)]
    assert inside, "nothing on this screen can have the focus"
    assert backward(inside, [pane for pane in screen.panes() if pane.isVisible()]) == []
    assert unseen(desk, inside) == []


def backward(reached: list[QWidget], panes: list[QWidget]) -> list[str]:
    """Where Tab goes back up a column, or back to the left in a row, without going over to another pane."""

    def pane_of(widget: QWidget) -> QWidget | None:
        return next((pane for pane in panes if pane is widget or pane.isAncestorOf(widget)), None)

    back = []
    for before, after in pairwise(reached):
        old, new = rect_of(before), rect_of(after)
        above = new.bottom() <= old.top() and new.left() < old.right()
        left = new.right() <= old.left() and new.top() < old.bottom() and old.top() < new.bottom()
        if (above or left) and pane_of(before) is pane_of(after):
            back.append(f"{called(before)} {old.getRect()} -> {called(after)} {new.getRect()}")
    return back


def bring_into_sight(widget: QWidget) -> None:
    """Scroll as Tab itself does."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    QApplication.processEvents()


def unseen(desk: WindowRobot, widgets: list[QWidget]) -> list[str]:
    """What looks the same with the focus as without: fewer than twenty pixels change by a contrast of three."""
    elsewhere = next(iter(desk.window.sidebar.rows.values()))
    found = []
    for widget in widgets:
        if not (widget.isVisible() and widget.isEnabled()):
            continue
        bring_into_sight(widget)
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert not widget.visibleRegion().isEmpty(), f"{called(widget)} has the focus out of sight"
        around = rect_of(widget).adjusted(-6, -6, 6, 6)
        before = desk.window.grab(around).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        changed = measure.changed_pixels(before, desk.window.grab(around).toImage())
        strong = sum(count for (old, new), count in changed.items() if measure.ratio_of(old, new) >= 3)
        if strong < 20:
            found.append(f"{called(widget)}: {strong} pixels")
    return found
