"""The core tasks of marking through the whole program: by the keyboard alone, and by the mouse alone but for words."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.enquiries import enquiries_of
from cypsc_desktop.commands.marks import Shown, marks_of
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.screen import PapersScreen
from tests.helpers.journey import Desk, Keyboard, Mouse, application

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def marks(desk: Desk) -> list[Shown]:
    return marks_of(desk.read)


def latest(desk: Desk) -> Shown:
    return max(marks(desk), key=lambda shown: (shown.mark.created or "", shown.mark.id))


def screen(desk: Desk) -> PapersScreen:
    front: Any = desk.window.going.front()
    assert isinstance(front, PapersScreen)
    return front


def area(desk: Desk) -> PageArea:
    return screen(desk).view.active.area


def read(desk: Desk) -> None:
    """Wait until the words of the page in sight are known."""
    desk.until(lambda: area(desk).text(area(desk).sheet()) is not None)
    desk.settle()


def test_by_the_keyboard_alone(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    note, listed = tmp_path / "note.docx", tmp_path / "marks.docx"
    desk = Desk(qtbot, "--library", str(sample_folder), save_as=[listed, note])
    try:
        keys = Keyboard(desk)
        keys.press("Ctrl+2")
        keys.press("Return")
        keys.press("Ctrl+G")
        keys.write("5")
        keys.press("Return")
        read(desk)
        keys.press("F7")
        keys.press("Ctrl+Shift+Right", 4)
        keys.press("2")
        made = latest(desk)
        assert (made.mark.meaning, bool(made.quote)) == ("concern", True)
        keys.press("F2")
        keys.write("who pays")
        keys.press("Ctrl+Return")
        assert latest(desk).mark.comment == "who pays"
        keys.press("Escape")  # from the list back to the page
        keys.press("Escape")  # and out of the text
        keys.press("Ctrl+Shift+Right")  # one word more
        keys.press("Ctrl+Shift+Q")
        (line,) = enquiries_of(desk.read)
        assert line.enquiry.annotation == made.mark.id
        assert len(latest(desk).quote) > len(made.quote)
        for tool, strokes in (("Ctrl+Shift+P", "Right"), ("Ctrl+Shift+X", "Shift+Down")):
            keys.press(tool)
            keys.press("Down", 3)
            keys.press("Return")
            keys.press("Shift+Right")
            keys.press(strokes, 2)
            keys.press("Return")
            keys.press("Escape")
        assert sorted(shown.mark.mark or "" for shown in marks(desk)) == ["box", "highlight", "ink"]
        keys.press("Ctrl+Z")
        assert sorted(shown.mark.mark or "" for shown in marks(desk)) == ["highlight", "ink"]
        keys.press("Ctrl+K")
        keys.write("with the private marks")
        keys.press("Return")
        keys.press("Ctrl+E")
        desk.until(listed.is_file)
        keys.press("Ctrl+Shift+Y")
        keys.press("F2")
        keys.write("who pays for it")
        keys.press("Ctrl+Return")
        (line,) = enquiries_of(desk.read)
        assert line.enquiry.question == "who pays for it"
        keys.press("Ctrl+E")
        desk.until(note.is_file)
        keys.press("Ctrl+Shift+J")
        desk.until(lambda: desk.front() == "papers")
        desk.until(lambda: screen(desk).marks.choice() is not None)
        assert screen(desk).marks.choice().mark.id == made.mark.id
        keys.press("Del")
        assert [shown.mark.mark for shown in marks(desk)] == ["ink"]
    finally:
        desk.close()


def drag(desk: Desk, *points: QPoint) -> None:
    """With the button held, from point to point of the page."""
    view = area(desk).viewport()
    window = view.window().windowHandle()
    window.requestActivate()  # a menu that has closed may still have the keys
    places = [view.mapTo(view.window(), point) for point in points]
    QTest.mousePress(window, LEFT, PLAIN, places[0])
    for place in places[1:]:
        QTest.mouseMove(window, place)
        application().processEvents()
    QTest.mouseRelease(window, LEFT, PLAIN, places[-1])
    desk.settle()


def words_on_page(desk: Desk, count: int) -> tuple[QPoint, QPoint]:
    """From and to of the first words of a line in the middle of what is seen."""
    pages = area(desk)
    sheet = pages.sheet()
    text = pages.text(sheet)
    assert text is not None
    seen = [line for line in text.lines if line.end - line.start > 3 * count]
    line = seen[len(seen) // 3]
    (box,) = text.boxes(line.start, line.start + count)
    rect = pages.on_window(box, sheet)
    middle = round(rect.center().y())
    return QPoint(round(rect.left()) + 1, middle), QPoint(round(rect.right()) - 1, middle)


def test_by_the_mouse_alone(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    listed = tmp_path / "marks.docx"
    desk = Desk(qtbot, "--library", str(sample_folder), save_as=[listed])
    try:
        mouse = Mouse(desk)
        mouse.click("Papers", kind=QAbstractButton)
        mouse.click("Agenda pack", kind=QAbstractItemView)
        mouse.click("Pages", kind=QAbstractButton)
        mouse.click("5", kind=QAbstractItemView)
        read(desk)
        first, last = words_on_page(desk, 14)
        drag(desk, first, first + QPoint(12, 0), last)
        bar = screen(desk).marks.bars[screen(desk).view.active]
        desk.until(bar.isVisible)
        mouse.click_at(bar.buttons[2])
        made = latest(desk)
        assert made.mark.meaning == "evidence"
        mouse.choose("More", "Draw, box, note", "Draw")
        low = QPoint(last.x(), area(desk).viewport().height() - 60)
        drag(desk, low, low + QPoint(30, 10), low + QPoint(60, 0))
        mouse.choose("More", "Draw, box, note", "Draw")
        mouse.choose("More", "Draw, box, note", "Box")
        drag(desk, low - QPoint(120, 40), low - QPoint(90, 20), low - QPoint(60, 0))
        assert sorted(shown.mark.mark or "" for shown in marks(desk)) == ["box", "highlight", "ink"]
        box = latest(desk)
        drag(desk, low - QPoint(90, 20), low - QPoint(95, 30), low - QPoint(100, 60))
        moved = latest(desk)
        assert (moved.mark.id, moved.rects != box.rects) == (box.mark.id, True)
        mouse.click_at(screen(desk).side.pane.details.comment)
        mouse.write("compare")
        mouse.click_at(screen(desk).side.pane.details.meaning)
        mouse.click("Data", kind=QAbstractItemView)
        assert (latest(desk).mark.comment, latest(desk).mark.meaning) == ("compare", "data")
        mouse.click("Evidence, highlight", kind=QAbstractItemView)
        mouse.choose("More", "The chosen mark", "To the lines of enquiry")
        assert [line.enquiry.annotation for line in enquiries_of(desk.read)] == [made.mark.id]
        mouse.choose("More", "The chosen mark", "Delete mark")
        assert sorted(shown.mark.mark or "" for shown in marks(desk)) == ["box", "ink"]
        mouse.click("Undo", kind=QAbstractButton)
        assert len(marks(desk)) == 3
    finally:
        desk.close()
