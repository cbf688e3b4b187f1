"""The grid by the mouse alone, and by any keys in any order: nothing raises, and the library stays whole."""

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.records import Response
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.grid.arrangement import SortBy
from cypsc_desktop.ui.grid.record_grid import RecordGrid
from tests.helpers.sample import ACTOR

Make = Callable[..., RecordGrid]
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEY = Qt.Key
KEYS = (
    *((key, held) for key in (KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Right) for held in (PLAIN, SHIFT, CTRL, ALT)),
    *((key, CTRL) for key in (KEY.Key_A, KEY.Key_C, KEY.Key_D, KEY.Key_V, KEY.Key_X, KEY.Key_Home, KEY.Key_End, KEY.Key_Delete)),
    *((key, PLAIN) for key in (KEY.Key_Return, KEY.Key_F2, KEY.Key_Escape, KEY.Key_Tab, KEY.Key_Delete, KEY.Key_Insert)),
    *((key, PLAIN) for key in (KEY.Key_A, KEY.Key_7, KEY.Key_Space, KEY.Key_Backspace, KEY.Key_PageDown)),
    (KEY.Key_Return, CTRL), (KEY.Key_Return, SHIFT), (KEY.Key_Space, SHIFT), (KEY.Key_Space, CTRL), (KEY.Key_L, CTRL | SHIFT),
    (KEY.Key_Left, CTRL | SHIFT), (KEY.Key_Right, CTRL | ALT),
)  # fmt: skip


def click(grid: RecordGrid, row: int, key: str, *, twice: bool = False) -> None:
    index = grid.arrangement.index(row, grid.arrangement.column_of(key) or 0)
    view = grid.view.frozen if grid.view.is_frozen(index.column()) else grid.view
    press = QTest.mouseDClick if twice else QTest.mouseClick
    press(view.viewport(), LEFT, PLAIN, view.visualRect(index).center())


def test_a_double_click_opens_a_cell_and_a_click_elsewhere_saves_it(grid: Make, sample: Store, qtbot: QtBot) -> None:
    shown = grid("response")
    click(shown, 0, "decision_text")
    click(shown, 0, "decision_text", twice=True)
    editor = shown.view.editor()
    assert editor is not None
    editor.set_text("Typed after a double click")
    shown.bar.finder.setFocus(Qt.FocusReason.MouseFocusReason)
    assert all_of(sample.read, Response)[0].decision_text == "Typed after a double click"


def test_a_header_sorts_and_the_row_strip_folds(grid: Make) -> None:
    shown = grid("response", grouped=True)
    header = shown.view.horizontalHeader()
    at = QPoint(shown.view.columnViewportPosition(1) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, PLAIN, at)
    assert shown.arrangement.sorting == (SortBy("decision"),)
    QTest.mouseClick(header.viewport(), LEFT, PLAIN, at)
    assert shown.arrangement.sorting == (SortBy("decision", True),)
    count = shown.arrangement.rowCount()
    QTest.mouseClick(shown.view.rows.viewport(), LEFT, PLAIN, QPoint(10, shown.view.rowHeight(0) // 2))
    assert shown.arrangement.rowCount() < count


def test_a_chosen_row_is_dragged_by_its_number(grid: Make, sample: Store) -> None:
    meeting = all_of(sample.read, Response)[0].meeting
    shown = grid("response", rows=lambda reader: reader.records("response", meeting=meeting))
    before = [r.id for r in shown.arrangement.shown_records()]
    strip, view = shown.view.rows.viewport(), shown.view
    first = QPoint(10, view.rowHeight(0) // 2)
    beyond = QPoint(10, view.rowViewportPosition(1) + view.rowHeight(1) - 6)
    QTest.mouseClick(strip, LEFT, PLAIN, first)
    assert [r.id for r in shown.doing.selected()] == before[:1]
    QTest.mousePress(strip, LEFT, PLAIN, first)
    QTest.mouseMove(strip, beyond - QPoint(0, 8))
    QTest.mouseMove(strip, beyond)
    QTest.mouseRelease(strip, LEFT, PLAIN, beyond)
    assert [r.id for r in shown.arrangement.shown_records()][:2] == [before[1], before[0]]
    assert undo(sample, actor=ACTOR) == "Move response"


@pytest.mark.qt_log_ignore(
    "grabbing the keyboard", extend=True
)  # what the offscreen screen says of any list that opens
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["response", "plan_action", "item"])
def test_any_keys_in_any_order(grid: Make, sample: Store, qtbot: QtBot, seed: int, kind: str) -> None:
    some = Random(seed)
    before = [(r.id, r) for r in sample.read.records(kind)]
    shown = grid(kind, grouped=bool(seed % 2))
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is None or not (focus is shown.view or shown.view.isAncestorOf(focus)):
            shown.view.setFocus()
            continue
        QTest.keyClick(focus, *some.choice(KEYS))
        QApplication.processEvents()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    if shown.view.editor():
        QTest.keyClick(shown.view.editor(), KEY.Key_Escape)
    while sample.undo_label(ACTOR) not in (None, *_imports(sample)):
        undo(sample, actor=ACTOR)
    assert [(r.id, r) for r in sample.read.records(kind)] == before
    assert sample.check().ok


def _imports(store: Store) -> set[str]:
    return {row.label for row in store.history() if row.source is not None}
