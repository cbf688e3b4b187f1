"""A whole meeting with the keyboard alone: every key goes to whatever has the focus, and the focus is never lost."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.live_robot import BOTH, CTRL, SHIFT, LiveRobot
from tests.minutes.harbour import MEETING


def focus(clerk: LiveRobot) -> QWidget:
    """What has the focus; coming back from a dialog takes the window a moment."""
    clerk.until(lambda: QApplication.focusWidget() is not None)
    held = QApplication.focusWidget()
    assert held is not None
    return held


def write(clerk: LiveRobot, text: str, *, enter: bool = True) -> None:
    QTest.keyClicks(focus(clerk), text)
    if enter:
        press(clerk, Qt.Key.Key_Return)


def press(clerk: LiveRobot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(clerk), key, modifiers)
    QApplication.processEvents()


def test_a_whole_meeting_without_a_mouse(clerk: LiveRobot) -> None:
    for line in ("+rw", "+ryw", "+so", "~jf", "=jf hr", "+ Dev Joshi, Head of Early Help"):
        write(clerk, line)
    press(clerk, Qt.Key.Key_Home, BOTH)
    press(clerk, Qt.Key.Key_PageDown, CTRL)
    write(clerk, "apologies had come from Jo Frost")
    write(clerk, ">7")
    write(clerk, "a.dj the budget is short")
    # a question without knowing codes: its kind, then the speaker from the list
    press(clerk, Qt.Key.Key_F2, SHIFT)
    people = clerk.screen.bar.people
    assert people.isVisible()
    QTest.keyClick(people, Qt.Key.Key_Down)
    QTest.keyClick(people, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert clerk.text() == "q.rw "
    write(clerk, "by how much?")
    press(clerk, Qt.Key.Key_Tab)
    write(clerk, "by a tenth")
    # an outcome from two lines, put and agreed
    for _ in range(2):
        press(clerk, Qt.Key.Key_Up, SHIFT)
    press(clerk, Qt.Key.Key_R, BOTH)
    write(clerk, "That the borough find a tenth by June 2022", enter=False)
    press(clerk, Qt.Key.Key_Tab)
    write(clerk, "Cabinet", enter=False)
    press(clerk, Qt.Key.Key_Backtab, SHIFT)
    press(clerk, Qt.Key.Key_Return)
    assert clerk.screen.capture.hasFocus()
    press(clerk, Qt.Key.Key_T, BOTH)
    write(clerk, "v.")
    assert clerk.screen.results.outcomes[-1].state == "agreed"
    # a vote
    write(clerk, "m.rw/so That the report be noted")
    press(clerk, Qt.Key.Key_V, BOTH)
    write(clerk, "3", enter=False)
    press(clerk, Qt.Key.Key_Tab)
    write(clerk, "1")
    assert clerk.shown()["votes"][-1]["for"] == 3
    # Part B and back
    clerk.screen.activateWindow()  # this platform has no window manager to do it
    clerk.until(clerk.screen.capture.hasFocus)
    press(clerk, Qt.Key.Key_X, BOTH)
    press(clerk, Qt.Key.Key_Space)
    for _ in range(7):
        press(clerk, Qt.Key.Key_Tab)
    write(clerk, "a family is named")
    assert clerk.last()["kind"] == "exclusion"
    assert clerk.screen.capture.hasFocus()
    write(clerk, "p.so private words")
    press(clerk, Qt.Key.Key_X, BOTH)
    # into the log and back, a line starred there
    press(clerk, Qt.Key.Key_Up)
    assert clerk.screen.log.view.hasFocus()
    press(clerk, Qt.Key.Key_Up)
    press(clerk, Qt.Key.Key_D, CTRL)
    press(clerk, Qt.Key.Key_Down)
    press(clerk, Qt.Key.Key_Down)
    assert clerk.screen.capture.hasFocus()
    assert [entry["text"] for entry in clerk.entries() if entry["starred"]] == ["private words"]
    # the end
    press(clerk, Qt.Key.Key_End, BOTH)
    write(clerk, "21:30")
    assert clerk.shown()["ended"] == "21:30"
    assert clerk.heard["wanted"][-1].subject == MEETING
    assert clerk.heard["failed"] == []
