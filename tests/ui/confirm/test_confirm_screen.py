"""Checking an import as a person does it: by keyboard alone, by mouse alone, and as a screen reader tells it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from cypsc_desktop.commands.confirming import News, State, accept_all, checklist
from cypsc_desktop.commands.editing import set_field, undo
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import RECOGNISER, recognise
from cypsc_desktop.intake.recording import issue_date, records_of
from cypsc_desktop.model.changes import Origin
from cypsc_desktop.model.records import Document, Response
from cypsc_desktop.sample import build_sample
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.confirm.parts import Filter
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR
from tests.ui.confirm.conftest import ConfirmRobot, Desk, paper

Key = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_uncertain_lines_come_first_and_the_first_is_chosen_with_its_page(desk: Desk) -> None:
    robot = desk()
    assert robot.parts()[0] == "Uncertain"
    first = robot.lines()[0]
    assert robot.line() == first
    assert first.state == State.UNCERTAIN
    assert robot.screen.reader.sheet() == first.sheet
    assert robot.told["chosen"][-1] == first.id
    assert robot.screen.place() == Place("confirm", robot.screen.place().subject, record=first.id)
    assert "of them uncertain" in robot.progress()


def test_the_page_follows_the_line_and_frames_it(desk: Desk) -> None:
    robot = desk()
    for _ in range(4):
        robot.key(Key.Key_Down)
        line = robot.line()
        assert robot.screen.reader.sheet() == line.sheet
        assert robot.screen.reader.box() == line.box


def test_enter_and_space_accept_and_go_to_the_next(desk: Desk, sample: Store) -> None:
    robot = desk()
    first, second, third = robot.lines()[:3]
    robot.key(Key.Key_Return)
    assert robot.line().id == second.id
    robot.key(Key.Key_Space)
    assert robot.line().id == third.id
    assert [robot.state(one.id) for one in (first, second, third)][:2] == [State.CHECKED] * 2
    left = len(robot.lines()) - 2
    assert robot.progress().startswith(f"{left} to check")
    undo(sample, actor=ACTOR)
    robot.settle()
    robot.qtbot.waitUntil(lambda: robot.line_of(second.id).is_open)
    assert not robot.line_of(first.id).is_open


def test_a_part_and_then_everything_by_keyboard(desk: Desk) -> None:
    robot = desk()
    robot.key(Key.Key_Return, CTRL_SHIFT)
    assert not [line for line in robot.lines() if line.state == State.UNCERTAIN]
    assert robot.told["done"][-1].endswith("accepted.")
    assert robot.line().is_open
    robot.key(Key.Key_A, CTRL_SHIFT)
    robot.settle()
    assert robot.progress() == f"All {len(robot.lines())} lines are checked."
    robot.key(Key.Key_Return)  # nothing is left to go to, and nothing happens
    assert not robot.told["failed"]


def test_a_line_is_taken_back(desk: Desk) -> None:
    robot = desk()
    first = robot.lines()[0]
    robot.key(Key.Key_Return)
    robot.key(Key.Key_Up)
    assert robot.line().id == first.id
    robot.key(Key.Key_Backspace)
    assert robot.state(first.id) == first.state


def test_amending_where_the_line_stands_by_keyboard(desk: Desk, sample: Store) -> None:
    robot = desk()
    robot.go(paper(sample, "agenda pack"), record=next(x.id for x in robot.lines() if x.record.kind == "programme"))
    line = robot.line()
    robot.key(Key.Key_F2)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "field date"
    row = robot.screen.amending.form.rows["note"]
    row.editor.setFocus()
    QTest.keyClicks(row.editor, "Moved to spring")
    robot.press(robot.screen.amending.done)
    assert robot.screen.amending.isHidden()
    assert robot.view.hasFocus()
    assert robot.state(line.id) == State.AMENDED
    assert getattr(sample.read.record(line.id), "note", "").endswith("Moved to spring")


def test_escape_leaves_the_fields(desk: Desk) -> None:
    robot = desk()
    robot.key(Key.Key_F2)
    assert robot.screen.amending.isVisible()
    robot.key(Key.Key_Escape)
    assert robot.screen.amending.isHidden()
    assert robot.view.hasFocus()


def test_everything_by_mouse_alone(desk: Desk) -> None:
    robot = desk()
    line = robot.lines()[1]
    robot.press_line(line.id)
    assert robot.line().id == line.id
    robot.press(robot.screen.about.accept)
    assert robot.state(line.id) == State.CHECKED
    robot.press_line(line.id)
    robot.press(robot.screen.about.back)
    assert robot.line_of(line.id).is_open
    robot.press(robot.screen.about.amend)
    assert robot.screen.amending.isVisible()
    robot.press(robot.screen.amending.done)
    robot.press(robot.screen.list.accept_part)
    robot.press(robot.screen.list.accept_all)
    assert robot.progress().startswith("All ")
    robot.press(robot.screen.list.go_on)
    assert robot.told["wanted"][-1] == Place("meeting", robot.screen._document.meeting)


def test_filters_list_what_they_say_and_keep_what_was_just_done(desk: Desk) -> None:
    robot = desk()
    robot.filter(Filter.UNCERTAIN)
    doubted = robot.lines()
    assert {line.state for line in doubted} == {State.UNCERTAIN}
    robot.key(Key.Key_Return)
    assert len(robot.lines()) == len(doubted)  # what was dealt with stays in sight
    robot.filter(Filter.UNCERTAIN)
    assert len(robot.lines()) == len(doubted) - 1
    robot.filter(Filter.ALL)
    assert len(robot.lines()) == len(robot.screen._made.lines)
    assert not robot.screen.list._chips[Filter.NEWS].isVisible()  # nothing came before this paper


def test_a_supplement_lists_what_is_new(desk: Desk) -> None:
    robot = desk(kind="supplement")
    robot.filter(Filter.NEWS)
    assert robot.lines()
    assert all(line.news for line in robot.lines())
    assert "new" in robot.spoken(robot.screen.list.model.index_of(robot.lines()[0].id))


def test_a_finding_leads_to_its_line_or_sheet(desk: Desk) -> None:
    robot = desk()
    findings = robot.screen.list.findings.list
    assert findings.count()
    for row in range(findings.count()):
        item = findings.item(row)
        findings.setCurrentItem(item)
        findings.itemActivated.emit(item)
        robot.settle()
        finding, sheet = item.data(int(Qt.ItemDataRole.UserRole)), item.data(int(Qt.ItemDataRole.UserRole) + 1)
        told = [line for line in robot.lines() if finding in line.findings]
        assert robot.line() in told if told else robot.screen.reader.sheet() == sheet


def test_a_change_elsewhere_shows_and_the_place_stays(desk: Desk, sample: Store) -> None:
    robot = desk()
    robot.key(Key.Key_Down)
    here = robot.line().id
    other = next(line for line in robot.lines() if line.record.kind == "response")
    set_field(sample, other.id, "officer", "Jo Marsh", actor="Ben")
    robot.qtbot.waitUntil(lambda: robot.state(other.id) == State.AMENDED)
    assert robot.line().id == here


def test_another_paper_is_chosen_in_the_list_of_papers(desk: Desk, sample: Store) -> None:
    robot = desk()
    box = robot.screen.list.papers
    assert box.count() == 2
    other = paper(sample, "supplement")
    box.setCurrentIndex(box.findData(other.id))
    box.activated.emit(box.currentIndex())
    assert robot.told["wanted"][-1] == Place("confirm", other.id)
    robot.go(other)
    assert robot.screen.place().subject == other.id
    assert robot.screen.title().startswith("Check supplement") or robot.screen.title().startswith("Check Supplement")


def test_without_a_subject_the_newest_paper_is_shown(desk: Desk) -> None:
    assert desk(kind=None).lines()


def test_a_place_with_a_record_that_the_filter_hides(desk: Desk, sample: Store) -> None:
    accept_all(sample, paper(sample, "agenda pack"), actor=ACTOR)
    robot = desk()
    record = robot.lines()[3].id
    robot.filter(Filter.OPEN)
    assert not robot.lines()
    robot.go(paper(sample, "agenda pack"), record=record)
    assert robot.line().id == record


def test_a_pack_that_was_issued_again_leads_to_the_later_issue(
    desk: Desk, sample: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import_paper(sample, build_sample(tmp_path_factory.mktemp("second"), edition=2)[0], actor=ACTOR)
    packs = [d for d in all_of(sample.read, Document) if d.doc_kind == "agenda pack"]
    (old,) = (d for d in packs if checklist(sample.read, d).replaced_by)
    robot = desk(kind=None)
    robot.go(old)
    robot.press(robot.screen.notice.button)
    (new,) = (d for d in packs if d.id != old.id)
    assert robot.told["wanted"][-1] == Place("confirm", new.id)
    robot.go(new)
    assert not robot.screen.notice.isVisible()
    robot.filter(Filter.NEWS)
    assert all(line.news for line in robot.lines())


def test_what_a_newer_reading_changed_is_told_word_by_word(
    desk: Desk, sample: Store, sample_papers: list[Path]
) -> None:
    pack = paper(sample, "agenda pack")
    accept_all(sample, pack, actor=ACTOR)
    source = open_source(sample_papers[0])
    report = recognise(source)
    origin = Origin(source.sha256, report.kind, issue_date(report), RECOGNISER + 1)
    with sample.change("Import again", actor=ACTOR, origin=origin) as change:
        for record in records_of(report, source):
            change.add(replace(record, officer="Zoë Quayle") if isinstance(record, Response) else record)
    robot = desk()
    assert {line.news for line in robot.lines()} == {News.CHANGED}
    told = robot.screen.about.told
    assert "Zoë Quayle" in told.toPlainText()
    assert "line-through" in told.toHtml()
    robot.key(Key.Key_F2)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "field officer"


def test_an_empty_library_says_what_to_do(empty_desk: ConfirmRobot) -> None:
    assert empty_desk.screen.empty.home.isVisible()
    empty_desk.press(empty_desk.screen.empty.home)
    assert empty_desk.told["wanted"] == [Place("home")]


def test_everything_focusable_has_a_name_and_lines_say_all(desk: Desk) -> None:
    robot = desk()
    robot.key(Key.Key_F2)
    for widget in robot.screen.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = widget.accessibleName() or (widget.text() if isinstance(widget, QPushButton) else "")
            inner = QAccessible.queryAccessibleInterface(widget)
            assert named or (inner and inner.text(QAccessible.Text.Name)), widget
    for index, line in robot.screen.list.model.walk():
        said = robot.spoken(index)
        assert said.split(".")[0].split(",")[0].lower() == str(line.state)
        assert line.words in said
        assert all(doubt.rstrip(".") in said for doubt in line.doubts)
    assert robot.spoken(robot.screen.list.model.index(0, 0)).startswith("Uncertain, ")


@pytest.mark.parametrize(("scheme", "scale"), [("dark", 1.0), ("contrast", 1.0), ("light", 2.0)])
def test_every_look_paints(desk: Desk, scheme: str, scale: float) -> None:
    robot = desk(theme=Theme(scheme, scale))
    robot.screen.set_theme(Theme("light"))
    assert not robot.screen.grab().isNull()


def test_the_model_keeps_qts_rules(desk: Desk, qtmodeltester: object) -> None:
    robot = desk()
    model = robot.screen.list.model
    qtmodeltester.check(model)
    assert model.parent(QModelIndex()) == QModelIndex()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "What was read"
    folded = model.index(0, 0)
    robot.view.setCurrentIndex(folded)
    robot.key(Key.Key_Return)
    assert not robot.view.isExpanded(folded)


def test_at_twice_the_size_three_lines_show_and_the_findings_unfold(desk: Desk) -> None:
    robot = desk(theme=Theme("light", 2.0))
    robot.screen.resize(1256, 590)  # what a window of 1366x768 leaves
    QApplication.processEvents()
    pane = robot.screen.list
    view, model = pane.view, pane.model
    first = model.index(0, 0)
    shown = [model.index(row, 0, first) for row in range(3)]
    assert all(view.viewport().rect().contains(view.visualRect(line).adjusted(0, 4, 0, -4)) for line in shown)
    assert not pane.findings.list.isVisible()
    QTest.mouseClick(pane.findings.head, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert pane.findings.list.isVisible()
    assert pane.findings.list.height() > 100
    QTest.keyClick(pane.findings.head, Key.Key_Space)
    QApplication.processEvents()
    assert not pane.findings.list.isVisible()
