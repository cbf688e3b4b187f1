"""What Enter does on the screen: the line is painted, alone, and everything else follows it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.helpers.live_robot import LiveRobot

LONG = "q.so a question that is so long that it takes the capture line a second row to hold all of it, and some more"


class _Painted(QObject):
    """How much of a widget was painted, as (top, height)."""

    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.seen: list[tuple[int, int]] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.seen.append((event.rect().top(), event.rect().height()))
        return False


def _seen(clerk: LiveRobot) -> QImage:
    """The pixels that were really put on the screen for the log, not painted again for this."""
    view = clerk.screen.log.view.viewport()
    corner = view.mapTo(clerk.screen, view.rect().topLeft())
    shot = clerk.screen.screen().grabWindow(clerk.screen.winId(), corner.x(), corner.y(), view.width(), view.height())
    return shot.toImage()


def test_enter_paints_the_line_alone_and_the_field_gives_its_room_back_after_it(clerk: LiveRobot) -> None:
    clerk.lines(["+rw", "+so", ">start", *(f"line {n} of the evening" for n in range(30))])
    clerk.settle()
    log, capture = clerk.screen.log, clerk.screen.capture
    view = log.view
    low = capture.height()
    clerk.type(LONG)
    clerk.settle()
    high = capture.height()
    assert high > low
    for _ in range(3):  # a layout that was asked for may ask for another
        QApplication.processEvents()
    view.viewport().repaint()  # whatever was still to be painted
    painted = _Painted(view.viewport())
    QTest.keyClick(capture, Qt.Key.Key_Return)
    row = view.visualRect(log.model.index(log.model.rowCount() - 1))
    view.viewport().repaint(row)
    assert painted.seen == [(row.top(), row.height())]
    moved = _seen(clerk)
    assert moved.size() == view.viewport().size()
    view.viewport().repaint()
    assert moved == _seen(clerk)
    assert (capture.text(), capture.height()) == ("", high)
    clerk.settle()
    assert capture.height() == low


def test_tab_straight_after_a_question_takes_the_likely_answerer(clerk: LiveRobot) -> None:
    """Both keys may lie in the queue when the machine is busy: nothing was painted, or read, between them."""
    clerk.lines(["+rw", "+so", "+ Dev Joshi, Head of Early Help", ">start", ">7", "i.dj the report", "q.so and when?"])
    clerk.settle()
    clerk.type("q.so and who?")
    capture = clerk.screen.capture
    QTest.keyClick(capture, Qt.Key.Key_Return)
    QTest.keyClick(capture, Qt.Key.Key_Tab)
    assert clerk.text() == "a.dj "
    assert QApplication.focusWidget() is capture
