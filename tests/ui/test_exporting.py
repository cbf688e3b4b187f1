"""File > Export: where to is asked, the meeting shown or all is written, and what cannot be is said."""

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.recommendations.screen import RecommendationsScreen
from tests.helpers.robots import ScriptedAsk, WindowRobot


def action(desk: WindowRobot, menu: str, words: str) -> QAction:
    found = getattr(desk.window.menus, menu).actions()
    return next(a for a in found if a.text().replace("&", "").startswith(words))


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "html", "ods", "pdf"])
def test_the_response_table_in_every_format(qtbot: QtBot, sample_folder: Path, tmp_path: Path, ending: str) -> None:
    to = tmp_path / f"table.{ending}"
    ask = ScriptedAsk(save_as=[to])
    with WindowRobot(qtbot, sample_folder, ask=ask, settings=tmp_path / "window.ini") as desk:
        action(desk, "export", "Response table").trigger()
        desk.settle()
        assert desk.toast() == f"3 rows written to {to}."
    title, name, filters = ask.asked[0][1]
    assert (title, name) == ("Export response table", "responses-2021-09-21.docx")
    assert f"*.{ending}" in str(filters)
    assert to.stat().st_size > 100


def test_one_meetings_rows_or_all(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    one, every = tmp_path / "one.xlsx", tmp_path / "all.xlsx"
    with WindowRobot(
        qtbot, sample_folder, ask=ScriptedAsk(save_as=[one, every]), settings=tmp_path / "window.ini"
    ) as desk:
        action(desk, "export", "Recommendations").trigger()
        desk.settle()
        assert "holds no recommendations for the meeting of 21 Sep 2021" in desk.banner()
        assert not one.exists()
        action(desk, "export_all", "Recommendations").trigger()
        desk.settle()
        assert desk.toast().startswith("7 rows written")
    assert load_workbook(every).active.max_row >= 8


def test_the_list_is_written_as_its_chip_shows_it(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    """Answered rows with their replies, others blank; groups that are folded away are shown by their headings."""
    every, some = tmp_path / "all.csv", tmp_path / "overdue.csv"
    ask = ScriptedAsk(save_as=[every, some])
    with WindowRobot(qtbot, sample_folder, ask=ask, settings=tmp_path / "window.ini") as desk:
        desk.go(Place("recommendations"))
        screen = desk.window.going.front()
        assert isinstance(screen, RecommendationsScreen)
        shown = screen.grid.arrangement.fitting()
        replied = next(row for row in screen._rows() if row.reply and row.decision_text)
        screen.grid.arrangement.fold_all(True)
        desk.window.exports.choose_front()
        desk.settle()
        assert desk.toast() == f"{shown} rows shown written to {every}."
        screen.chips.choose("overdue")
        late = screen.grid.arrangement.fitting()
        assert 0 < late < shown
        desk.click(screen.export_button)
        desk.settle()
        assert desk.toast() == f"{late} rows shown written to {some}."
    with every.open(encoding="utf-8-sig", newline="") as table:
        rows = [line for line in csv.reader(table) if len(line) >= 8]
    told = [line for line in rows if replied.words in line[0]]
    assert len(told) == 1
    assert (replied.decision_text or "").split()[0] in told[0][3]
    assert (replied.decision_text or "") not in some.read_text(encoding="utf-8-sig")


def test_what_is_typed_is_in_the_export(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "table.csv"
    with WindowRobot(qtbot, sample_folder, ask=ScriptedAsk(save_as=[to]), settings=tmp_path / "window.ini") as desk:
        reply = desk.store.read.records("response")[0]
        desk.go(Place("recommendations", record=reply.id))
        inspector = desk.window.side.inspector
        assert inspector is not None
        inspector.show_record(reply.id)
        field = inspector.findChild(QWidget, "field officer")
        assert field
        field.setFocus()
        field.selectAll()
        desk.type("Rosa Field")
        desk.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert "Rosa Field" in to.read_text(encoding="utf-8-sig")


def test_thinking_better_of_it_writes_nothing(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, sample_folder, ask=ScriptedAsk(save_as=[None]), settings=tmp_path / "window.ini") as desk:
        desk.window.exports.choose("responses")
        desk.settle()
        assert not desk.toast()
        assert not desk.banner()


def test_a_name_without_a_format_is_refused(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with WindowRobot(
        qtbot, sample_folder, ask=ScriptedAsk(save_as=[tmp_path / "table.xyz"]), settings=tmp_path / "window.ini"
    ) as desk:
        desk.window.exports.choose("responses")
        desk.settle()
        assert "xyz" in desk.banner()
    assert not (tmp_path / "table.xyz").exists()


def test_check_and_backup_answer(desk: WindowRobot) -> None:
    desk.window.upkeep.check()
    desk.settle()
    assert desk.toast() == "The library is whole."
    desk.window.upkeep.back_up()
    desk.settle()
    assert desk.toast().startswith("Backed up to ")
    desk.window.edits.save()
    assert desk.toast().startswith("Already saved.")


def test_a_toast_waits_for_whoever_is_at_it(desk: WindowRobot) -> None:
    said: list[Any] = []
    desk.window.toast.say("Something happened.", action="Undo", do=lambda: said.append("undone"))
    assert not desk.window.toast.is_paused()
    desk.window.toast.button.setFocus()
    assert desk.window.toast.is_paused()
    desk.window.sidebar.focus_current()
    assert not desk.window.toast.is_paused()
    desk.window.toast.button.click()
    assert said == ["undone"]
    assert not desk.window.toast.isVisible()
