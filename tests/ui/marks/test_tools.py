"""The tools that draw, by mouse, pen, finger and keys; and the chosen mark under pointer and keys."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.commands.marks import Shown, marks_of
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.screen import PapersScreen
from cypsc_desktop.ui.papers.selecting import Selected, Spot
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from tests.ui.marks.conftest import select_words
from tests.ui.papers.conftest import WAIT, Keep
from tests.ui.papers.scans import scan
from tests.ui.papers.test_screen import gone

LEFT, KEYS = Qt.MouseButton.LeftButton, Qt.Key
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@pytest.fixture
def paper(qtbot: QtBot, screen: PapersScreen, prose: str) -> str:
    gone(qtbot, screen, Place("papers", prose, sheet=1))
    screen.view.active.area.setFocus()
    return prose


def only(session: Session, document: str) -> Shown:
    (shown,) = marks_of(session.read, document=document)
    return shown


def on_page(area: PageArea, *points: tuple[float, float]) -> list[QPoint]:
    return [area.on_window((x, y, x, y), 1).topLeft().toPoint() for x, y in points]


def drag(area: PageArea, points: Sequence[QPoint]) -> None:
    view = area.viewport()
    QTest.mousePress(view, LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(view, point)
    QTest.mouseRelease(view, LEFT, pos=points[-1])


class Pen:
    """A pen of a tablet with its two ends."""

    def __init__(self) -> None:
        kinds = QPointingDevice.PointerType
        self._ends = [
            QPointingDevice(
                "test pen", 7 + n, QInputDevice.DeviceType.Stylus, kind, QInputDevice.Capability.Pressure, 1, 1
            )
            for n, kind in enumerate((kinds.Pen, kinds.Eraser))
        ]  # fmt: skip

    def send(self, kind: QEvent.Type, view: QWidget, point: QPoint, pressure: float, *, eraser: bool = False) -> bool:
        """Whether it was taken."""
        up = kind == QEvent.Type.TabletRelease
        event = QTabletEvent(
            kind, self._ends[eraser], QPointF(point), QPointF(view.mapToGlobal(point)), pressure, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, LEFT, Qt.MouseButton.NoButton if up else LEFT,
        )  # fmt: skip
        QApplication.sendEvent(view, event)
        return bool(event.isAccepted())

    def draw(self, area: PageArea, points: Sequence[tuple[QPoint, float]], *, eraser: bool = False) -> None:
        view = area.viewport()
        taken = self.send(QEvent.Type.TabletPress, view, *points[0], eraser=eraser)
        assert taken
        for point, pressure in points[1:]:
            self.send(QEvent.Type.TabletMove, view, point, pressure, eraser=eraser)
        self.send(QEvent.Type.TabletRelease, view, points[-1][0], 0.0, eraser=eraser)


@pytest.fixture
def pen(qapp: QApplication) -> Pen:
    return Pen()


def test_ink_by_mouse_is_rubbed_out_and_comes_back(screen: PapersScreen, session: Session, paper: str) -> None:
    area = screen.view.active.area
    screen.marks.acts["ink"].trigger()
    assert screen.marks.acts["ink"].isChecked()
    drag(area, on_page(area, (60, 300), (100, 320), (140, 300)))
    drawn = only(session, paper)
    assert (drawn.mark.mark, drawn.page, len(drawn.strokes)) == ("ink", 1, 1)
    assert [abs(a - b) < 1 for a, b in zip(drawn.strokes[0][-1], (140, 300), strict=True)] == [True, True]
    drag(area, on_page(area, (60, 330), (140, 330)))  # soon after, and near: of the same drawing
    assert len(only(session, paper).strokes) == 2
    screen.marks.acts["eraser"].trigger()
    drag(area, on_page(area, (100, 340), (100, 326)))
    assert len(only(session, paper).strokes) == 1
    drag(area, on_page(area, (60, 290), (60, 312)))
    assert not marks_of(session.read, document=paper)
    session.store.undo(session.actor)
    assert len(only(session, paper).strokes) == 1
    session.store.undo(session.actor)
    assert len(only(session, paper).strokes) == 2


def test_a_pen_draws_wider_where_it_is_pressed_and_its_other_end_rubs_out(
    screen: PapersScreen, session: Session, paper: str, pen: Pen
) -> None:
    area = screen.view.active.area
    screen.marks.acts["ink"].trigger()
    spots = on_page(area, (60, 300), (90, 300), (120, 300))
    pen.draw(area, list(zip(spots, (0.1, 0.5, 1.0), strict=True)))
    drawn = only(session, paper)
    assert len(drawn.widths[0]) == len(drawn.strokes[0])
    assert drawn.widths[0][0] < drawn.widths[0][1] < drawn.widths[0][-1]
    screen.marks.take_up("")  # whatever is in hand
    pen.draw(area, [(spot, 0.5) for spot in on_page(area, (90, 290), (90, 310))], eraser=True)
    assert not marks_of(session.read, document=paper)


def test_a_pen_without_a_tool_selects_as_a_mouse_does(screen: PapersScreen, paper: str, pen: Pen) -> None:
    area = screen.view.active.area
    (spot,) = on_page(area, (60, 300))
    taken = pen.send(QEvent.Type.TabletPress, area.viewport(), spot, 0.5)
    assert not taken


@pytest.fixture
def finger(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


def test_a_finger_draws_and_two_push_the_page(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str, finger: QPointingDevice
) -> None:
    area = screen.view.active.area
    view = area.viewport()
    screen.marks.acts["ink"].trigger()
    first, second = on_page(area, (60, 300), (120, 300))
    QTest.touchEvent(view, finger).press(0, first, view)
    QTest.touchEvent(view, finger).move(0, second, view)
    QTest.touchEvent(view, finger).release(0, second, view)
    assert len(only(session, paper).strokes) == 1
    before = area.verticalScrollBar().value()
    low, high = QPoint(200, 400), QPoint(260, 400)
    QTest.touchEvent(view, finger).press(0, low, view).press(1, high, view)
    for step in (30, 60, 90):
        up = QPoint(0, step)
        QTest.touchEvent(view, finger).move(0, low - up, view).move(1, high - up, view)
    QTest.touchEvent(view, finger).release(0, low, view).release(1, high, view)
    assert area.verticalScrollBar().value() > before
    assert len(only(session, paper).strokes) == 1


def test_every_tool_by_keys_alone(qtbot: QtBot, screen: PapersScreen, session: Session, paper: str) -> None:
    area = screen.view.active.area
    qtbot.keyClick(area, KEYS.Key_P, CTRL | SHIFT)
    for key in (KEYS.Key_Right, KEYS.Key_Return, KEYS.Key_Right, KEYS.Key_Down, KEYS.Key_Return):
        qtbot.keyClick(area, key)
    drawn = only(session, paper)
    assert (drawn.mark.mark, len(drawn.strokes[0])) == ("ink", 3)
    qtbot.keyClick(area, KEYS.Key_E, CTRL | SHIFT)
    qtbot.keyClick(area, KEYS.Key_Right)
    for key in (KEYS.Key_Return, KEYS.Key_Return):
        qtbot.keyClick(area, key)
    assert not marks_of(session.read, document=paper)
    qtbot.keyClick(area, KEYS.Key_X, CTRL | SHIFT)
    qtbot.keyClick(area, KEYS.Key_Return)
    for key in (KEYS.Key_Right, KEYS.Key_Down):
        qtbot.keyClick(area, key, SHIFT)
    qtbot.keyClick(area, KEYS.Key_Return)
    box = only(session, paper)
    assert (box.mark.mark, round(box.rects[0][2] - box.rects[0][0])) == ("box", 24)
    assert screen.marks.choice() == box
    assert not screen.marks.acts["box"].isChecked()  # the tool has done its work
    qtbot.keyClick(area, KEYS.Key_T, CTRL | SHIFT)
    qtbot.keyClick(area, KEYS.Key_Return)
    assert {shown.mark.mark for shown in marks_of(session.read, document=paper)} == {"box", "note"}
    assert screen.side.pane.details.comment.hasFocus()
    area.setFocus()
    qtbot.keyClick(area, KEYS.Key_L, CTRL)
    assert screen.marks.acts["highlight"].isChecked()
    qtbot.keyClick(area, KEYS.Key_Escape)
    assert not screen.marks.acts["highlight"].isChecked()


def test_the_highlighter_marks_what_the_mouse_selects(screen: PapersScreen, session: Session, paper: str) -> None:
    area = screen.view.active.area
    screen.marks.acts["highlight"].trigger()
    text = area.text(1)
    assert text is not None
    start = text.text.index("stay with")
    (box,) = text.boxes(start, start + 9)
    drag(area, on_page(area, (box[0] + 0.5, box[1] + 5), (box[0] + 20, box[1] + 5), (box[2], box[1] + 5)))
    made = only(session, paper)
    assert (made.quote, made.mark.meaning) == ("stay with", "question")


def test_a_box_is_dragged_stretched_and_put_back(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    mark(session.store, paper, 1, "box", actor=session.actor, rects=[(60, 300, 120, 340)])
    qtbot.waitUntil(lambda: len(screen.marks.held.of(paper)) == 1, timeout=WAIT)
    area = screen.view.active.area
    QTest.mouseClick(area.viewport(), LEFT, pos=on_page(area, (90, 320))[0])
    assert screen.marks.choice() is not None
    drag(area, on_page(area, (90, 320), (100, 330), (110, 340)))
    assert only(session, paper).rects[0] == pytest.approx((80, 320, 140, 360), abs=1.5)
    drag(area, on_page(area, (140, 360), (150, 370), (170, 380)))  # the handle at its foot
    assert only(session, paper).rects[0] == pytest.approx((80, 320, 170, 380), abs=1.5)
    drag(area, on_page(area, (100, 340), (-300, 340), (-500, 340)))  # no further than the page
    assert only(session, paper).rects[0][0] == pytest.approx(0, abs=0.5)
    for _ in range(3):
        session.store.undo(session.actor)
    assert only(session, paper).rects[0] == (60, 300, 120, 340)


def test_arrows_move_and_stretch_and_are_one_step(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    made = mark(session.store, paper, 1, "ink", actor=session.actor, strokes=[[(60, 300, 1.0), (100, 340, 2.0)]])
    qtbot.waitUntil(lambda: len(screen.marks.held.of(paper)) == 1, timeout=WAIT)
    area = screen.view.active.area
    qtbot.keyClick(area, KEYS.Key_Down, ALT)
    assert screen.marks.choice() is not None
    for key in (KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Down):
        qtbot.keyClick(area, key)
    assert only(session, paper).strokes[0][0] == (60, 300)  # not kept yet
    screen.save_now()
    assert only(session, paper).strokes == (((64, 302), (104, 342)),)
    assert only(session, paper).widths == ((1.0, 2.0),)
    qtbot.keyClick(area, KEYS.Key_Right, SHIFT | CTRL)
    qtbot.waitUntil(lambda: only(session, paper).strokes[0][1] == (124, 342), timeout=WAIT)
    session.store.undo(session.actor)
    session.store.undo(session.actor)
    assert only(session, paper).strokes[0][0] == (60, 300)
    assert only(session, paper).mark.id == made.id


def test_ends_of_a_text_mark_follow_handles_and_keys(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    area = screen.view.active.area
    select_words(screen, "stay with")
    screen.marks.acts["data"].trigger()
    qtbot.keyClick(area, KEYS.Key_Right, SHIFT | CTRL)
    qtbot.keyClick(area, KEYS.Key_Right, SHIFT | CTRL)
    qtbot.keyClick(area, KEYS.Key_Left, SHIFT)
    screen.save_now()
    assert only(session, paper).quote == "stay with their"
    text = area.text(1)
    assert text is not None
    start = text.text.index("carers")
    (box,) = text.boxes(start, start + 6)
    here = area.on_window(only(session, paper).rects[-1], 1)
    there = area.on_window(box, 1)
    grip = QPoint(round(here.right()), round(here.center().y()))
    drag(area, [grip, grip + QPoint(8, 0), QPoint(round(there.right()), round(there.center().y()))])
    assert only(session, paper).quote == "stay with their carers"
    assert only(session, paper).mark.after.startswith("after")
    qtbot.keyClick(area, KEYS.Key_U, CTRL)
    assert only(session, paper).mark.mark == "underline"


def test_a_selection_over_two_sheets_is_one_step(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    area = screen.view.active.area
    assert area.text(2) is None
    area.select(Selected(Spot(1, 40), Spot(2, 12)))
    screen.marks.acts["concern"].trigger()  # as soon as the text of both sheets is there
    qtbot.waitUntil(lambda: bool(marks_of(session.read, document=paper)), timeout=WAIT)
    assert [shown.page for shown in marks_of(session.read, document=paper)] == [1, 2]
    assert session.undo_label() == "Mark pages 1 to 2"
    session.store.undo(session.actor)
    assert not marks_of(session.read, document=paper)


def test_overlapping_marks_are_chosen_in_turn(qtbot: QtBot, screen: PapersScreen, session: Session, paper: str) -> None:
    large = mark(session.store, paper, 1, "box", actor=session.actor, rects=[(50, 290, 200, 390)])
    small = mark(session.store, paper, 1, "box", actor=session.actor, rects=[(80, 310, 120, 340)])
    qtbot.waitUntil(lambda: len(screen.marks.held.of(paper)) == 2, timeout=WAIT)
    area = screen.view.active.area
    (spot,) = on_page(area, (100, 325))
    chosen = []
    for _ in range(3):
        QTest.mouseClick(area.viewport(), LEFT, pos=spot)
        shown = screen.marks.choice()
        assert shown is not None
        chosen.append(shown.mark.id)
    assert chosen == [small.id, large.id, small.id]


def test_boxes_and_notes_on_a_scanned_page(qtbot: QtBot, screen: PapersScreen, session: Session, keep: Keep) -> None:
    document = keep(scan(), "scan.pdf")
    gone(qtbot, screen, Place("papers", document.id, sheet=1))
    area = screen.view.active.area
    screen.marks.acts["box"].trigger()
    drag(area, on_page(area, (60, 100), (80, 120), (160, 180)))
    made = only(session, document.id)
    assert (made.mark.mark, made.quote) == ("box", "")
    screen.marks.acts["note tool"].trigger()
    drag(area, on_page(area, (200, 200)))
    assert len(marks_of(session.read, document=document.id)) == 2
